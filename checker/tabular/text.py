"""A table for the terminal: columns as wide as they need to be, nothing that a terminal obeys."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from checker.model.table import shown
from checker.renderers._words import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.table import Table

BINARY = False
_WIDEST = 60  # columns of a cell; what is longer is cut, and says so


def render(table: Table) -> str:
    """The title, the columns, a line for each row, the notes."""
    rows = [[_cell(shown(value)) for value in row] for row in table.rows]
    heads = [_cell(column.title) for column in table.columns]
    widths = [max(map(_width, column)) for column in zip(heads, *rows, strict=True)]
    sides = [column.right for column in table.columns]
    lines = [
        *([plain(table.title)] if table.title else []),
        _line(heads, widths, sides),
        "  ".join("-" * width for width in widths),
        *(_line(row, widths, sides) for row in rows),
        *map(plain, table.notes),
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int], sides: Sequence[bool]) -> str:
    padded = []
    for cell, width, right in zip(cells, widths, sides, strict=True):
        room = " " * (width - _width(cell))
        padded.append(room + cell if right else cell + room)
    return "  ".join(padded)


def _cell(words: str) -> str:
    line = plain(words)
    if _width(line) <= _WIDEST:
        return line
    while _width(line) > _WIDEST - 2:
        line = line[: -max(1, (_width(line) - _WIDEST) // 2)]
    return f"{line}…"


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in words)
