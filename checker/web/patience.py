"""A connection on which nothing moves is closed: who asks for half a page, sends half a file or reads half an
answer does not take the place of others for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio
    from typing import Any

SECONDS = 20  # in which something must move
_LOOK = 10  # times a connection is looked at in this time
_STEP = 16 * 1024  # bytes of a body that are a move


class Patient(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, which itself waits for a client for ever."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- uvicorn's own
        super().__init__(*args, **kwargs)
        self._received = 0
        self._answered = 0
        self._seen: tuple[str, int] | None = None
        self._since = 0.0
        self._next: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look."""
        super().connection_made(transport)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._next is not None:
            self._next.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes."""
        self._received += len(data)
        super().data_received(data)

    def on_response_complete(self) -> None:
        """Count what was answered."""
        self._answered += 1
        super().on_response_complete()

    def _look(self) -> None:
        """Close where all is as it was ``SECONDS`` ago, and it is the client's turn."""
        now = self.loop.time()
        waits = self._waits()
        if waits is None or waits != self._seen:
            self._seen, self._since = waits, now
        elif now - self._since >= SECONDS:
            self.transport.abort()
            return
        self._next = self.loop.call_later(SECONDS / _LOOK, self._look)

    def _waits(self) -> tuple[str, int] | None:
        """What the client owes, and how far it is with that; None where it is our turn."""
        unread = self.transport.get_write_buffer_size()
        if unread:
            return "answer", unread
        if self.conn.their_state is h11.IDLE:
            return "head", self._answered
        if self.conn.their_state is h11.SEND_BODY and not self.flow.read_paused:
            return "body", self._received // _STEP
        return None
