"""On which side of an application each definition stands, and what it is a part of."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from supamap.model.sources import Role
from supamap.model.usage import DefinitionKind, ResourceKind

if TYPE_CHECKING:
    from supamap.graph.usage_graph import UsageGraph
    from supamap.model.usage import Definition

_COMPONENT_FILES = (".vue", ".svelte", ".astro")


class Side(Enum):
    """The sides that the groups of an Integration Map tell apart."""

    UI = "ui"
    SERVICE = "service"
    EDGE = "edge"
    API = "api"
    SERVER = "server"
    SCRIPT = "script"
    TEST = "test"
    DATABASE = "database"


_SIDES = {
    Role.PAGE: Side.UI,
    Role.LAYOUT: Side.UI,
    Role.COMPONENT: Side.UI,
    Role.API_ROUTE: Side.API,
    Role.SERVER: Side.SERVER,
    Role.EDGE_FUNCTION: Side.EDGE,
    Role.SCRIPT: Side.SCRIPT,
    Role.TEST: Side.TEST,
}


class Sides:
    """The sides of one graph's definitions, each worked out once."""

    def __init__(self, graph: UsageGraph) -> None:
        self._graph = graph
        self._functions_folders = _functions_folders(graph)
        self._known: dict[str, Side | None] = {}
        self._private: set[str] | None = None

    def of(self, node: str) -> Side | None:
        """The side of a definition, by what it is part of, or of an object of the database; None for edge functions."""
        if node not in self._known:
            self._known[node] = self._side(node)
        return self._known[node]

    def subject(self, node: str) -> str:
        """What readers see in a definition: functions of a component file and members of a UI class are the whole."""
        definition = self._graph.definition(node)
        whole = None if definition is None else self._whole(definition)
        return node if whole is None else whole.id

    def is_private(self, node: str) -> bool:
        """Whether a definition is a plain function or value that only components of its own file use."""
        if self._private is None:
            self._private = self._private_ones()
        return node in self._private

    def within_functions(self, file: str) -> str:
        """A file's path as edge functions know it: relative to their folder, or from the root if it lies elsewhere."""
        folder = next((folder for folder in self._functions_folders if file.startswith(folder)), "")
        return file[len(folder) :]

    def own_files(self, entry: str) -> str:
        """How the ids of an edge function's own definitions begin: by its folder, or by its file if it has none."""
        file = entry.rpartition("#")[0]
        folder = f"{file.rpartition('/')[0]}/"
        has_folder = folder.startswith(self._functions_folders) and folder not in self._functions_folders
        return folder if has_folder else f"{file}#"

    def _private_ones(self) -> set[str]:
        found: set[str] = set()
        todo = [one.id for one in self._graph.definitions() if self._is_own_ui(one)]
        while todo:
            for each in self._graph.used(todo.pop()):
                if each not in found and self._is_plain(each) and self._stays_in_file(each):
                    found.add(each)
                    todo.append(each)
        return found

    def _is_own_ui(self, definition: Definition) -> bool:
        return definition.kind is not DefinitionKind.MODULE and self.of(definition.id) is Side.UI

    def _is_plain(self, node: str) -> bool:
        definition = self._graph.definition(node)
        if definition is None or definition.exported or definition.role not in (Role.SERVICE, Role.OTHER):
            return False
        owner = self._owner(definition)
        return (owner is None or not owner.exported) and self.of(node) is Side.SERVICE

    def _stays_in_file(self, node: str) -> bool:
        file = node.rpartition("#")[0]
        return all(user.startswith(f"{file}#") for user in self._graph.users(node))

    def _side(self, node: str) -> Side | None:
        definition = self._graph.definition(self.subject(node))
        if definition is None:
            resource = self._graph.resource(node)
            return None if resource and resource.kind is ResourceKind.EDGE_FUNCTION else Side.DATABASE
        side = _SIDES.get(definition.role, Side.SERVICE)
        if side is Side.UI and self._is_lent(definition):
            side = Side.SERVICE
        shared = side is Side.SERVICE and definition.file.startswith(self._functions_folders)
        return Side.EDGE if shared else side

    def _whole(self, definition: Definition) -> Definition | None:
        if definition.file.endswith(_COMPONENT_FILES):
            return self._graph.definition(f"{definition.file}#<module>")
        owner = self._owner(definition)
        is_part = owner is not None and _SIDES.get(owner.role) is Side.UI and not self._is_lent(definition)
        return owner if is_part else None

    def _owner(self, definition: Definition) -> Definition | None:
        file, _, name = definition.id.rpartition("#")
        member_of = name.rpartition(".")[0]
        return self._graph.definition(f"{file}#{member_of}") if member_of else None

    def _is_lent(self, definition: Definition) -> bool:
        """Whether others run a function of a component: one that it gives to them by a context."""
        owner = self._owner(definition)
        if owner is None or definition.kind is not DefinitionKind.METHOD or owner.kind is DefinitionKind.CLASS:
            return False
        users = self._graph.users(definition.id)
        return any(user != owner.id and not user.startswith(f"{owner.id}.") for user in users)


def _functions_folders(graph: UsageGraph) -> tuple[str, ...]:
    """The folders that hold edge functions, with a final ``/``: ``supabase/functions/``.

    Only an entry at ``functions/<slug>/`` tells: configuration may point an entry at any other place.
    """
    folders = set()
    for resource in graph.resources():
        if resource.kind is not ResourceKind.EDGE_FUNCTION:
            continue
        for entry in graph.used(resource.id):
            folder = entry.rpartition("#")[0].rpartition("/")[0]
            above, _, slug = folder.rpartition("/")
            if slug == resource.name and above.rpartition("/")[2] == "functions":
                folders.add(f"{above}/")
    return tuple(sorted(folders))
