"""Tree-sitter queries from ``queries/<language>/<purpose>.scm``: found, inherited, checked and compiled.

py-tree-sitter 0.26 takes an unknown predicate as always true and does not check capture names: both are checked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tree_sitter import Query, QueryError

from supamap.errors import InstallationError
from supamap.syntax.folder import query_folder
from supamap.syntax.grammars import grammar

PREDICATES = frozenset({"eq?", "not-eq?", "any-of?", "not-any-of?", "match?", "not-match?"})
CAPTURES = frozenset(
    {
        "scope.function", "scope.block", "scope.class",
        "declare.variable", "declare.enum", "declare.type", "assign", "return",
        "call", "call.new", "call.markup", "comment",
        "script.start", "script.text", "tag", "error", "markup.expression", "markup.text",
    }
)  # fmt: skip
_INHERITS = re.compile(r"^;\s*inherits:\s*([\w, ]+)$", re.MULTILINE)
_PREDICATE = re.compile(r"\(#([\w!?-]+)")
_CAPTURE = re.compile(r"@([\w.-]+)")
_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|;[^\n]*')


@cache
def compiled(language: str) -> Query:
    """All queries of ``language`` as one; its captures are listed in ``CAPTURES``.

    Raises InstallationError if a file is wrong: the message names the file and the fault.
    """
    text = "\n".join(source(language, path.stem) for path in sorted((query_folder() / language).glob("*.scm")))
    try:
        return Query(grammar(language), text)
    except QueryError as error:
        raise InstallationError(f"a query for {language} does not compile: {error}", where=language) from error


def source(language: str, purpose: str) -> str:
    """The text of one query file, what it inherits first."""
    path = query_folder() / language / f"{purpose}.scm"
    if not path.is_file():
        return ""
    text = path.read_text(encoding="utf-8")
    for fault in faults(text):
        raise InstallationError(fault, where=str(path))
    inherited = [source(parent.strip(), purpose) for found in _INHERITS.findall(text) for parent in found.split(",")]
    return "\n".join([*inherited, text])


def faults(text: str) -> Iterator[str]:
    """Unknown predicates and captures of a query text, one sentence each."""
    code = _STRING_OR_COMMENT.sub("", text)
    for predicate in _PREDICATE.findall(code):
        if predicate not in PREDICATES:
            yield f"unknown predicate #{predicate}: tree-sitter would take it as true"
    for capture in _CAPTURE.findall(code):
        if capture not in CAPTURES and not capture.startswith("_"):
            yield f"unknown capture @{capture}"
