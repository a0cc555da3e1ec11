"""Arithmetic on what numbers may stand for: their rounding leaves an interval, and so do sums of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.facts import Figure

_HUNDRED = Decimal(100)
_PLACES = Decimal("0.1")


class Interval(NamedTuple):
    """Every value from ``low`` to ``high``."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether the two share a value: only then can both be true."""
        return self.low <= other.high and other.low <= self.high


def of(figure: Figure) -> Interval:
    """What a figure may stand for."""
    return Interval(figure.low, figure.high)


def total(parts: Iterable[Interval]) -> Interval:
    """What the sum may be."""
    parts = tuple(parts)
    return Interval(
        sum((p.low for p in parts), Decimal(0)), sum((p.high for p in parts), Decimal(0))
    )


def minus(one: Interval, other: Interval) -> Interval:
    """What the difference may be."""
    return Interval(one.low - other.high, one.high - other.low)


def percent(part: Interval, whole: Interval) -> Interval | None:
    """What part of whole may be, in percent; None where whole may be nothing."""
    if whole.low <= 0 or part.low < 0:
        return None
    return Interval(_HUNDRED * part.low / whole.high, _HUNDRED * part.high / whole.low)


def growth(now: Interval, before: Interval) -> Interval | None:
    """What the growth from before to now may be, in percent; falling is negative."""
    share = percent(now, before)
    return Interval(share.low - _HUNDRED, share.high - _HUNDRED) if share else None


def negative(one: Interval) -> Interval:
    """The interval seen from below."""
    return Interval(-one.high, -one.low)


def plain(value: Decimal) -> str:
    """A value as people write it: no exponent, no idle zeros."""
    return format(value.normalize(), "f")


def rounded(value: Decimal, places: int) -> str:
    """A computed value with so many places (at least one where it has any)."""
    if value == value.to_integral_value():
        return plain(value)
    step = Decimal(1).scaleb(-max(places, 1)) if places else _PLACES
    return format(value.quantize(step), "f")
