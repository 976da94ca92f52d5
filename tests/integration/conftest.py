"""A small application, and a way to run commands in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from supamap.cli.program import run

Command = Callable[..., tuple[int, str, str]]

CLIENT = "import { createClient } from '@supabase/supabase-js'\nexport const db = createClient('url', 'key')\n"
HOOK = (
    "import { db } from '../lib/db'\n"
    "export function useProfile() { return db.from('profiles').select('id') }\n"
    "export const useAvatar = () => db.storage.from('avatars').download('a.png')\n"
)
PAGE = (
    "import { useProfile } from '../hooks/useProfile'\nexport default function Home() { useProfile(); return <p/> }\n"
)


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "package.json": '{"dependencies": {"react": "18", "@supabase/supabase-js": "2"}}',
        "src/lib/db.ts": CLIENT,
        "src/hooks/useProfile.ts": HOOK,
        "src/pages/Home.tsx": PAGE,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run one command: its exit code, stdout and stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call
