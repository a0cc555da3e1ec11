"""Whether a list that does not add up to the number before it was meant to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.lists import added, is_slip, same_sort

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Term

_FAR = Decimal(2)  # a list that is further off from its number is none of it
_BEYOND = Decimal("1.15")  # ... and one that exceeds it by more may have its cases in common
_MONEY, _PERSON = "元", "人"


@dataclass(frozen=True, slots=True)
class Meant:
    """Judges one list at a time; ``terms`` are the vocabulary's."""

    terms: Mapping[str, Term]

    def overlap(self, parts: Sequence[Operand], term: str = "overlapping") -> bool:
        """Whether one case can be in two of the parts, or the parts are not of one sort."""
        if parts[0].counter == _MONEY:
            return False
        names = self.terms[term].words
        return sum(any(n in part.words for n in names) for part in parts) > 1

    def claims(self, total: Operand, parts: Sequence[Operand], *, closed: bool, bare: bool) -> bool:
        """Whether a list that does not add up was meant to: it is more than its total, says that it
        is all (``closed``), has a rest, or is off by a little or by one digit. ``bare``: nothing but its own
        words opens it."""
        made = added(parts)
        far = not total.value / _FAR <= made <= total.value * _FAR
        if total.figure.approximate or (far and not self._has_rest(parts)):
            return False
        if self._exhausts(parts):
            return True
        if bare and len(parts) <= 2:
            return False
        near = is_slip(total.value, made)
        if closed:
            return True
        if total.counter == _PERSON and self.overlap(parts, "overlapping-persons"):
            return False  # one person may be of several sorts
        low = interval.total(interval.of(p.figure) for p in parts).low
        if low > interval.of(total.figure).high and (len(parts) > 2 or "、" in parts[1].gap[:1]):
            alike = same_sort(parts) and made <= total.value * _BEYOND
            return near or self._has_rest(parts) or alike
        return self._has_rest(parts) or (len(parts) > 2 and near)

    def _exhausts(self, parts: Sequence[Operand]) -> bool:
        """Whether parts are all that there can be: 男…、女…; 受理…、不予受理…."""
        for name, term in self.terms.items():
            if not name.startswith("exhaust-") or len(term.words) != len(parts):
                continue
            named = [[w for w in term.words if w in p.words] for p in parts]
            if {max(n, key=len) for n in named if n} == set(term.words):
                return True
        return False

    def _has_rest(self, parts: Sequence[Operand]) -> bool:
        return any(w in parts[-1].lead for w in self.terms["rest"].words)
