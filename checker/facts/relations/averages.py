"""Averages: a number per month or per head against the total and the number of heads. Told as
``ratio`` where they hold; only a monthly one against the year's total can be told to be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.found import like, shown, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.interval import Interval
    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

_BACK = 6
_MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class Averages:
    """Reads the averages of one paragraph at a time; ``terms`` are the vocabulary's."""

    terms: Mapping[str, Term]

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """One for each average with its total (and its heads) before it in the sentence."""
        for at, mean in enumerate(row):
            if not mean.is_count or not any(w in mean.lead for w in self.terms["average"].words):
                continue
            near = [
                o
                for o in row[max(0, at - _BACK) : at]
                if o.block == mean.block and o.is_count and o.value > 0
            ]
            totals = [o for o in reversed(near) if o.counter == mean.counter]
            monthly = any(w in mean.lead for w in self.terms["monthly"].words)
            found = self._monthly(mean, totals) if monthly else _per_head(mean, totals, near)
            if found:
                yield found

    def _monthly(self, mean: Operand, totals: Sequence[Operand]) -> Relation | None:
        if not totals:
            return None
        total = totals[0]
        value = total.value / _MONTHS
        meant = _over(interval.of(total.figure), interval.Interval(_MONTHS, _MONTHS))
        work = f"{shown(total)}/12 = {_short(value, mean)}"
        holds = meant is not None and meant.meets(_loose(mean))
        if not holds and (
            not any(w in total.lead for w in self.terms["whole-year"].words)
            or mean.figure.approximate
            or len(totals) > 1
        ):
            return None
        return told("ratio", mean, (total,), value, work, holds=holds)


def _per_head(mean: Operand, totals: Sequence[Operand], near: Sequence[Operand]) -> Relation | None:
    """The first total and number of heads that give the average; None where none does."""
    for total in totals:
        for heads in near:
            if heads is total or heads.counter == mean.counter:
                continue
            meant = _over(interval.of(total.figure), interval.of(heads.figure))
            if meant and meant.meets(_loose(mean)):
                value = total.value / heads.value
                work = f"{shown(total)}/{shown(heads)} = {_short(value, mean)}"
                return told("ratio", mean, (total, heads), value, work, holds=True)
    return None


def _loose(mean: Operand) -> Interval:
    """What an average may stand for: it is rounded to the last place that is written."""
    one = interval.of(mean.figure)
    step = Decimal(1).scaleb(-mean.figure.places)
    return interval.Interval(one.low - step / 2, one.high + step)


def _over(one: Interval, other: Interval) -> Interval | None:
    if other.low <= 0:
        return None
    return interval.Interval(one.low / other.high, one.high / other.low)


def _short(value: Decimal, mean: Operand) -> str:
    step = Decimal(1).scaleb(-max(1, mean.figure.places))
    return like(value.quantize(step), mean) if value < 10**9 else like(value, mean)
