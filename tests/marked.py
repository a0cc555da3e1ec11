"""Annotations of a PDF read back by other libraries than the one that writes them (pypdf, pdfminer)."""

from __future__ import annotations

import io
import logging
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTItem
from pypdf import PdfReader

from checker.characters import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # fonts that leave out their boxes
AUTHOR = "法治报告体检"


class Mark(NamedTuple):
    """An annotation: its page from 0, its kind, what it says, its name, who made it, and the words under its
    rectangles, without white space."""

    page: int
    kind: str
    said: str
    name: str
    author: str
    words: str


def marks(data: bytes) -> list[Mark]:
    """Every annotation of a document that somebody signed."""
    found: list[Mark] = []
    for number, (page, shown) in enumerate(
        zip(PdfReader(io.BytesIO(data)).pages, extract_pages(io.BytesIO(data)), strict=True)
    ):
        characters = list(_characters(shown))
        for held in page.get("/Annots") or ():
            note = held.get_object()
            if "/T" not in note:
                continue
            quads = [float(at) for at in note.get("/QuadPoints") or ()]
            words = "".join(_under(characters, quads[i : i + 8]) for i in range(0, len(quads), 8))
            said, name, author = (str(note.get(key, "")) for key in ("/Contents", "/NM", "/T"))
            found.append(Mark(number, str(note["/Subtype"]), said, name, author, words))
    return found


def own(data: bytes) -> list[Mark]:
    """Those that are ours."""
    return [mark for mark in marks(data) if mark.author == AUTHOR]


def _characters(item: LTItem) -> Iterator[LTChar]:
    if isinstance(item, LTChar):
        yield item
    elif isinstance(item, LTContainer):
        for child in item:
            yield from _characters(child)


def _under(characters: list[LTChar], quad: list[float]) -> str:
    """The words whose middles stand in a rectangle, from left to right."""
    xs, ys = quad[::2], quad[1::2]
    inside = [
        char
        for char in characters
        if min(xs) < (char.x0 + char.x1) / 2 < max(xs)
        and min(ys) < (char.y0 + char.y1) / 2 < max(ys)
    ]
    return bare("".join(c.get_text() for c in sorted(inside, key=lambda c: c.x0)))


def bare(words: str) -> str:
    """Words as every library gives them: without white space, each character in its plain form."""
    return "".join(unicodedata.normalize("NFKC", fold(words)).split())
