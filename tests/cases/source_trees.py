"""Small applications written in one text, planted in a folder and scanned."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from supamap.config import load_config
from supamap.errors import NothingMeasuredError
from supamap.model.linked import LinkedProject
from supamap.pipeline.measuring import measure

CLIENT = (
    "import { createClient } from '@supabase/supabase-js'\n"
    "export const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY)\n"
)
NOTHING = LinkedProject((), (), (), (), (), 0, 0)


def plant(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below ``root``; a ``package.json`` is added if there is none."""
    for name, content in {"package.json": '{"name": "app"}', **files}.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def linked_tree(root: Path, *, references: bool = True) -> LinkedProject:
    """Scan a folder as a command does; ``NOTHING`` if it uses nothing of Supabase's."""
    try:
        return measure(load_config(root), references=references).linked
    except NothingMeasuredError:
        return NOTHING
