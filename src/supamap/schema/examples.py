"""Example statements tried on a server, in a transaction that is rolled back.

A statement with placeholders is prepared, which finds every name and type that is wrong; others run where the database
may be written to. What an empty database or the state of its rows makes fail is no fault of an example.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql
from psycopg.pq import ExecStatus, TransactionStatus

from supamap.model.examples import CodeBlock, ExampleFault, Untested
from supamap.model.schema import SourceKind
from supamap.schema.embedded.replay import replayed_server
from supamap.schema.embedded.session import Failure, Session, failure_of
from supamap.schema.live import live_connection
from supamap.schema.migrations import read_migrations
from supamap.schema.placeholders import Parametrised, parametrised, without_sample
from supamap.schema.sources import Sources
from supamap.schema.statements import Piece, PieceKind, split

if TYPE_CHECKING:
    from psycopg.pq.abc import PGresult

Ground = Session | psycopg.Connection
SECONDS = 5.0
"""The time that one statement has."""
_PERSON = "00000000-0000-4000-8000-000000000001"
"""Who `auth.uid()` is while an example runs as a role."""
_ROLE = re.compile(r"--[ \t]*(?:as|role:?)[ \t]+([a-z_]\w*)[ \t]*(?=[\r\n]|$)", re.IGNORECASE)
_LEAVING = frozenset(
    {"begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "vacuum", "copy", "load", "listen",
     "checkpoint", "cluster", "discard", "prepare", "execute", "deallocate", "lock"}
)  # fmt: skip
_SERVER_WIDE = frozenset({"database", "system", "tablespace", "subscription", "role", "user", "server", "extension"})
_MAKING = frozenset({"create", "alter", "drop"})
_QUERIES = frozenset({"select", "insert", "update", "delete", "with", "values", "table", "merge"})
_TEXT_OF_A_TYPE = frozenset({"22P02", "22007", "22008"})
# The state of the rows: a missing parent, what a function raises, a row that a policy does not let in.
_OF_ROWS = frozenset({"23503", "P0001", "P0002", "P0003", "P0004"})
_THERE_ALREADY = frozenset({"42P07", "42710", "42723", "42701", "42P06"})
_UNTYPED = "42P18"


@contextmanager
def ground_of(sources: Sources, kind: SourceKind, cache: Path | None) -> Iterator[Ground]:
    """Yield where SQL is tried: an embedded server that carries what migrations make, or the live database.

    Raises SchemaError when there is no such server, InstallationError where this platform has no embedded one.
    """
    if kind is SourceKind.DATABASE:
        assert sources.database_url is not None
        with live_connection(sources.database_url) as connection:
            yield connection
        return
    migrations = read_migrations(sources.root, sources.folders, seed=sources.seed)
    with replayed_server(migrations, cache) as (server, _), Session(server) as session:
        yield session


def try_block(ground: Ground, block: CodeBlock) -> Iterator[ExampleFault | Untested]:
    """Try the statements of a block one after another; nothing of it stays.

    In a session on a replayed database statements without placeholders run, on another connection nothing ever runs.
    Raises psycopg.OperationalError when the connection breaks.
    """
    trial = _Trial(ground, block)
    trial.command("begin")
    try:
        for piece in split(block.text):
            if piece.kind is not PieceKind.BLANK:
                yield from trial.piece(piece)
            if not trial.is_open:
                return
    finally:
        trial.command("rollback")


class _Trial:
    """The trial of one block."""

    def __init__(self, ground: Ground, block: CodeBlock) -> None:
        self._session = ground if isinstance(ground, Session) else None
        self._connection = ground.connection if isinstance(ground, Session) else ground
        self._block = block
        self._changed = False

    @property
    def is_open(self) -> bool:
        """Whether the transaction of the trial is still there: a statement that cannot be stopped takes it along."""
        same = self._session is None or self._session.connection is self._connection
        return same and self._connection.pgconn.transaction_status == TransactionStatus.INTRANS

    def command(self, text: str) -> Failure | None:
        if self._session is not None:
            return self._session.run(text, seconds=SECONDS)
        return _failed(self._connection.pgconn.exec_params(text.encode(), None))

    def piece(self, piece: Piece) -> Iterator[ExampleFault | Untested]:
        refused = _leaves(piece)
        if refused:
            yield Untested(self._block.page, self._line(piece), refused)
            return
        roles = _ROLE.findall(piece.text)
        failed = self._become(roles[-1]) if roles else None
        if failed is not None:
            yield self._fault(piece, "", failed)
            return
        if self._changed and not self._session:
            reason = "an earlier statement of the example changes the schema, and here nothing is executed"
            yield Untested(self._block.page, self._line(piece), reason)
            return
        yield from self._statement(piece)

    def _become(self, role: str) -> Failure | None:
        claims = json.dumps({"role": role, "sub": _PERSON})
        settings = {"request.jwt.claims": claims, "request.jwt.claim.sub": _PERSON, "request.jwt.claim.role": role}
        for name, value in settings.items():
            self.command(sql.SQL("select set_config({}, {}, true)").format(name, value).as_string(self._connection))
        return self._kept(sql.SQL("set local role {}").format(sql.Identifier(role)).as_string(self._connection))

    def _kept(self, text: str) -> Failure | None:
        """Run a command; the transaction goes on when it fails."""
        self.command("savepoint supamap")
        failed = self.command(text)
        self.command("rollback to supamap" if failed else "release supamap")
        return failed

    def _statement(self, piece: Piece) -> Iterator[ExampleFault | Untested]:
        statement = parametrised(piece.code.rstrip().removesuffix(";"))
        query = (*piece.words, "")[0] in _QUERIES
        if not query and (statement.parameters or not self._session):
            self._changed = True
            reason = (
                "only queries can be tried with placeholders" if statement.parameters else "nothing is executed here"
            )
            yield Untested(self._block.page, self._line(piece), reason)
            return
        failed = self._tried(statement)
        if failed is not None and failed.state not in {*_OF_ROWS, *_THERE_ALREADY}:
            yield self._fault(piece, statement.text, failed)

    def _tried(self, statement: Parametrised) -> Failure | None:
        """What is wrong with a statement; samples in its strings (``'your-id-here'``) are taken for placeholders."""
        failed = None if statement.parameters or not self._session else self._kept(statement.text)
        if failed is None and (statement.parameters or not self._session):
            failed = self._prepared(statement)
        while failed is not None and failed.state in _TEXT_OF_A_TYPE and failed.position:
            changed = without_sample(statement, failed.position - 1, any_text="uuid" in failed.message)
            if changed is None:
                return failed
            statement = changed
            failed = self._prepared(statement)
        if failed is not None and failed.state == "42501" and "row-level security" in failed.message:
            return None
        return failed

    def _prepared(self, statement: Parametrised) -> Failure | None:
        self.command("savepoint supamap")
        failed = _failed(self._connection.pgconn.prepare(b"", statement.text.encode()))
        self.command("rollback to supamap")
        # That a parameter may be of any type is said after all else is found right.
        return None if failed is not None and failed.state == _UNTYPED else failed

    def _line(self, piece: Piece) -> int:
        return self._block.line + piece.line - 1

    def _fault(self, piece: Piece, text: str, failed: Failure) -> ExampleFault:
        within = text.count("\n", 0, failed.position)
        return ExampleFault(self._block.page, self._line(piece) + within, failed.message, failed.hint)


def _leaves(piece: Piece) -> str:
    """Why a piece is not run: it would leave the transaction, the database, or change what holds for the trial."""
    if piece.kind is not PieceKind.STATEMENT:
        return "commands of psql are not run"
    first, second = (*piece.words, "", "")[:2]
    shown = " ".join(word for word in (first, second) if word)
    if first in _LEAVING or (first in _MAKING and second in _SERVER_WIDE):
        return f"{shown if first in _MAKING else first} would leave the transaction that is rolled back"
    if first in ("set", "reset") and "statement_timeout" in piece.words:
        return "the time limit of examples cannot be changed"
    return ""


def _failed(result: PGresult) -> Failure | None:
    return failure_of(result) if result.status == ExecStatus.FATAL_ERROR else None
