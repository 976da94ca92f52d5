"""Files of statements, run one statement after the other: what fails is said, and the rest goes on."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.schema import QualifiedName
from supamap.schema.doubts import failure_doubts
from supamap.schema.embedded.elevated import adapted
from supamap.schema.embedded.limits import Limits
from supamap.schema.embedded.offered import extension_offering
from supamap.schema.embedded.session import Failure, Session
from supamap.schema.migrations import SqlFile
from supamap.schema.statements import Piece, PieceKind, split

STATEMENT_LIMIT = 8 << 20
"""Characters. A longer statement holds rows, not a schema; reading it would take the server's memory."""
_TRANSACTION_WORDS = frozenset(
    {"begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare"}
)
_RESET = "reset session authorization; reset role; reset all"


class Progress(msgspec.Struct):
    """How far the files have come; ``doubtful`` is what statements that failed are about."""

    statements: int = 0
    applied: int = 0
    diagnostics: list[Diagnostic] = msgspec.field(default_factory=list)
    doubtful: set[QualifiedName] = msgspec.field(default_factory=set)


class _Step(msgspec.Struct, frozen=True):
    """A statement to run: ``code`` as it is sent, and the rows that it reads."""

    file: str
    piece: Piece
    code: str
    rows: str
    seconds: float

    def line(self, position: int) -> int:
        """Return the line of the file in which a character of the statement stands; 0 is the statement itself."""
        own = position if self.code is self.piece.code else 0
        return self.piece.line + self.piece.code.count("\n", 0, max(0, own - 1))


def execute(session: Session, files: Iterable[SqlFile], limits: Limits) -> Progress:
    """Run all files. A file that begins a transaction and does not end it is committed."""
    progress, end = Progress(), time.monotonic() + limits.all
    for file in files:
        for piece, rows in _with_rows(split(file.text)):
            if piece.kind is PieceKind.META_COMMAND:
                said = f"not executed: {piece.code.splitlines()[0].strip()}"
                progress.diagnostics.append(Diagnostic(file.path, piece.line, DiagnosticKind.SKIPPED_STATEMENT, said))
            elif piece.kind is PieceKind.STATEMENT:
                seconds = min(limits.statement, end - time.monotonic())
                step = _Step(file.path, piece, adapted(piece.code, piece.words), rows, seconds)
                _count(progress, step, _run(session, step))
        if session.in_transaction:
            session.run("commit", seconds=limits.statement)
        session.run(_RESET, seconds=limits.statement)
    return progress


def _count(progress: Progress, step: _Step, said: list[Diagnostic]) -> None:
    progress.statements += 1
    progress.applied += all(one.kind is DiagnosticKind.ASSUMED_EXTENSION for one in said)
    progress.diagnostics += said
    for one in said:
        if one.kind is DiagnosticKind.FAILED_STATEMENT:
            progress.doubtful.update(failure_doubts(step.piece.code, one.message))


def _with_rows(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, str]]:
    """Yield each piece with the rows that follow it."""
    for piece, following in pairwise((*pieces, None)):
        if piece is not None:
            yield piece, following.code if following and following.kind is PieceKind.COPY_DATA else ""


def _run(session: Session, step: _Step) -> list[Diagnostic]:
    """Run a statement; return what is to say of it."""
    if len(step.piece.code) > STATEMENT_LIMIT:
        size = f"longer than {STATEMENT_LIMIT >> 20} million characters"
        return [_said(step, DiagnosticKind.SKIPPED_STATEMENT, f"not executed: {size}")]
    if step.seconds <= 0:
        return [_said(step, DiagnosticKind.SKIPPED_STATEMENT, "not executed: the replay took too long")]
    failure, assumed = _attempt(session, step), None
    if failure is not None and (name := extension_offering(failure.state, failure.message)):
        failure, assumed = _with_extension(session, step, failure, name)
    found = []
    if assumed is not None:
        message = f"no migration creates the extension {assumed}, which this statement needs; it was taken for granted"
        found.append(_said(step, DiagnosticKind.ASSUMED_EXTENSION, message))
    if failure is not None:
        found.append(_said(step, DiagnosticKind.FAILED_STATEMENT, failure.message, failure.position))
    return found


def _attempt(session: Session, step: _Step) -> Failure | None:
    if _TRANSACTION_WORDS.isdisjoint(step.piece.words[:1]):
        return _guarded(session, step.code, step.seconds, step.rows)
    return session.run(step.code, seconds=step.seconds)


def _guarded(session: Session, code: str, seconds: float, rows: str = "") -> Failure | None:
    """Run a statement so that its failure leaves an open transaction as it was."""
    if not session.in_transaction:
        return session.run(code, seconds=seconds, rows=rows)
    session.run("savepoint supamap", seconds=seconds)
    failure = session.run(code, seconds=seconds, rows=rows)
    session.run("rollback to savepoint supamap" if failure else "release savepoint supamap", seconds=seconds)
    return failure


def _with_extension(session: Session, step: _Step, failure: Failure, name: str) -> tuple[Failure | None, str | None]:
    """Try again with an extension that the files do not create: people switch extensions on in the dashboard, too.

    Return what went wrong then, and the extension's name unless it made no difference.
    """
    if _guarded(session, f'create extension "{name}" with schema extensions cascade', step.seconds):
        return failure, None
    again = _attempt(session, step)
    if again is not None and (again.state, again.message) == (failure.state, failure.message):
        _guarded(session, f'drop extension "{name}"', step.seconds)
        return failure, None
    return again, name


def _said(step: _Step, kind: DiagnosticKind, message: str, position: int = 0) -> Diagnostic:
    return Diagnostic(step.file, step.line(position), kind, message)
