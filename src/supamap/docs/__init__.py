"""Documentation pages: found, read by Markdown tokens, and edited by splicing lines.

What a person wrote is never rendered again. Everything here is a function from values to values; only ``pages`` reads
files and only ``writing`` changes them.
"""
