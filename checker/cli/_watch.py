"""``--watch``: check again whenever a report, a rule or the settings change.

Files are asked for their times instead of the system for its events: reports lie on network shares,
which send none.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from checker.cli import _output
from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.model.result import Result

_PAUSE = 0.5  # seconds between two looks
_CLEAR = "\x1b[2J\x1b[H"

Standing = dict[tuple[str, str], str]


def watch(check: Callable[[], tuple[int, Result]], watched: Callable[[], Iterable[str]]) -> int:
    """Check until interrupted. Returns the exit status of the last check.

    ``check`` prints a result and returns it with its status; ``watched`` names the files and folders
    that count, anew each time, for files come and go.
    """
    status = 0
    before: Standing | None = None
    try:
        while True:
            seen = _signature(watched())
            if sys.stdout is not None and sys.stdout.isatty():
                _output.say(_CLEAR)
            try:
                status, result = check()
            except CheckerError as error:
                status = 2
                _output.warn(f"fazhi：{error}")
            else:
                if not result.failures:
                    now = _standing(result)
                    _output.say(_difference(before, now))
                    before = now
            _output.say("等待改动，按 Ctrl+C 结束。\n")
            while _signature(watched()) == seen:
                time.sleep(_PAUSE)
    except KeyboardInterrupt:
        _output.say("\n")
        return status


def _signature(paths: Iterable[str]) -> frozenset[tuple[str, int, int]]:
    """Every file with its time and size."""
    return frozenset(_told(file) for path in paths for file in _files(path))


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        return
    for base, names, files in os.walk(path):
        names[:] = [name for name in names if not name.startswith(".")]
        yield from (os.path.join(base, file) for file in files)


def _told(file: str) -> tuple[str, int, int]:
    try:
        status = os.stat(file)
    except OSError:
        return file, 0, -1
    return file, status.st_mtime_ns, status.st_size


def _standing(result: Result) -> Standing:
    return {
        (report.path, outcome.rule.title): outcome.status
        for report in result.reports
        for outcome in report.outcomes
    }


def _difference(before: Standing | None, now: Standing) -> str:
    """What has become better or worse since the last check."""
    if before is None:
        return ""
    rank = {"fail": 0, "partial": 1, "review": 2}
    moved = [(key, rank.get(before[key], 3), rank.get(now[key], 3)) for key in now if key in before]
    better = [title for (_, title), then, here in moved if here > then]
    worse = [title for (_, title), then, here in moved if here < then]
    told = [("补上", better), ("变差", worse)]
    lines = [f"{word} {len(titles)} 项：{'、'.join(titles)}。" for word, titles in told if titles]
    return f"与上次相比：{''.join(lines) or '没有变化。'}\n"
