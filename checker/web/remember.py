"""Tells a browser which session is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


_YEAR = 365 * 24 * 60 * 60  # seconds


class Remember:
    """ASGI middleware: a session that a request opened goes into a cookie, which no script reads and no
    other site sends. It ends with the browser's session, or ``lasts`` a year."""

    def __init__(self, app: ASGIApp, *, cookie: str, lasts: bool) -> None:
        self._app = app
        self._cookie = cookie
        self._age = f"; Max-Age={_YEAR}" if lasts else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and tell."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def telling(message: Message) -> None:
            opened = scope.get("state", {}).get("opened")
            if message["type"] == "http.response.start" and opened:
                told = f"{self._cookie}={opened}; HttpOnly; Path=/; SameSite=Strict{self._age}"
                MutableHeaders(scope=message).append("Set-Cookie", told)
            await send(message)

        await self._app(scope, receive, telling)
