"""What is still to be done of a batch, cut into chunks that are the same however often it was cut off."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from checker.corpus.nouns import Chunk, Listed
from checker.corpus.store import unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.corpus.store import Store

_PARTS = 64  # that a batch has at least, so that every processor has something to do
_FEWEST, _MOST = 8, 256  # inputs of a part


class Plan(NamedTuple):
    """The inputs of a batch that are still to be judged, in order; how many there are in all, and how
    many stand in the store already, or twice in the batch."""

    open: Sequence[Listed]
    total: int
    known: int


def plan(listed: Iterable[Listed], store: Store, digest: str) -> Plan:
    """Compare a batch with what the store holds, and let the store remember what it was given."""
    known = store.known(digest)
    done = known.keys
    given = store.given()
    waiting: list[Listed] = []
    total = 0
    for item in listed:
        total += 1
        before = given.get(item.path)
        content = item.content
        if item.version and before is not None and before[3] == item.version:
            content = known.paths.get(item.path, "")  # a remote file that has not changed since
        given[item.path] = (item.path, content, item.size, item.version, digest)
        key = _key(item, content)
        if key not in done:
            done.add(key)
            waiting.append(item)
    store.remember(given)
    return Plan(waiting, total, total - len(waiting))


def finish(planned: Plan, store: Store, digest: str) -> None:
    """Let the store remember what remote inputs turned out to hold."""
    if not any(item.version for item in planned.open):
        return
    paths = store.known(digest).paths
    given = store.given()
    for item in planned.open:
        if item.version and item.path in given:
            path, _, size, version, under = given[item.path]
            given[path] = (path, paths.get(path, ""), size, version, under)
    store.remember(given)


def _key(item: Listed, content: str) -> str:
    if item.code:
        return unread(item.code, item.path)
    return content or item.path


def chunks(plan: Plan, digest: str) -> Iterator[Chunk]:
    """The open inputs in groups of one size, which follows from how many were listed in all, so that it
    is the same when a batch is gone on with. A part is named by what it holds."""
    size = min(_MOST, max(_FEWEST, plan.total // _PARTS))
    waiting = iter(plan.open)
    while items := tuple(islice(waiting, size)):
        keys = (f"{item.content or item.version}\n{item.path}\n" for item in items)
        name = hashlib.sha256("".join((digest, "\n", *keys)).encode()).hexdigest()[:16]
        yield Chunk(name, items)
