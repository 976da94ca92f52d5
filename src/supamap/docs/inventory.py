"""The blocks of the pages about all others: what is documented, where, and how it is read from the database."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from supamap.docs.anatomy import SectionLines, section_lines
from supamap.docs.content import Content, content_of
from supamap.docs.map_text import code, link_to
from supamap.docs.markdown import PageText, read_page
from supamap.docs.naming import resource_name
from supamap.model.coverage import DocsStatus, PageStatus, SectionState
from supamap.model.pages import INVENTORY, INVENTORY_SQL, Category, NumberingPolicy

if TYPE_CHECKING:
    from markdown_it.token import Token

_LEGEND = (
    "documented: every section says something; template: nobody has written anything yet; lacks: these sections are "
    "still empty; missing: there is no page."
)
_HOW_TO = """\
Run this statement in Supabase's SQL editor. It only reads, and yields one row with one JSON document. Save the document
as a file, and give it to supamap:

```sh
supamap schema import FILE
supamap sync
```

The first command checks the document and stores it, the second writes what it says into the pages. Where supamap can
reach the database or replay the migrations, none of this is needed. `supamap schema sql` prints the statement, too."""
_OTHER = Category("other pages", -1, -1)
_DOCUMENTED, _TEMPLATE = "documented", "template"
_MARKUP = re.compile(r"([\\`*\[\]<>|~]|(?<!\w)_|_(?!\w))")
# A sentence ends before a capital letter or a code span, but not behind an abbreviation.
_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)[.!?](?=\s+[A-Z]|\s*\Z)")
_LABEL = re.compile(r"\s*purpose\s*:\s*", re.IGNORECASE)


def inventory_lines(status: DocsStatus, texts: Mapping[str, bytes], policy: NumberingPolicy) -> tuple[str, ...]:
    """The block of the inventory: a table for each category, by number.

    ``texts`` are the pages by path as they will be, and ``status`` is theirs.
    """
    lines = [_LEGEND]
    for category, pages in _by_category(status, policy):
        lines += ["", f"## {_title(category)}", "", "| page | about | purpose | status |", "|---|---|---|---|"]
        lines += [_row(page, texts) for page in pages]
    return tuple(lines)


def navigation_lines(status: DocsStatus, policy: NumberingPolicy) -> tuple[str, ...]:
    """The block of the navigation: every page under its category."""
    lines = [f"- [Inventory]({INVENTORY.file}): what every page is about, and what is missing"]
    lines.append(f"- [Inventory SQL]({INVENTORY_SQL.file}): how the schema is read from the database")
    for category, pages in _by_category(status, policy):
        there = [page for page in pages if page.path]
        if there:
            lines += [f"- {_title(category)}", *(f"  - {_link(page)}: {_about(page)}" for page in there)]
    return tuple(lines)


def sql_lines(statement: str) -> tuple[str, ...]:
    """The block of the page with the SQL: what to do, and the statement."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", statement)), default=0))
    return (*_HOW_TO.splitlines(), "", f"{fence}sql", *statement.strip("\n").splitlines(), fence)


def _by_category(status: DocsStatus, policy: NumberingPolicy) -> Iterator[tuple[Category, list[PageStatus]]]:
    """The categories that have pages, by their ranges, each with its pages by number; those without a page last."""
    for category in (*policy.categories, _OTHER):
        name = "" if category is _OTHER else category.name
        pages = [page for page in status.pages if page.category == name]
        if pages:
            yield category, sorted(pages, key=lambda page: (page.path is None, page.number or 0, page.name))


def _title(category: Category) -> str:
    name = _escaped(category.name[:1].upper() + category.name[1:])
    return name if category is _OTHER else f"{name} ({category.first:02}–{category.last:02})"


def _row(page: PageStatus, texts: Mapping[str, bytes]) -> str:
    purpose = _purpose(read_page(page.path, texts[page.path])) if page.path else ""
    cells = (_link(page) if page.path else "–", _about(page), purpose, _state(page))
    return f"| {' | '.join(cells)} |"


def _link(page: PageStatus) -> str:
    path = page.path or ""
    return f"[{_escaped(page.name.removesuffix('.md'))}]({link_to(path, posixpath.dirname(path))})"


def _about(page: PageStatus) -> str:
    kinds = {"bucket": "bucket "}
    return ", ".join(
        f"{kinds.get(resource.partition(':')[0], '')}{code(resource_name(resource))}" for resource in page.resources
    ).replace("|", "\\|")


def _state(page: PageStatus) -> str:
    """What is left to do, in words that only change when the page does."""
    if page.path is None:
        return f"missing: {code(f'supamap docs new {page.name}')}".replace("|", "\\|")
    purpose = page.sections[0].state
    if not purpose.covered and all(section.state is not SectionState.HAND_WRITTEN for section in page.sections):
        return _TEMPLATE
    lacking = [section.title for section in page.open]
    return f"lacks {', '.join(lacking)}" if lacking else _DOCUMENTED


# -- the purpose -----------------------------------------------------------------------------------------------------


def _purpose(page: PageText) -> str:
    """The first sentence that the Purpose section says, as text of a table's cell."""
    section = section_lines(page).get(0, SectionLines())
    labels = dict(section.labels)
    lines = {*section.lines, *(line for block in section.blocks for line in range(block.begin + 1, block.end))}
    for token in page.tokens:
        line = token.map[0] if token.type == "inline" and token.map else -1
        if line in lines and content_of(page, [line], labels) is Content.TEXT:
            sentence = _sentence(token)
            return _LABEL.sub("", sentence, count=1) if line in labels else sentence
    return ""


def _sentence(token: Token) -> str:
    """The first sentence of a paragraph without its markup, code apart."""
    found = ""
    for child in token.children or ():
        text = child.content if child.type == "text" else ""
        if child.type == "code_inline":
            found += code(child.content).replace("|", "\\|")
        elif child.type in ("softbreak", "hardbreak"):
            found += " "
        elif text:
            end = _END.search(text)
            found += _escaped(text[: end.end()] if end else text)
            if end:
                break
    return found.strip()


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
