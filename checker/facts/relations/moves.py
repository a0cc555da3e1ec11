"""``growth``: a change in counts, in percent, in points or as a multiple, recomputed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.found import like, shown, told
from checker.facts.relations.operands import PERCENT, TIMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.relations.interval import Interval
    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation

_HUNDRED = Decimal(100)


def growth_of(grown: Operand, sign: int, now: Operand, then: Operand) -> Relation | None:
    """A change between two years against both of their numbers; None where it cannot be reckoned."""
    one, other = interval.of(now.figure), interval.of(then.figure)
    if grown.counter == TIMES:
        share = interval.growth(one, other)
        if share is None or not then.value:
            return None
        possible: Interval | None = interval.Interval(share.low / _HUNDRED, share.high / _HUNDRED)
        value = (now.value - then.value) / then.value * sign
        grew = f"{_word(sign)}{interval.rounded(value, max(grown.figure.places, 1))}倍"
        work = f"({shown(now)} - {shown(then)})/{shown(then)} = {grew}"
    elif grown.counter == PERCENT:
        possible = interval.growth(one, other)
        if possible is None or not then.value:
            return None
        value = _HUNDRED * (now.value - then.value) / then.value * sign
        grew = f"{_word(sign)}{interval.rounded(value, grown.figure.places)}%"
        work = f"({shown(now)} - {shown(then)})/{shown(then)} = {grew}"
    else:
        possible = interval.minus(one, other)
        value = (now.value - then.value) * sign
        work = f"{shown(now)} - {shown(then)} = {_word(sign)}{like(value, grown)}"
    holds = possible is not None and signed(possible, sign).meets(interval.of(grown.figure))
    return change(grown, (now, then), value, work, holds=holds)


def from_step(grown: Operand, now: Operand, step: Operand, sign: int) -> Relation | None:
    """A growth in percent against the step in counts that led to ``now``."""
    before = interval.minus(interval.of(now.figure), signed(interval.of(step.figure), sign))
    base = now.value - sign * step.value
    possible = interval.growth(interval.of(now.figure), before)
    if possible is None or base <= 0:
        return None
    value = _HUNDRED * step.value / base
    holds = signed(possible, sign).meets(interval.of(grown.figure))
    written = f"{interval.rounded(value, grown.figure.places)}%"
    work = f"{shown(step)}/({shown(now)} {'-' if sign > 0 else '+'} {shown(step)}) = {written}"
    return change(grown, (now, step), value, work, holds=holds)


def signed(one: Interval, sign: int) -> Interval:
    """The interval of a rise, or of a fall seen from below."""
    return one if sign > 0 else interval.negative(one)


def _word(sign: int) -> str:
    return "" if sign > 0 else "-"


def change(
    grown: Operand, others: Sequence[Operand], value: Decimal, work: str, *, holds: bool
) -> Relation:
    """The relation of a change with the numbers that it is held against."""
    return told("growth", grown, others, value, work, holds=holds, name=_direction(grown))


def _direction(grown: Operand) -> str:
    return grown.lead.rstrip("了达约近超过为 ")[-2:]
