"""What is written and drawn on a page of a PDF: characters line by line with their places, and strokes."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

from checker.readers import _drawn, _grid, _pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdfium2 import PdfPage, PdfTextPage

    from checker.readers._pages import Line

_GAP = 1.2  # heights of a character from which a gap parts the cells of a table
_SPACE = 0.2  # ... and from which it is a space
_SPACED = 0.6  # ... between Chinese characters, whose boxes are sometimes those of their strokes
_ENDS = frozenset((0x0A, 0x0D))
_NONE = frozenset((0xFFFE, 0xFFFF, 0x02, 0xAD, 0x00, 0xA0))  # hyphens at line ends, fillers
_OBJECTS = 20_000  # of a page that are looked at for rules
_PICTURES = 5000  # of a page that are added up
_POINTS = 2000  # of one drawn path


def plain(char: str, index: int) -> str:  # noqa: ARG001 -- who traces asks where it is
    """A character of a page, where nobody asks how many stand before it."""
    return char


def lines(page: PdfPage, word: Callable[[str, int], str] = plain) -> list[Line]:
    """The lines of a page in reading order, of what ``word`` makes of its characters and their numbers.
    Errors: PdfiumError where it cannot be opened."""
    written = _written(page.get_textpage(), word)
    return _drawn.lines(written, _boxes(page) if written else (), _line)


def is_picture(page: PdfPage) -> bool:
    """Whether pictures fill most of a page: some scanners write it in strips or tiles."""
    from pypdfium2 import raw

    width, height = page.get_size()
    filled = 0.0
    for item in islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)), _PICTURES):
        left, foot, right, head = item.get_bounds()
        filled += max(min(right, width) - max(left, 0), 0) * max(
            min(head, height) - max(foot, 0), 0
        )
        if filled >= _pages.MOST * width * height:
            return True
    return False


def _written(page: PdfTextPage, word: Callable[[str, int], str]) -> list[list[_drawn.Glyph]]:
    """The characters of a page, line by line as they are laid out."""
    from pypdfium2 import raw

    found: list[list[_drawn.Glyph]] = [[]]
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page.raw, index)
        if code in _ENDS:
            found.append([])
        elif code not in _NONE and code > ord(" "):
            left, foot, right, head = page.get_charbox(index, loose=True)
            words = word(chr(code & 0x10FFFF), index)
            found[-1].append(_drawn.Glyph(left, right, foot, head, words))
    return _together([chars for chars in found if chars])


def _together(lines: list[list[_drawn.Glyph]]) -> list[list[_drawn.Glyph]]:
    """Lines without breaks inside of them: on a page of a few words the library takes them for words that
    run down the page and ends a line behind each."""
    found: list[list[_drawn.Glyph]] = []
    for chars in lines:
        before = found[-1][-1] if found else None
        if before and _follows(before, chars[0]):
            found[-1] += chars
        else:
            found.append(list(chars))
    return found


def _follows(before: _drawn.Glyph, char: _drawn.Glyph) -> bool:
    """Whether a character stands at once behind another one, at the same height."""
    height = max(before.head - before.foot, char.head - char.foot, 1.0)
    shared = min(before.head, char.head) - max(before.foot, char.foot)
    return shared > height / 2 and abs(char.left - before.right) < _SPACED * height


def _line(chars: list[_drawn.Glyph]) -> str:
    """The characters of one line from left to right, because marks of another font come late in some
    files, with the gaps that can be seen: a wide one is a tab."""
    level = all(c.head > chars[0].foot and c.foot < chars[0].head for c in chars)
    placed = sorted(chars, key=lambda c: c.left) if level else chars
    words = placed[0].words
    for before, char in pairwise(placed):
        height = max(char.head - char.foot, before.head - before.foot, 1.0)
        gap = char.left - before.right
        han = before.words >= _drawn.HAN and char.words >= _drawn.HAN
        space = _SPACED if han else _SPACE
        words += ("\t" if gap > _GAP * height else " " if gap > space * height else "") + char.words
    return words


def _boxes(page: PdfPage) -> Iterator[_grid.Box]:
    """What is drawn on a page, each stroke of a path by itself, a rectangle as its four edges."""
    from pypdfium2 import raw

    for item in islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,)), _OBJECTS):
        count = raw.FPDFPath_CountSegments(item.raw)
        if not 0 < count <= _POINTS:
            continue
        matrix = item.get_matrix()
        points: list[tuple[float, float]] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item.raw, index)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                yield from _grid.strokes(points)
                points = []
            points.append(matrix.on_point(*_point(segment)))
        yield from _grid.strokes(points)


def _point(segment: object) -> tuple[float, float]:
    from ctypes import byref, c_float

    from pypdfium2 import raw

    x, y = c_float(), c_float()
    raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
    return x.value, y.value
