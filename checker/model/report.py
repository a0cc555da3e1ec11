"""A report's shape: paragraphs, sections and sentences over one Text.

Positions here are positions in ``Text.content``; ``Text.span`` turns them into the original's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.text import Text


_CLAUSE_MARK = re.compile(r"[,。;:!?()\n\t]")


@lru_cache(maxsize=2)
def clause_marks(content: str) -> tuple[int, ...]:
    """Where the marks stand that part clauses."""
    return tuple([match.start() for match in _CLAUSE_MARK.finditer(content)])


def clause_start(content: str, position: int, floor: int) -> int:
    """Where the clause that holds ``position`` begins, not before ``floor``."""
    marks = clause_marks(content)
    before = bisect_left(marks, position)
    return max(floor, marks[before - 1] + 1) if before else max(floor, 0)


def clause_end(content: str, position: int, ceiling: int) -> int:
    """Where the clause that holds ``position`` ends, not behind ``ceiling``."""
    marks = clause_marks(content)
    behind = bisect_left(marks, position)
    return min(marks[behind], ceiling) if behind < len(marks) else ceiling


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``kind``: chrome, masthead, heading, body, closing, attachments.

    ``section`` is the index of the innermost section it stands in, or -1 before the first.
    A heading run into its paragraph leaves two paragraphs: a heading and a body.
    """

    start: int
    end: int
    kind: str
    section: int


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered or otherwise announced part. ``number`` is None for an unnumbered heading."""

    index: int
    parent: int
    level: int
    number: int | None
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch up to a full stop, semicolon, question or exclamation mark, or paragraph end."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that ends in numbers, however it came: cells parted by tabs or spaces, or one
    a line. ``label`` is the end of the words before the numbers (``start`` where there are none).

    ``numbers`` are the places of its numbers; ``gaps`` is how many cells among them are empty, ``room``
    how many before them, as far as that can be seen; ``whole``: behind them stands no empty one.
    """

    start: int
    end: int
    label: int
    numbers: tuple[tuple[int, int], ...]
    gaps: int
    room: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A Text with its tree. Every tuple is in order of position."""

    text: Text
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    sentence_starts: tuple[int, ...]
    rows: tuple[Row, ...] = ()

    def words(self, start: int, end: int) -> str:
        """The normalised words of a stretch."""
        return self.text.content[start:end]

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that holds (or last began before) ``position``; -1 before all."""
        return bisect_right(self.sentence_starts, position) - 1

    def in_title(self, position: int) -> bool:
        """Whether ``position`` stands inside 《》: in the name of a document."""
        content = self.text.content
        low = max(0, position - 80)
        opened = content.rfind("《", low, position)
        return (
            opened >= 0
            and "》" not in content[opened:position]
            and "\n" not in content[opened:position]
        )

    def path(self, section: int) -> tuple[str, ...]:
        """Headings from the outermost section down to ``section``."""
        names: list[str] = []
        while section >= 0:
            names.append(self.sections[section].heading)
            section = self.sections[section].parent
        return tuple(reversed(names))
