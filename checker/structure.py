"""``Text`` → ``Report``: page chrome, masthead, headings, paragraphs, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from checker import zh
from checker.model.report import Paragraph, Report, Section, Sentence

if TYPE_CHECKING:
    from checker.model.text import Text
    from checker.model.vocabulary import Vocabulary

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
_UNNUMBERED = 2
_PROSE = 25
_HEADING = 50
_SHORT = 30
_CLOSED = re.compile("[。;,]")
_CHROME_LINE = 150  # characters: a longer line is not the page's
_PROSE_CHROME = 60  # the same for a line with a comma in it
_MARK = re.compile(r"[,。;！？!]")
_LABEL = re.compile(rf"^[\[(<·•]*\s*[{zh.HAN}]{{2,8}}\s*[\])]?\s*[:：]")
_HEADING_END = re.compile(r"[。:;](?=.)|[。:;]$")
_CLAUSE = re.compile(r"[,。:;、]")
_ENDS_OPEN = re.compile(r"[,、;。:!?…]$")
_PAGE_NUMBER = re.compile(
    r"^[-—–·]+ ?\d{1,3} ?[-—–·]+$|^第 ?\d{1,3} ?页(?:[ ,/共]*\d{1,3} ?页)?$|^\d{1,3} ?/ ?\d{1,3}$"
)
_INNER_PART = re.compile(r"(?:^|[。:;!?])\s?([一二三四五六七八九十]{1,2})、")
_INNER_PARTS = 2  # parts inside one line from which it is cut
_ATTACHED = re.compile(r"^附件\s*[:\d一二三]")
_DECORATION = ":#*=-—_·•>【】[]〖〗 "
_HAS_HAN = re.compile(f"[{zh.HAN}]")


class _Line(NamedTuple):
    start: int
    end: int
    words: str


@dataclass
class _Tree:
    """The section tree while it grows: drafts with an open end, and the path to the last one."""

    drafts: list[tuple[int, int, int | None, str, int]] = field(default_factory=list)
    path: list[int] = field(default_factory=list)

    def open(self, level: int, number: int | None, heading: str, start: int) -> None:
        while self.path and self.drafts[self.path[-1]][1] >= level:
            self.path.pop()
        parent = self.path[-1] if self.path else -1
        self.path.append(len(self.drafts))
        self.drafts.append((parent, level, number, heading, start))

    @property
    def current(self) -> int:
        return self.path[-1] if self.path else -1

    def sections(self, end: int) -> tuple[Section, ...]:
        """The finished sections; each ends where the next of its level or above begins."""
        made: list[Section] = []
        for index, (parent, level, number, heading, start) in enumerate(self.drafts):
            later = (d[4] for d in self.drafts[index + 1 :] if d[1] <= level)
            made.append(Section(index, parent, level, number, heading, start, next(later, end)))
        return tuple(made)


def parse(text: Text, vocabulary: Vocabulary) -> Report:
    """The shape of a text. Never fails: a text without structure is one run of paragraphs."""
    chrome = _pattern(vocabulary.terms["chrome"].words)
    tail = _pattern(vocabulary.terms["tail"].words)
    attached = _pattern(vocabulary.terms["attached"].words)
    lines = _lines(text.content)
    first, last = _body(lines, chrome, tail)
    tree = _Tree()
    paragraphs: list[Paragraph] = []
    behind = 0  # index of the line that opens the attachments
    numbered = any(n and n.style in ("一、", "part") for n in map(_opening, lines[first:last]))
    for index, line in enumerate(lines):
        if index < first:
            kind = "chrome" if chrome.search(line.words) else "masthead"
            paragraphs.append(Paragraph(line.start, line.end, kind, -1))
        elif index >= last:
            behind = behind or (index if attached.match(line.words) else 0)
            kind = _kind_behind(lines, index, chrome, tail, attaches=bool(behind))
            paragraphs.append(Paragraph(line.start, line.end, kind, -1))
        elif _is_chrome(line, chrome):
            paragraphs.append(Paragraph(line.start, line.end, "chrome", -1))
        else:
            follows = lines[index + 1] if index + 1 < last else None
            paragraphs.extend(_body_line(line, follows, tree, numbered=numbered))
    sentences = _sentences(text.content, paragraphs, _turn(vocabulary.terms["turns"].words))
    return Report(
        text,
        tuple(paragraphs),
        tree.sections(lines[last - 1].end if last else len(text.content)),
        sentences,
        tuple(s.start for s in sentences),
    )


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)")


def _opening(line: _Line) -> zh.Numbering | None:
    return zh.numbering(line.words)


def _lines(content: str) -> list[_Line]:
    """Lines with words in them, without the white space around them."""
    lines: list[_Line] = []
    at = 0
    for piece in content.split("\n"):
        for start, end in _split(piece):
            words = piece[start:end].strip()
            if words:
                first = at + piece.index(words[0], start)
                lines.append(_Line(first, first + len(words), words))
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
    opening = zh.numbering(piece[cuts[-1] : cuts[-1] + _UNNUMBERED + 3])
    return opening.value if opening else 0


def _is_chrome(line: _Line, chrome: re.Pattern[str]) -> bool:
    if _PAGE_NUMBER.match(line.words):
        return True
    words = line.words
    if len(words) > (_PROSE_CHROME if _MARK.search(words) else _CHROME_LINE) or "。" in words:
        return False
    return bool(chrome.search(words)) and not zh.numbering(words)


def _is_prose(line: _Line, chrome: re.Pattern[str]) -> bool:
    words = line.words
    if _is_chrome(line, chrome) or _LABEL.match(words) or "\t" in words:
        return False
    if len(words) >= _PROSE and _MARK.search(words):
        return True
    return words[-1] in ":。" and bool(_MARK.search(words)) and len(words) >= _PROSE // 2


def _body(lines: list[_Line], chrome: re.Pattern[str], tail: re.Pattern[str]) -> tuple[int, int]:
    """Indices of the first line of the body and of the first line after it."""
    first = next((i for i, line in enumerate(lines) if _begins(line, chrome)), None)
    if first is None:
        return 0, len(lines)
    last = _trimmed(lines, first, len(lines), chrome, tail)
    attached = (i for i in range(first, last) if tail.fullmatch(lines[i].words.strip(_DECORATION)))
    cut = next(attached, None)
    if cut is None:
        listed = (i for i in range(first, last) if _ATTACHED.match(lines[i].words))
        cut = next((i for i in listed if i > first and i * 3 > last * 2), None)
    return first, last if cut is None else _trimmed(lines, first, max(cut, first + 1), chrome, tail)


def _trimmed(
    lines: list[_Line], first: int, last: int, chrome: re.Pattern[str], tail: re.Pattern[str]
) -> int:
    """The end of the body at or before ``last``: page lines and signatures behind it are cut."""
    while last > first + 1 and not _ends(lines[last - 1], chrome, tail):
        last -= 1
    return last


def _begins(line: _Line, chrome: re.Pattern[str]) -> bool:
    """Whether the body can begin with a line: the first of a numbering, or prose."""
    opening = _opening(line)
    if opening and (opening.value == 1 or opening.style in _FORMAL):
        return RANKS[opening.style] < RANKS["一是"]
    return _is_prose(line, chrome)


def _ends(line: _Line, chrome: re.Pattern[str], tail: re.Pattern[str]) -> bool:
    """Whether the body can end with a line: prose, or a numbered line, not the page's."""
    if _is_chrome(line, chrome) or tail.match(line.words):
        return False
    if line.words.endswith(("。", "!", ";", "。”", "。)")):
        return True
    if len(line.words) >= _PROSE and _MARK.search(line.words):
        return True
    return bool(_opening(line) and _HAS_HAN.search(line.words))


def _kind_behind(
    lines: list[_Line],
    index: int,
    chrome: re.Pattern[str],
    tail: re.Pattern[str],
    *,
    attaches: bool,
) -> str:
    """What a line behind the body is: the page's, an attachment's, or part of the closing."""
    words = lines[index].words
    if attaches and not any(map(_is_date, lines[index : index + 2])):
        return "chrome" if _is_chrome(lines[index], chrome) else "attachments"
    return "chrome" if chrome.search(words) or tail.search(words) else "closing"


def _is_date(line: _Line) -> bool:
    return any(not line.words[: d.start].strip() for d in zh.dates(line.words))


def _body_line(
    line: _Line, follows: _Line | None, tree: _Tree, *, numbered: bool
) -> list[Paragraph]:
    """One line of the body: a heading, a paragraph, or a heading run into its paragraph."""
    opening = zh.numbering(line.words)
    if opening is None:
        if _unnumbered_heading(line, follows):
            tree.open(
                _UNNUMBERED if not numbered else max(RANKS.values()), None, line.words, line.start
            )
            return [Paragraph(line.start, line.end, "heading", tree.current)]
        return [Paragraph(line.start, line.end, "body", tree.current)]
    rest = line.words[opening.length :]
    stop = _HEADING_END.search(rest)
    length = stop.start() if stop else len(rest)
    if len(rest) <= _SHORT and not _CLOSED.search(rest):
        length = len(rest)  # a colon inside a short heading does not end it
    marked = stop is not None and rest[stop.start()] == "。" and length <= _SHORT
    if RANKS[opening.style] >= RANKS["一是"] and not marked and len(rest) > _SHORT:
        return [Paragraph(line.start, line.end, "body", tree.current)]  # a list inside a paragraph
    if length > _HEADING:
        clause = _CLAUSE.search(rest)
        label = rest[: min(clause.start() if clause else _HEADING, _HEADING)]
        tree.open(
            RANKS[opening.style], opening.value, line.words[: opening.length] + label, line.start
        )
        return [Paragraph(line.start, line.end, "body", tree.current)]
    heading_end = line.start + opening.length + length
    tree.open(
        RANKS[opening.style], opening.value, line.words[: opening.length + length], line.start
    )
    body_start = heading_end + 1
    if body_start >= line.end:
        return [Paragraph(line.start, line.end, "heading", tree.current)]
    return [
        Paragraph(line.start, body_start, "heading", tree.current),
        Paragraph(body_start, line.end, "body", tree.current),
    ]


def _unnumbered_heading(line: _Line, follows: _Line | None) -> bool:
    words = line.words
    if len(words) > _HEADING - 10 or len(words) < 4 or follows is None or "\t" in words:
        return False
    if (
        _ENDS_OPEN.search(words)
        or not _HAS_HAN.match(words.lstrip("“《0123456789"))
        or _LABEL.match(words)
    ):
        return False
    opening = _opening(follows)
    if opening:
        return opening.style not in ("part", "一、")  # before a part stands the end of another
    return len(follows.words) > len(words)


@lru_cache(maxsize=4)
def _turn(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf",(?=(?:{'|'.join(map(re.escape, words))}|20\d\d年[^,。;\n]{{0,4}}将))")


def _sentences(
    content: str, paragraphs: list[Paragraph], turn: re.Pattern[str]
) -> tuple[Sentence, ...]:
    """Sentences of every paragraph; one that turns to the future behind a comma is two."""
    made: list[Sentence] = []
    for index, paragraph in enumerate(paragraphs):
        start = paragraph.start
        ends = [*zh.SENTENCE_END.finditer(content, paragraph.start, paragraph.end)]
        ends.extend(turn.finditer(content, paragraph.start, paragraph.end))
        for match in sorted(ends, key=lambda found: found.start()):
            if match.end() > start:
                made.append(Sentence(start, match.end(), index))
                start = match.end()
        if start < paragraph.end:
            made.append(Sentence(start, paragraph.end, index))
    return tuple(made)
