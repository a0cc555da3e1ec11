"""``growth``: a rise or fall against the year before, where both years' numbers are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.found import like, relation, shown
from checker.facts.relations.operands import PERCENT, POINTS, TIMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.interval import Interval
    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

_BACK = 6
_HUNDRED = Decimal(100)
_NEW = 2  # characters beside the words of growth that name nothing new
_ANEW = re.compile("[较比](?!例|重)[^,]*[年期初](?!的)")
_YEAR_BEFORE = re.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Growths:
    """Reads the growths of one paragraph at a time. ``year`` is the reporting year."""

    terms: Mapping[str, Term]
    year: int | None

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """One for each number behind a word of growth with both years before it."""
        for at, grown in enumerate(row):
            sign = self.sign(grown)
            if not sign:
                continue
            if any(w in grown.gap for w in self.terms["spanned"].words):
                continue
            pair = self._years(row, at, grown)
            found = (
                _growth(grown, sign, *pair)
                if pair
                else self._by_difference(row, at, sign) or self._by_step(row, at, sign)
            )
            if found:
                yield found

    def sign(self, operand: Operand) -> int:
        """1 where a number is told as a rise, -1 as a fall, 0 as neither."""
        lead = operand.lead.rstrip("了达约近超过为 幅度")
        for sign, term in ((1, "up"), (-1, "down")):
            if lead.endswith(self.terms[term].words):
                return sign
        return 0

    def _years(
        self, row: Sequence[Operand], at: int, grown: Operand
    ) -> tuple[Operand, Operand] | None:
        """The numbers of this year and of the one before that a growth is between."""
        points = grown.counter in POINTS
        wanted = PERCENT if points else grown.counter if grown.is_count else None
        near = [
            o
            for o in row[max(0, at - _BACK) : at]
            if o.block == grown.block
            and not self.sign(o)
            and not any(w in o.lead for w in self.terms["average"].words)
            and (o.counter == wanted if wanted else o.is_count)
        ]
        then = next((o for o in reversed(near) if self._is_before(o)), None)
        if then is None:
            return None
        now = [
            o
            for o in near
            if o is not then and o.counter == then.counter and not self._is_before(o)
        ]
        index = near.index(then)
        behind = [o for o in now if near.index(o) > index and self._arrives(o)]
        ahead = [o for o in now if near.index(o) < index]
        options = [*behind[:1], *reversed(ahead), *(o for o in now if near.index(o) > index)]
        fitting = next((o for o in options if self._fits(grown, o, then)), None)
        if fitting:
            return fitting, then
        chosen = behind[:1] or self._whole(row, ahead) or options[:1]
        thens = [o for o in near if self._is_before(o)]
        if len(thens) > 1 or not self._is_plain(grown):
            return None
        return (chosen[0], then) if chosen else None

    def _is_plain(self, grown: Operand) -> bool:
        """Whether a growth is told of the numbers before it: it names no subject and no base anew."""
        bare = grown.lead
        for word in sorted(
            (*self.terms["up"].words, *self.terms["down"].words, *self.terms["grown-by"].words),
            key=len,
            reverse=True,
        ):
            bare = bare.replace(word, "")
        return len(bare.strip("了达约近超过为 、")) <= _NEW and not _ANEW.search(grown.lead)

    def _fits(self, grown: Operand, now: Operand, then: Operand) -> bool:
        found = _growth(grown, self.sign(grown), now, then)
        return bool(found and found.holds)

    def _whole(self, row: Sequence[Operand], ahead: Sequence[Operand]) -> list[Operand]:
        """The total, where the nearest numbers are told as its parts."""
        opens = self.terms["parts-open"].words
        for operand in reversed(ahead):
            behind = operand.index + 1
            if behind < len(row) and any(w in row[behind].gap for w in opens):
                return [operand]
        return []

    def _is_before(self, operand: Operand) -> bool:
        """Whether a number is told of the year before."""
        lead = operand.lead
        if any(w in lead for w in self.terms["before"].words):
            return True
        years = _YEAR_BEFORE.findall(lead)
        if years and self.year:
            return int(years[-1]) < self.year
        return lead.rstrip().endswith(self.terms["from"].words)

    def _arrives(self, operand: Operand) -> bool:
        """Whether a number is where a growth arrives: 由3件增加到5件."""
        lead = operand.lead
        return any(w in lead for w in self.terms["to"].words)

    def _by_step(self, row: Sequence[Operand], at: int, sign: int) -> Relation | None:
        """A growth in percent beside the base and the step: 比上年的430件增加82件,增幅19.1%."""
        grown = row[at]
        if grown.counter != PERCENT or at < 2:
            return None
        step, then = row[at - 1], row[at - 2]
        if self.sign(step) != sign or step.counter != then.counter or not self._is_before(then):
            return None
        possible = interval.percent(interval.of(step.figure), interval.of(then.figure))
        if possible is None or step.block != grown.block or then.block != grown.block:
            return None
        value = _HUNDRED * step.value / then.value
        work = f"{shown(step)}/{shown(then)} = {interval.rounded(value, grown.figure.places)}%"
        holds = possible.meets(interval.of(grown.figure))
        return _told(grown, (then, step), value, work, holds=holds)

    def _by_difference(self, row: Sequence[Operand], at: int, sign: int) -> Relation | None:
        """A growth in percent beside the same growth in counts: 45件,比上年增加5件,增长12.5%."""
        grown = row[at]
        if grown.counter != PERCENT or at < 2:
            return None
        step, now = row[at - 1], row[at - 2]
        if self.sign(step) != sign or step.counter != now.counter or not step.is_count:
            return None
        if self._is_before(now):
            return None
        if step.block != grown.block or now.block != grown.block or self.sign(now):
            return None
        before = interval.minus(interval.of(now.figure), _signed(interval.of(step.figure), sign))
        base = now.value - sign * step.value
        possible = interval.growth(interval.of(now.figure), before)
        if possible is None or base <= 0:
            return None
        value = sign * _HUNDRED * step.value / base * sign
        holds = _signed(possible, sign).meets(interval.of(grown.figure))
        written = f"{interval.rounded(abs(value), grown.figure.places)}%"
        work = f"{shown(step)}/({shown(now)} {'-' if sign > 0 else '+'} {shown(step)}) = {written}"
        return _told(grown, (now, step), abs(value), work, holds=holds)


def _signed(one: Interval, sign: int) -> Interval:
    return one if sign > 0 else interval.negative(one)


def _growth(grown: Operand, sign: int, now: Operand, then: Operand) -> Relation | None:
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
    holds = possible is not None and _signed(possible, sign).meets(interval.of(grown.figure))
    return _told(grown, (now, then), value, work, holds=holds)


def _word(sign: int) -> str:
    return "" if sign > 0 else "-"


def _told(
    grown: Operand, others: Sequence[Operand], value: Decimal, work: str, *, holds: bool
) -> Relation:
    end = "相符。" if holds else "请核对。"
    message = f"{work}，文中写{_direction(grown)} {shown(grown)}，{end}"
    return relation("growth", grown, others, expected=value, message=message, holds=holds)


def _direction(grown: Operand) -> str:
    return grown.lead.rstrip("了达约近超过为 ")[-2:]
