"""What each framework makes of a file's place: page, layout, API route, and the URL path it answers."""
