"""A PDF with the notes as annotations on its words; everything else on its pages stays."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from checker.annotate import _comments
from checker.renderers._words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.annotate.notes import Note
    from checker.model.text import Source, Span
    from checker.readers import Limits

HEAD = b"\n"  # ends what is asked, before the document itself
_TWICE = 2  # times the time of a reader: what is written is read before and looked at after
_SIGNED = b"/ByteRange"  # a signature says which bytes it is of, and cannot be packed
_UNREAD, _RECOGNISED = "damage/unread-page", "damage/recognised-page"


def annotated(data: bytes, source: Source, notes: Sequence[Note], limits: Limits) -> bytes:
    """The document with the notes on ``source``, which was read of it; annotations of an earlier run are taken
    out, those of people stay. Errors: as of ``readers.read``; ``unreadable`` where it cannot be written."""
    from checker.readers import _apart

    asked = {
        "text": source.text,
        "starts": list(source.page_starts),
        "recognised": list(source.recognised),
        "author": _comments.AUTHOR,
        "places": list(_places(source, notes)),
    }
    head = json.dumps(asked).encode() + HEAD
    more = replace(limits, seconds=_TWICE * limits.seconds)
    made: bytes = _apart.run("checker.annotate._marks", head + data, more)["file"]
    return made


def is_signed(data: bytes) -> bool:
    """Whether a document holds an electronic signature."""
    return _SIGNED in data


def _places(source: Source, notes: Sequence[Note]) -> Iterator[dict[str, Any]]:
    """Each place of each note, what is said there, and what is said where the words cannot be marked."""
    pages = {_UNREAD: iter(source.unread), _RECOGNISED: iter(source.recognised)}
    for note in notes:
        whole = next(pages[note.key], None) if note.key in pages else None
        for index, place in enumerate(note.places):
            yield {
                "name": f"{note.number}-{index} {_comments.bare(note.key)}",
                "start": place.start,
                "end": place.end,
                "page": None if whole is None else whole - 1,
                "is_found": note.is_found,
                "lines": _said(note, index, ""),
                "quoted": _said(note, index, _quote(source, place) if note.is_found else ""),
            }


def _quote(source: Source, place: Span) -> str:
    return shortened(source.text[place.start : place.end])


def _said(note: Note, index: int, quote: str) -> list[str]:
    return [_comments.bare(line) for line in _comments.lines(note, index, quote)]
