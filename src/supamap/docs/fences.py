"""Code blocks of a page."""

from __future__ import annotations

from collections.abc import Iterator

from supamap.docs.blocks import inspect_blocks
from supamap.docs.markdown import PageText
from supamap.model.examples import CodeBlock
from supamap.model.pages import EXAMPLE_QUERIES

_SKIPPED = "no-test"


def code_blocks(page: PageText) -> Iterator[CodeBlock]:
    """The code blocks of a page whose fence names a language and not the word ``no-test``.

    Of what is generated only example queries count: expressions of policies and constraints are no statements.
    """
    generated = [block for block in inspect_blocks(page)[0] if block.name != EXAMPLE_QUERIES.name]
    for token in page.tokens:
        language, *words = token.info.lower().split() or [""]
        if token.type != "fence" or not token.map or not language or _SKIPPED in words:
            continue
        if not any(block.begin < token.map[0] < block.end for block in generated):
            yield CodeBlock(page.path, token.map[0] + 2, language, token.content)
