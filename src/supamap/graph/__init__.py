"""The usage graph: the only owner of networkx. ``builder`` makes it, the other modules ask it questions."""
