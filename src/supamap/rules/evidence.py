"""What rules judge: everything the stages before them found, as values."""

from __future__ import annotations

import msgspec

from supamap.graph.usage_graph import UsageGraph
from supamap.model.coverage import PageStatus
from supamap.model.diagnostics import Diagnostic
from supamap.model.examples import ExampleFault
from supamap.model.graph import Resource
from supamap.model.linked import LinkedProject
from supamap.model.pages import Page, PageEdit, UnverifiedNote
from supamap.model.schema import Schema
from supamap.model.usage import ResourceKind, Usage
from supamap.postgrest.faults import Fault


class Evidence(msgspec.Struct, frozen=True):
    """What a project has and what it says of it.

    ``known`` are resources that exist whether code uses them or not; ``complete`` are the kinds of which it holds all,
    so that anything else of that kind does not exist. ``schema`` is None when the project has no source for one, and
    ``faults`` are what it says against usages; ``complete_history`` is false when migrations did not apply, so that the
    database may hold what the schema lacks. ``unused_types`` when the only source is a types file that no code imports:
    nobody would notice that it is out of date.
    ``edits`` are what ``supamap sync`` would change, ``unverified`` the hand-written lines it does not confirm,
    ``coverage`` what stands in each section of each page. ``other_clients`` are packages beside Supabase's own that
    speak to databases, ``unmeasured`` the manifests of packages that depend on Supabase and show no use of it,
    ``examples`` what does not work on pages (where that was asked), ``diagnostics`` what the stages could not read.
    Places are relative to the same folder.
    """

    graph: UsageGraph
    linked: LinkedProject
    known: tuple[Resource, ...] = ()
    complete: tuple[ResourceKind, ...] = ()
    schema: Schema | None = None
    faults: tuple[tuple[Usage, Fault], ...] = ()
    complete_history: bool = True
    unused_types: bool = False
    pages: tuple[Page, ...] = ()
    edits: tuple[PageEdit, ...] = ()
    unverified: tuple[UnverifiedNote, ...] = ()
    other_clients: tuple[str, ...] = ()
    coverage: tuple[PageStatus, ...] = ()
    unmeasured: tuple[str, ...] = ()
    examples: tuple[ExampleFault, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether what the schema says holds for the database, as far as its source can."""
        return self.complete_history and not self.unused_types
