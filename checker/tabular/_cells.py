"""Cells as spreadsheets take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.table import shown
from checker.spreadsheets import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.table import Table, Value
    from checker.spreadsheets import Cell

_EXACT = 2**53  # up to here a spreadsheet keeps whole numbers whole


def rows(table: Table) -> Iterator[list[Cell]]:
    """The heads, then the rows."""
    yield [guarded(column.title) for column in table.columns]
    for row in table.rows:
        yield [_cell(value) for value in row]


def _cell(value: Value) -> Cell:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _EXACT:
        return value
    return guarded(shown(value))
