"""Code blocks of a page."""

from __future__ import annotations

from collections.abc import Iterator

from supamap.docs.markdown import PageText
from supamap.model.examples import CodeBlock

_SKIPPED = "no-test"


def code_blocks(page: PageText) -> Iterator[CodeBlock]:
    """The code blocks of a page whose fence names a language and not the word ``no-test``."""
    for token in page.tokens:
        language, *words = token.info.lower().split() or [""]
        if token.type == "fence" and token.map and language and _SKIPPED not in words:
            yield CodeBlock(page.path, token.map[0] + 2, language, token.content)
