"""From pages to what is said about all of them: how complete they are, the inventory, the navigation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from supamap.config import Config
from supamap.model.coverage import DocsStatus
from supamap.model.pages import INVENTORY, INVENTORY_SQL, NAVIGATION, IndexPage, Page, PageEdit

if TYPE_CHECKING:
    from supamap.docs.pages import PageFolder


def survey(
    config: Config, pages: Sequence[tuple[Page, bytes]], missing: Sequence[str], edits: Sequence[PageEdit] = ()
) -> DocsStatus:
    """Tell how complete pages are that a sync would edit so, with the resources that have none."""
    from supamap.docs.naming import resource_of
    from supamap.docs.status import docs_status

    priorities = {resource_of(one.name): one.priority for one in config.docs.tables if one.priority is not None}
    return docs_status(pages, edits, missing, config.docs.numbering, priorities)


def index_edits(
    config: Config,
    folder: PageFolder,
    edits: Sequence[PageEdit],
    missing: Sequence[str],
    wanted: Sequence[IndexPage] | None = None,
) -> tuple[tuple[str, ...], tuple[PageEdit, ...]]:
    """Plan the pages about all others, as they are once ``edits`` are written; return their paths, too.

    Without ``wanted`` it is those that are kept true already: nothing is read where there is none.
    """
    from supamap.docs.index_pages import index_path, kept_pages, plan_index
    from supamap.docs.inventory import inventory_lines, navigation_lines, sql_lines
    from supamap.schema.introspection import statement

    chosen = kept_pages(folder) if wanted is None else tuple(wanted)
    if not chosen:
        return (), ()
    after = {edit.path: edit.after for edit in edits}
    pages = [(page, after.get(page.path, content)) for page, content in folder.pages]
    texts = {page.path: content for page, content in pages}
    status = survey(config, pages, missing)
    policy = config.docs.numbering
    bodies: dict[IndexPage, Callable[[], Sequence[str]]] = {
        INVENTORY: lambda: inventory_lines(status, texts, policy),
        INVENTORY_SQL: lambda: sql_lines(statement()),
        NAVIGATION: lambda: navigation_lines(status, policy),
    }
    paths = tuple(index_path(folder, page) for page in chosen)
    return paths, plan_index(folder, {page: bodies[page]() for page in chosen})
