"""Tables of a web page: those that hold data become rows, those that lay out the page do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from checker.readers._page import Walk

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_CELL = 80  # characters from which a cell is long
_LONG_CELLS = 0.3  # share of long cells from which a table lays out a page
_ARTICLE = 300  # characters of a cell that holds an article, not a remark
_WIDE = 60  # columns
_MOST = 2000  # characters of a cell that is shown again in the rows that it goes over


def is_data(table: LexborNode) -> bool:
    """Whether a table holds short cells in rows and columns, and no page laid out with it."""
    if len(table.css("table")) > 1 or table.css_first("h1, h2, ul, form") is not None:
        return False
    rows = [cells for row in table.css("tr") if (cells := row.css("td, th"))]
    wide = sum(len(cells) > 1 for cells in rows)
    if len(rows) < 2 or wide * 2 < len(rows):
        return False
    cells = [cell for row in rows for cell in row]
    lengths = [len(_SPACE.sub("", cell.text() or "")) for cell in cells]
    if any(
        n > _ARTICLE and len(cell.css("p, div, br")) > 1
        for n, cell in zip(lengths, cells, strict=True)
    ):
        return False
    return sum(n > _CELL for n in lengths) <= _LONG_CELLS * len(lengths)


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
            while len(cells) in down and len(cells) < _WIDE:
                cells.append(_taken(down, len(cells)))
            words = _seen(cell, walk)
            over = _span(cell, "rowspan") - 1
            for column in range(min(_span(cell, "colspan"), _WIDE - len(cells))):
                if over:
                    down[len(cells)] = (over, words[:_MOST] if not column else "")
                cells.append(words if not column else "")
        while len(cells) in down and len(cells) < _WIDE:
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
    value = cell.attributes.get(name) or ""
    return min(int(value), _WIDE) if value.isascii() and value.isdigit() and len(value) < 6 else 1
