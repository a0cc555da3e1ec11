"""From a stretch of a report's text to the characters of the pages of the PDF that it was read of."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.readers import _pages, pdf
from checker.readers._placed import NOWHERE, Placed, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument


class Piece(NamedTuple):
    """The part of a stretch on one page (from 0): the numbers of its characters there, in order; none where
    they cannot be told."""

    page: int
    characters: Sequence[int]


class Glyphs:
    """The places of a text's characters. ``text`` and where its pages begin (``starts``) are as the document
    was read; of pages that were ``recognised`` nobody knows where their characters stand."""

    def __init__(
        self, document: PdfDocument, text: str, starts: Sequence[int], recognised: Sequence[int]
    ) -> None:
        self._text, self._starts = text, starts
        self._places = array("q", [NOWHERE]) * len(text)
        self.is_same = len(document) == len(starts)
        self.seen = 0  # pages whose text is the one that was read
        if self.is_same:
            for number, words in enumerate(_told(document, recognised)):
                self._place(number, words, is_read=number + 1 not in recognised)

    def _place(self, number: int, words: str, *, is_read: bool) -> None:
        """Take the places of a page, if its text is what was read of it."""
        start = self._starts[number]
        end = (*self._starts[number + 1 :], len(self._text))[0]
        if self._text[start:end].rstrip() == words:
            self._places[start : start + len(words)] = places_of(words)
            self.seen += 1
        elif is_read:
            self.is_same = False

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """The parts of a stretch, page by page."""
        while start < end:
            number = max(bisect_right(self._starts, start) - 1, 0)
            stop = min(end, (*self._starts[number + 1 :], len(self._text))[0])
            told = [at for at in range(start, stop) if not self._text[at].isspace()]
            held = [self._places[at] for at in told]
            if held or stop == end:
                yield Piece(number, () if NOWHERE in held else held)
            start = max(stop, start + 1)


def _told(document: PdfDocument, recognised: Sequence[int]) -> Iterator[str]:
    """The text of each page as ``readers.pdf`` reads it, without the white space around it."""
    made = pdf.extracted(document, lambda char, index: Placed.of(char, array("q", [index])))
    pages: list[list[_pages.Line]] = made["pages"]
    _pages.scanned(pages, made["pictured"])
    for number in recognised:
        pages[number - 1] = []
    words: dict[int, Any] = dict.fromkeys(range(len(pages)), "")
    for number, joint, line in _pages.laid(pages, made["widths"]):
        if line is not None:
            words[number] += (joint if words[number] else "") + line.words
    return (words[number] for number in range(len(pages)))
