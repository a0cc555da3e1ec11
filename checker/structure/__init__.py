"""``Text`` → ``Report``: page chrome, masthead, headings, paragraphs, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import zh
from checker.model.report import Paragraph, Report, Section, Sentence
from checker.structure.page import (
    RANKS,
    Edges,
    Line,
    body_of,
    is_chrome,
    kind_behind,
    lines_of,
    numbering_of,
    ranks_of,
    words_of,
)
from checker.structure.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.text import Text
    from checker.model.vocabulary import Vocabulary

_UNNUMBERED = 2
_HEADING = 50
_SHORT = 30
_CLOSED = re.compile("[。;,]")
_LABEL = re.compile(rf"^[\[(<·•]*\s*[{zh.HAN}]{{2,8}}\s*[\])]?\s*[:：]")
_HEADING_END = re.compile(r"[。:;](?=.)|[。:;]$")
_CLAUSE = re.compile(r"[,。:;、]")
_ENDS_OPEN = re.compile(r"[,、;。:!?…]$")
_HAS_HAN = re.compile(f"[{zh.HAN}]")


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
    chrome = words_of(vocabulary.terms["chrome"].words)
    tail = words_of(vocabulary.terms["tail"].words)
    attached = words_of(vocabulary.terms["attached"].words)
    lines = lines_of(text.content)
    rows, tabled = rows_of(lines)
    nothing = words_of(vocabulary.terms["nothing"].words)
    first, last = body_of(lines, Edges(chrome, tail, nothing, tabled))
    tree = _Tree()
    paragraphs: list[Paragraph] = []
    behind = 0  # index of the line that opens the attachments
    openings = [numbering_of(lines[i]) for i in range(first, last) if i not in tabled]
    ranks = ranks_of([opening for opening in openings if opening])
    numbered = RANKS["一、"] in {ranks[n.style] for n in openings if n} or "part" in {
        n.style for n in openings if n
    }
    for index, line in enumerate(lines):
        if index < first:
            kind = "chrome" if chrome.search(line.words) else "masthead"
            paragraphs.append(Paragraph(line.start, line.end, kind, -1))
        elif index >= last:
            behind = behind or (index if attached.match(line.words) else 0)
            kind = kind_behind(lines, index, chrome, tail, attaches=bool(behind))
            paragraphs.append(Paragraph(line.start, line.end, kind, -1))
        elif is_chrome(line, chrome):
            paragraphs.append(Paragraph(line.start, line.end, "chrome", -1))
        elif index in tabled:
            paragraphs.append(Paragraph(line.start, line.end, "body", tree.current))
        else:
            follows = lines[index + 1] if index + 1 < last else None
            paragraphs.extend(_body_line(line, follows, tree, ranks, numbered=numbered))
    sentences = _sentences(text.content, paragraphs, _turn(vocabulary.terms["turns"].words))
    return Report(
        text,
        tuple(paragraphs),
        tree.sections(lines[last - 1].end if last else len(text.content)),
        sentences,
        tuple(s.start for s in sentences),
        rows,
    )


def _body_line(
    line: Line, follows: Line | None, tree: _Tree, ranks: Mapping[str, int], *, numbered: bool
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
    if ranks[opening.style] >= RANKS["一是"] and not marked and len(rest) > _SHORT:
        return [Paragraph(line.start, line.end, "body", tree.current)]  # a list inside a paragraph
    if length > _HEADING:
        clause = _CLAUSE.search(rest)
        label = rest[: min(clause.start() if clause else _HEADING, _HEADING)]
        tree.open(
            ranks[opening.style], opening.value, line.words[: opening.length] + label, line.start
        )
        return [Paragraph(line.start, line.end, "body", tree.current)]
    heading_end = line.start + opening.length + length
    tree.open(
        ranks[opening.style], opening.value, line.words[: opening.length + length], line.start
    )
    body_start = heading_end + 1
    if body_start >= line.end:
        return [Paragraph(line.start, line.end, "heading", tree.current)]
    return [
        Paragraph(line.start, body_start, "heading", tree.current),
        Paragraph(body_start, line.end, "body", tree.current),
    ]


def _unnumbered_heading(line: Line, follows: Line | None) -> bool:
    words = line.words
    if len(words) > _HEADING - 10 or len(words) < 4 or follows is None or "\t" in words:
        return False
    if (
        _ENDS_OPEN.search(words)
        or not _HAS_HAN.match(words.lstrip("“《0123456789"))
        or _LABEL.match(words)
    ):
        return False
    opening = numbering_of(follows)
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
