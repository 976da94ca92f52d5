"""Names that come from elsewhere: from other files, from packages, from the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.linking import library
from supamap.linking.abstract import Carrier, ClientHandle, External, GlobalName, Outcome, Outcomes, Space
from supamap.linking.modules import Exported
from supamap.linking.outcomes import mystery
from supamap.linking.specifiers import ResolutionKind
from supamap.model import facts
from supamap.model.usage import Client

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator


class ImportReader:
    """Evaluates imports, exported names and names that nobody binds."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def read(self, file: str, value: facts.Imported) -> Outcomes:
        """What an import binds."""
        target = self._evaluator.modules.resolve(value.specifier, file)
        if target.kind is ResolutionKind.PACKAGE:
            path = () if value.name in ("*", "=") else (value.name,)
            return self.external(External(target.target, path))
        if target.kind is not ResolutionKind.FILE or target.target not in self._evaluator.modules.files:
            return mystery(f"{value.specifier} is not a source file of the project")
        if value.name == "=":
            whole = self._evaluator.modules.own_exports(target.target).get("=")
            return self.exported(target.target, "=" if whole is not None else "*")
        return self.exported(target.target, value.name)

    def exported(self, path: str, name: str) -> Outcomes:
        """What an exported name of a file is."""
        return self._evaluator.once(("export", path, name), lambda: self._exported(path, name))

    def _exported(self, path: str, name: str) -> Outcomes:
        found: list[Outcome] = []
        for exported in self._evaluator.modules.exported(path, name):
            found.extend(self._one_export(exported))
        return tuple(found) or mystery(f"{path} does not export {name}")

    def _one_export(self, exported: Exported) -> Outcomes:
        if exported.package:
            path = () if exported.name == "*" else (exported.name,)
            return self.external(External(exported.package, path))
        if exported.export is None or exported.export.value is None:
            return (Outcome(Space(exported.file)),) if exported.name == "*" else mystery("a component")
        return self._evaluator.evaluate(exported.file, exported.export.value)

    def external(self, external: External) -> Outcomes:
        """An export of a package: a client if it is one by itself."""
        path = external.path[1:] if external.path[:1] == ("default",) and len(external.path) > 1 else external.path
        privilege = library.client_privilege(external.package, path[0]) if path else None
        if privilege is not None:
            return (Outcome(ClientHandle(Client(path[0], privilege))),)
        return (Outcome(External(external.package, path)),)

    def globals(self, path: tuple[str, ...]) -> Outcomes:
        """A path of members from a name that nobody binds; Nuxt binds ``$supabase``."""
        if path[0] in ("window", "globalThis", "self") and len(path) > 1:
            path = path[1:]
        if self._evaluator.modules.nuxt and path[-1] == "$supabase":
            return (Outcome(Carrier("nuxt-plugin")),)
        return (Outcome(GlobalName(path)),)
