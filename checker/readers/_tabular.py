"""What readers of tables share: which tables hold data and which lay out a page, and numbers of cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE = 60  # columns
HELD = 200  # characters of a cell that is shown again in the rows that it goes over
_CELL = 80  # characters from which a cell is long
_LONG_CELLS = 0.3  # share of long cells from which a table lays out a page
_ARTICLE = 300  # characters of a cell that holds an article, not a remark
_SMALL = re.compile(r"^[0-9]{1,6}$")


class Cell(NamedTuple):
    """How many characters a cell holds, and whether in several blocks or lines."""

    length: int
    several: bool

    @property
    def is_article(self) -> bool:
        """Whether it holds running text: the table only frames it."""
        return self.several and self.length > _ARTICLE


def lays_out(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table lays out a page: most rows are one cell, many cells are long, or one is an article."""
    cells = [cell for row in rows for cell in row]
    return (
        sum(len(row) > 1 for row in rows) * 2 < len(rows)
        or any(cell.is_article for cell in cells)
        or sum(cell.length > _CELL for cell in cells) > _LONG_CELLS * len(cells)
    )


def small(words: str | None, default: int) -> int:
    """A count of at most six digits; ``default`` where there is none, or a larger one."""
    return int(words) if words and _SMALL.match(words) else default
