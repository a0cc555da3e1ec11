"""``growth``: changes told by their step, by their base behind them, by a multiple, or the wrong way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.found import like, relation, shown
from checker.facts.relations.moves import change, from_step, growth_of
from checker.facts.relations.operands import PERCENT, TIMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.facts.relations.ways import Ways
    from checker.model.facts import Relation, Term

_BACK = 6
_HUNDRED = Decimal(100)
_TIME = re.compile(r"[较比](?:(?:上|去|前)一?年|20\d\d年)|同比")
_ARRIVES = ("到", "至", "为")


@dataclass(frozen=True, slots=True)
class Steps:
    """Reads one change at a time; ``terms`` are the vocabulary's, ``ways`` reads the words beside it."""

    terms: Mapping[str, Term]
    ways: Ways

    def read(self, row: Sequence[Operand], at: int, sign: int) -> Relation | None:
        """The change at ``at`` against a step or a base beside it; None where none is told."""
        return (
            self._by_difference(row, at, sign)
            or self._by_step(row, at, sign)
            or self._told_behind(row, at, sign)
        )

    def _by_difference(self, row: Sequence[Operand], at: int, sign: int) -> Relation | None:
        """A growth in percent beside the same growth in counts: 45件,比上年增加5件,增长12.5%."""
        grown = row[at]
        if grown.counter != PERCENT or at < 2:
            return None
        step = row[at - 1]
        if self.ways.sign(step) != sign or not step.is_count or step.block != grown.block:
            return None
        before = [
            o
            for o in reversed(row[max(0, at - _BACK) : at - 1])
            if o.counter == step.counter and o.block == grown.block and not self.ways.sign(o)
        ]
        if not before or self.ways.is_before(before[0]):
            return None
        found = [
            f
            for o in before
            if not self.ways.is_before(o) and (f := from_step(grown, o, step, sign))
        ]
        holding = next((f for f in found if f.holds), None)
        near = found[0] if found and before[0] is row[at - 2] else None
        return holding or near

    def _by_step(self, row: Sequence[Operand], at: int, sign: int) -> Relation | None:
        """A growth in percent beside the base and the step: 比上年的430件增加82件,增幅19.1%."""
        grown = row[at]
        if grown.counter != PERCENT or at < 2:
            return None
        step, then = row[at - 1], row[at - 2]
        if (
            self.ways.sign(step) != sign
            or step.counter != then.counter
            or not self.ways.is_before(then)
        ):
            return None
        possible = interval.percent(interval.of(step.figure), interval.of(then.figure))
        if possible is None or step.block != grown.block or then.block != grown.block:
            return None
        value = _HUNDRED * step.value / then.value
        work = f"{shown(step)}/{shown(then)} = {interval.rounded(value, grown.figure.places)}%"
        holds = possible.meets(interval.of(grown.figure))
        return change(grown, (then, step), value, work, holds=holds)

    def _told_behind(self, row: Sequence[Operand], at: int, sign: int) -> Relation | None:
        """A step before the number that it starts from: 29件,比上年减少5件,上年为34件; or before both
        years': 同比上升35%,由去年的88件增加到110件."""
        if at + 1 >= len(row) or _TIME.search(row[at].lead) is None:
            return None
        pair = self._both_behind(row, at)
        if pair:
            return growth_of(row[at], sign, *pair)
        if not at:
            return None
        now, grown, then = row[at - 1 : at + 2]
        if not self.ways.is_before(then) or self.ways.is_before(now) or self.ways.sign(now):
            return None
        same = now.counter == then.counter and now.block == then.block == grown.block
        if not same or not now.is_count or grown.counter not in (then.counter, PERCENT):
            return None
        return growth_of(grown, sign, now, then)

    def _both_behind(self, row: Sequence[Operand], at: int) -> tuple[Operand, Operand] | None:
        if at + 2 >= len(row):
            return None
        then, now = row[at + 1 : at + 3]
        begins = then.bare_lead.rstrip("上年去的").endswith(self.terms["from"].words)
        alike = then.counter == now.counter and then.is_count
        if begins and alike and self.ways.arrives(now) and now.block == row[at].block:
            return now, then
        return None

    def turned(self, row: Sequence[Operand], at: int) -> Relation | None:
        """A way that is not the one told: 由50件减少到65件."""
        if not at:
            return None
        then, now = row[at - 1 : at + 1]
        told = now.lead.rstrip("了约近")
        way = told.removesuffix(told[-1:]) if told.endswith(_ARRIVES) else ""
        sign = self.ways.way(way)
        begins = then.bare_lead.rstrip("上年去的").endswith(self.terms["from"].words)
        if not sign or not begins or then.counter != now.counter or then.block != now.block:
            return None
        one, other = interval.of(now.figure), interval.of(then.figure)
        if one.meets(other) or (one.low > other.high) == (sign > 0):
            return None
        moved = like(abs(now.value - then.value), now)
        is_up = "增加" if now.value > then.value else "减少"
        message = (
            f"由 {shown(then)} 到 {shown(now)} 是{is_up} {moved}，文中写“{way[-2:]}”，请核对。"
        )
        return relation("growth", now, (then,), expected=None, message=message, holds=False)

    def multiple(self, row: Sequence[Operand], at: int) -> Relation | None:
        """How many times as much as the year before: 276件,是上年184件的1.5倍."""
        if at < 2 or row[at].counter != TIMES or row[at].gap != "的":
            return None
        now, then, times = row[at - 2 : at + 1]
        alike = now.counter == then.counter and now.is_count and then.block == times.block
        if not alike or not self.ways.is_before(then) or self.ways.is_before(now):
            return None
        share = interval.percent(interval.of(now.figure), interval.of(then.figure))
        if share is None or not then.value:
            return None
        value = now.value / then.value
        work = (
            f"{shown(now)}/{shown(then)} = {interval.rounded(value, max(1, times.figure.places))}倍"
        )
        step = Decimal(1).scaleb(-times.figure.places)
        low, high = (n / _HUNDRED for n in share)
        holds = low <= times.value + step and times.value - step / 2 <= high
        return change(times, (now, then), value, work, holds=holds)
