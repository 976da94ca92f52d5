"""The example queries of pages, tested: SQL on a server, supabase-js against the schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from supamap.config import Config
from supamap.errors import NothingMeasuredError
from supamap.model.diagnostics import DiagnosticKind
from supamap.model.examples import CodeBlock, ExampleFault, ExampleReport, Untested
from supamap.model.schema import Schema, SourceKind
from supamap.model.usage import ResourceKind, Usage, resource_id
from supamap.pipeline.blocks import link_blocks
from supamap.pipeline.documenting import chosen_pages, page_folder

if TYPE_CHECKING:
    from supamap.postgrest.catalog import Catalog
    from supamap.schema.sources import Sources

_SQL = frozenset({"sql", "postgresql", "postgres", "pgsql"})
_CODE = frozenset({"ts", "tsx", "js", "jsx", "mjs", "typescript", "javascript"})
_NO_SERVER = "{} cannot run it; with migrations or a database URL it is tried on a server"
_NOT_MEANT = "fix it, or write `no-test` behind the fence's language if it is not meant to run"
_Found = ExampleFault | Untested


def try_examples(config: Config, names: Sequence[str] = ()) -> ExampleReport:
    """Test the examples of all pages, or of those of ``names``.

    Raises NothingMeasuredError when there is no schema, no page, or no example; SchemaError when the schema's source
    cannot be read.
    """
    from supamap.docs.fences import code_blocks
    from supamap.docs.markdown import read_page
    from supamap.pipeline.schemas import located_sources
    from supamap.schema.sources import read_schema

    sources = located_sources(config)
    reading = read_schema(sources, config.schema.source)
    if reading.schema.source is SourceKind.NONE:
        hint = "`supamap schema show --help` names the sources of a schema"
        raise NothingMeasuredError(reading.said, where=str(config.base), hint=hint)
    folder = page_folder(config, _known(reading.schema))
    pages = chosen_pages(folder, names, config)
    texts = [read_page(page.path, content) for page, content in folder.pages if page in pages]
    blocks = [block for text in texts for block in code_blocks(text) if block.language in _SQL | _CODE]
    if not blocks:
        hint = "a code block is one that begins with ```sql or ```ts"
        raise NothingMeasuredError("no example stands on these pages", where=str(config.docs.folder), hint=hint)
    code = [block for block in blocks if block.language in _CODE]
    queries = [block for block in blocks if block.language in _SQL]
    found = [*_of_code(code, reading.schema), *_of_queries(config, queries, sources, reading.schema)]
    faults = tuple(sorted({one for one in found if isinstance(one, ExampleFault)}))
    untested = tuple(sorted({one for one in found if isinstance(one, Untested)}))
    return ExampleReport(len(blocks), faults, untested, reading.said)


def _known(schema: Schema) -> set[str]:
    tables = {resource_id(ResourceKind.TABLE, one.name, one.schema) for one in schema.tables}
    return tables | {resource_id(ResourceKind.BUCKET, one.name) for one in schema.buckets}


def _of_code(blocks: Sequence[CodeBlock], schema: Schema) -> Iterator[_Found]:
    """What the schema says against supabase-js, and what of it cannot be read."""
    from supamap.postgrest.catalog import Catalog

    if not blocks:
        return
    linked = link_blocks(blocks)
    pages = {block.path: block for block in blocks}
    for one in linked.diagnostics:
        block = pages.get(one.file)
        if block is not None and one.kind is DiagnosticKind.UNPARSED_FILE and "supabase" in block.text:
            yield ExampleFault(block.page, max(one.line, block.line), "this is no code that can be read", _NOT_MEANT)
    catalog = Catalog(schema)
    for usage in linked.usages:
        yield from _of_usage(usage, pages[usage.location.file].page, catalog)


def _of_usage(usage: Usage, page: str, catalog: Catalog) -> Iterator[_Found]:
    from supamap.postgrest.checking import check_usage

    if usage.name is None:
        yield Untested(page, usage.location.line, usage.reason or "the name is not known")
        return
    for fault in check_usage(usage, catalog):
        yield ExampleFault(page, fault.line, fault.message, fault.hint)


def _of_queries(config: Config, blocks: Sequence[CodeBlock], sources: Sources, schema: Schema) -> Iterator[_Found]:
    if not blocks:
        return
    if schema.source not in (SourceKind.MIGRATIONS, SourceKind.DATABASE):
        reason = _NO_SERVER.format("the generated types" if schema.source is SourceKind.TYPES else "the snapshot")
        yield from (Untested(block.page, block.line, reason) for block in blocks)
        return
    from supamap.schema.examples import ground_of, try_block

    with ground_of(sources, schema.source, config.cache) as ground:
        for block in blocks:
            yield from try_block(ground, block)
