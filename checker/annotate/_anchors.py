"""From a stretch of a report's text to the bytes of the Word document between which its words stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from checker.annotate import _scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.annotate._scan import Node
    from checker.model.text import Span
    from checker.readers._traced import Stretch, Trace

# What runs may stand in inside a paragraph, so that a comment may begin and end between them.
_INLINE = frozenset(
    (
        *("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple"),
        *("customXml", "dir", "bdo"),
    )
)
_FIELD = "fldChar"
_SIGNS = frozenset(("t", "tab", "br", "cr", "sym", "noBreakHyphen"))


class Cut(NamedTuple):
    """A byte of the part: between two elements of a paragraph, or, where a ``run`` is told, inside of it,
    and of its ``text`` where one is told."""

    at: int
    run: Node | None = None
    text: Node | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment begins and ends, and the byte behind which its sign may stand. ``is_exact``: it holds
    the words meant and no others."""

    start: Cut
    end: Cut
    sign: Cut
    is_exact: bool


class _Mark(NamedTuple):
    """The cuts around one character, and the outermost element of the paragraph that holds it."""

    before: Cut
    after: Cut
    outer: Node
    is_exact: bool


class Anchors:
    """The places of a document's characters. ``data`` is its main part, which ``trace`` speaks of."""

    def __init__(self, data: bytes, trace: Trace) -> None:
        self._data = data
        self._stretches: Sequence[Stretch] = trace.stretches
        self._starts = [stretch.start for stretch in trace.stretches]
        self._text = trace.text
        wanted = {stretch.element for stretch in trace.stretches}
        self._nodes = _scan.nodes(data, lambda n, name: n in wanted or name == _FIELD)
        self._fields = list(_fields(node for node in self._nodes.values() if node.name == _FIELD))

    def of(self, span: Span) -> Anchor | None:
        """Around the words of a span, without the white space around them; around the next character that
        is written where none of them is. None in a document that has no place for a comment."""
        places = range(span.start, min(span.end, len(self._text)))
        seen = [at for at in places if not self._text[at].isspace()]
        marks = self._within(seen)
        exact = marks is not None
        marks = marks or self._near(span.end)
        if marks is None:
            return None
        first, last = marks
        start = min(first.before, last.before, key=lambda cut: cut.at)
        end, outer = max(
            ((first.after, first.outer), (last.after, last.outer)), key=lambda pair: pair[0].at
        )
        sign = end if end.at >= outer.end or end.run is outer else Cut(outer.end)
        sign = next((Cut(stop) for begin, stop in self._fields if begin < sign.at < stop), sign)
        in_order = first.before.at <= last.before.at
        return Anchor(start, end, sign, exact and in_order and first.is_exact and last.is_exact)

    def _within(self, seen: Sequence[int]) -> tuple[_Mark, _Mark] | None:
        first = next((mark for at in seen if (mark := self._mark(at))), None)
        last = next((mark for at in reversed(seen) if (mark := self._mark(at))), None)
        return (first, last) if first and last else None

    def _near(self, offset: int) -> tuple[_Mark, _Mark] | None:
        """Around the first character from an offset on, else the last one before it."""
        index = bisect_left(self._starts, offset)
        behind = (offset, *(stretch.start for stretch in self._stretches[index:]))
        before = (stretch.end - 1 for stretch in reversed(self._stretches[:index]))
        for places in (behind, before):
            mark = next((mark for at in places if (mark := self._mark(at))), None)
            if mark is not None:
                return mark, mark
        return None

    def _mark(self, offset: int) -> _Mark | None:
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._stretches[index].end:
            return None  # shown, but not written
        stretch = self._stretches[index]
        return self._around(self._nodes[stretch.element], stretch.offset + offset - stretch.start)

    def _around(self, node: Node, offset: int) -> _Mark | None:
        """The cuts around a character of an element: inside of its run, or around the outermost element
        that a comment cannot begin in: a drawing with a text box, a formula, a reference to a note."""
        path = list(_path(node))
        names = [each.name for each in path]
        if "p" not in names:
            return None
        at = names.index("p")
        if "AlternateContent" in names[:at] or at + 1 == len(path):
            return None
        outer = path[at + 1]
        unit = next((each for each in path[at + 1 :] if each.name not in _INLINE), outer)
        if unit.name != "r":
            return _Mark(Cut(unit.start), Cut(unit.end), outer, is_exact=False)
        piece = path[path.index(unit) + 1]
        before = Cut(unit.start) if piece.start == unit.first else Cut(piece.start, unit)
        after = Cut(unit.end) if piece.end == unit.last else Cut(piece.end, unit)
        told = piece is node and node.name in _SIGNS
        if not told or not _is_simple(self._data[node.head : node.end]):
            return _Mark(before, after, outer, is_exact=False)
        if offset > 0:
            before = Cut(self._byte(node, offset), unit, node)
        if offset + 1 < sum(len(words) for _, words in node.pieces):
            after = Cut(self._byte(node, offset + 1), unit, node)
        return _Mark(before, after, outer, is_exact=True)

    def _byte(self, node: Node, offset: int) -> int:
        """The byte at which a character of a text stands; what is written as an entity is one piece."""
        for at, words in node.pieces:
            if offset < len(words):
                return at + len(words[:offset].encode())
            offset -= len(words)
        return node.pieces[-1][0]


def _fields(marks: Iterable[Node]) -> Iterator[tuple[int, int]]:
    """Where fields inside of one paragraph begin and end: their words are made anew, and a sign among them
    would be lost."""
    begun: list[Node] = []
    for mark in marks:
        kind = mark.get("fldCharType")
        if kind == "begin":
            begun.append(mark)
        elif kind == "end" and begun:
            first, last = _outer(begun.pop()), _outer(mark)
            if not begun and first and last and first.parent is last.parent:
                yield first.start, last.end


def _outer(node: Node) -> Node | None:
    """The outermost element of a paragraph that holds one."""
    path = list(_path(node))
    return next((b for a, b in pairwise(path) if a.name == "p"), None)


def _is_simple(inner: bytes) -> bool:
    """Whether a text can be cut anywhere: no sections and remarks of XML in it."""
    return b"<!" not in inner and b"<?" not in inner


def _path(node: Node) -> Iterator[Node]:
    """The elements around one, the outermost first, and itself."""
    around: list[Node] = []
    here: Node | None = node
    while here is not None:
        around.append(here)
        here = here.parent
    return reversed(around)
