"""Paged text: the lines of each page joined to paragraphs by their place; what heads and foots every
page is dropped."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from checker import zh
from checker.model.text import Span
from checker.readers import txt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.text import Source
    from checker.readers._limits import Limits

_DIGITS = re.compile(r"\d+")
# What cannot be cut, and would therefore stand on the next line where it had no room.
_ATOM = r"(?:[!-~À-ɏ]{1,20}|.(?:[!-/:-@][!-~]{0,20})?)"
_CLOSE = r"[，。；：、）”’％》〕！？]{0,2}"
_TOKEN = re.compile(
    rf"""^[（(《“〔\[]?{_ATOM}{_CLOSE}(?:(?:["'“‘]|(?<=[”’])){_ATOM}{_CLOSE}){{0,2}}"""
)
_FIRST = 1.2  # sizes by which the first line of a paragraph stands in
_SHORT = 0.9  # sizes by which the last line of a paragraph falls short of the edge
_SLACK = 1.2  # sizes that a full line may fall short of the edge, beyond what it had no room for
_INSIDE = ("一是", "第一", "首先", "(1)", "①")  # numbers that also stand inside lines
_ASIDE = 2.5  # sizes by which a line in the middle may stand nearer to one edge
_OTHER = 0.2  # share by which the characters of a heading are larger or smaller
_ENDS = ("。", "；", "：", "！", "？", ";", ":", "!", "?", "”", "）", ")")
_HANGING = frozenset("，。、；：！？,.;:!?”’）》")
_SEVERAL = 3  # lines that reach the right edge of a text
_COLUMN = 5  # lines that make a column
_FEW = 12  # characters up to which a page that is a picture counts as scanned
STAMPED = 120  # characters that a watermark may put on a scanned page
MOST = 0.5  # share of a page that pictures of it fill
_EDGE = 2  # lines at the head and at the foot of a page that may be on every page
_OFTEN = 0.6  # share of the pages on which such a line stands
_FEWEST = 2  # pages; on so few a line must stand on each


class Line(NamedTuple):
    """A line of a page: how far from the page's left edge it begins and ends, the size of its
    characters, all in one unit, its words, and whether they were read without doubt."""

    left: float
    right: float
    size: float
    words: str
    sure: bool = True


class _Frame(NamedTuple):
    """Between which edges a page's text runs, and the size of its characters."""

    left: float
    right: float
    size: float


def joined(
    path: str,
    pages: Sequence[Sequence[Line]],
    limits: Limits,
    unread: Sequence[int] = (),
    recognised: Sequence[int] = (),
    widths: Sequence[float] = (),
) -> Source:
    """One Source from the lines of its pages; ``unread``: numbers of pages that could not be read,
    ``recognised``: of those that were read by OCR; ``widths`` of the pages, where they differ.
    Errors: ``too-large``."""
    starts: list[int] = []
    pieces: list[str] = []
    at = 0
    doubtful: list[Span] = []
    for number, joint, line in laid(pages, widths):
        at += len(joint)
        if number == len(starts):
            starts.append(at)
        if line is None:
            continue
        pieces += [joint, line.words]
        if not line.sure:
            doubtful.append(Span(at, at + len(line.words)))
        at += len(line.words)
    return replace(
        txt.source(path, "".join(pieces) + "\n", "utf-8", limits),
        page_starts=tuple(starts),
        unread=tuple(unread),
        recognised=tuple(recognised),
        doubtful=tuple(doubtful),
    )


def laid(
    pages: Sequence[Sequence[Line]], widths: Sequence[float] = ()
) -> Iterator[tuple[int, str, Line | None]]:
    """The lines that belong to the text, each with the number of its page (from 0) and what stands between
    it and the line before; None for a page without any."""
    before: tuple[Line, _Frame] | None = None
    kept = without_running(pages)
    size = _usual(kept)
    for number, (lines, edge) in enumerate(zip(kept, _edges_of(kept, widths), strict=True)):
        for line, frame in zip(lines, _frames(lines, edge, size), strict=True):
            yield number, _joint(before, line, frame) if before else "", line
            before = (line, frame)
        if not lines:
            yield number, "", None


def _frames(lines: Sequence[Line], edge: float, size: float) -> list[_Frame]:
    """The frame of each line of a page: that of its column where most lines stand on one side of the
    middle and many on either, else that of the page, whose right edge is ``edge``."""
    left = min((line.left for line in lines), default=0.0)
    middle = (left + max((line.right for line in lines), default=0.0)) / 2
    sides = [
        -1 if line.right <= middle else 1 if line.left >= middle - line.size else 0
        for line in lines
    ]
    columns = {
        side: [x for x, s in zip(lines, sides, strict=True) if s == side] for side in (-1, 1)
    }
    beside = sum(map(len, columns.values()))
    if min(map(len, columns.values())) < _COLUMN or beside < _OFTEN * len(lines):
        return [_Frame(left, edge, size)] * len(lines)
    own = {
        side: _Frame(min(x.left for x in column), _edge(column), size)
        for side, column in columns.items()
    }
    return [own.get(side, _Frame(left, edge, size)) for side in sides]


def scanned(pages: list[list[Line]], pictured: Sequence[int]) -> list[int]:
    """Of the pages (from 1) that are pictures with few words, those that are scanned: their words are a
    watermark or a stamp, and taken away, or too few for a page."""
    left = without_running(pages)
    alike = Counter(_said(pages[number - 1]) for number in pictured)
    found: list[int] = []
    for number in pictured:
        said = _said(pages[number - 1])
        stamped = len(_said(left[number - 1])) <= _FEW or alike[said] > max(1, len(pictured) / 2)
        if stamped or len(said) <= 2 * _FEW:
            found.append(number)
            pages[number - 1] = [] if stamped else pages[number - 1]
    return found


def _said(lines: Sequence[Line]) -> str:
    return "".join(line.words for line in lines)


def _edge(lines: Sequence[Line]) -> float:
    """The right edge of a text: the furthest that several lines reach; a mark may hang over it."""
    rights = sorted(
        (x.right - (x.size if x.words[-1] in _HANGING else 0) for x in lines), reverse=True
    )
    size = max((line.size for line in lines), default=1.0)
    several = min(_SEVERAL, len(rights))
    shared = (
        one for one, other in zip(rights, rights[several - 1 :], strict=False) if one - other < size
    )
    return next(shared, rights[0] if rights else 0.0)


def _edges_of(pages: Sequence[Sequence[Line]], widths: Sequence[float]) -> list[float]:
    """The right edge of each page: the furthest that several lines reach on the pages of its width."""
    sizes = [round(width) for width in widths] or [0] * len(pages)
    alike: dict[int, list[Line]] = {}
    for size, lines in zip(sizes, pages, strict=True):
        alike.setdefault(size, []).extend(lines)
    edges = {size: _edge(lines) for size, lines in alike.items()}
    return [edges[size] for size in sizes]


def _joint(before: tuple[Line, _Frame], line: Line, frame: _Frame) -> str:
    """What stands between two lines: nothing where a paragraph goes on, else an empty line."""
    last, its = before
    if _goes_on(last, its, line, frame):
        return gap(last.words, line.words)
    return "\n\n"


def gap(before: str, after: str) -> str:
    """What stands between two lines of one paragraph: a space where Latin words meet, else nothing."""
    ends, begins = before[-1:], after[:1]
    latin = all(char.isascii() and char.isalpha() for char in (ends, begins))
    return " " if latin else ""


def _goes_on(last: Line, its: _Frame, line: Line, frame: _Frame) -> bool:
    if _is_title(last, its) and _is_title(line, frame) and _alike(last, line):
        return not last.words.endswith(_ENDS)
    stands_in = line.left - frame.left > _FIRST * line.size
    if "\t" in last.words or "\t" in line.words or stands_in:
        return False
    if not _alike(last, line):
        return False
    short = (its.right - last.right) / last.size
    ended = last.words.endswith(_ENDS)
    opening = zh.numbering(line.words)
    if ended and (short > _SHORT or (opening and opening.style not in _INSIDE)):
        return False
    token = _TOKEN.match(line.words)
    return short <= _SLACK + (width(token[0]) if token else 0)


def _alike(one: Line, other: Line) -> bool:
    """Whether two lines are written in one size."""
    return abs(one.size - other.size) <= _OTHER * max(one.size, other.size)


def _usual(pages: Sequence[Sequence[Line]]) -> float:
    """The size of most of the characters of a text."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.words)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _is_title(line: Line, frame: _Frame) -> bool:
    """Whether a line is larger than the text and stands in the middle."""
    aside = (line.left - frame.left) - (frame.right - line.right)
    return line.size > (1 + _OTHER) * frame.size and abs(aside) <= _ASIDE * line.size


def width(words: str) -> float:
    """How many sizes wide words are: Latin letters and digits are half as wide as others."""
    return sum(0.5 if c.isascii() else 1.0 for c in words)


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Pages without the lines that stand at the head or the foot of most of them."""
    seen: Counter[tuple[int, str]] = Counter()
    for lines in pages:
        seen.update(set(_edges(lines)))
    filled = sum(bool(lines) for lines in pages)
    if filled < _FEWEST:
        return [list(lines) for lines in pages]
    running = {key for key, count in seen.items() if count >= max(_FEWEST, _OFTEN * filled)}
    found: list[list[Line]] = []
    for lines in pages:
        left = list(lines)
        for place, end in ((0, 0), (1, -1)):
            gone: set[str] = set()
            while _outer(left[:: 1 - 2 * place]) and (
                (place, shape := _shape(left[end])) in running and shape not in gone
            ):
                gone.add(shape)  # a title that is also the running head stands there twice
                left.pop(end)
        found.append(left)
    return found


def _edges(lines: Sequence[Line]) -> list[tuple[int, str]]:
    head = [(0, _shape(line)) for line in _outer(lines)]
    return head + [(1, _shape(line)) for line in _outer(lines[::-1])]


def _outer(lines: Sequence[Line]) -> Sequence[Line]:
    """The first lines of a page from one end, not the rows of a table."""
    rows = (n for n in range(_EDGE) if all("\t" in line.words for line in lines[n : n + 2]))
    return lines[: next(rows, _EDGE)]


def _shape(line: Line) -> str:
    """A line with its numbers and spaces masked: 第3页 and 第4页 are one."""
    return _DIGITS.sub("0", "".join(line.words.split()))
