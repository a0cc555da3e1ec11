"""``growth``: a rise or fall against the year before, where both years' numbers are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.facts.relations.moves import growth_of
from checker.facts.relations.operands import PERCENT, POINTS
from checker.facts.relations.steps import Steps
from checker.facts.relations.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

_BACK = 6
_NEW = 2  # characters beside the words of growth that name nothing new
_ANEW = re.compile("[较比](?!例|重)[^,]*[年期初](?!的)")


@dataclass(frozen=True, slots=True)
class Growths:
    """Reads the growths of one paragraph at a time. ``year`` is the reporting year."""

    terms: Mapping[str, Term]
    year: int | None

    @property
    def ways(self) -> Ways:
        """How numbers are told to rise and fall."""
        return Ways(self.terms, self.year)

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """One for each number behind a word of growth with both years before it."""
        steps = Steps(self.terms, self.ways)
        for at, grown in enumerate(row):
            sign = self.ways.sign(grown)
            if not sign:
                turned = steps.turned(row, at) or steps.multiple(row, at)
                if turned:
                    yield turned
                continue
            if any(w in grown.gap for w in self.terms["spanned"].words):
                continue
            pair = self._years(row, at, grown)
            found = growth_of(grown, sign, *pair) if pair else steps.read(row, at, sign)
            if found:
                yield found

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
            and not self.ways.sign(o)
            and (
                self.ways.is_mean(o) == self.ways.is_mean(grown)
                or self.ways.is_before(o)
                or self.ways.arrives(o)
            )
            and (o.counter == wanted if wanted else o.is_count)
        ]
        then = next((o for o in reversed(near) if self.ways.is_before(o)), None)
        if then is None:
            return None
        now = [
            o
            for o in near
            if o is not then and o.counter == then.counter and not self.ways.is_before(o)
        ]
        index = near.index(then)
        behind = [o for o in now if near.index(o) > index and self.ways.arrives(o)]
        ahead = [o for o in now if near.index(o) < index]
        options = [*behind[:1], *reversed(ahead), *(o for o in now if near.index(o) > index)]
        fitting = next((o for o in options if self._fits(grown, o, then)), None)
        if fitting:
            return fitting, then
        chosen = behind[:1] or self._whole(row, ahead) or options[:1]
        thens = [o for o in near if self.ways.is_before(o)]
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
        found = growth_of(grown, self.ways.sign(grown), now, then)
        return bool(found and found.holds)

    def _whole(self, row: Sequence[Operand], ahead: Sequence[Operand]) -> list[Operand]:
        """The total, where the nearest numbers are told as its parts."""
        opens = self.terms["parts-open"].words
        for operand in reversed(ahead):
            behind = operand.index + 1
            if behind < len(row) and any(w in row[behind].gap for w in opens):
                return [operand]
        return []
