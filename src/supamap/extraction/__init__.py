"""One file's bytes to its facts: pure, without a look at any second file."""
