"""Query files are found, inherit, and are refused with the file's name when they are wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from supamap.errors import InstallationError
from supamap.syntax import queries
from supamap.syntax.folder import query_folder
from supamap.syntax.grammars import GRAMMARS, grammar, parser
from supamap.syntax.queries import compiled, faults, source

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    """Puts query files in place of the real ones: ``folder({"javascript/calls": "…"})``."""

    def put(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / f"{name}.scm"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        monkeypatch.setattr(queries, "query_folder", lambda: tmp_path)
        compiled.cache_clear()
        return tmp_path

    yield put
    compiled.cache_clear()


def test_every_grammar_has_queries_and_every_query_a_grammar() -> None:
    folders = {path.parent.name for path in query_folder().glob("*/*.scm")}
    assert set(GRAMMARS) <= folders
    for name in GRAMMARS:
        assert compiled(name).pattern_count > 0
    named = {word for path in query_folder().glob("*/*.scm") for word in _inherits(path)}
    assert folders - set(GRAMMARS) <= named, "a folder that no grammar reads"


def _inherits(path: Path) -> list[str]:
    first = path.read_text(encoding="utf-8").splitlines()[:1]
    return [name.strip() for line in first if "inherits:" in line for name in line.partition(":")[2].split(",")]


@pytest.mark.parametrize(
    "path", sorted(query_folder().glob("*/*.scm")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_every_file_is_without_fault(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert list(faults(text)) == []
    assert text.endswith("\n")


def test_what_is_inherited_comes_first_and_once(folder: Folder) -> None:
    folder(
        {
            "ecmascript/calls": "(call_expression) @call\n",
            "typescript/calls": "; inherits: ecmascript\n\n(new_expression) @call.new\n",
            "tsx/calls": "; inherits: typescript\n",
        }
    )
    text = source("tsx", "calls")
    assert text.index("(call_expression)") < text.index("(new_expression)")
    assert text.count("(call_expression)") == text.count("(new_expression)") == 1
    assert compiled("tsx").pattern_count == 2


def test_several_parents(folder: Folder) -> None:
    folder({"a/x": "(identifier) @tag", "b/x": "(number) @tag", "javascript/x": "; inherits: a, b\n(string) @tag"})
    assert compiled("javascript").pattern_count == 3


def test_a_file_that_only_a_parent_has_is_not_there(folder: Folder) -> None:
    folder({"ecmascript/scopes": "(class_body) @scope.class", "javascript/calls": "(call_expression) @call"})
    assert source("javascript", "scopes") == ""
    assert compiled("javascript").pattern_count == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('((identifier) @call (#equal? @call "from"))', "unknown predicate #equal?"),
        ("((identifier) @call (#is-not? local))", "unknown predicate #is-not?"),
        ('((identifier) @call (#contains? @call "x"))', "unknown predicate #contains?"),
        ("(identifier) @cal", "unknown capture @cal"),
        ("(identifier) @scope", "unknown capture @scope"),
    ],
)
def test_what_tree_sitter_would_not_notice_is_refused(folder: Folder, text: str, fault: str) -> None:
    root = folder({"javascript/calls": text})
    with pytest.raises(InstallationError) as caught:
        compiled("javascript")
    assert fault in str(caught.value)
    assert str(root / "javascript" / "calls.scm") in str(caught.value)


def test_a_fault_of_a_parent_names_the_parent(folder: Folder) -> None:
    root = folder({"ecmascript/calls": "(identifier) @oops", "javascript/calls": "; inherits: ecmascript\n"})
    with pytest.raises(InstallationError) as caught:
        compiled("javascript")
    assert str(root / "ecmascript" / "calls.scm") in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["(no_such_node) @call", "(identifier @call", '(identifier) @call (#eq? @call "x"', "(identifier nope: (x)) @call"],
)
def test_a_query_that_does_not_compile_names_its_language(folder: Folder, text: str) -> None:
    folder({"javascript/calls": text})
    with pytest.raises(InstallationError, match="javascript"):
        compiled("javascript")


def test_a_query_may_fit_one_grammar_and_not_another(folder: Folder) -> None:
    folder(
        {"typescript/calls": "(enum_declaration) @declare.enum", "javascript/calls": "(enum_declaration) @declare.enum"}
    )
    assert compiled("typescript").pattern_count == 1
    with pytest.raises(InstallationError):
        compiled("javascript")


def test_texts_and_comments_are_no_predicates_and_captures() -> None:
    assert list(faults('; @nothing (#nothing? x)\n((string) @call (#eq? @call "@no (#no? x) \\" ;"))')) == []
    assert list(faults('((identifier) @_helper (#match? @_helper "^a"))')) == []


@pytest.mark.parametrize("name", GRAMMARS)
def test_grammars_are_loaded_once(name: str) -> None:
    assert grammar(name) is grammar(name)
    assert parser(name) is parser(name)
    assert parser(name).parse(b"").root_node.child_count == 0


def test_a_grammar_that_is_not_there_is_a_broken_installation() -> None:
    with pytest.raises(InstallationError, match="'cobol'"):
        grammar("cobol")
