"""A batch from its plan to its store, on any ``concurrent.futures.Executor``."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from checker.corpus import work
from checker.corpus.plan import chunks, finish, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor, Future

    from checker.corpus.nouns import Chunk, Listed, Part, Setup
    from checker.corpus.store import Store


class Progress(NamedTuple):
    """How far a batch has come: inputs in all, known before, judged now, and failed among these."""

    total: int
    known: int
    judged: int = 0
    failed: int = 0

    @property
    def left(self) -> int:
        """Inputs that still have to be looked at."""
        return self.total - self.known - self.judged - self.failed


def run(
    listed: Iterable[Listed],
    store: Store,
    setup: Setup,
    executor: Executor,
    *,
    at_once: int,
    tell: Callable[[Progress], None],
) -> Progress:
    """Judge what the store does not hold, and store it in the order of the plan, so that a batch that
    is cut off and gone on with leaves the same parts. ``at_once``: chunks that are under way."""
    planned = plan(listed, store, setup.digest)
    done = Progress(planned.total, planned.known)
    tell(done)
    under_way: deque[Future[Part]] = deque()
    waiting = chunks(planned, setup.digest)
    try:
        while True:
            while len(under_way) < at_once and (chunk := next(waiting, None)) is not None:
                under_way.append(_submitted(executor, setup, chunk))
            if not under_way:
                finish(planned, store, setup.digest)
                return done
            part = under_way.popleft().result()
            store.commit(setup.digest, part)
            done = done._replace(judged=done.judged + part.judged, failed=done.failed + part.failed)
            tell(done)
    except BaseException:
        for future in under_way:
            future.cancel()
        work.stop()
        raise


def _submitted(executor: Executor, setup: Setup, chunk: Chunk) -> Future[Part]:
    return executor.submit(work.judge, setup, chunk)
