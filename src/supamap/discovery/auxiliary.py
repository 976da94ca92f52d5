"""Files beside the application: tests, stories, scripts and the configuration of tools."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from supamap.discovery.routing.verdict import Place, Verdict
from supamap.model.sources import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEST_NAME = re.compile(r"\.(?:test|tests|spec|e2e|cy)\.(?:\w+\.)?[cm]?[jt]sx?$|(?:^|/)(?:vi|j)(?:est|test)\.setup\.")
_DASHED_NAME = re.compile(r"[_-](?:test|tests|spec|e2e|cy)\.[cm]?[jt]sx?$")
_STORY_NAME = re.compile(r"\.(?:stories|story)\.\w+$")
_TEST_FOLDER = re.compile(r"(?:^|/)(?:__tests__|__mocks__|__fixtures__|__e2e__)/")
_AT_TOP = frozenset({"test", "tests", "e2e", "cypress", "playwright", "spec", "specs", "testing", "test-utils"})
_IN_SOURCE = frozenset({"test", "e2e", "cypress", "playwright", "testing", "test-utils"})
_NAMED_TESTS = re.compile(r"(?<![^/])(?:tests?|e2e|specs?)/")
_CONFIG = re.compile(
    r"(?:.*\.)?config(?:\.\w+)?\.[cm]?[jt]s|\..+rc\.[cm]?[jt]s|(?:gulpfile|Gruntfile|karma\.conf)\.[jt]s"
)
_SCRIPT_FOLDERS = frozenset({
    "scripts", "script", "bin", "tools", "tooling", "seed", "seeds", ".github", ".storybook", "migrations",
})  # fmt: skip


def test_verdict(path: str) -> Verdict | None:
    """Return what a path's own words say of a test or a story."""
    name = path.rfind("/") + 1
    if _TEST_NAME.search(path, name):
        return Verdict(Role.TEST, "named like a test")
    if "__" in path and _TEST_FOLDER.search(path):
        return Verdict(Role.TEST, "in a folder of tests")
    return Verdict(Role.TEST, "named like a story") if _STORY_NAME.search(path, name) else None


def dashed_test_verdict(path: str) -> Verdict | None:
    """Return what ``upload-test.ts`` says of itself, unless a framework routes to it: a page may bear such a name."""
    return Verdict(Role.TEST, "named like a test") if _DASHED_NAME.search(path, path.rfind("/") + 1) else None


def script_verdict(place: Place) -> Verdict | None:
    """Return what a place below its package says of a script."""
    if not place.folders:
        if _CONFIG.fullmatch(place.name):
            return Verdict(Role.SCRIPT, "configuration of a tool")
    elif place.folders[0] in _SCRIPT_FOLDERS:
        return Verdict(Role.SCRIPT, f"in {place.folders[0]}/")
    if place.stem in {"seed", "seeds"} and place.suffix not in {"tsx", "jsx"}:
        return Verdict(Role.SCRIPT, f"named {place.stem}")
    return None


class TestFolders:
    """The folders of one tree that are named like tests and hold mostly tests.

    An application about exams has folders called ``tests`` too, so a name alone counts only at the top of a package.
    """

    __test__ = False  # pytest takes the name for a test

    def __init__(self, paths: Iterable[str]) -> None:
        held: Counter[str] = Counter()
        marked: Counter[str] = Counter()
        for path in paths:
            if "test" not in path and "e2e" not in path and "spec" not in path:
                continue
            for found in _NAMED_TESTS.finditer(path):
                held[path[: found.end()]] += 1
                marked[path[: found.end()]] += _TEST_NAME.search(path) is not None
        self._folders = frozenset(folder for folder, count in held.items() if marked[folder] * 2 >= count)

    def verdict(self, folder: str, inside: tuple[str, ...], package: str) -> Verdict | None:
        """Return what a folder says of a test: itself, its parts below the package, and the package's own folder."""
        last = package[package.rfind("/") + 1 :]
        if last in _AT_TOP or last.endswith("-e2e"):
            return Verdict(Role.TEST, f"in the package {last}")
        if not inside:
            return None
        if inside[0] in _AT_TOP:
            return Verdict(Role.TEST, f"in {inside[0]}/")
        if inside[0] == "src" and len(inside) > 1 and inside[1] in _IN_SOURCE:
            return Verdict(Role.TEST, f"in src/{inside[1]}/")
        path = f"{folder}/"
        for found in _NAMED_TESTS.finditer(path):
            if path[: found.end()] in self._folders:
                return Verdict(Role.TEST, f"in {found[0]} among tests")
        return None
