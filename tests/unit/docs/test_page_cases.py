"""Every folder of tests/cases/pages: a page, the maps of its resources, the page after a sync, and an invalid twin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from supamap.docs.pages import identify
from supamap.docs.sync import plan
from supamap.errors import PageError
from supamap.model.maps import IntegrationMap
from supamap.model.pages import Page, SyncPlan

CASES = sorted((Path(__file__).parents[2] / "cases" / "pages").iterdir())


class Case(msgspec.Struct, frozen=True):
    path: str
    maps: tuple[IntegrationMap, ...]
    unverified: tuple[str, ...]


def read_case(folder: Path) -> Case:
    return msgspec.json.decode((folder / "map.json").read_bytes(), type=Case)


def page_of(case: Case, content: bytes) -> Page:
    page = identify(case.path, content)
    assert page is not None
    assert page.resources == tuple(found.resource for found in case.maps)
    return page


def sync(case: Case, page: Page, content: bytes) -> SyncPlan:
    return plan([(page, content)], {found.resource: found for found in case.maps})


def as_lf(content: bytes) -> bytes:
    return content


def as_crlf(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r\n")


def with_bom(content: bytes) -> bytes:
    return b"\xef\xbb\xbf" + content


def unfinished(content: bytes) -> bytes:
    return content.removesuffix(b"\n")


@pytest.mark.parametrize("form", [as_lf, as_crlf, with_bom, unfinished])
@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_sync_turns_the_input_into_the_expected_page(folder: Path, form: Callable[[bytes], bytes]) -> None:
    case, content = read_case(folder), form((folder / "input.md").read_bytes())
    expected = form((folder / "expected.md").read_bytes())
    made = sync(case, page_of(case, content), content)
    assert (made.edits[0].after if made.edits else content).decode() == expected.decode()
    assert tuple(f"{note.line}: {note.text}" for note in made.unverified) == case.unverified


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_expected_page_is_up_to_date_and_reports_nothing_else(folder: Path) -> None:
    case, content = read_case(folder), (folder / "expected.md").read_bytes()
    made = sync(case, page_of(case, content), content)
    assert made.edits == ()
    moved = {f"{note.line}: {note.text}" for note in made.unverified}
    assert moved <= set(case.unverified)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_invalid_twin_is_refused(folder: Path) -> None:
    case, content = read_case(folder), (folder / "invalid.md").read_bytes()
    page = page_of(case, (folder / "input.md").read_bytes())
    with pytest.raises(PageError) as raised:
        sync(case, page, content)
    assert f"{raised.value}\n" == (folder / "invalid.txt").read_text(encoding="utf-8")
