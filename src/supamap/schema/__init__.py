"""What a project's database holds, from the sources that say so."""
