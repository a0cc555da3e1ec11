"""A chunk of a batch, judged: the one task that executors run, wherever they run it."""

from __future__ import annotations

import hashlib
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from checker.corpus.bench import Bench
from checker.corpus.nouns import Part
from checker.errors import CheckerError, reason

if TYPE_CHECKING:
    from checker.corpus.nouns import Chunk, Listed, Setup

_HERE = threading.local()
_BENCHES: list[Bench] = []
_TOO_LARGE = 50 << 20  # bytes read of a remote file before the reader refuses it


def judge(setup: Setup, chunk: Chunk) -> Part:
    """Judge every input of a chunk. Errors: ``crashed``, ``other-rules`` and those of rule files."""
    bench = _bench(setup)
    written = []
    failed = 0
    for item in chunk.items:
        rows, is_failed = _rows(bench, item)
        written.append(rows)
        failed += is_failed
    return Part(chunk.name, bench.tables(written), len(chunk.items) - failed, failed)


def stop() -> None:
    """End all judging processes of this process."""
    for bench in _BENCHES:
        with suppress(OSError):
            bench.stop()


def _bench(setup: Setup) -> Bench:
    """The bench of this thread."""
    found: Bench | None = getattr(_HERE, "bench", None)
    if found is None or found.setup != setup:
        found = _HERE.bench = Bench(setup)
        _BENCHES.append(found)
    return found


def _rows(bench: Bench, item: Listed) -> tuple[bytes, bool]:
    """The rows of one input, and whether they tell of a failure."""
    if item.code:
        return bench.failure(item.path, "", item.code, item.message), True
    try:
        data = load(item.source)
    except CheckerError as error:
        return bench.failure(item.path, item.content, error.code, error.message), True
    content = hashlib.sha256(data).hexdigest()
    return bench.rows(item.path, data, content)


def load(source: str | bytes) -> bytes:
    """The bytes of an input. Errors: ``unreadable``."""
    if isinstance(source, bytes):
        return source
    try:
        if "://" in source:
            import fsspec

            with fsspec.open(source, "rb") as file:
                remote: bytes = file.read(_TOO_LARGE + 1)
                return remote
        with open(source, "rb") as file:
            return file.read()
    except OSError as error:
        raise CheckerError("unreadable", f"无法读取：{reason(error)}。") from error
    except Exception as error:
        raise CheckerError("unreadable", f"无法读取：{type(error).__name__}。") from error
