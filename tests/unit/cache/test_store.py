from __future__ import annotations

import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from supamap.cache import store as module
from supamap.cache.store import FILE_NAME, Store
from supamap.errors import CacheWarning

ENTRIES = {bytes([number]) * 32: bytes([number]) * 5_000 for number in range(1, 9)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "not" / "there" / "yet"


def filled(folder: Path) -> Path:
    store = Store(folder)
    store.put(ENTRIES)
    store.close()
    return folder / FILE_NAME


def in_vain(store: Store) -> None:
    assert store.get(ENTRIES) == {}
    store.put(ENTRIES)
    store.put(ENTRIES)
    assert store.get(ENTRIES) == {}


def test_another_run_gets_what_one_has_put(folder: Path) -> None:
    filled(folder)
    assert Store(folder).get([*ENTRIES, b"another"]) == ENTRIES


def test_a_run_with_nothing_to_write_makes_no_folder(folder: Path) -> None:
    store = Store(folder)
    assert store.get(ENTRIES) == {}
    store.put({})
    store.close()
    assert not folder.exists()


def test_only_the_user_can_enter_the_folder(folder: Path) -> None:
    filled(folder)
    assert folder.stat().st_mode & 0o077 == 0


def test_a_changed_entry_is_not_there(folder: Path) -> None:
    file = filled(folder)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE entries SET content = zeroblob(5000) WHERE rowid = 1")
        connection.execute("UPDATE entries SET content = 'text' WHERE rowid = 2")
    connection.close()
    assert list(Store(folder).get(ENTRIES)) == list(ENTRIES)[2:]


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9_000])


def _overwrite(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[100:8_000] = b"\xff" * 7_900
    file.write_bytes(content)


@pytest.mark.parametrize("damage", [_cut, _overwrite])
def test_a_damaged_file_is_told_once_and_made_anew(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(filled(folder))
    with pytest.warns(CacheWarning, match="begins anew") as told:
        in_vain(Store(folder))
    assert len(told) == 1
    filled(folder)
    assert Store(folder).get(ENTRIES) == ENTRIES


def _as_text(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("my diary\n" * 1_000)


def _as_database(file: Path) -> None:
    file.parent.mkdir(parents=True)
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE diary (day TEXT)")
    connection.close()


@pytest.mark.parametrize("write", [_as_text, _as_database])
def test_what_is_not_ours_is_left_alone(folder: Path, write: Callable[[Path], None]) -> None:
    file = folder / FILE_NAME
    write(file)
    before = file.read_bytes()
    with pytest.warns(CacheWarning) as told:
        in_vain(Store(folder))
    assert len(told) == 1
    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.warns(CacheWarning, match="not used") as told:
        in_vain(Store(tmp_path / "file" / "cache"))
    assert len(told) == 1


def test_a_full_disk_leaves_the_old_entries(folder: Path) -> None:
    filled(folder)
    more = {bytes([number]) * 32: bytes([number]) * 50_000 for number in range(10, 90)}
    limits = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
    program = (
        f"{limits}from pathlib import Path\nfrom supamap.cache.store import Store\n"
        f"store = Store(Path({str(folder)!r}))\n"
        "store.put({bytes([n]) * 32: bytes([n]) * 50_000 for n in range(10, 90)})\nprint('alive')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "alive\n"
    assert done.stderr.count("CacheWarning") == 1
    assert Store(folder).get([*ENTRIES, *more]) == ENTRIES


def test_another_run_that_writes_is_not_waited_for_long(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = filled(folder)
    monkeypatch.setattr(module, "_PATIENCE", 0.01)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        store = Store(folder)
        assert store.get(ENTRIES) == {}
        store.put({b"new": b"new"})
        other.execute("ROLLBACK")
        other.close()
        assert store.get(ENTRIES) == ENTRIES
        assert store.get([b"new"]) == {}


def test_a_killed_run_leaves_all_or_nothing(folder: Path) -> None:
    filled(folder)
    program = (
        "import os, signal\nfrom pathlib import Path\nfrom supamap.cache import store as module\n"
        "module._size = lambda connection: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"store = module.Store(Path({str(folder)!r}))\n"
        "store.put({bytes([n]) * 32: bytes([n]) * 100_000 for n in range(10, 90)})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == -9
    assert (folder / f"{FILE_NAME}-journal").exists()
    assert Store(folder).get([*ENTRIES, bytes([10]) * 32]) == ENTRIES


def test_what_was_not_used_for_longest_goes_first(folder: Path) -> None:
    old, used, new = ({bytes([at, n]) * 16: bytes([n]) * 40_000 for n in range(10)} for at in range(3))
    for week, entries in ((1, {**old, **used}), (2, {})):
        store = Store(folder)
        store._week = week
        store.get(used)
        store.put(entries)
        store.close()
    store = Store(folder, limit=1_100_000)
    store._week = 3
    store.put(new)
    assert store.get([*old, *used, *new]) == {**used, **new}


def test_a_store_stays_below_its_limit(folder: Path) -> None:
    for round_ in range(12):
        store = Store(folder, limit=1_000_000)
        store.put({bytes([round_, n]) * 16: bytes([n]) * 20_000 for n in range(20)})
        store.close()
    assert (folder / FILE_NAME).stat().st_size < 1_600_000
    assert len(Store(folder).get([bytes([11, n]) * 16 for n in range(20)])) == 20
