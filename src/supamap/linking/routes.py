"""SvelteKit's way from ``load`` to ``data``: what route components and ``parent()`` get."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.linking.abstract import Mystery, Outcome, Outcomes, Structure
from supamap.linking.modules import Modules
from supamap.model import facts
from supamap.model.usage import Step

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

_PAGE = ("+page.ts", "+page.js", "+page.server.ts", "+page.server.js")
_LAYOUT = ("+layout.ts", "+layout.js", "+layout.server.ts", "+layout.server.js")


class RouteReader:
    """Reads members of the objects that ``load`` functions return (SvelteKit, "Loading data")."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules

    def is_component(self, file: str) -> bool:
        """Whether a file is a route component, whose ``data`` is what ``load`` functions return."""
        return file.endswith(("+page.svelte", "+layout.svelte"))

    def of_data(self, evaluator: Evaluator, file: str, name: str) -> Outcomes:
        """``data.name`` in a route component: the page's own load functions and all layouts above it."""
        folder, _, base = file.rpartition("/")
        own = _LAYOUT if base.startswith("+layout") else _PAGE
        places = [f"{folder}/{load}" for load in own] + list(self._layouts(folder))
        return self._first(evaluator, [place for place in places if place != file], name)

    def of_layouts(self, evaluator: Evaluator, file: str, name: str) -> Outcomes:
        """``(await parent()).name`` in a load function."""
        folder = file.rpartition("/")[0]
        return self._first(evaluator, [place for place in self._layouts(folder) if place != file], name)

    def _layouts(self, folder: str) -> Iterator[str]:
        while True:
            yield from (f"{folder}/{load}" if folder else load for load in _LAYOUT)
            if "/" not in folder:
                return
            folder = folder.rpartition("/")[0]

    def _first(self, evaluator: Evaluator, places: list[str], name: str) -> Outcomes:
        for place in places:
            if place not in self._modules.files:
                continue
            found: list[Outcome] = []
            for load in evaluator.imports.exported(place, "load"):
                if not isinstance(load.value, Structure) or not isinstance(load.value.value, facts.FunctionRef):
                    continue
                for given in evaluator.functions.returned(load.value, ()):
                    if isinstance(given.value, Structure):
                        found.extend(evaluator.members.read(given, name, place))
            known = tuple(one for one in found if not isinstance(one.value, Mystery))
            if known:
                step = Step("load", place, 1, f"data.{name}")
                return tuple(Outcome(one.value, (*one.steps, step), one.inferred) for one in known)
        return ()
