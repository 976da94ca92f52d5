"""A measured project as ``graph.provenance`` asks for it: facts of files, and what imports bind."""

from __future__ import annotations

from supamap.graph.provenance import Origin
from supamap.linking.modules import Modules
from supamap.linking.specifiers import ResolutionKind
from supamap.model.facts import FileFacts, Imported
from supamap.pipeline.measuring import Measured


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
        if found[0].package:
            return Origin(package=found[0].package)
        export = found[0].export
        if export is None or export.value is None:
            return Origin(reason=f"{imported.name} of {target.target} is a whole module")
        return Origin(found[0].file, export.value)
