"""Tables of a web page: those that hold data become rows, those that lay out the page do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.readers._tabular import HELD, WIDE, Cell, lays_out, small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from checker.readers._page import Walk

_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def is_data(table: LexborNode) -> bool:
    """Whether a table holds short cells in rows and columns, and no page laid out with it."""
    if len(table.css("table")) > 1 or table.css_first("h1, h2, ul, form") is not None:
        return False
    rows = [cells for row in table.css("tr") if (cells := row.css("td, th"))]
    return len(rows) > 1 and not lays_out([[_measured(cell) for cell in row] for row in rows])


def _measured(cell: LexborNode) -> Cell:
    length = len(_SPACE.sub("", cell.text() or ""))
    return Cell(length, several=len(cell.css("p, div, br")) > 1)


def rows(table: LexborNode, walk: Walk) -> Iterator[list[str]]:
    """The rows that can be seen; a cell over several rows stands in each, over several columns in the
    first. The caption is a row of its own."""
    caption = table.css_first("caption")
    if caption is not None and not walk.styles.hides(caption):
        yield [_seen(caption, walk)]
    down: dict[int, tuple[int, str]] = {}
    for row in table.css("tr"):
        if walk.styles.hides(row):
            continue
        cells: list[str] = []
        for cell in row.css("td, th"):
            if walk.styles.hides(cell):
                continue
            while len(cells) in down and len(cells) < WIDE:
                cells.append(_taken(down, len(cells)))
            words = _seen(cell, walk)
            over = _span(cell, "rowspan") - 1
            for column in range(min(_span(cell, "colspan"), WIDE - len(cells))):
                if over:
                    down[len(cells)] = (over, words if not column and len(words) <= HELD else "")
                cells.append(words if not column else "")
        while len(cells) in down and len(cells) < WIDE:
            cells.append(_taken(down, len(cells)))
        if any(cells):
            yield cells


def _seen(cell: LexborNode, walk: Walk) -> str:
    """The words of a cell that are not hidden, in one line."""
    inner = type(walk)(walk.depth, walk.styles)
    inner.element(cell)
    return _SPACE.sub(" ", " ".join(block.text for block in inner.finished())).strip()


def _taken(down: dict[int, tuple[int, str]], column: int) -> str:
    left, words = down[column]
    if left > 1:
        down[column] = (left - 1, words)
    else:
        del down[column]
    return words


def _span(cell: LexborNode, name: str) -> int:
    return min(max(small(cell.attributes.get(name), 1), 1), WIDE)
