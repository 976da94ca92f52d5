"""Every query file compiles, finds the source that stands above each pattern, and uses what is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tree_sitter import Query, QueryCursor

from supamap.syntax.folder import query_folder
from supamap.syntax.grammars import GRAMMARS, grammar, parser
from supamap.syntax.queries import CAPTURES, compiled, faults, source

LANGUAGES = sorted(folder.name for folder in query_folder().iterdir() if folder.name in GRAMMARS)


def patterns() -> Iterator[tuple[str, str, str]]:
    """Language, sample and pattern: a comment right above a pattern holds samples, three blanks between them."""
    for language in LANGUAGES:
        for path in sorted((query_folder() / language).glob("*.scm")):
            for block in re.split(r"\n\s*\n", source(language, path.stem)):
                comment, _, pattern = block.strip().partition("\n")
                if comment.startswith(";") and pattern:
                    yield from ((language, sample, pattern) for sample in re.split(r" {3,}", comment.strip("; ")))


@pytest.mark.parametrize(("language", "sample", "pattern"), list(patterns()))
def test_a_pattern_finds_the_samples_above_it(language: str, sample: str, pattern: str) -> None:
    tree = parser(language).parse(sample.encode())
    assert QueryCursor(Query(grammar(language), pattern)).captures(tree.root_node), tree.root_node


def test_every_language_compiles_and_every_capture_is_used() -> None:
    queries = [compiled(language) for language in LANGUAGES]
    assert {query.capture_name(index) for query in queries for index in range(query.capture_count)} == CAPTURES


def test_what_is_not_known_is_refused() -> None:
    assert list(faults('((identifier) @call (#eq? @call "from"))')) == []
    assert list(faults("; (#is? @x) @nothing\n(identifier) @_own")) == []
    (predicate,) = faults("((identifier) @call (#is-not? local))")
    (capture,) = faults("(identifier) @cal")
    assert "#is-not?" in predicate
    assert "@cal" in capture
