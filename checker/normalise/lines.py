"""Hard-wrapped lines joined, so that a paragraph is one line and a broken phrase whole again."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from checker import zh
from checker.model.text import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.model.text import Text

_TERMINAL = re.compile(r"[。!?;:；：！？…][”’)」』]?$")
_MARKED_PAGE = re.compile(
    r"^\s*(?:[-—–·]+ ?\d{1,3} ?[-—–·]+|第 ?\d{1,3} ?页(?:[ ,/共]*\d{1,3} ?页)?)\s*$"
)
_BARE_PAGE = re.compile(r"^\s*(?:\d{1,3}|\d{1,3} ?/ ?\d{1,3})\s*$")
_DIGIT_END = re.compile(r"[\d:.年月-]$")
_DIGIT_START = re.compile(r"^[\d年月日.:-]")
_DATED = re.compile(rf"^(?:\[ ?[{zh.HAN}]{{2,6}} ?\]|[{zh.HAN}]{{2,6}} ?[:：]) ?20\d\d[-年/.]")
_STOP = re.compile(r"[。!?…！？][”’)」』]?$")
_TOKEN = re.compile(r"^(?:[A-Za-z0-9.,%]{1,9}|.)[,。;:、)”’%》!?]{0,2}")  # nobody cuts inside
_CONTINUES = re.compile(r"^[,。;:、)”’%》!?]")
_LABEL = re.compile(rf"^[\[(]?[{zh.HAN}]{{2,6}}[\])]?[:：]")
_MARK = re.compile(r"[。;]|,(?!\d{3}(?!\d))")  # no comma inside a number
_INLINE = re.compile(r"[。;:；：]\s?(\d{1,2})[.、](?!\d)")
_ROW = re.compile(r"\t ?[\d,.—-]+ ?(?:\t|$)")  # a cell with a number
_OPEN = re.compile(
    r"(?:[较比的与和由从及在对将]|(?:,(?!\d{3}$)|[、。;])[^,、。;]{2,12}\d)$"
)  # ends nothing: prose goes on
_WORD = re.compile(f"[{zh.HAN}0-9“《(]")
_RAGGED_LOW, _RAGGED_HIGH = 0.8, 1.3
_RAGGED_LINES, _RAGGED_SHARE = 6, 0.6
_OUTLIERS = 25  # of so many lines one may be longer
_NARROWEST = 8  # characters: nobody cuts lines shorter
_FEWEST = 3  # unfinished full lines from which a text counts as cut
_WEAK = (
    "1.",
    "1 ",
    "1.1",
    "(1)",
    "①",
    "一是",
    "第一",
    "首先",
)  # numbers that stand inside lines, too
_OUTLINE = ("1.", "1 ", "1.1")  # ... but begin a paragraph where the one before has ended
_PROSE = 40  # characters: longer than nearly every heading, so an open end is a broken line


class _Line(NamedTuple):
    """A line of the view, and the original characters that were on it when it was cut."""

    start: int
    end: int
    words: str
    cut: str


def _lines(text: Text) -> list[_Line]:
    lines: list[_Line] = []
    at = 0
    original = text.source.text
    for piece in text.content.split("\n"):
        end = at + len(piece)
        cut = original[text.origins[at] : text.origins[end - 1] + 1] if piece else ""
        lines.append(_Line(at, end, piece, cut))
        at = end + 1
    return lines


class _Widths(dict[str, int]):
    """Printed columns of each character, found out when first asked for: two counts in one number,
    so that one pass gives both."""

    def __missing__(self, char: str) -> int:
        kind = unicodedata.east_asian_width(char)
        narrow, wide = (2, 2) if kind in "WF" else (1, 2) if kind == "A" else (1, 1)
        found = self[char] = (narrow << _BITS) + wide
        return found


_BITS = 32
_WIDTHS = _Widths()


def _both_columns(words: str) -> tuple[int, int]:
    """Printed columns where quotation marks are as wide as characters, and where they are narrow."""
    both = sum(map(_WIDTHS.__getitem__, words))
    return both & ((1 << _BITS) - 1), both >> _BITS


def _columns(words: str) -> int:
    return _both_columns(words)[0]


def _narrow_columns(words: str) -> int:
    return _both_columns(words)[1]


def _is_page_number(lines: Sequence[_Line], index: int) -> bool:
    """Whether a line is only the number of a page, and not a piece of a date or a number."""
    words = lines[index].words
    if _MARKED_PAGE.match(words):
        return True
    if not _BARE_PAGE.match(words):
        return False
    before = lines[index - 1].words.rstrip() if index else ""
    after = lines[index + 1].words.lstrip() if index + 1 < len(lines) else ""
    return not (_DIGIT_END.search(before) or _DIGIT_START.match(after))


class _Cut(NamedTuple):
    """A way in which lines are cut: what is measured, how far a full line may fall short, and the
    share of the long lines that are then full."""

    measure: Callable[[str], int]
    slack: int
    share: float


# each by the same measures, strictly and less so
_CUTS = (
    (_Cut(len, 0, 0.5), _Cut(_columns, 1, 0.5), _Cut(_narrow_columns, 1, 0.5)),
    (_Cut(len, 2, 0.75), _Cut(_columns, 3, 0.75), _Cut(_narrow_columns, 3, 0.75)),
)


class _Ends(NamedTuple):
    """Of each line whether its end is open, and whether it has a mark of prose."""

    unfinished: Sequence[bool]
    marked: Sequence[bool]


def _ends(lines: Sequence[_Line]) -> _Ends:
    return _Ends(
        [not _TERMINAL.search(line.words, max(0, len(line.words) - 2)) for line in lines],
        [bool(_MARK.search(line.words)) for line in lines],
    )


def _width(cut: _Cut, lengths: Sequence[int], ends: _Ends) -> tuple[int, int]:
    """How many unfinished lines just fill the width at which lines were cut, and that width;
    (0, 0) where lines were not cut so: hardly a line exceeds the width."""
    outliers = max(1, len(lengths) * 3 // 100)
    for width in sorted(set(lengths), reverse=True):
        if width < _NARROWEST or sum(n > width for n in lengths) > outliers:
            break
        full = [i for i, n in enumerate(lengths) if 0 <= width - n <= cut.slack]
        unfinished = sum(ends.unfinished[i] for i in full)
        marked = sum(ends.marked[i] for i in full)
        near = sum(n >= _RAGGED_LOW * width for n in lengths)
        if (
            unfinished >= _FEWEST
            and unfinished * 2 >= len(full)
            and marked * 3 >= len(full)
            and len(full) >= cut.share * near
        ):
            return unfinished, width
    return 0, 0


def joined(text: Text) -> Text:
    """The view with lines joined where a paragraph goes on; page numbers between them are gone."""
    lines = _lines(text)
    written = [line for line in lines if line.words.strip()]
    kept = [line for i, line in enumerate(written) if not _is_page_number(written, i)]
    if len(kept) < 2:
        return text
    wrapped = _wrapped(kept)
    inline = frozenset(int(n) for line in kept for n in _INLINE.findall(line.words))
    edits: list[Edit] = []
    for line, following in pairwise(kept):
        between = text.content[line.end : following.start]
        blank = between.count("\n") > 1 and not any(c.isdigit() for c in between)
        full = wrapped(line, following)
        if blank or not _goes_on(line, following, full=full, inline=inline):
            continue
        tail = line.words.rstrip()
        head = following.words.lstrip()
        edits.append(Edit(line.start + len(tail), following.end - len(head), ""))
    return text.edited(edits) if edits else text


def _wrapped(kept: Sequence[_Line]) -> Callable[[_Line, _Line], bool]:
    """A test for lines that fill the width at which this text was cut, by count or by column, or
    that had no room left for the number or the word that the following line begins with."""
    both = [_both_columns(line.cut) for line in kept]
    measured = [len(line.cut) for line in kept], [wide for wide, _ in both], [n for _, n in both]
    ends = _ends(kept)
    for cuts in _CUTS:
        found = []
        for cut, lengths in zip(cuts, measured, strict=True):
            fitting, width = _width(cut, lengths, ends)
            found.append((fitting, width, cut))
        fitting, width, cut = max(found, key=lambda item: item[0])
        if fitting:
            return lambda line, following: _is_full(line, following, width, cut)
    ragged = _ragged([line.words.rstrip() for line in kept])
    return lambda line, _: ragged is not None and len(line.words.rstrip()) >= ragged


def _is_full(line: _Line, following: _Line, width: int, cut: _Cut) -> bool:
    room = width - cut.measure(line.cut)
    token = _TOKEN.match(following.words.lstrip())
    prose = _MARK.search(line.words) and not _TERMINAL.search(line.words.rstrip())
    if room <= cut.slack or not token or not prose:
        return room <= cut.slack
    return cut.measure(token[0]) > room


def _ragged(words: Sequence[str]) -> float | None:
    """The least length of a full line where lines were cut at a printed width, so that their
    lengths in characters scatter; None where lines are not cut."""
    lengths = sorted(map(len, words))
    usual = lengths[len(lengths) * 9 // 10]
    near = [w for w in words if _RAGGED_LOW * usual <= len(w) <= _RAGGED_HIGH * usual]
    unfinished = sum(not _TERMINAL.search(w) for w in near)
    cut = unfinished >= _RAGGED_LINES and unfinished >= _RAGGED_SHARE * len(near)
    longest = lengths[-1 - len(words) // _OUTLIERS]  # a line of the page may be longer
    alike = longest <= _RAGGED_HIGH * usual and len(near) * 2 >= len(words)
    return _RAGGED_LOW * usual if cut and alike else None


def _stands_inside(opening: zh.Numbering, tail: str, inline: frozenset[int]) -> bool:
    """Whether a number behind a full line stands inside a paragraph that was cut there."""
    if opening.style not in _WEAK:
        return False
    if opening.style not in _OUTLINE or not _TERMINAL.search(tail):
        return True
    return opening.style == "1." and bool({opening.value - 1, opening.value + 1} & inline)


def _goes_on(line: _Line, following: _Line, *, full: bool, inline: frozenset[int]) -> bool:
    """Whether a paragraph goes on behind a line; ``full``: the line fills the width of the cut;
    ``inline``: numbers 1. 2. that stand inside lines: their neighbours then begin no item, either."""
    tail = line.words.rstrip()
    head = following.words.lstrip()
    indented = len(following.words) - len(head) > len(line.words) - len(line.words.lstrip())
    opening = zh.numbering(head)
    if (_ROW.search(tail) or _ROW.search(head)) and tail.count("\t") == head.count("\t"):
        return False  # rows of a table
    if _CONTINUES.match(head) and not _TERMINAL.search(tail):
        return True
    ended = _STOP.search(tail) and indented
    if full and not ended and not _DATED.match(head):
        return not opening or _stands_inside(opening, tail, inline)
    if opening:
        return False
    if tail[-1] in ",、" and not _LABEL.match(tail) and "\t" not in tail:
        return True
    if _OPEN.search(tail) and _MARK.search(tail) and "\t" not in tail and _WORD.match(head):
        return True
    if indented or _TERMINAL.search(tail) or "\t" in tail or _LABEL.match(head):
        return False
    broken = len(tail) >= _PROSE and bool(_MARK.search(tail))
    return broken and bool(_WORD.match(head)) and len(head) >= 2
