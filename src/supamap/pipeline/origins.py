"""A measured project as ``graph.provenance`` asks for it: facts of files, and what imports bind."""

from __future__ import annotations

from supamap.graph.sources import Origin
from supamap.linking.modules import Modules
from supamap.linking.specifiers import ResolutionKind
from supamap.model.facts import FileFacts, Imported
from supamap.model.usage import Step
from supamap.pipeline.measuring import Measured

_MOST_RE_EXPORTS = 20


class ProjectSources:
    """Answers from one measured project."""

    def __init__(self, measured: Measured) -> None:
        self._modules = Modules(measured.project, measured.facts)

    def facts(self, path: str) -> FileFacts:
        """The facts of a file, empty ones if it is not scanned."""
        return self._modules.facts(path)

    def origin(self, path: str, imported: Imported) -> Origin:
        """What an import of a file binds, through all re-exports."""
        target = self._modules.resolve(imported.specifier, path)
        if target.kind is ResolutionKind.PACKAGE:
            return Origin(package=target.target)
        if target.kind is not ResolutionKind.FILE or target.target not in self._modules.files:
            return Origin(reason=f"{imported.specifier} is not a source file of the project")
        found = self._modules.exported(target.target, imported.name)
        if not found:
            return Origin(reason=f"{target.target} does not export {imported.name}")
        steps = self._re_exports(target.target, imported.name)
        if found[0].package:
            return Origin(package=found[0].package, steps=steps)
        export = found[0].export
        if export is None or export.value is None:
            return Origin(reason=f"{imported.name} of {target.target} is a whole module", steps=steps)
        return Origin(found[0].file, export.value, steps=steps)

    def _re_exports(self, path: str, name: str) -> tuple[Step, ...]:
        """The files that pass a name on, the first of them ``path``."""
        steps: list[Step] = []
        while (passed := self._passed_on(path, name)) is not None and len(steps) < _MOST_RE_EXPORTS:
            specifier, original = passed
            lines = (one.line for one in self.facts(path).imports if one.specifier == specifier)
            steps.append(Step("re-export", path, next(lines, 0), f"{original} of {specifier}"))
            path, name = self._modules.resolve(specifier, path).target, original
        return tuple(steps)

    def _passed_on(self, path: str, name: str) -> tuple[str, str] | None:
        """The specifier and the original name behind an exported name; None if the file itself declares it."""
        own = self._modules.own_exports(path).get(name)
        if own is not None:
            return (own.specifier, own.imported) if own.specifier else None
        for export in self.facts(path).exports:
            target = self._modules.resolve(export.specifier, path).target if export.name == "*" else ""
            if target in self._modules.files and self._modules.exported(target, name):
                return export.specifier, name
        return None
