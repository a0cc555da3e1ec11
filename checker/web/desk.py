"""Who has what on the desk: a session for each browser, in memory, gone when the workbench stops."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from checker.errors import CheckerError
from checker.model.result import Assessment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.web.nouns import Held

MB = 1024 * 1024
_CHARACTER = 220  # bytes that each character read takes with all that is known of it, as measured
_IDLE = 4 * 60 * 60  # seconds after which a session may give room to others


@dataclass(frozen=True, slots=True)
class Room:
    """How much a desk holds: reports of one session, bytes of memory for all, sessions."""

    reports: int = 1000
    bytes: int = 1536 * MB  # a thousand reports of 20 KB
    sessions: int = 300


class Keeps(Protocol):
    """Where sessions are kept beyond the life of the workbench."""

    def keep(self, session: str, held: Held) -> None:
        """Write a report, or what has changed of it."""
        ...

    def drop(self, session: str, key: str) -> None:
        """Forget a report."""
        ...

    def knows(self, session: str) -> bool:
        """Whether there is something of a session."""
        ...


@dataclass(slots=True, eq=False)
class Session:
    """The reports of one browser, in the order in which they came. ``is_whole``: what was kept of it
    has been read back. ``lock``: held by who changes a report that is there, so that of two decisions
    made at the same time neither is lost. ``coming``: names of reports that are being judged.
    ``restoring``: the reading back, while it goes on. ``used``: when it was last asked for."""

    key: str
    reports: dict[str, Held] = field(default_factory=dict)
    count: int = 0
    is_whole: bool = True
    coming: set[str] = field(default_factory=set)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    restoring: asyncio.Task[None] | None = None
    used: float = 0.0

    @property
    def held(self) -> tuple[Held, ...]:
        """The reports."""
        return tuple(self.reports.values())

    @property
    def bytes(self) -> int:
        """How much memory they take."""
        return sum(weight(held) for held in self.reports.values())


class Desk:
    """All sessions, the one used last at the end. It is changed by one thread only. ``clock``: seconds
    that only grow."""

    def __init__(
        self,
        room: Room,
        store: Keeps | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._room = room
        self._store = store
        self._clock = clock
        self._sessions: dict[str, Session] = {}

    def session(self, key: str) -> Session | None:
        """The session of that key, used now; None where there is none."""
        found = self._sessions.pop(key, None)
        if found is None and key and self._store is not None and self._store.knows(key):
            found = Session(key, is_whole=False)
        if found is not None:
            self._sessions[key] = found
            found.used = self._clock()
        return found

    def opened(self) -> Session:
        """A new session. Where there are too many, empty ones go first, then the one idle longest."""
        if len(self._sessions) >= self._room.sessions:
            idle = next((s for s in self._sessions.values() if not s.reports), None)
            self._sessions.pop(idle.key if idle else next(iter(self._sessions)))
        session = Session(secrets.token_urlsafe(32), used=self._clock())
        self._sessions[session.key] = session
        return session

    def check_room(self, session: Session, size: int) -> None:
        """Refuse what there is no room for, after a look whether somebody idle has left some. Errors:
        ``too-many``, ``too-large``."""
        if len(session.reports) >= self._room.reports:
            raise CheckerError(
                "too-many",
                f"一次最多放 {self._room.reports} 份报告，请先移除一些，或用 fazhi check 批量检查。",
            )
        if not self._is_room(size):
            raise CheckerError(
                "too-large", "工作台里的文件太多，内存放不下了，请先移除一些，或者重新启动工作台。"
            )

    def _is_room(self, size: int) -> bool:
        """Whether there is room, once the sessions idle for long have given theirs as far as needed. One
        that is kept is read back when its owner comes again."""
        missing = sum(each.bytes for each in self._sessions.values()) + size - self._room.bytes
        long_ago = self._clock() - _IDLE
        for idle in [each for each in self._sessions.values() if each.used < long_ago]:
            if missing <= 0:
                break
            missing -= idle.bytes
            del self._sessions[idle.key]
        return missing <= 0

    def put(self, session: Session, held: Held) -> None:
        """Put a report on the desk, in the place of the one with its key. Errors: ``unwritable``."""
        if self._store is not None:
            self._store.keep(session.key, held)
        session.reports[held.key] = held
        session.count = max(session.count, held.number)

    def restore(self, session: Session, reports: Iterable[Held]) -> None:
        """Put back what was kept of a session."""
        session.reports = {held.key: held for held in reports} | session.reports
        session.count = max((held.number for held in session.reports.values()), default=0)
        session.is_whole = True

    def remove(self, session: Session, keys: Iterable[str]) -> None:
        """Take reports off the desk, for good."""
        for key in keys:
            if session.reports.pop(key, None) is not None and self._store is not None:
                self._store.drop(session.key, key)


def weight(held: Held) -> int:
    """The bytes of memory that a report takes: those of its file, and many more for what is known of it."""
    read = held.judged
    known = len(read.facts.report.text.source.text) if isinstance(read, Assessment) else 0
    return len(held.data) + _CHARACTER * known


def new_key() -> str:
    """A name for a report that nobody guesses."""
    return secrets.token_urlsafe(12)
