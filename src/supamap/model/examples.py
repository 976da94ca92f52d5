"""Example queries of pages, and what testing them gives."""

from __future__ import annotations

import msgspec


class CodeBlock(msgspec.Struct, frozen=True):
    """The text of a code block whose first line is ``line`` (1-based) of ``page``; ``language`` as the fence says."""

    page: str
    line: int
    language: str
    text: str

    @property
    def path(self) -> str:
        """A name of its own for what is found in it."""
        return f"{self.page}:{self.line}"


class ExampleFault(msgspec.Struct, frozen=True, order=True):
    """Why an example does not work, at a line of its page; ``hint`` says what to write instead."""

    page: str
    line: int
    message: str
    hint: str = ""


class Untested(msgspec.Struct, frozen=True, order=True):
    """A part of an example that was not tested, and why."""

    page: str
    line: int
    reason: str


class ExampleReport(msgspec.Struct, frozen=True):
    """What testing gave. ``examples`` counts the blocks that were tested, in part at least."""

    examples: int
    faults: tuple[ExampleFault, ...] = ()
    untested: tuple[Untested, ...] = ()
    schema: str = ""
