"""Which lines of a page are the report's own: its body, what stands before it and behind it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from checker import zh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RANKS = {
    "part": 1,
    "一、": 2,
    "(一)": 3,
    "1.": 4,
    "1 ": 4,
    "1.1": 5,
    "(1)": 6,
    "①": 7,
    "一是": 8,
    "第一": 8,
    "首先": 8,
}
_FORMAL = ("part", "一、", "(一)")  # numbers that no page's own lists are written with
_PROSE = 25
_CHROME_LINE = 150  # characters: a longer line is not the page's
_PROSE_CHROME = 60  # the same for a line with a comma in it
_MARK = re.compile(r"[,。;！？!]")
_LABEL = re.compile(rf"^[\[(<·•]*\s*[{zh.HAN}]{{2,8}}\s*[\])]?\s*[:：]")
_PAGE_NUMBER = re.compile(
    r"^[-—–·]+ ?\d{1,3} ?[-—–·]+$|^第 ?\d{1,3} ?页(?:[ ,/共]*\d{1,3} ?页)?$|^\d{1,3} ?/ ?\d{1,3}$"
)
_INNER_PART = re.compile(r"(?:^|[。:;!?])\s?([一二三四五六七八九十]{1,2})、")
_INNER_PARTS = 2  # parts inside one line from which it is cut
_ATTACHED = re.compile(r"^附件\s*[:\d一二三]")
_DECORATION = ":#*=-—_·•>【】[]〖〗 "
_HAS_HAN = re.compile(f"[{zh.HAN}]")
_OPENING = 5  # characters in which a number can open a line


def ranks_of(openings: Sequence[zh.Numbering]) -> Mapping[str, int]:
    """How high numbers stand, by their style. Where the first is a 1. with a (一) right beneath, and no 一、
    is there, as a word processor numbers by itself, 1. stands where 一、 does."""
    head = [(opening.style, opening.value) for opening in openings[:2]]
    formal = any(opening.style in ("part", "一、") for opening in openings)
    if formal or head not in ([("1.", 1), ("(一)", 1)], [("1 ", 1), ("(一)", 1)]):
        return RANKS
    return {**RANKS, "1.": RANKS["一、"], "1 ": RANKS["一、"]}


class Line(NamedTuple):
    """A line with words, without the white space around them: its place and its words."""

    start: int
    end: int
    words: str


@lru_cache(maxsize=64)
def words_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)")


def numbering_of(line: Line) -> zh.Numbering | None:
    """The number that opens a line, if one does."""
    return zh.numbering(line.words)


def lines_of(content: str) -> list[Line]:
    """Lines with words in them, without the white space around them."""
    lines: list[Line] = []
    at = 0
    for piece in content.split("\n"):
        for start, end in _split(piece):
            words = piece[start:end].strip()
            if words:
                first = at + piece.index(words[0], start)
                lines.append(Line(first, first + len(words), words))
        at += len(piece) + 1
    return lines


def _split(piece: str) -> list[tuple[int, int]]:
    """A line cut where parts 一、二、三、 follow each other inside it: some pages lose every break."""
    cuts: list[int] = []
    for match in _INNER_PART.finditer(piece):
        if zh.numeral(match[1]) == len(cuts) + 1 or (
            cuts and zh.numeral(match[1]) == _last(piece, cuts) + 1
        ):
            cuts.append(match.start(1))
    if len(cuts) < _INNER_PARTS:
        return [(0, len(piece))]
    edges = [0, *cuts, len(piece)]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def _last(piece: str, cuts: list[int]) -> int:
    opening = zh.numbering(piece[cuts[-1] : cuts[-1] + _OPENING])
    return opening.value if opening else 0


def is_chrome(line: Line, chrome: re.Pattern[str]) -> bool:
    """Whether a line is the page's own: a page number, or a short line with one of its words."""
    if _PAGE_NUMBER.match(line.words):
        return True
    words = line.words
    if len(words) > (_PROSE_CHROME if _MARK.search(words) else _CHROME_LINE) or "。" in words:
        return False
    return bool(chrome.search(words)) and not zh.numbering(words)


def _is_prose(line: Line, chrome: re.Pattern[str]) -> bool:
    words = line.words
    if is_chrome(line, chrome) or _LABEL.match(words) or "\t" in words:
        return False
    if len(words) >= _PROSE and _MARK.search(words):
        return True
    return words[-1] in ":。" and bool(_MARK.search(words)) and len(words) >= _PROSE // 2


class Edges(NamedTuple):
    """What tells the edges of the body: the page's own words, what opens the page's end, what a part
    says that has nothing to tell, and the indices of lines that are rows of a table."""

    chrome: re.Pattern[str]
    tail: re.Pattern[str]
    nothing: re.Pattern[str]
    tabled: frozenset[int]


def body_of(lines: list[Line], edges: Edges) -> tuple[int, int]:
    """Indices of the first line of the body and of the first line after it."""
    first = next((i for i, line in enumerate(lines) if _begins(line, edges.chrome)), None)
    if first is None:
        return 0, len(lines)
    last = _trimmed(lines, first, len(lines), edges)
    attached = (
        i for i in range(first, last) if edges.tail.fullmatch(lines[i].words.strip(_DECORATION))
    )
    cut = next(attached, None)
    if cut is None:
        listed = (i for i in range(first, last) if _ATTACHED.match(lines[i].words))
        cut = next((i for i in listed if i > first and i * 3 > last * 2), None)
    return first, last if cut is None else _trimmed(lines, first, max(cut, first + 1), edges)


def _trimmed(lines: list[Line], first: int, last: int, edges: Edges) -> int:
    """The end of the body at or before ``last``: page lines and signatures behind it are cut."""
    while last > first + 1 and not _ends(lines, last - 1, edges):
        last -= 1
    return last


def _begins(line: Line, chrome: re.Pattern[str]) -> bool:
    """Whether the body can begin with a line: the first of a numbering, or prose."""
    opening = numbering_of(line)
    if opening and (opening.value == 1 or opening.style in _FORMAL):
        return RANKS[opening.style] < RANKS["一是"]
    return _is_prose(line, chrome)


def _ends(lines: list[Line], index: int, edges: Edges) -> bool:
    """Whether the body can end with a line: prose, a row of a table, a numbered line, or under one the
    words that there is nothing; not the page's."""
    line = lines[index]
    if is_chrome(line, edges.chrome) or edges.tail.match(line.words):
        return False
    if index in edges.tabled:
        return _is_own_table(lines, index, edges)
    if len(line.words) <= _PROSE and edges.nothing.match(line.words):
        return numbering_of(lines[index - 1]) is not None
    if line.words.endswith(("。", "!", ";", "。”", "。)")):
        return True
    if len(line.words) >= _PROSE and _MARK.search(line.words):
        return True
    return bool(numbering_of(line) and _HAS_HAN.search(line.words))


def _is_own_table(lines: list[Line], index: int, edges: Edges) -> bool:
    """Whether a row stands under a heading or prose, not behind a signature or among attachments."""
    for at in range(index - 1, -1, -1):
        words = lines[at].words
        if edges.tail.match(words) or _is_date(lines[at]):
            return False
        if at not in edges.tabled and (words.endswith("。") or numbering_of(lines[at])):
            return True
    return False


def kind_behind(
    lines: list[Line],
    index: int,
    chrome: re.Pattern[str],
    tail: re.Pattern[str],
    *,
    attaches: bool,
) -> str:
    """What a line behind the body is: the page's, an attachment's, or part of the closing."""
    words = lines[index].words
    if attaches and not any(map(_is_date, lines[index : index + 2])):
        return "chrome" if is_chrome(lines[index], chrome) else "attachments"
    return "chrome" if chrome.search(words) or tail.search(words) else "closing"


def _is_date(line: Line) -> bool:
    return any(not line.words[: d.start].strip() for d in zh.dates(line.words))
