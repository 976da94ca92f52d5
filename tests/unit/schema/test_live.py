"""Databases that cannot be read: one clear message each, no password in it, within the limits of time."""

from __future__ import annotations

import socket
import struct
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from threading import Thread

import pytest

from supamap.errors import SchemaError
from supamap.schema.live import Limits, live_schema

SECRET = "s3cr3t-pa55"
Answer = Callable[[socket.socket], None]
LIMITS = Limits(connect=2, read=1)


def message(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("!I", len(content) + 4) + content


def ready(version: str) -> bytes:
    """What a server of a version says once it trusts the client."""
    settings = {"server_version": version, "client_encoding": "UTF8", "standard_conforming_strings": "on"}
    told = b"".join(message(b"S", f"{name}\0{value}\0".encode()) for name, value in settings.items())
    return message(b"R", struct.pack("!I", 0)) + told + message(b"Z", b"I")


def refuse(line: socket.socket) -> None:
    """Refuse the password as a pooler does, and repeat it."""
    text = f"password authentication failed for user with {SECRET}"
    line.sendall(message(b"E", b"SFATAL\0C28P01\0M" + text.encode() + b"\0\0"))


def be_old(line: socket.socket) -> None:
    line.sendall(ready("13.4"))
    line.recv(100)


def fall_silent(line: socket.socket) -> None:
    line.sendall(ready("17.2"))
    while line.recv(10_000):
        pass


def say_nothing(line: socket.socket) -> None:
    line.recv(10_000)


def hang_up(line: socket.socket) -> None:
    line.sendall(ready("17.2"))
    line.recv(100)


@pytest.fixture
def serving() -> Iterator[Callable[[Answer], str]]:
    """Starts a server that reads what a client begins with and then gives one answer; returns its URL."""
    listeners: list[socket.socket] = []

    def start(answer: Answer) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def serve() -> None:
            while True:
                try:
                    line, _ = listener.accept()
                except OSError:
                    return
                with closing(line):
                    # The first message asks for TLS, which is not offered.
                    if line.recv(8)[4:] == struct.pack("!I", 80877103):
                        line.sendall(b"N")
                        line.recv(10_000)
                    answer(line)

        Thread(target=serve, daemon=True).start()
        port = listener.getsockname()[1]
        return f"postgresql://me:{SECRET}@127.0.0.1:{port}/postgres?gssencmode=disable"

    yield start
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (refuse, "password authentication failed"),
        (be_old, "the server is PostgreSQL 13, and the schema is read from 14 on"),
        (say_nothing, "the database cannot be reached: no answer within 2 s"),
        (hang_up, "the schema could not be read: server closed the connection unexpectedly"),
    ],
)
def test_servers_that_do_not_serve(answer: Answer, said: str, serving: Callable[[Answer], str]) -> None:
    with pytest.raises(SchemaError) as caught:
        live_schema(serving(answer), LIMITS)
    assert said in str(caught.value)
    assert str(caught.value).startswith("127.0.0.1:")
    assert caught.value.hint
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_a_server_that_falls_silent_is_left(serving: Callable[[Answer], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supamap.schema.live.GRACE", 0.5)
    begun = time.monotonic()
    with pytest.raises(SchemaError, match="the schema was not read within 1 s"):
        live_schema(serving(fall_silent), LIMITS)
    assert time.monotonic() - begun < 5


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(SchemaError, match=r"the database cannot be reached: .*[Cc]onnection refused"):
        live_schema(f"postgresql://me:{SECRET}@127.0.0.1:{port}/postgres", LIMITS)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://me:{SECRET}/x@host/db",
        f"postgresql://me:123/{SECRET}@host/db",
        f"postgresql://me:{SECRET}%zz@host/db",
        f"postgresql://me@host:{SECRET}/db",
        f"mysql://me:{SECRET}@host/db",
        f"postgresql://me:{SECRET}@host/db?nonsense=1",
    ],
)
def test_urls_that_cannot_be_read_are_not_repeated(url: str) -> None:
    with pytest.raises(SchemaError) as caught:
        live_schema(url, LIMITS)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert SECRET not in repr(caught.value.__cause__)
