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


class Limits(msgspec.Struct, frozen=True):
    """Seconds that one statement, and all together, may take."""

    statement: float = 10.0
    all: float = 180.0


DEFAULT_LIMITS = Limits()


class Progress(msgspec.Struct):
    """How far the files have come; ``doubtful`` is what statements that failed are about."""

    statements: int = 0
    applied: int = 0
    diagnostics: list[Diagnostic] = msgspec.field(default_factory=list)
    doubtful: set[QualifiedName] = msgspec.field(default_factory=set)


def execute(session: Session, files: Iterable[SqlFile], limits: Limits) -> Progress:
    """Run all files. A file that begins a transaction and does not end it is committed."""
    progress, end = Progress(), time.monotonic() + limits.all
    for file in files:
        for piece, rows in _with_rows(split(file.text)):
            if piece.kind is PieceKind.META_COMMAND:
                _say(
                    progress, file, piece.line, DiagnosticKind.SKIPPED_STATEMENT, f"not executed: {_first_line(piece)}"
                )
            elif piece.kind is PieceKind.STATEMENT:
                _run(session, file, piece, rows, min(limits.statement, end - time.monotonic()), progress)
        if session.in_transaction:
            session.run("commit", seconds=limits.statement)
        session.run(_RESET, seconds=limits.statement)
    return progress


def _with_rows(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, str]]:
    """Yield each piece with the rows that follow it."""
    for piece, following in pairwise((*pieces, None)):
        if piece is not None:
            yield piece, following.code if following and following.kind is PieceKind.COPY_DATA else ""


def _run(session: Session, file: SqlFile, piece: Piece, rows: str, seconds: float, progress: Progress) -> None:
    progress.statements += 1
    if len(piece.code) > STATEMENT_LIMIT:
        size = f"longer than {STATEMENT_LIMIT >> 20} million characters"
        _say(progress, file, piece.line, DiagnosticKind.SKIPPED_STATEMENT, f"not executed: {size}")
        return
    if seconds <= 0:
        _say(progress, file, piece.line, DiagnosticKind.SKIPPED_STATEMENT, "not executed: the replay took too long")
        return
    statement = adapted(piece.code, piece.words)
    failure = _attempt(session, statement, piece, rows, seconds)
    if failure is not None and (name := extension_offering(failure.state, failure.message)):
        failure = _with_extension(session, name, statement, piece, rows, seconds, failure, file, progress)
    if failure is None:
        progress.applied += 1
    else:
        progress.doubtful.update(failure_doubts(piece.code, failure.message))
        line = piece.line + (piece.code.count("\n", 0, failure.position - 1) if statement is piece.code else 0)
        _say(progress, file, line, DiagnosticKind.FAILED_STATEMENT, failure.message)


def _attempt(session: Session, statement: str, piece: Piece, rows: str, seconds: float) -> Failure | None:
    """Run a statement so that its failure leaves an open transaction as it was."""
    if not session.in_transaction or _TRANSACTION_WORDS & set(piece.words[:1]):
        return session.run(statement, seconds=seconds, rows=rows)
    session.run("savepoint supamap", seconds=seconds)
    failure = session.run(statement, seconds=seconds, rows=rows)
    session.run("rollback to savepoint supamap" if failure else "release savepoint supamap", seconds=seconds)
    return failure


def _with_extension(
    session: Session,
    name: str,
    statement: str,
    piece: Piece,
    rows: str,
    seconds: float,
    failure: Failure,
    file: SqlFile,
    progress: Progress,
) -> Failure | None:
    """Try again with an extension that the files do not create; it was switched on in the dashboard."""
    if session.run(f'create extension "{name}" with schema extensions cascade', seconds=seconds):
        return failure
    again = _attempt(session, statement, piece, rows, seconds)
    if again is not None and (again.state, again.message) == (failure.state, failure.message):
        session.run(f'drop extension "{name}"', seconds=seconds)
        return failure
    message = f"no migration creates the extension {name}, which this statement needs; it was taken for granted"
    _say(progress, file, piece.line, DiagnosticKind.ASSUMED_EXTENSION, message)
    return again


def _say(progress: Progress, file: SqlFile, line: int, kind: DiagnosticKind, message: str) -> None:
    progress.diagnostics.append(Diagnostic(file.path, line, kind, message))


def _first_line(piece: Piece) -> str:
    return piece.code.splitlines()[0].strip()
