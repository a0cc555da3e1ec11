"""The token, where the workbench is open to other machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from checker.web import uploads

if TYPE_CHECKING:
    from starlette.requests import Request

    from checker.web.bench import Bench


async def show(request: Request) -> Response:
    """The form."""
    bench: Bench = request.app.state.bench
    if bench.tickets is None:
        return RedirectResponse("/", 303)
    return bench.page("login.html", "login", {"problem": ""})


async def enter(request: Request) -> Response:
    """A ticket for who knows the token; who does not has to wait."""
    bench: Bench = request.app.state.bench
    if bench.tickets is None:
        return RedirectResponse("/", 303)
    async with uploads.form(request) as fields:
        shown = fields.get("token")
    if isinstance(shown, str) and bench.tickets.is_token(shown.strip()):
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            bench.ticket_cookie, bench.tickets.given(), httponly=True, samesite="strict"
        )
        return answer
    await bench.tickets.delay()
    return bench.page("login.html", "login", {"problem": "口令不对，请核对后再试。"}, 403)
