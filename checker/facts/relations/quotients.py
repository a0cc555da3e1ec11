"""A percentage against a part and a base: which base is meant, and what the quotient says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.found import relation, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

_BACK = 18  # operands before a count in which its base is looked for
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Quotients:
    """Finds the base of a part, and holds a percentage against both; ``terms`` are the vocabulary's."""

    terms: Mapping[str, Term]

    def bases(self, row: Sequence[Operand], part: int, at: int) -> list[Operand]:
        """Counts that the one at ``part`` may be a part of, the nearest first."""
        count = row[part]
        before = [
            row[i]
            for i in range(part - 1, max(-1, part - _BACK), -1)
            if row[i].counter == count.counter and within(row, i, at)
        ]
        if any(is_told(self.terms, b, "carried-in") for b in before):
            return before
        larger = [b for b in before if b.figure.high >= count.figure.low]
        return larger or [b for b in before[:1] if count.value <= 2 * b.value]  # a slip in one

    def of(
        self,
        rate: Operand,
        parts: Sequence[Operand],
        bases: Sequence[Operand],
        *,
        sure: bool,
        name: str,
    ) -> Relation | None:
        """The relation of a rate with the base that fits; where none does, with the nearest if
        ``sure``. What was carried over may be in the base: then two are tried together, too."""
        stated = interval.of(rate.figure)
        part = interval.total(interval.of(p.figure) for p in parts)
        carried = [
            pair
            for pair in pairwise(bases)
            if any(is_told(self.terms, o, "carried-in") for o in pair)
        ]
        for base in (*((b,) for b in bases), *carried):
            share = interval.percent(part, interval.total(interval.of(b.figure) for b in base))
            if share and share.meets(stated):
                return _told(rate, parts, base, name, holds=True)
        if not sure or not bases or not bases[0].value:
            return None
        wholes = [b for b in bases if any(w in b.lead for w in self.terms["received"].words)]
        meant = wholes[0] if wholes and wholes[0].block == bases[0].block else bases[0]
        return _told(rate, parts, (meant,), name, holds=False) if meant.value else None


def is_told(terms: Mapping[str, Term], operand: Operand, term: str) -> bool:
    """Whether a number's clause has one of a term's words."""
    return any(w in operand.words for w in terms[term].words)


def within(row: Sequence[Operand], index: int, at: int) -> bool:
    """Whether a number stands in the sentence of ``at`` or the one before it, in one paragraph."""
    return row[at].block - row[index].block <= 1


def _told(
    rate: Operand, parts: Sequence[Operand], base: Sequence[Operand], name: str, *, holds: bool
) -> Relation:
    part = sum((p.value for p in parts), Decimal(0))
    whole = sum((b.value for b in base), Decimal(0))
    value = _HUNDRED * part / whole
    work = f"{_sum(parts)}/{_sum(base)} = {_percent(value, rate)}"
    end = f"与{name} {shown(rate)} 相符" if holds else f"文中{name}写 {shown(rate)}，请核对"
    message = f"{work}，{end}。"
    return relation("ratio", rate, (*parts, *base), expected=value, message=message, holds=holds)


def _sum(operands: Sequence[Operand]) -> str:
    words = " + ".join(map(shown, operands))
    return f"({words})" if len(operands) > 1 else words


def _percent(value: Decimal, rate: Operand) -> str:
    return f"{interval.rounded(value, rate.figure.places)}%"
