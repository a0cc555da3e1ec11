"""Sums that no word opens: a list that just makes the number before it, and what is told as the rest."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations.lists import (
    added,
    adds_up,
    is_miswritten,
    is_slip,
    mark,
    same_sort,
    sum_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

_PARTS = 12
_ITEM = 40  # characters from one part to the next
_LARGE = 20  # a total from which two parts that make it are no coincidence
_OFF = Decimal(
    "0.12"
)  # share of the total by which a list with a rest is off where it is meant whole
_LONG = 1000  # a total from which a list that differs from it in one digit is no coincidence
_FEW = 3  # parts between a total and its rest


@dataclass(frozen=True, slots=True)
class Implied:
    """Reads one paragraph at a time; ``terms`` are the vocabulary's. A list that nothing opens is told
    only where it adds up, or where it ends with the rest or is of one sort and is off by a slip."""

    terms: Mapping[str, Term]

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """The sums of lists behind a number, and of a part and its rest."""
        for at, operand in enumerate(row):
            if not operand.is_count:
                continue
            found = self._list(row, at)
            if found:
                yield found
            if operand.bare_lead.lstrip("、和及").startswith(self.terms["rest-of-it"].words):
                rest = self._rest(row, at)
                if rest:
                    yield rest

    def _list(self, row: Sequence[Operand], at: int) -> Relation | None:
        total = row[at]
        parts: list[Operand] = []
        for part in row[at + 1 : at + 1 + _PARTS]:
            if part.block != total.block or len(part.gap) > _ITEM:
                break
            if not part.is_count:
                continue  # a share told behind each part
            if part.counter != total.counter or part.depth != total.depth:
                break
            parts.append(part)
        if len(parts) < 2 or total.value <= 0 or any(p.value >= total.value for p in parts):
            return None
        if adds_up(total, parts) and (len(parts) > 2 or total.value >= _LARGE):
            exact = not any(o.figure.approximate for o in (total, *parts))
            return sum_of(total, parts, holds=True) if exact else None
        return sum_of(total, parts, holds=False) if self._is_meant(row, at, parts) else None

    def _is_meant(self, row: Sequence[Operand], at: int, parts: Sequence[Operand]) -> bool:
        """Whether a list that does not make the number before it was meant to: joined by one mark, and
        ended by a rest, or off by a slip of the pen and of one sort or of a large number."""
        total = row[at]
        opens = self.terms["parts-open"].words
        if any(w in o.gap for w in opens for o in (total, parts[0])) or mark(parts[0].gap) == "、":
            return False  # a list of its own, or itself an item of one
        before = row[at - 1] if at else None
        if before and before.counter == total.counter and before.block == total.block:
            return False
        if len({mark(p.gap) for p in parts[1:]}) != 1 or any(
            o.figure.approximate for o in (total, *parts)
        ):
            return False
        ends = len(parts) > 2 and any(w in parts[-1].lead for w in self.terms["rest"].words)
        if ends and abs(total.value - added(parts)) <= _OFF * total.value:
            return True
        sorts = len(parts) > 2 and same_sort(parts)
        return (sorts or total.value >= _LONG) and is_miswritten(total.value, added(parts))

    def _rest(self, row: Sequence[Operand], at: int) -> Relation | None:
        """What is told as the rest, with the parts before it: 512处,已整改498处,其余14处."""
        same = [
            o
            for o in row[max(0, at - _PARTS) : at]
            if o.counter == row[at].counter and o.block == row[at].block
        ]
        for first in range(len(same) - 2, max(-1, len(same) - 2 - _FEW), -1):
            parts = (*same[first + 1 :], row[at])
            if adds_up(same[first], parts):
                return sum_of(same[first], parts, holds=True)
        sure = len(same) == 2 and row[at].bare_lead.lstrip().startswith(
            self.terms["rest-of-it-only"].words
        )
        parts = (*same[1:], row[at])
        return (
            sum_of(same[0], parts, holds=False) if sure and self._is_slip(same[0], parts) else None
        )

    def _is_slip(self, total: Operand, parts: Sequence[Operand]) -> bool:
        exact = not any(o.figure.approximate for o in (total, *parts))
        return exact and is_slip(total.value, added(parts))
