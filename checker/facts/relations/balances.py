"""``balance``: what came in, with what was carried over, is what was concluded and what is left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product
from typing import TYPE_CHECKING

from checker.facts.relations.cases import balance_of, equal, stage, stages_of, total_of
from checker.facts.relations.lists import is_slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

_BACK = 10  # operands before the last one in which the others are looked for
_FEW = 2  # other ends that are told beside what was concluded and what is pending
_NEXT = 10  # characters before one of them that follows
_KINDS = 3  # kinds of outcome from which a list is one of what became of each
_WITHIN = re.compile(r"\(?,?\s?(?:其中)?(?:包?含|包括)")
_STOP = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Balances:
    """Reads the balances of one paragraph at a time; ``terms`` are the vocabulary's."""

    terms: Mapping[str, Term]

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """One for each number that is told as pending or refused."""
        stages = stages_of(row, self.terms)
        for at, told in enumerate(stages):
            if told == "pending":
                found = self._closed(row, stages, at) or self._disposed(row, stages, at)
            elif told == "refused":
                found = self._taken(row, stages, at)
            else:
                found = None
            if found:
                yield found

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
        carried = self._carried(row, stages, min(done, at), at)
        others = [
            row[i]
            for i in range(max(0, done - _BACK), at)
            if stages[i] == "concluded"
            and row[i].counter == left.counter
            and row[i].block == row[done].block
        ]
        options: list[tuple[Operand, ...]] = [
            (base, *extra)
            for base, extra in product(bases, ((), tuple(carried)))
            if not (extra and _holds_it(base, carried[0]))
        ]
        for option, one in product(options, others or [row[done]]):
            if equal(option, (one, left)):
                return balance_of(option, (one, left), holds=True)
        more = self._other_ends(row, stages, done, at)
        for option, extra in product(options, _some(more)):
            right = (row[done], *extra, left)
            if equal(option, right):
                return balance_of(option, right, holds=True)
        if len(others) > 1 or len(more) > _FEW:
            return None  # which of them is the whole, nobody says
        base = next((b for b in bases if self._is_claimed(b, row[done], carried)), None)
        if base is None:
            return self._off_by_a_slip(row, done, at)
        if base.value == row[done].value and left.value and "未" not in left.words:
            return None  # all are concluded, and what goes on is of another matter
        whole = any(w in base.lead for w in self.terms["total-after"].words)
        inside = whole or bool(carried and _holds_it(base, carried[0]))
        came = (base, *(() if inside else carried))
        return balance_of(came, (row[done], *more, left), holds=False)

    def _carried(
        self, row: Sequence[Operand], stages: Sequence[str], done: int, at: int
    ) -> list[Operand]:
        """What was carried over: told before what is pending, or in brackets right behind it."""
        left = row[at]
        found = [
            row[i]
            for i in range(max(0, done - _BACK), at)
            if stages[i] == "carried-in" and row[i].counter == left.counter
        ]
        behind = at + 1
        if not found and behind < len(row) and row[behind].depth > left.depth:
            aside = row[behind]
            if stages[behind] == "carried-in" and aside.counter == left.counter:
                found.append(aside)
        return found

    def _other_ends(
        self, row: Sequence[Operand], stages: Sequence[str], done: int, at: int
    ) -> list[Operand]:
        """Other ends that cases came to, told between what was concluded and what is pending or
        right behind them (中止5件, 移送5件); what stands in brackets is a part of another."""
        first, last = sorted((done, at))
        found = [
            o
            for o in row[first + 1 : last]
            if o.counter == row[at].counter
            and o.depth == row[at].depth
            and not stages[o.index].startswith("carried")
        ]
        behind = last + 1
        if behind < len(row) and row[behind].block == row[last].block:
            next_ = row[behind]
            if (
                next_.counter == row[at].counter
                and next_.gap[:1] in "、,"
                and len(next_.gap) < _NEXT
            ):
                found.append(next_)
        return found

    def _off_by_a_slip(self, row: Sequence[Operand], done: int, at: int) -> Relation | None:
        """Three numbers in a row of one sentence, the first nearly what the others make, though
        nothing says that it came in: 核查41个,已整改34个,还有9个正在整改."""
        if at != done + 1 or not done:
            return None
        base, right = row[done - 1], (row[done], row[at])
        alike = all(o.counter == base.counter and o.block == base.block for o in right)
        exact = not any(o.figure.approximate for o in (base, *right))
        if not alike or not exact or base.value < max(o.value for o in right):
            return None
        return (
            balance_of((base,), right, holds=False)
            if is_slip(base.value, total_of(right))
            else None
        )

    def _is_claimed(self, base: Operand, done: Operand, carried: Sequence[Operand]) -> bool:
        """Whether what came in is told as that, near enough to what was concluded."""
        near = done.block - base.block <= 1
        came = base.figure.high + sum((c.figure.high for c in carried), Decimal(0))
        return near and stage(base, self.terms) == "received" and came >= done.figure.low / 2

    def _disposed(self, row: Sequence[Operand], stages: Sequence[str], at: int) -> Relation | None:
        """What came in and was carried over = what became of each, kind by kind, and what is pending."""
        left = row[at]
        first = at
        while (
            first
            and stages[first - 1] not in ("received", "carried-in")
            and self._joins(row, first)
        ):
            first -= 1
        kinds = row[first:at]
        if len(kinds) < _KINDS or first < 1:
            return None
        came: list[Operand] = []
        for index in range(first - 1, max(-1, first - 3), -1):
            if stages[index] in ("received", "carried-in") and row[index].counter == left.counter:
                came.insert(0, row[index])
        told = [stages[o.index] for o in came]
        right = (*kinds, left)
        if told.count("received") != 1:
            return None
        if equal(came, right):
            return balance_of(came, right, holds=True)
        slip = is_slip(total_of(came), total_of(right)) and len(came) > 1
        return balance_of(came, right, holds=False) if slip else None

    def _joins(self, row: Sequence[Operand], at: int) -> bool:
        """Whether a number is listed with the one before it."""
        one, other = row[at - 1], row[at]
        return (
            one.counter == other.counter and one.block == other.block and one.depth == other.depth
        )

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
        if equal((row[base],), right):
            return balance_of((row[base],), right, holds=True)
        between = [o for o in row[taken + 1 : at] if o.counter == refused.counter]
        for extra in _some(between):
            if equal((row[base],), (row[taken], *extra, refused)):
                return balance_of((row[base],), (row[taken], *extra, refused), holds=True)
        return None if between else balance_of((row[base],), right, holds=False)

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


def _holds_it(base: Operand, carried: Operand) -> bool:
    """Whether what was carried over is told to be in what came in: 312件(含上年结转10件)."""
    return carried.index == base.index + 1 and _WITHIN.match(carried.gap) is not None


def _some(operands: Sequence[Operand]) -> Iterator[Sequence[Operand]]:
    """Every choice of at least one of a few operands, in order."""
    few = operands[: _FEW + 1]
    for size in range(1, len(few) + 1):
        yield from combinations(few, size)
