"""The addresses of the workbench, and what answers each."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from checker.errors import CheckerError
from checker.web import acting, api, downloads, login, pages
from checker.web.bench import status_of
from checker.web.guard import Guard
from checker.web.remember import Remember

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from checker.web.bench import Bench

_STATUSES = {
    404: "没有这个地址。",
    405: "这个地址不能这样用。",
}


def create(bench: Bench) -> ASGIApp:
    """The workbench as an ASGI application."""

    def refuse(scope: Scope, status: int, why: str) -> ASGIApp:
        if status == 401 and not _is_api(scope["path"]):
            return bench.page("login.html", "login", {"problem": ""}, status)
        answer = bench.refused(status, why, is_api=_is_api(scope["path"]))
        if status == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    async def again(scope: Scope, receive: Receive, send: Send) -> None:
        answer = bench.page("again.html", "again", {})
        answer.headers["Refresh"] = "0"
        await answer(scope, receive, send)

    app = Starlette(
        routes=_routes(),
        exception_handlers={
            CheckerError: _unusable,
            HTTPException: _unknown,
            Exception: _broken,
        },
    )
    app.state.bench = bench
    # Outside of what answers an error, so that this answer too is guarded.
    telling = Remember(app, cookie=bench.session_cookie, lasts=bench.store is not None)
    return Guard(
        telling, tickets=bench.tickets, cookie=bench.ticket_cookie, refuse=refuse, again=again
    )


def _routes() -> list[Route | Mount]:
    static = str(resources.files("checker.web") / "static")
    return [
        Route("/", pages.home),
        Route("/statistics", pages.figures),
        Route("/compare", pages.compare),
        Route("/reports", acting.upload, methods=["POST"]),
        Route("/reports/{key}", pages.one),
        Route("/reports/{key}/decisions", acting.decide, methods=["POST"]),
        Route("/reports/{key}/remove", acting.remove, methods=["POST"]),
        Route("/reports/{key}/download/{format}", downloads.of_one),
        Route("/download/{format}", downloads.of_all),
        Route("/decisions.yaml", downloads.decisions),
        Route("/clear", acting.clear, methods=["POST"]),
        Route("/login", login.show),
        Route("/login", login.enter, methods=["POST"]),
        Route("/api", api.explained),
        Route("/api/openapi.json", api.described),
        Route("/api/check", api.check, methods=["POST"]),
        Mount("/static", StaticFiles(directory=static)),
    ]


def _is_api(path: str) -> bool:
    return path.startswith("/api/")


def _wants_data(request: Request) -> bool:
    """Whether a program asked, or the script of a page."""
    return _is_api(request.url.path) or "application/json" in request.headers.get("accept", "")


async def _unusable(request: Request, error: Exception) -> Response:
    bench: Bench = request.app.state.bench
    if not isinstance(error, CheckerError):
        raise error
    answer = bench.refused(status_of(error), error.message, is_api=_wants_data(request))
    if error.code == "restoring":
        answer.headers["Retry-After"] = "2"
        if request.method == "GET":
            answer.headers["Refresh"] = "2"
    return answer


async def _unknown(request: Request, error: Exception) -> Response:
    bench: Bench = request.app.state.bench
    if not isinstance(error, HTTPException):
        raise error
    words = _STATUSES.get(error.status_code, "请求没有处理。")
    answer = bench.refused(error.status_code, words, is_api=_wants_data(request))
    answer.headers.update(error.headers or {})
    return answer


async def _broken(request: Request, error: Exception) -> Response:
    bench: Bench = request.app.state.bench
    bench.told(f"内部错误：{type(error).__name__}（{request.url.path}）")
    words = "程序内部出错，这一步没有完成。文件没有损坏，请重试；一再出现时请告诉开发者。"
    return bench.refused(500, words, is_api=_wants_data(request))
