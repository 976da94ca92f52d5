"""What a check finds: pure functions from the graph and the pages to findings."""
