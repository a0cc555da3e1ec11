"""CSV for spreadsheets: UTF-8 with a byte order mark, so that Excel reads Chinese as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import spreadsheets
from checker.sheets import _cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.sheet import FigureRow

BINARY = False


def render(rows: Sequence[FigureRow]) -> bytes:
    """A head and a line for each figure; lines end as RFC 4180 wants."""
    table = [_cells.heads(), *map(_cells.cells, rows)]
    return spreadsheets.as_csv(table).encode(errors="replace")
