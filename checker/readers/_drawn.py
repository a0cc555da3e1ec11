"""The lines of a page with places: tables with drawn rules as rows, the rest as it runs."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from checker.readers import _grid
from checker.readers._pages import Line, gap
from checker.readers._tabular import HELD, Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_HALVES = re.compile("[\ud800-\udfff]")
HAN = "\u2e80"  # where Chinese characters begin


class Glyph(NamedTuple):
    """A character, or a run of them, with the box of its font: left, right, foot and head, in points."""

    left: float
    right: float
    foot: float
    head: float
    words: str


def lines(
    written: Sequence[Sequence[Glyph]],
    boxes: Iterable[_grid.Box],
    line: Callable[[list[Glyph]], str],
) -> list[Line]:
    """The lines of a page, in the order of those written; ``boxes`` is what is drawn, ``line`` makes words of
    what is written on one line."""
    grids = _grid.grids(boxes)
    tables = [_Table(grid, written, line) for grid in grids]
    rows = [table.rows() for table in tables]
    found: list[Line] = []
    told: set[int] = set()
    for glyphs in written:
        rest: list[Glyph] = []
        for glyph in glyphs:
            number = next((n for n, t in enumerate(tables) if rows[n] and t.cell(glyph)), None)
            if number is None:
                rest.append(glyph)
            elif number not in told:
                told.add(number)
                found += [*_run(rest, line), *rows[number]]
                rest = []
        found += _run(rest, line)
    return found


def _run(glyphs: list[Glyph], line: Callable[[list[Glyph]], str]) -> list[Line]:
    """One line, or none where nothing is left of it."""
    words = _whole(line(glyphs)) if glyphs else ""
    return [_placed(glyphs, words)] if words else []


def _placed(glyphs: Sequence[Glyph], words: str) -> Line:
    left, right = min(g.left for g in glyphs), max(g.right for g in glyphs)
    return Line(left, right, _size(glyphs), words)


def _size(glyphs: Sequence[Glyph]) -> float:
    """The size of a line's characters: how far a Chinese one goes on, else the height of the font."""
    wide = sorted((g.right - g.left) / len(g.words) for g in glyphs if g.words[0] >= HAN)
    return max(wide[len(wide) // 2] if wide else max(g.head - g.foot for g in glyphs), 1.0)


def _whole(words: str) -> str:
    """Words whose halves of characters are put together; what is left of one alone is lost."""
    if not _HALVES.search(words):
        return words.strip()
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


class _Table:
    """What stands in the cells of a grid."""

    def __init__(
        self,
        grid: _grid.Grid,
        written: Sequence[Sequence[Glyph]],
        line: Callable[[list[Glyph]], str],
    ) -> None:
        self.grid = grid
        self.held: dict[tuple[int, int], list[list[Glyph]]] = {}
        for glyphs in written:
            parts: dict[tuple[int, int], list[Glyph]] = {}
            for glyph in glyphs:
                cell = self.cell(glyph)
                if cell is not None:
                    parts.setdefault(cell, []).append(glyph)
            for cell, part in parts.items():
                self.held.setdefault(cell, []).append(part)
        self.words = {cell: _joined(map(line, parts)) for cell, parts in self.held.items()}

    def cell(self, glyph: Glyph) -> tuple[int, int] | None:
        """The cell in which something stands."""
        return self.grid.cell((glyph.left + glyph.right) / 2, (glyph.foot + glyph.head) / 2)

    def rows(self) -> list[Line]:
        """The rows, none where the rules only frame an article: a cell over several rows stands in each,
        over several columns in the first."""
        articles = (
            Cell(len(words), len(self.held[cell]) > 1).is_article
            for cell, words in self.words.items()
        )
        cells = self.grid.cells
        parted = [
            column
            for column in range(len(self.grid.columns) - 1)
            if not column or any(row[column] != row[column - 1] for row in cells)
        ]
        return [] if any(articles) or len(parted) < 2 else list(self._told(parted))

    def _told(self, parted: Sequence[int]) -> Iterator[Line]:
        for number, row in enumerate(self.grid.cells):
            told: list[str] = []
            for column in parted:
                cell = row[column]
                begins = not column or row[column - 1] != cell
                said = self.words.get(cell, "") if begins else ""
                told.append(said if cell[0] == number or len(said) <= HELD else "")
            glyphs = [g for cell in set(row) for part in self.held.get(cell, []) for g in part]
            if glyphs and any(told):
                yield _placed(glyphs, reduce(lambda row, cell: row + "\t" + cell, told))


def _joined(parts: Iterable[str]) -> str:
    """The lines of a cell as one."""
    found = ""
    for part in parts:
        words = _whole(part).replace("\t", " ")
        found += gap(found, words) + words
    return found
