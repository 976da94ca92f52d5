"""Code blocks of pages as the scanner reads them: each a module of its own, in which ``supabase`` is a client."""

from __future__ import annotations

from collections.abc import Iterable

from supamap.model.examples import CodeBlock
from supamap.model.linked import LinkedProject
from supamap.model.project import Project
from supamap.model.sources import Language, SourceFile

_CLIENT = "import { createClient } from '@supabase/supabase-js'; const supabase = createClient('', '');"
_NAME = "supabase"


def link_blocks(blocks: Iterable[CodeBlock]) -> LinkedProject:
    """What the blocks use, each for itself. Lines are the page's; files are ``CodeBlock.path``."""
    from supamap.extraction.extractor import extract
    from supamap.linking.linker import link
    from supamap.linking.sources import AllFacts

    files = {}
    for block in blocks:
        language = Language.TYPESCRIPT if block.language in ("ts", "typescript") else Language.TSX
        facts = extract(block.path, language, _source(block, ""))
        if all(binding.name != _NAME for binding in facts.bindings):
            facts = extract(block.path, language, _source(block, _CLIENT))
        files[block.path] = (SourceFile(block.path, language, len(block.text)), facts)
    project = Project(root="", files=tuple(sorted(file for file, _ in files.values())))
    return link(project, AllFacts({path: facts for path, (_, facts) in files.items()}), references=False)


def _source(block: CodeBlock, before: str) -> bytes:
    """The block with its first line where the page has it; a fence stands above it, so there is room."""
    return (before + "\n" * (block.line - 1) + block.text).encode()
