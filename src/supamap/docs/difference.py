"""Shows an edit of a page as a unified diff."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from supamap.docs.markdown import bare, ending, split_lines
from supamap.model.pages import PageEdit

_UNFINISHED = "\\ No newline at end of file"


def unified_diff(edit: PageEdit) -> str:
    """The edit as ``diff -u`` writes it, every line ending in LF, whatever the page's own endings are.

    A new page is compared with ``/dev/null``. Empty when nothing changes.
    """
    before, after = _lines(edit.before or b""), _lines(edit.after)
    old = "/dev/null" if edit.before is None else f"a/{edit.path}"
    shown: list[str] = []
    for line in difflib.unified_diff(before, after, old, f"b/{edit.path}", lineterm="\n"):
        shown.append(bare(line))
        if not ending(line):
            shown.append(_UNFINISHED)
    return "".join(f"{line}\n" for line in shown)


def _lines(content: bytes) -> Sequence[str]:
    return split_lines(content.decode("utf-8", errors="replace"))
