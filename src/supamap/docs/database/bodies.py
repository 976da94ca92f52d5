"""All that a schema and the configuration say of one page, by block."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from supamap.docs.database.configuration import configuration_lines
from supamap.docs.database.rules import rule_lines
from supamap.docs.database.schema_block import schema_lines
from supamap.docs.database.wording import Surroundings, prose
from supamap.model.pages import BUSINESS_RULES, CONFIGURATION, OWNERSHIP, PURPOSE, SCHEMA, BlockPlace, Page
from supamap.model.schema import Schema


class Saying(msgspec.Struct, frozen=True):
    """What the configuration says of a resource; empty where it says nothing."""

    purpose: str = ""
    owner: str = ""


Bodies = dict[BlockPlace, tuple[str, ...]]


def page_bodies(
    page: Page, schema: Schema | None, pages: Mapping[str, str], sayings: Mapping[str, Saying] | None = None
) -> Bodies:
    """The blocks of a page, without those of which nothing is known.

    ``pages`` gives the page of each documented resource, ``sayings`` what the configuration says of it. Without a
    schema there is what the configuration says alone.
    """
    said = sayings or {}
    bodies: Bodies = {}
    if schema is not None:
        bodies |= _database(page, Surroundings(schema, page.path.rpartition("/")[0], pages))

    def purpose(resource: str) -> str:
        return said.get(resource, Saying()).purpose or prose(_comment(resource, schema))

    for place, tell in ((PURPOSE, purpose), (OWNERSHIP, lambda resource: said.get(resource, Saying()).owner)):
        body = _each(page, tell)
        if body or schema is not None:
            bodies[place] = body
    return bodies


def _database(page: Page, around: Surroundings) -> Bodies:
    tables = [each for each in page.resources if each.startswith("table:")]
    buckets = [each for each in page.resources if each.startswith("bucket:")]
    bodies: Bodies = {}
    if tables:
        bodies[SCHEMA] = schema_lines(tables, around)
    if buckets and around.schema.knows("buckets"):
        bodies[CONFIGURATION] = configuration_lines(buckets, around)
    bodies[BUSINESS_RULES] = rule_lines(page.resources, around)
    return bodies


def _each(page: Page, tell: Callable[[str], str]) -> tuple[str, ...]:
    """What is said of each resource of a page; behind a bold name if there are several."""
    told = [(resource.partition(":")[2], tell(resource)) for resource in page.resources]
    if len(told) == 1:
        return tuple(filter(None, (text for _, text in told)))
    return tuple(f"- **{prose(name)}**: {text}" for name, text in told if text)


def _comment(resource: str, schema: Schema | None) -> str:
    table = None if schema is None else Surroundings(schema).table(resource)
    return (table.comment or "") if table is not None and resource.startswith("table:") else ""
