"""Facts by content hash; empty until the cache arrives."""
