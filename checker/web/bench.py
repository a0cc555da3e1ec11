"""What the pages work with: the judge, the desk, the clock, and how a page is answered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.responses import HTMLResponse, JSONResponse, Response

from checker import __version__
from checker.errors import CheckerError
from checker.model.result import Failure
from checker.web import templating
from checker.web.desk import weight
from checker.web.guard import cookies
from checker.web.nouns import Held

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from checker.web.desk import Desk, Session
    from checker.web.guard import Tickets
    from checker.web.judging import Judge
    from checker.web.store import Kept, Store
    from checker.web.views.names import Names

T = TypeVar("T")
_AT_ONCE = 2  # reports that are judged at the same time
_BODIES = 8  # requests whose files are in memory beside what lies on the desk; more wait
_PATIENCE = 2.0  # seconds that a page waits for reports that were kept
_WAITING = 200  # that wait for it, before more are refused
_STATUS = {
    "too-large": 413,
    "too-many": 413,
    "media-type": 415,
    "busy": 503,
    "restoring": 503,
    "not-found": 404,
    "unknown-rule": 404,
    "unwritable": 507,
}


@dataclass(slots=True)
class Bench:
    """``told`` says a line to whoever started the workbench. ``port`` tells cookies of several
    workbenches on one machine apart. ``receiving``: held by who reads the files of a request."""

    judge: Judge
    desk: Desk
    names: Names
    told: Callable[[str], None]
    port: int
    store: Store | None = None
    tickets: Tickets | None = None
    receiving: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_BODIES))
    _limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_AT_ONCE))

    @property
    def session_cookie(self) -> str:
        """The cookie that holds a browser's session."""
        return f"fazhi-{self.port}"

    @property
    def ticket_cookie(self) -> str:
        """The cookie that shows that a browser has given the token."""
        return f"fazhi-ticket-{self.port}"

    @property
    def rules(self) -> str:
        """What the foot of a page says of the rules in force."""
        book = self.judge.book
        return (
            f"fazhi-checker {__version__} · {len(book.rules)} 条规则 · 规则指纹 {book.digest[7:19]}"
        )

    async def session(self, request: Request) -> Session:
        """The session of a request; a new one where it has none, of which its answer tells the browser."""
        key = cookies(request.headers).get(self.session_cookie, "")
        session = self.desk.session(key)
        if session is None:
            session = self.desk.opened()
            request.state.opened = session.key
        if not session.is_whole:
            await self._complete(session)
        return session

    async def _complete(self, session: Session) -> None:
        """Wait until what was kept of a session is put back, which is begun once, however many requests
        ask for it. Errors: ``restoring`` where it takes longer than anybody waits."""
        if session.restoring is None or session.restoring.done():
            session.restoring = asyncio.create_task(self._restore(session))
        try:
            await asyncio.wait_for(asyncio.shield(session.restoring), _PATIENCE)
        except TimeoutError:
            raise CheckerError(
                "restoring", "正在重新检查存下来的报告，请稍候，这一页会自动刷新。"
            ) from None

    async def _restore(self, session: Session) -> None:
        if self.store is not None:
            self.desk.restore(session, await self._restored(self.store, session))

    async def held(self, request: Request) -> tuple[Session, Held]:
        """The report that an address names. Errors: ``not-found``."""
        session = await self.session(request)
        found = session.reports.get(request.path_params["key"])
        if found is None:
            raise CheckerError(
                "not-found",
                "这份报告不在工作台上：它已被移除，或者工作台重新启动过、很久没有用过（结果只在内存里，停下就清空）。请重新放入。",
            )
        return session, found

    async def working(self, work: Callable[[], T]) -> T:
        """Something that takes the processor, beside the pages. Errors: ``busy``, and its own."""
        if self._limiter.statistics().tasks_waiting >= _WAITING:
            raise CheckerError("busy", "正在检查的报告太多，请稍后再试。")
        return await anyio.to_thread.run_sync(work, limiter=self._limiter)

    async def _restored(self, store: Store, session: Session) -> list[Held]:
        """What was kept of a session, judged by the rules that are in force now."""
        made: list[Held] = []
        size = 0
        for each in await self.working(lambda: store.kept(session.key)):
            held = await self.working(partial(self._again, each))
            try:
                self.desk.check_room(session, size + weight(held))
            except CheckerError as error:
                told = f"这一份没有重新检查：{error.message}"
                held = replace(held, data=b"", judged=Failure(held.path, error.code, told))
            size += weight(held)
            made.append(held)
        return made

    def _again(self, kept: Kept) -> Held:
        if kept.problem:
            self.told(f"{kept.path}：{kept.problem}")
            judged = Failure(kept.path, "store", kept.problem)
            return Held(kept.key, kept.path, kept.data, judged, kept.decisions, kept.number)
        held = Held(
            kept.key,
            kept.path,
            kept.data,
            self.judge.judged(kept.path, kept.data),
            (),
            kept.number,
        )
        if not kept.decisions:
            return held
        return replace(self.judge.decided(held, kept.decisions), decisions=kept.decisions)

    def page(
        self, template: str, here: str, values: Mapping[str, object], status: int = 200
    ) -> HTMLResponse:
        """A page by its template."""
        kept = "报告存在启动时指定的文件夹里" if self.store else "文件只在内存里处理"
        told = {**values, "here": here, "rules": self.rules, "kept": f"{kept}，不会发送到别处"}
        return HTMLResponse(templating.rendered(template, told), status)

    def refused(self, status: int, message: str, *, is_api: bool = False) -> Response:
        """The answer to what cannot be done: a page, for programs a problem (RFC 9457)."""
        if is_api:
            problem = {"type": "about:blank", "status": status, "title": "请求没有处理"}
            return JSONResponse(
                {**problem, "detail": message}, status, media_type="application/problem+json"
            )
        return self.page("error.html", "error", {"status": status, "message": message}, status)


def status_of(error: CheckerError) -> int:
    """The status that tells a program what is wrong."""
    return _STATUS.get(error.code, 400)
