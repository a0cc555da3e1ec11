"""The text of a report as the page shows it: lines of pieces, cut wherever something begins or ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model.text import Source, Span
    from checker.web.views.layers import Layer

# What is shown of a long text; a page of more would be slow, and nobody reads it there.
CHARACTERS = 200_000
LINES = 6_000
EDGES = 40_000
_ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


class Piece(NamedTuple):
    """Words over which the same things lie. ``mark`` is their number among what is marked (0: not
    marked), ``rules`` those whose evidence they are, ``near`` those to which they only come near."""

    start: int
    words: str
    role: str
    level: str
    mark: int
    rules: tuple[str, ...]
    near: tuple[str, ...]
    figure: Layer | None
    figure_id: str
    damage: str
    note: str


class Line(NamedTuple):
    """One line as it was read. ``role`` is the part that most of it belongs to; ``level`` that of the
    heading that it is, else empty; ``page`` the number of the page that begins with it, else 0."""

    number: int
    role: str
    level: str
    page: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Passages:
    """The lines shown. ``marks``: the numbers of the first and last mark of each stretch of evidence;
    ``figures``: the ids of figures; ``left``: how many characters are not shown."""

    lines: tuple[Line, ...]
    marks: Mapping[Span, tuple[int, int]]
    figures: Mapping[Span, str]
    left: int


def passages(source: Source, layers: Sequence[Layer]) -> Passages:
    """The text cut into lines and pieces."""
    stop, lines = _limit(source, layers)
    cutter = _Cutter(source, [each for each in layers if each.span.start < stop], stop)
    made = tuple(cutter.lines(lines))
    return Passages(made, cutter.marks, cutter.figures, len(source.text) - stop)


def _limit(source: Source, layers: Sequence[Layer]) -> tuple[int, int]:
    """Up to which offset, and how many lines, a text is shown: as long as it is not too much."""
    stop, starts = len(source.text), source.line_starts
    stop = min(stop, CHARACTERS)
    if len(starts) > LINES:
        stop = min(stop, starts[LINES])
    if 2 * len(layers) > EDGES:
        begins = sorted(layer.span.start for layer in layers)
        stop = min(stop, max(begins[EDGES // 2], 1))
    return stop, sum(start < stop for start in starts[: LINES + 1]) or 1


class _Cutter:
    """Runs over the text once, with everything that lies over the place where it is."""

    def __init__(self, source: Source, layers: Iterable[Layer], stop: int) -> None:
        self.source, self.stop = source, stop
        self.marks: dict[Span, tuple[int, int]] = {}
        self.figures: dict[Span, str] = {}
        self._begins: dict[int, list[Layer]] = defaultdict(list)
        self._ends: dict[int, list[Layer]] = defaultdict(list)
        for layer in layers:
            self._begins[layer.span.start].append(layer)
            self._ends[min(layer.span.end, stop)].append(layer)
        self._over: dict[Layer, int] = {}
        self._count = 0

    def lines(self, count: int) -> Iterator[Line]:
        """The lines in order."""
        starts = [*self.source.line_starts[:count], self.stop]
        edges = sorted({*self._begins, *self._ends, *starts, 0})
        pages = {start: page for page, start in enumerate(self.source.page_starts, 1)}
        at = 0
        for number, (start, end) in enumerate(pairwise(starts), 1):
            first = at
            while at < len(edges) and edges[at] < end:
                at += 1
            cuts = [*edges[first:at], end]
            body = start + len(self.source.text[start:end].rstrip(_ENDS))
            pieces = tuple(self._pieces(cuts, body))
            page = next((pages[cut] for cut in cuts[:-1] if cut in pages), 0)
            yield _line(number, page, pieces)

    def _pieces(self, cuts: Sequence[int], body: int) -> Iterator[Piece]:
        """What stands between the cuts, without the line's end, which begins at ``body``."""
        for start, end in pairwise(cuts):
            for layer in self._ends.get(start, ()):
                self._drop(layer)
            for layer in self._begins.get(start, ()):
                self._over[layer] = self._over.get(layer, 0) + 1
            if start < body:
                yield self._piece(start, min(end, body))

    def _drop(self, layer: Layer) -> None:
        left = self._over.pop(layer, 0) - 1
        if left > 0:
            self._over[layer] = left

    def _piece(self, start: int, end: int) -> Piece:
        over: dict[str, list[Layer]] = defaultdict(list)
        for layer in self._over:
            over[layer.kind].append(layer)
        found, near = over["found"], over["near"]
        figure = _figure(over["figure"])
        return Piece(
            start=start,
            words=self.source.text[start:end],
            role=over["role"][0].key if over["role"] else "",
            level=over["heading"][0].key if over["heading"] else "",
            mark=self._marked([*found, *near]),
            rules=tuple(dict.fromkeys(layer.key for layer in found)),
            near=tuple(dict.fromkeys(layer.key for layer in near)),
            figure=figure,
            figure_id=self._named(figure),
            damage="；".join(d.words for d in over["damage"] if not d.key),
            note="；".join(d.words for d in over["damage"] if d.span.start == start),
        )

    def _marked(self, layers: Sequence[Layer]) -> int:
        if not layers:
            return 0
        self._count += 1
        for layer in layers:
            first, _ = self.marks.get(layer.span, (self._count, 0))
            self.marks[layer.span] = (first, self._count)
        return self._count

    def _named(self, figure: Layer | None) -> str:
        """The figure's id where it begins; empty where it goes on, for no two things have one id."""
        if figure is None or figure.span in self.figures:
            return ""
        name = f"f{len(self.figures) + 1}"
        self.figures[figure.span] = name
        return name


def _figure(over: Sequence[Layer]) -> Layer | None:
    """The narrowest figure, one that takes part in a relation before others."""
    return min(over, key=lambda f: (not f.key, f.span.end - f.span.start), default=None)


def _line(number: int, page: int, pieces: tuple[Piece, ...]) -> Line:
    roles: Counter[str] = Counter()
    for piece in pieces:
        roles[piece.role] += len(piece.words.strip())
    role = roles.most_common(1)[0][0] if roles else ""
    worded = [piece for piece in pieces if piece.words.strip()]
    whole = worded and all(piece.level for piece in worded)
    return Line(number, role, worded[0].level if whole else "", page, pieces)
