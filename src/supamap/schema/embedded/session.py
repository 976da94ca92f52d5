"""One statement after another on a connection, each within a time that no statement can lengthen."""

from __future__ import annotations

import select
import time
from typing import TYPE_CHECKING, Self

import msgspec
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus

from supamap.schema.embedded.server import Server

if TYPE_CHECKING:
    import psycopg

OWNER = "postgres"
"""The role that migrations run as."""
_GRACE = 2.0
"""Seconds that a statement has to obey a request to stop."""


class Failure(msgspec.Struct, frozen=True):
    """What the server said. ``state`` is the SQLSTATE; ``position`` counts characters from 1, 0 when it is not told."""

    message: str
    state: str = ""
    position: int = 0
    hint: str = ""


class Session:
    """A connection as the project's owner, which is renewed when a statement takes it along."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection = server.connect(OWNER)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    @property
    def connection(self) -> psycopg.Connection:
        """The connection itself."""
        return self._connection

    @property
    def in_transaction(self) -> bool:
        """Whether a statement has begun a transaction that is still open."""
        return self._connection.pgconn.transaction_status in {TransactionStatus.INTRANS, TransactionStatus.INERROR}

    def run(self, statement: str, *, seconds: float, rows: str = "") -> Failure | None:
        """Run a statement; ``rows`` are what it copies from its input. Return what went wrong."""
        try:
            return self._run(statement.encode(), rows.encode(), time.monotonic() + seconds)
        except TimeoutError:
            self._interrupt()
            return Failure(f"stopped: it took longer than {seconds:.2g} s")
        except ConnectionError as error:
            self._renew()
            return Failure(str(error))

    def _run(self, statement: bytes, rows: bytes, end: float) -> Failure | None:
        connection = self._connection.pgconn
        connection.send_query(statement)
        failure = None
        while True:
            self._wait(end)
            result = connection.get_result()
            if result is None:
                break
            if result.status == ExecStatus.COPY_IN:
                self._send_rows(rows, end)
            elif result.status == ExecStatus.COPY_OUT:
                while connection.get_copy_data(0)[0] > 0:
                    pass
            elif result.status == ExecStatus.FATAL_ERROR and failure is None:
                failure = failure_of(result)
        if connection.status != ConnStatus.OK:
            raise ConnectionError(failure.message if failure else "the server closed the connection")
        return failure

    def _send_rows(self, rows: bytes, end: float) -> None:
        connection = self._connection.pgconn
        if rows:
            connection.put_copy_data(rows)
        connection.put_copy_end()
        self._wait(end)

    def _wait(self, end: float) -> None:
        """Wait for a whole answer; raise TimeoutError when there is none at ``end``."""
        connection = self._connection.pgconn
        poll = select.poll()
        while True:
            unsent = connection.flush()
            if not unsent and not connection.is_busy():
                return
            poll.register(connection.socket, select.POLLIN | (select.POLLOUT if unsent else 0))
            ready = poll.poll(max(0.0, end - time.monotonic()) * 1000)
            if not ready:
                raise TimeoutError
            connection.consume_input()

    def _interrupt(self) -> None:
        """Cancel what runs; end its process when it goes on."""
        connection = self._connection.pgconn
        connection.get_cancel().cancel()
        try:
            end = time.monotonic() + _GRACE
            while True:
                self._wait(end)
                if connection.get_result() is None:
                    return
        except TimeoutError:
            with self._server.administer() as administrator:
                administrator.execute("select pg_terminate_backend(%s)", [connection.backend_pid])
            self._renew()

    def _renew(self) -> None:
        self._connection.close()
        self._connection = self._server.connect_again(OWNER)


def failure_of(result: psycopg.pq.abc.PGresult) -> Failure:
    """What a result that is an error says."""

    def field(name: DiagnosticField) -> str:
        return (result.error_field(name) or b"").decode(errors="replace")

    return Failure(
        field(DiagnosticField.MESSAGE_PRIMARY),
        field(DiagnosticField.SQLSTATE),
        int(field(DiagnosticField.STATEMENT_POSITION) or 0),
        field(DiagnosticField.MESSAGE_HINT),
    )
