"""One input as decoded, and the readable view of it in which every character keeps its origin."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


class Span(NamedTuple):
    """Half-open code-point interval of the decoded original: the only coordinate that leaves."""

    start: int
    end: int


class Place(NamedTuple):
    """Where a person finds an offset; line, column and page count from 1."""

    line: int
    column: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """One input as decoded. ``line_starts`` and ``page_starts`` are offsets into ``text``;
    ``markup`` names marks that are not words: ``plain`` (none) or ``markdown``. ``unread`` holds the
    numbers of pages that could not be read (scanned ones), ``recognised`` of those that were read by
    OCR, ``doubtful`` the stretches of ``text`` that it was not sure of. ``pictured``: how many
    pictures as large as a page stand in a document that knows no pages. ``saved``: the day on which the
    file says that it was last saved, a hint and never a fact.
    ``extracted``: the text was drawn out of a file of another form, whose lines are not these."""

    path: str
    text: str
    encoding: str
    line_starts: Sequence[int]
    page_starts: Sequence[int] = ()
    markup: str = "plain"
    unread: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    doubtful: tuple[Span, ...] = ()
    pictured: int = 0
    saved: date | None = None
    extracted: bool = False

    def place(self, offset: int) -> Place:
        """Line, column and page of a code-point offset."""
        line = bisect_right(self.line_starts, offset)
        page = bisect_right(self.page_starts, offset) if self.page_starts else None
        return Place(line, offset - self.line_starts[line - 1] + 1, page)


# Kinds of damage that are told of a whole page, which was a picture.
OF_PAGES = frozenset(("unread-page", "recognised-page", "unread-picture"))


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where the original is broken. ``kind`` is a key, ``note`` Chinese words for people."""

    kind: str
    span: Span
    note: str


class Edit(NamedTuple):
    """Replace ``content[start:end]`` by ``new``; every new character stems from ``start``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Text:
    """A readable view of a Source: ``content[i]`` stands for the original character ``origins[i]``.

    ``origins`` never decreases; it is a ``range`` while nothing has moved. ``damaged`` holds the
    stretches of ``content`` in which characters were lost.
    """

    source: Source
    content: str
    origins: Sequence[int]
    script: str = "simplified"
    damage: tuple[Damage, ...] = ()
    damaged: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The original interval that ``content[start:end]`` (not empty) stands for."""
        return Span(self.origins[start], self.origins[end - 1] + 1)

    def quote(self, span: Span) -> str:
        """The original characters of a span."""
        return self.source.text[span.start : span.end]

    def same_length(self, content: str) -> Text:
        """The view with characters exchanged one for one."""
        return replace(self, content=content)

    def edited(self, edits: Iterable[Edit]) -> Text:
        """The view after ``edits``, which are sorted and do not overlap."""
        pieces: list[str] = []
        origins: list[int] = []
        at = 0
        for start, end, new in edits:
            pieces.append(self.content[at:start])
            origins.extend(self.origins[at:start])
            pieces.append(new)
            origins.extend([self.origins[start]] * len(new) if new else ())
            at = end
        if at == 0 and not pieces:
            return self
        pieces.append(self.content[at:])
        origins.extend(self.origins[at:])
        return replace(self, content="".join(pieces), origins=origins)
