"""The owner of tree-sitter's grammars and queries: which grammar reads a file, and which patterns run on it."""
