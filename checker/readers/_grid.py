"""Tables that are drawn on a page: the rules (thin lines) that cross each other part its cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NEAR = 2.0  # units by which rules may miss each other and still touch, or stand at one place
_THIN = 2.0  # units up to which a drawn box is a rule
_SHORTEST = 6.0  # units of a rule
_MOST = 1500  # rules of a page; more are a drawing
_COLUMNS, _ROWS = 2, 2  # that a table has at least
_WIDEST = 60  # columns; more are a drawing


class Box(NamedTuple):
    """A rectangle, in one unit: its edges, ``foot`` below ``head``."""

    left: float
    foot: float
    right: float
    head: float


def is_rule(box: Box) -> bool:
    """Whether a drawn box is a thin line along the page or down it."""
    wide, high = box.right - box.left, box.head - box.foot
    return min(wide, high) <= _THIN and max(wide, high) >= _SHORTEST


class _Rule(NamedTuple):
    """A line at one height (or one distance from the left), from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of one table: the distances of its columns' edges, rising, the heights of its rows' edges,
    falling, and for each row and column which cell stands there: row and column of its first place."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[tuple[tuple[int, int], ...], ...]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell that holds a point; none outside of the table."""
        column = bisect_right(self.columns, x) - 1
        row = bisect_right(self.rows, -y, key=lambda height: -height) - 1
        inside = 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1
        return self.cells[row][column] if inside else None


def strokes(points: Sequence[tuple[float, float]]) -> Iterator[Box]:
    """A thin path as one rule, another one as one for each of its straight pieces, closed."""
    if len(points) < 2:
        return
    xs, ys = [x for x, _ in points], [y for _, y in points]
    whole = Box(min(xs), min(ys), max(xs), max(ys))
    if is_rule(whole):
        yield whole
        return
    for (x, y), (to_x, to_y) in pairwise([*points, points[0]]):
        yield Box(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def grids(boxes: Iterable[Box]) -> list[Grid]:
    """The tables that these drawn boxes make, none where there are too many to be tables."""
    level: list[_Rule] = []
    upright: list[_Rule] = []
    for box in boxes:
        if not is_rule(box):
            continue
        if box.head - box.foot <= box.right - box.left:
            level.append(_Rule((box.head + box.foot) / 2, box.left, box.right))
        else:
            upright.append(_Rule((box.left + box.right) / 2, box.foot, box.head))
        if len(level) + len(upright) > _MOST:
            return []
    level, upright = _merged(level), _merged(upright)
    return [grid for a, b in _crossing(level, upright) if (grid := _grid(a, b)) is not None]


def _merged(rules: Iterable[_Rule]) -> list[_Rule]:
    """Rules at one place that touch, as one."""
    found: list[_Rule] = []
    near: list[_Rule] = []  # those at the place of the last one
    for rule in sorted(rules):
        if near and rule.at - near[0].at > _NEAR:
            found += _joined(near)
            near = []
        near.append(rule)
    return found + _joined(near)


def _joined(near: Sequence[_Rule]) -> list[_Rule]:
    found: list[_Rule] = []
    at = sum(rule.at for rule in near) / (len(near) or 1)
    for _, start, end in sorted(near, key=lambda rule: rule.start):
        if found and start - found[-1].end <= _NEAR:
            found[-1] = _Rule(at, found[-1].start, max(found[-1].end, end))
        else:
            found.append(_Rule(at, start, end))
    return found


def _crossing(
    level: Sequence[_Rule], upright: Sequence[_Rule]
) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Rules that hang together by crossing each other."""
    left = set(range(len(upright)))
    seen: set[int] = set()
    for first in range(len(level)):
        if first in seen:
            continue
        seen.add(first)
        rows, columns, open_ = [first], [], [first]
        while open_:
            row = level[open_.pop()]
            new = [c for c in left if _meet(row, upright[c])]
            left.difference_update(new)
            columns += new
            more = [
                r
                for r in range(len(level))
                if r not in seen and any(_meet(level[r], upright[c]) for c in new)
            ]
            seen.update(more)
            rows += more
            open_ += more
        yield [level[r] for r in rows], [upright[c] for c in columns]


def _meet(row: _Rule, column: _Rule) -> bool:
    return (
        row.start - _NEAR <= column.at <= row.end + _NEAR
        and column.start - _NEAR <= row.at <= column.end + _NEAR
    )


def _grid(level: Sequence[_Rule], upright: Sequence[_Rule]) -> Grid | None:
    columns = sorted({rule.at for rule in upright})
    rows = sorted({rule.at for rule in level}, reverse=True)
    if not _COLUMNS < len(columns) < _WIDEST or len(rows) <= _ROWS:
        return None
    across, down = _by_place(level), _by_place(upright)
    cells: list[list[tuple[int, int]]] = []
    for row, (head, foot) in enumerate(pairwise(rows)):
        middle = (head + foot) / 2
        line: list[tuple[int, int]] = []
        for column, (left, right) in enumerate(pairwise(columns)):
            centre = (left + right) / 2
            if row and not _covers(across[head], centre):
                line.append(cells[row - 1][column])
            elif column and not _covers(down[left], middle):
                line.append(line[column - 1])
            else:
                line.append((row, column))
        cells.append(line)
    return Grid(tuple(columns), tuple(rows), tuple(map(tuple, cells)))


def _by_place(rules: Iterable[_Rule]) -> dict[float, list[_Rule]]:
    found: dict[float, list[_Rule]] = {}
    for rule in rules:
        found.setdefault(rule.at, []).append(rule)
    return found


def _covers(rules: Iterable[_Rule], point: float) -> bool:
    return any(rule.start <= point <= rule.end for rule in rules)
