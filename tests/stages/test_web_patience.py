"""Clients that begin something and do not go on."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest
import uvicorn

from checker.web import patience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Receive, Scope, Send

_LIMIT = 0.5  # seconds here
_MUCH = 64 * 1024 * 1024
_GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads all of a request, thinks longer than a client may, and tells how much it was."""
    import asyncio

    size = 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            break
    if scope["path"] == "/thinks":
        await asyncio.sleep(3 * _LIMIT)
    told = bytes(_MUCH) if scope["path"] == "/much" else b"%d" % size
    length = (b"content-length", b"%d" % len(told))
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": told})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    patch = pytest.MonkeyPatch()
    patch.setattr(patience, "SECONDS", _LIMIT)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            answering,
            http=patience.Patient,
            lifespan="off",
            log_config=None,
            timeout_keep_alive=60,
            timeout_graceful_shutdown=1,
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield int(listening.getsockname()[1])
    server.should_exit = True
    thread.join()
    listening.close()
    patch.undo()


def _ended(client: socket.socket) -> float:
    """Seconds until the other side closes."""
    client.settimeout(20 * _LIMIT)
    begun = time.monotonic()
    try:
        while client.recv(65536):
            pass
    except ConnectionResetError:
        pass
    return time.monotonic() - begun


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: 127",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        _GET + b"GET /again HTTP/1.1\r\nHost",
    ],
    ids=["nothing", "half a head", "half a body", "half a chunk", "half a second request"],
)
def test_what_does_not_go_on_is_ended(port: int, begun: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(begun)
        assert _ended(client) < 10 * _LIMIT


def test_a_head_that_drips_is_ended(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as client:
        begun = time.monotonic()
        assert _dripped(client, begun + 10 * _LIMIT) < begun + 10 * _LIMIT


def _dripped(client: socket.socket, end: float) -> float:
    """When it was no longer listened to."""
    try:
        while time.monotonic() < end:
            client.sendall(b"G")
            time.sleep(_LIMIT / 5)
    except OSError:
        pass
    return time.monotonic()


def test_an_answer_that_nobody_reads_is_ended(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET /much HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(4 * _LIMIT)
        got = 0
        client.settimeout(20 * _LIMIT)
        try:
            while more := client.recv(1 << 20):
                got += len(more)
        except ConnectionResetError:
            pass
        assert got < _MUCH


def test_our_own_time_is_not_theirs(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.settimeout(20 * _LIMIT)
        client.sendall(b"GET /thinks HTTP/1.1\r\nHost: x\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200")


def test_who_is_slow_but_goes_on_is_waited_for(port: int) -> None:
    step, steps = 40_000, 10
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.settimeout(20 * _LIMIT)
        length = b"%d" % (step * steps)
        client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %b\r\n\r\n" % length)
        for _ in range(steps):
            time.sleep(_LIMIT / 3)
            client.sendall(bytes(step))
        got = client.recv(1000)
        while got.startswith(b"HTTP/1.1 200") and not got.endswith(length) and len(got) < 1000:
            got += client.recv(1000)
        assert got.endswith(b"\r\n\r\n" + length)
