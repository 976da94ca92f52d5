"""Small applications, one construct each, filed by subject in tests/cases/linking: what linking makes of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from linking_cases import FOLDER, LinkingCase, all_cases, found_lines, with_schema
from source_trees import linked_tree, plant

CASES = all_cases()


def _parameter(case: LinkingCase, reason: str | None) -> object:
    marks = [pytest.mark.xfail(reason=reason, raises=AssertionError)] if reason else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [_parameter(case, case.xfail) for case in CASES])
def test_case(case: LinkingCase, tmp_path: Path) -> None:
    assert found_lines(case, with_schema(case, linked_tree(plant(tmp_path, case.files)))) == case.expected


@pytest.mark.parametrize("case", [_parameter(case, case.on_demand) for case in CASES])
def test_facts_on_demand_say_the_same(case: LinkingCase, tmp_path: Path) -> None:
    plant(tmp_path, case.files)
    demanded, whole = linked_tree(tmp_path, references=False), linked_tree(tmp_path)
    assert demanded.usages == whole.usages
    assert demanded.exposures == whole.exposures


def test_every_file_is_a_case_of_a_subject() -> None:
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert files == {f"{case.name}.txt" for case in CASES}
    assert all(re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", case.name) for case in CASES)
