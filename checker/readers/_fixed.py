"""What is written and drawn on a page of an OFD: runs with their places, and strokes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.readers import _drawn, _grid, _pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from checker.readers._pages import Line

_GAP = 1.5  # sizes of a character from which a gap parts the cells of a table
_SAME_LINE = 0.5  # sizes by which pieces of one line may stand higher or lower
_SIDES = 4  # numbers of a box
_PAGE = 210.0 * 297.0  # square millimetres of a page that does not say its size
_POINTS = 72 / 25.4  # of a millimetre
_STROKES = 2000  # of one path
_SAME = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]  # the matrix that changes nothing
_PLAIN = 3.5  # millimetres: the size of a character where none is given


class _Piece(NamedTuple):
    """A run of characters at a place of a page, in millimetres from its upper left corner."""

    y: float
    x: float
    end: float
    size: float
    words: str


def lines(root: Element) -> list[Line]:
    """The lines of a page in reading order."""
    return _drawn.lines(_rows(_pieces(root)), _boxes(root), _line)


def is_picture(root: Element, written: Sequence[Line]) -> bool:
    """Whether pictures fill most of a page and little is written on it."""
    boxes = (_numbers(item.get("Boundary")) for item in parts(root, "ImageObject"))
    filled = sum(box[2] * box[3] for box in boxes if len(box) == _SIDES)
    page = next((_numbers(box.text) for box in parts(root, "PhysicalBox")), [])
    area = page[2] * page[3] if len(page) == _SIDES else _PAGE
    few = sum(len(line.words) for line in written) <= _pages.STAMPED
    return few and filled > 0 and (not written or filled >= _pages.MOST * area)


def parts(root: Element, name: str) -> Iterator[Element]:
    """The elements of a name, whatever the name space."""
    return (e for e in root.iter() if e.tag.rpartition("}")[2] == name)


def _pieces(root: Element) -> Iterator[_Piece]:
    """The runs of a page that can be seen."""
    for item in parts(root, "TextObject"):
        if (item.get("Visible") or "true").lower() == "false":
            continue
        left, top = (*_numbers(item.get("Boundary")), 0.0, 0.0)[:2]
        size = (*_numbers(item.get("Size")), _PLAIN)[0] or _PLAIN
        matrix = _numbers(item.get("CTM"))
        a, b, c, d, e, f = matrix if len(matrix) == len(_SAME) else _SAME
        scale = abs(a) or abs(b) or 1.0
        for code in item:
            words = code.text or ""
            if code.tag.endswith("TextCode") and words.strip():
                right = (*_numbers(code.get("X")), 0.0)[0]
                down = (*_numbers(code.get("Y")), 0.0)[0]
                x, y = left + a * right + c * down + e, top + b * right + d * down + f
                steps = _steps(code.get("DeltaX"), len(words) - 1)
                long = (sum(steps) or size * (_pages.width(words) - 1)) + size
                yield _Piece(y, x, x + long * scale, size * scale, words)


def _numbers(words: str | None) -> list[float]:
    found: list[float] = []
    for word in (words or "").split():
        try:
            found.append(float(word))
        except ValueError:
            return found
    return found


def _steps(words: str | None, most: int) -> list[float]:
    """The distances of a run's characters; ``g 5 3.5`` is five times 3.5."""
    found: list[float] = []
    waiting = iter((words or "").split())
    for word in waiting:
        if len(found) >= most:
            break
        try:
            if word == "g":
                count = int(next(waiting, "0"))
                found.extend([float(next(waiting, "0"))] * min(count, most - len(found)))
            else:
                found.append(float(word))
        except ValueError:
            break
    return found


def _rows(pieces: Iterable[_Piece]) -> list[list[_drawn.Glyph]]:
    """Runs at one height are one line, from left to right; lines go down the page."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces):
        row = rows[-1] if rows else None
        if row and abs(piece.y - row[0].y) <= _SAME_LINE * max(piece.size, row[0].size):
            row.append(piece)
        else:
            rows.append([piece])
    return [[_glyph(piece) for piece in sorted(row, key=lambda p: p.x)] for row in rows]


def _glyph(piece: _Piece) -> _drawn.Glyph:
    """A run in points, on a page whose heights rise."""
    y, x, end, size, words = piece
    return _drawn.Glyph(x * _POINTS, end * _POINTS, -y * _POINTS, (size - y) * _POINTS, words)


def _line(glyphs: list[_drawn.Glyph]) -> str:
    words = ""
    end = 0.0
    for glyph in glyphs:
        if words and glyph.left - end > _GAP * (glyph.head - glyph.foot):
            words += "\t"
        words += glyph.words
        end = glyph.right
    return words.strip()


def _boxes(root: Element) -> Iterator[_grid.Box]:
    """What is drawn on a page, each stroke of a path by itself."""
    for item in parts(root, "PathObject"):
        left, top, wide, high = (*_numbers(item.get("Boundary")), 0.0, 0.0, 0.0, 0.0)[:4]
        whole = _grid.Box(
            left * _POINTS, -(top + high) * _POINTS, (left + wide) * _POINTS, -top * _POINTS
        )
        if _grid.is_rule(whole):
            yield whole
            continue
        data = next(parts(item, "AbbreviatedData"), None)
        matrix = _numbers(item.get("CTM"))
        a, b, c, d, e, f = matrix if len(matrix) == len(_SAME) else _SAME
        for path in ((data.text if data is not None else "") or "").split("M")[1:_STROKES]:
            yield from _grid.strokes(
                [
                    ((left + a * x + c * y + e) * _POINTS, -(top + b * x + d * y + f) * _POINTS)
                    for x, y in _ends(path)
                ]
            )


def _ends(path: str) -> list[tuple[float, float]]:
    """Where the pieces of a path end, in its own coordinates."""
    pieces = re.split("[A-Z]", path)
    return [(n[-2], n[-1]) for piece in pieces if len(n := _numbers(piece)) >= 2]
