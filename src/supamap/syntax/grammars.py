"""Grammars by name, each loaded once and only when a file needs it."""

from __future__ import annotations

from functools import cache

from tree_sitter import Language, Parser

from supamap.errors import InstallationError

GRAMMARS = ("javascript", "typescript", "tsx", "html", "svelte")


@cache
def grammar(name: str) -> Language:
    """The grammar called ``name``, one of ``GRAMMARS``.

    Raises InstallationError if its wheel is missing or does not fit the installed tree-sitter.
    """
    try:
        return Language(_pointer(name))
    except (ImportError, ValueError) as error:
        raise InstallationError(
            f"the grammar {name!r} cannot be loaded: {error}", hint="reinstall supamap with its dependencies"
        ) from error


def _pointer(name: str) -> object:
    if name == "javascript":
        import tree_sitter_javascript

        return tree_sitter_javascript.language()
    if name in ("typescript", "tsx"):
        import tree_sitter_typescript

        return tree_sitter_typescript.language_tsx() if name == "tsx" else tree_sitter_typescript.language_typescript()
    if name == "svelte":
        import tree_sitter_svelte

        return tree_sitter_svelte.language()
    if name == "html":
        import tree_sitter_html

        return tree_sitter_html.language()
    raise ImportError(f"no grammar of that name; known are {', '.join(GRAMMARS)}")


@cache
def parser(name: str) -> Parser:
    """A parser for the grammar called ``name``. Parsers hold no state between files."""
    return Parser(grammar(name))
