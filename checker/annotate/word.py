"""A Word document with the notes as comments on its words; every other byte of its text stays."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from checker.annotate import _comments, _earlier, _scan
from checker.annotate._anchors import Anchors
from checker.annotate._parts import Parts, inserted
from checker.errors import CheckerError
from checker.readers import _traced
from checker.renderers._words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.annotate._anchors import Anchor, Cut
    from checker.annotate._scan import Node
    from checker.annotate.notes import Note
    from checker.model.text import Source
    from checker.readers import Limits
    from checker.readers._traced import Trace

_BOUND = re.compile(rb"xmlns:w\s*=\s*[\"']([^\"']*)[\"']")
_SPACE = b" \t\r\n"
_KEPT = b"xml:space"
_LONG_AGO = date(2000, 1, 1)  # for a document that does not say when it was saved: never a clock
_DIGITS = 9  # of a number of a comment that any program writes


class _Comment(NamedTuple):
    """A comment: its number in the file, where it stands, its lines."""

    number: int
    anchor: Anchor
    lines: Sequence[str]


class Written(NamedTuple):
    """The document, and how many comments were written into it."""

    data: bytes
    comments: int


def annotated(data: bytes, source: Source, notes: Sequence[Note], limits: Limits) -> Written:
    """The document with the notes on ``source``, which was read of it; comments of an earlier run are taken
    out, those of people stay. Errors: as of ``readers.read``; ``unreadable`` where no comment has a place."""
    data = _earlier.without(data, limits)
    trace = _traced.trace(data, limits)
    if trace.text != source.text:
        raise CheckerError("unreadable", "文档的文字两次读出不同，无法批注；请另存后再试。")
    return commented(data, trace, notes, source.saved, limits)


def commented(
    data: bytes, trace: Trace, notes: Sequence[Note], saved: date | None, limits: Limits
) -> Written:
    """A document without comments of ours with these notes, its text being where ``trace`` says; comments
    are dated as it was ``saved``. Errors: ``unreadable`` where no comment has a place."""
    parts = Parts(data, limits)
    body = parts.part(parts.main)
    name = parts.related("comments")
    held = parts.part(name) if name else None
    anchors = Anchors(body, trace)
    comments = list(_made(notes, anchors, trace.text, _taken(body, held)))
    if notes and not comments:
        raise CheckerError("unreadable", "文档里没有可以放批注的文字，无法批注。")
    if not comments:
        return Written(data, 0)
    root = _scan.nodes(body, lambda number, _: number == 0)[0]
    changed = {parts.main: _signed(body, comments, root)}
    day = (saved or _LONG_AGO).isoformat()
    inner = "".join(_comments.comment(c.number, day, c.lines) for c in comments)
    if name is None or held is None:
        name, more = parts.announced(root.space)
        changed |= more
        held = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<w:comments xmlns:w="{root.space}"></w:comments>'
        ).encode()
    changed[name] = _grown(held, inner)
    return Written(parts.rewritten(changed), len(comments))


def _made(
    notes: Sequence[Note], anchors: Anchors, text: str, taken: set[int]
) -> Iterator[_Comment]:
    numbers = (number for number in count() if number not in taken)
    for note in notes:
        for index, place in enumerate(note.places):
            anchor = anchors.of(place)
            if anchor is not None:
                bare = anchor.is_exact or not note.is_found
                quote = "" if bare else shortened(text[place.start : place.end])
                yield _Comment(next(numbers), anchor, _comments.lines(note, index, quote))


def _taken(*parts: bytes | None) -> set[int]:
    """The numbers of comments that are in use."""
    found = (
        node.get("id")
        for data in parts
        if data is not None
        for node in _scan.nodes(data, lambda _, tag: tag.startswith("comment")).values()
    )
    return {
        int(told) for told in found if told.isascii() and told.isdigit() and len(told) <= _DIGITS
    }


def _grown(held: bytes, inner: str) -> bytes:
    """A part of comments with more of them."""
    root = _scan.nodes(held, lambda number, _: number == 0)[0]
    if not _is_bound(held, root):
        inner = inner.replace("<w:comment ", f'<w:comment xmlns:w="{root.space}" ')
    return inserted(held, inner.encode())


def _is_bound(data: bytes, root: Node) -> bool:
    """Whether ``w`` means everywhere in a part what its outermost element is of."""
    in_root = _BOUND.search(data[root.start : root.head]) is not None
    return in_root and set(_BOUND.findall(data)) == {root.space.encode()}


@dataclass(slots=True)
class _Group:
    """What is written at one byte: ends, then signs, then starts, inside of a run that is cut there."""

    run: Node | None = None
    text: Node | None = None
    ends: list[int] = field(default_factory=list)
    signs: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


def _signed(body: bytes, comments: Sequence[_Comment], root: Node) -> bytes:
    """The text with the beginnings, ends and signs of comments."""
    groups: dict[int, _Group] = {}

    def at(cut: Cut) -> _Group:
        group = groups.setdefault(cut.at, _Group())
        group.run, group.text = group.run or cut.run, group.text or cut.text
        return group

    for number, anchor, _ in comments:
        at(anchor.start).starts.append(number)
        at(anchor.end).ends.append(number)
        at(anchor.sign).signs.append(number)
    named = "" if _is_bound(body, root) else f' xmlns:w="{root.space}"'
    edits = [(place, place, _between(body, group, named)) for place, group in groups.items()]
    return _scan.edited(body, sorted([*edits, *_kept(body, groups)]))


def _between(body: bytes, group: _Group, named: str) -> bytes:
    written = [
        *(f'<w:commentRangeEnd{named} w:id="{n}"/>' for n in group.ends),
        *(f'<w:r{named}><w:commentReference w:id="{n}"/></w:r>' for n in group.signs),
        *(f'<w:commentRangeStart{named} w:id="{n}"/>' for n in group.starts),
    ]
    inner = "".join(written).encode()
    run, text = group.run, group.text
    if run is None:
        return inner
    properties = body[slice(*run.properties)] if run.properties else b""
    closed, opened = b"</" + run.prefixed + b">", body[run.start : run.head] + properties
    if text is not None:
        closed = b"</" + text.prefixed + b">" + closed
        opened += _keeping(body[text.start : text.head])
    return closed + inner + opened


def _keeping(tag: bytes) -> bytes:
    """The first tag of a text, so that white space at its ends counts."""
    return tag if _KEPT in tag else tag[:-1] + b" " + _KEPT + b'="preserve">'


def _kept(body: bytes, groups: Mapping[int, _Group]) -> Iterator[tuple[int, int, bytes]]:
    """The tags of texts that now end with white space, which would no longer count."""
    first = {
        group.text.start: at for at, group in sorted(groups.items(), reverse=True) if group.text
    }
    texts = {group.text.start: group.text for group in groups.values() if group.text}
    for start, at in first.items():
        tag = body[start : texts[start].head]
        if body[at - 1 : at] in _SPACE and _KEPT not in tag:
            yield start, texts[start].head, _keeping(tag)
