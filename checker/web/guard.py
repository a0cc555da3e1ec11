"""What every request must be, and every answer say, before and after the pages: who may ask, from where,
and what a browser may do with it."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none at all browsers send forms as from nowhere
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
_SAFE = ("GET", "HEAD", "OPTIONS")
_OPEN = ("/login", "/static/style.css", "/static/icon.svg")  # to be seen without the token
_SLOW = 1.0  # seconds that a wrong token costs
_GUESSES = 4  # wrong tokens that are answered at the same time


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own and no other reaches it. A name is not looked up: one
    that begins like such an address may be anybody's."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Tickets:
    """Who has shown the token. A browser keeps a ticket, never the token itself."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        self._given: list[str] = []
        self._guessing = asyncio.Semaphore(_GUESSES)

    def is_token(self, shown: str) -> bool:
        """Whether this is the token; takes the same time wherever it differs."""
        return hmac.compare_digest(shown.encode("utf-8", "replace"), self._token)

    async def delay(self) -> None:
        """Let whoever has shown a wrong token wait."""
        async with self._guessing:
            await asyncio.sleep(_SLOW)

    def given(self) -> str:
        """A new ticket; the oldest of very many no longer counts."""
        ticket = secrets.token_urlsafe(32)
        self._given = [*self._given[-999:], ticket]
        return ticket

    def holds(self, ticket: str) -> bool:
        """Whether a ticket was given here."""
        return any(hmac.compare_digest(ticket.encode(), each.encode()) for each in self._given)


class Guard:
    """ASGI middleware. ``tickets`` is None where everybody on this machine may ask; then requests must
    call the workbench by a name of this machine, so that no page elsewhere can send its reader here
    under a name of its own. ``again`` answers who comes by a link of another site: it makes the browser
    ask once more by itself, for only then does it send the cookies by which we know it; taken for
    somebody new it would be given others, and its reports would be lost to it."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        tickets: Tickets | None,
        cookie: str,
        refuse: Callable[[Scope, int, str], ASGIApp],
        again: ASGIApp,
    ) -> None:
        self._app = app
        self._tickets = tickets
        self._cookie = cookie
        self._refuse = refuse
        self._again = again

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, why = self._verdict(scope)
        if status == 401 and self._tickets and "authorization" in Headers(scope=scope):
            await self._tickets.delay()
        app = self._refuse(scope, status, why) if status else self._app
        if status != 421 and _is_by_link(scope):
            app = self._again
        await app(scope, receive, _guarded(send))

    def _verdict(self, scope: Scope) -> tuple[int, str]:
        """The status and the reason of a refusal; 0 where there is none."""
        headers = Headers(scope=scope)
        if self._tickets is None and not is_loopback(_host(headers.get("host", ""))):
            return 421, "请用 127.0.0.1 或 localhost 打开工作台。"
        if scope["method"] not in _SAFE and not _is_same_origin(headers):
            return 403, "这个请求来自别的网页，没有接受。"
        if self._tickets is None or scope["path"] in _OPEN:
            return 0, ""
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._tickets.is_token(shown.strip()):
            return 0, ""
        if self._tickets.holds(cookies(headers).get(self._cookie, "")):
            return 0, ""
        return 401, "请先输入口令。"


def cookies(headers: Headers) -> dict[str, str]:
    """The cookies of a request; what is none is left out."""
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _host(header: str) -> str:
    """The name in a ``Host`` header, without the port."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _is_same_origin(headers: Headers) -> bool:
    """Whether a request comes from a page of ours, or from no page at all. Browsers always say so of
    what changes something."""
    site = headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc == headers.get("host", "")
    except ValueError:
        return False


def _is_by_link(scope: Scope) -> bool:
    """Whether a person follows a link that stands on another site."""
    headers = Headers(scope=scope)
    told = (headers.get("sec-fetch-site"), headers.get("sec-fetch-mode"))
    return scope["method"] in _SAFE and told == ("cross-site", "navigate")


def _guarded(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
        await send(message)

    return guarded
