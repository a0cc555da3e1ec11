"""How scores are spread: in steps of points, and within each level and year."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from checker.model.rule import LEVEL_WORDS
from checker.renderers import _words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.web.views.rows import Row

FEW = 5  # reports below which no quantile is told
FEW_WORDS = "样本少，仅供参考"
ALL = "全部"
_MANY = 30  # reports from which the steps are narrow
_TOP = 100


class Step(NamedTuple):
    """A step of points: how many reports of each level of the spread stand on it, and of all."""

    title: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Spread:
    """``levels`` are those that occur, as keys and words, from the highest."""

    levels: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    totals: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Group:
    """The scores of a level, of a year of it, or of all, in points. Where there are few reports,
    ``is_small``, and quantiles are not told."""

    level: str
    years: str
    count: int
    is_small: bool
    lowest: str
    lower: str
    median: str
    upper: str
    highest: str


def spread(found: Sequence[Row]) -> Spread:
    """Reports by score as it is shown: 10 points a step, 5 where there are many reports."""
    width = 5 if len(found) >= _MANY else 10
    levels = _levels(found)
    steps = tuple(_step(low, width, levels, found) for low in range(0, _TOP, width))
    totals = tuple(map(sum, zip(*(step.counts for step in steps), strict=True)))
    return Spread(levels, steps, totals, len(found))


def _step(low: int, width: int, levels: Iterable[tuple[str, str]], found: Iterable[Row]) -> Step:
    is_last = low + width == _TOP
    on = [row for row in found if min(floor(_score(row)), _TOP - 1) // width * width == low]
    counts = tuple(sum(row.level == key for row in on) for key, _ in levels)
    return Step(f"{low}–{_TOP if is_last else low + width - 0.1}", counts, len(on))


def _score(row: Row) -> float:
    """The score as it is shown, so that a report stands on the step where a reader looks for it."""
    return _words.rounded(row.values["score"])


def groups(found: Sequence[Row]) -> tuple[Group, ...]:
    """All reports where they are of several levels, then those of each."""
    of_levels = [_of_level(found, key) for key, _ in _levels(found)]
    return tuple(map(_group, [found, *of_levels] if len(of_levels) > 1 else of_levels))


def by_year(found: Sequence[Row]) -> tuple[Group, ...]:
    """Each year of each level that has several, the latest first."""
    return tuple(_by_year(found))


def _by_year(found: Sequence[Row]) -> Iterator[Group]:
    for key, _ in _levels(found):
        of_level = _of_level(found, key)
        years = sorted({row.year or 0 for row in of_level}, reverse=True)
        if len(years) > 1:
            for year in years:
                yield _group([row for row in of_level if (row.year or 0) == year])


def _of_level(found: Iterable[Row], level: str) -> list[Row]:
    return [row for row in found if row.level == level]


def _levels(found: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    there = {row.level: row.cells["level"] for row in found}
    known = [*LEVEL_WORDS, *sorted(set(there) - {*LEVEL_WORDS, ""}), ""]
    return tuple((key, there[key]) for key in known if key in there)


def _group(found: Sequence[Row]) -> Group:
    levels = {row.cells["level"] for row in found}
    scores = sorted(row.values["score"] for row in found)
    is_small = len(scores) < FEW
    lower, median, upper = (
        "" if is_small else _words.points(quantile(scores, quarters)) for quarters in (1, 2, 3)
    )
    return Group(
        level=levels.pop() if len(levels) == 1 else ALL,
        years=_years({row.year for row in found}),
        count=len(scores),
        is_small=is_small,
        lowest=_words.points(scores[0]),
        lower=lower,
        median=median,
        upper=upper,
        highest=_words.points(scores[-1]),
    )


def _years(found: set[int | None]) -> str:
    known = sorted(year for year in found if year is not None)
    if not known:
        return _words.UNKNOWN
    told = f"{known[0]}" if len(known) == 1 else f"{known[0]}–{known[-1]}"
    return f"{told}、{_words.UNKNOWN}" if None in found else told


def quantile(ordered: Sequence[Fraction], quarters: int) -> Fraction:
    """The value below which ``quarters`` of four lie, between two values in proportion (R's type 7)."""
    place = Fraction(quarters * (len(ordered) - 1), 4)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
