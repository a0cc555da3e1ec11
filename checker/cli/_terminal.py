"""What only a person at a terminal sees: the table of results and the bar of progress."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.model.result import Result

T = TypeVar("T")
MANY = 20  # inputs; below, a run ends before a bar is read
_PIPE_WIDTH = 160  # columns, where no terminal says how many it has
_NAMES = 44  # columns that the names of reports may take


def watched(items: Sequence[T]) -> Iterable[T]:
    """The same items, with a bar on standard error when there are many and somebody is watching."""
    return _counted(items) if len(items) > MANY and _is_terminal(sys.stderr) else items


def _counted(items: Sequence[T]) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(items, description="检查中", console=console, transient=True)


def table(result: Result) -> str:
    """The ranking, then what was not scored and what could not be checked."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from checker.renderers import _index

    console = Console(width=None if _is_terminal(sys.stdout) else _PIPE_WIDTH, highlight=False)
    ranking = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in _index.COLUMNS:
        wide = column in ("报告", "最该补的")
        ranking.add_column(
            column,
            justify="right" if column == "得分" else "left",
            max_width=_NAMES if wide else None,
            no_wrap=not wide,  # so that the wide ones give way where the terminal is narrow
        )
    for report, cells in _index.rows(result):
        style = "" if report.gate.passed else "red"
        lines = (Text(cell, no_wrap=True, overflow="ellipsis") for cell in cells)
        ranking.add_row(*lines, style=style)
    with console.capture() as drawn:
        if ranking.row_count:
            console.print(ranking)
        for line in _index.leftovers(result):
            console.print(Text(line))
    return drawn.get()


def has_seen_failures(shown: str | None) -> bool:
    """Whether who reads standard error has just read the failures on standard output."""
    told = shown in (None, "text", "markdown")
    return told and _is_terminal(sys.stdout) and _is_terminal(sys.stderr)


def _is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())
