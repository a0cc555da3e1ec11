"""``balance``: what came in, with what was carried over, is what was concluded and what is left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.found import like, relation, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

_BACK = 10  # operands before the last one in which the others are looked for
STAGES = ("carried-in", "refused", "pending", "concluded", "received")
_STOP = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Balances:
    """Reads the balances of one paragraph at a time; ``terms`` are the vocabulary's."""

    terms: Mapping[str, Term]

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """One for each number that is told as pending or refused."""
        stages = [self.stage(operand) for operand in row]
        for at, stage in enumerate(stages):
            if stage == "pending":
                found = self._closed(row, stages, at)
            elif stage == "refused":
                found = self._taken(row, stages, at)
            else:
                found = None
            if found:
                yield found

    def stage(self, operand: Operand) -> str:
        """Where a number stands between coming and end, by the last such word before it, else the
        first behind it; empty where no word says so."""
        if not operand.is_count:
            return ""
        for words, last in ((operand.lead, True), (operand.tail, False)):
            named = [
                ((words.rfind(w) + len(w)) if last else -words.find(w), len(w), stage)
                for stage in STAGES
                for w in self.terms[stage].words
                if w in words
            ]
            if named:
                return max(named)[2]
        comes = any(w in operand.lead for w in self.terms["comes-in"].words)
        return "received" if comes else ""

    def _closed(self, row: Sequence[Operand], stages: Sequence[str], at: int) -> Relation | None:
        """What came in = what was concluded + what is pending at ``at``."""
        left = row[at]
        done = self._before(row, stages, at, ("concluded",))
        if done is None:
            done = self._after(row, stages, at)
        if done is None:
            return None
        bases = self._bases(row, stages, min(done, at))
        if not bases:
            return None
        carried = [
            row[i]
            for i in range(max(0, done - _BACK), at)
            if stages[i] == "carried-in" and row[i].counter == left.counter
        ]
        right = (row[done], left)
        others = [
            row[i]
            for i in range(max(0, done - _BACK), at)
            if stages[i] == "concluded"
            and row[i].counter == left.counter
            and row[i].block == row[done].block
        ]
        options: list[tuple[Operand, ...]] = [
            (base, *extra) for base, extra in product(bases, ((), tuple(carried)))
        ]
        for option, one in product(options, others or right[:1]):
            if _equal(option, (one, left)):
                return _balance(option, (one, left), holds=True)
        if len(others) > 1:
            return None  # which of them is the whole, nobody says
        base = next((b for b in bases if self._is_claimed(b, row[done], carried)), None)
        if base is None:
            return None
        return _balance((base, *carried), right, holds=False)

    def _is_claimed(self, base: Operand, done: Operand, carried: Sequence[Operand]) -> bool:
        """Whether what came in is told as that, near enough to what was concluded."""
        near = done.block - base.block <= 1
        came = base.figure.high + sum((c.figure.high for c in carried), Decimal(0))
        return near and self.stage(base) == "received" and came >= done.figure.low / 2

    def _taken(self, row: Sequence[Operand], stages: Sequence[str], at: int) -> Relation | None:
        """What came in = what was taken + what was refused at ``at``, where nothing else is told."""
        refused = row[at]
        taken = self._before(row, stages, at, ("received",))
        if taken is None or taken == 0 or row[taken].block != refused.block:
            return None
        base = taken - 1
        if stages[base] != "received" or row[base].counter != refused.counter:
            return None
        if "其中" in row[taken].gap or self._has_third(row, at):
            return None  # a sum
        right = (row[taken], refused)
        return _balance((row[base],), right, holds=_equal((row[base],), right))

    def _has_third(self, row: Sequence[Operand], at: int) -> bool:
        """Whether a third outcome follows in the sentence: then two do not make the whole."""
        behind = row[at + 1] if at + 1 < len(row) else None
        if behind is None or behind.block != row[at].block or behind.counter != row[at].counter:
            return False
        return not any(mark in behind.gap for mark in ";。")

    def _before(
        self, row: Sequence[Operand], stages: Sequence[str], at: int, wanted: Sequence[str]
    ) -> int | None:
        """Index of the nearest earlier number of these stages with the counter of ``at``."""
        for index in range(at - 1, max(-1, at - _BACK), -1):
            if _STOP.search(row[index + 1].gap):
                return None
            if stages[index] in wanted and row[index].counter == row[at].counter:
                return index
        return None

    def _after(self, row: Sequence[Operand], stages: Sequence[str], at: int) -> int | None:
        """Index of what was concluded where it is told right behind what is pending."""
        behind = at + 1
        if behind < len(row) and stages[behind] == "concluded":
            same = row[behind].counter == row[at].counter and row[behind].block == row[at].block
            return behind if same else None
        return None

    def _bases(self, row: Sequence[Operand], stages: Sequence[str], done: int) -> list[Operand]:
        """Numbers before ``done`` that may be what came in, the nearest first."""
        found = [
            row[i]
            for i in range(done - 1, max(-1, done - _BACK), -1)
            if stages[i] in ("received", "") and row[i].counter == row[done].counter
        ]
        return [o for o in found if o.block >= row[done].block - 2]


def _equal(left: Sequence[Operand], right: Sequence[Operand]) -> bool:
    one = interval.total(interval.of(o.figure) for o in left)
    return one.meets(interval.total(interval.of(o.figure) for o in right))


def _balance(left: Sequence[Operand], right: Sequence[Operand], *, holds: bool) -> Relation:
    came = " + ".join(map(shown, left))
    went = " + ".join(map(shown, right))
    added = sum((o.value for o in right), Decimal(0))
    stated = sum((o.value for o in left), Decimal(0))
    if holds:
        message = f"{came} = {went}，收与结、未结相符。"
    else:
        one = f"收 {came}" + (f" = {like(stated, left[0])}" if len(left) > 1 else "")
        message = f"收与结、未结对不上：{one}，结与未结 {went} = {like(added, left[0])}，请核对。"
    return relation(
        "balance", left[0], (*left[1:], *right), expected=added, message=message, holds=holds
    )
