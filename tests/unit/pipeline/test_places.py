"""Places as people type them."""

from __future__ import annotations

from pathlib import Path

import pytest

from supamap.pipeline.places import Place, located, read_place

FILES = {"src/a.ts", "a.ts", "src/[id]/+page.ts"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("src/a.ts", Place("src/a.ts")),
        ("src/a.ts:3", Place("src/a.ts", 3)),
        ("src/a.ts:3:", Place("src/a.ts", 3)),
        ("src/a.ts:3:14", Place("src/a.ts", 3, 14)),
        ("C:/src/a.ts:3:14", Place("C:/src/a.ts", 3, 14)),
        ("src/a.ts:x", Place("src/a.ts:x")),
        ("src/a.ts:", Place("src/a.ts:")),
        (":3", Place(":3")),
        ("", Place("")),
    ],
)
def test_a_place_is_taken_apart(text: str, place: Place) -> None:
    assert read_place(text) == place


@pytest.mark.parametrize(
    ("text", "here", "found"),
    [
        ("src/a.ts", "", "src/a.ts"),
        ("./src/../src/a.ts", "", "src/a.ts"),
        ("a.ts", "src", "src/a.ts"),
        ("a.ts", "lib", "a.ts"),
        ("../a.ts", "src", "a.ts"),
        ("src/a.ts", "src", "src/a.ts"),
        ("src/[id]/+page.ts", "", "src/[id]/+page.ts"),
        ("src", "", None),
        ("b.ts", "", None),
        ("../../../../a.ts", "", None),
        ("", "", None),
        ("a\0.ts", "", None),
    ],
)
def test_a_path_is_seen_from_here_and_then_from_the_root(
    tmp_path: Path, text: str, here: str, found: str | None
) -> None:
    assert located(text, tmp_path, tmp_path / here, FILES) == found


def test_absolute_paths_and_links(tmp_path: Path) -> None:
    root = tmp_path / "app"
    (root / "src").mkdir(parents=True)
    (root / "src" / "a.ts").touch()
    (tmp_path / "link").symlink_to(root)
    assert located(str(root / "src/a.ts"), root, Path("/"), FILES) == "src/a.ts"
    assert located("src/a.ts", root, tmp_path / "link", FILES) == "src/a.ts"
    assert located("link/src/a.ts", root, tmp_path, FILES) == "src/a.ts"
