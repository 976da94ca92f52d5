"""Results as text. Every module is one format and has a pure ``render``; ``registry`` finds it by name."""
