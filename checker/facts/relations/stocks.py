"""``balance``: what was there at the year's beginning, what came and went, what is there at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.facts.relations.cases import balance_of, equal, stages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

_BACK = 10  # operands before the last one in which the others are looked for


@dataclass(frozen=True, slots=True)
class Stocks:
    """Reads the stocks of one paragraph at a time; ``terms`` are the vocabulary's."""

    terms: Mapping[str, Term]

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """One for each number that is told as that of the year's end."""
        if not any(w in o.lead for o in row for w in self.terms["at-end"].words):
            return
        stages = stages_of(row, self.terms)
        for at, told in enumerate(stages):
            found = self._stock(row, stages, at) if told == "at-end" else None
            if found:
                yield found

    def _stock(self, row: Sequence[Operand], stages: Sequence[str], at: int) -> Relation | None:
        """What was there at the beginning, with what came and less what went, is there at the end."""
        end = row[at]
        first = next(
            (i for i in range(at - 1, max(-1, at - _BACK), -1) if stages[i] == "at-start"), None
        )
        if first is None:
            return None
        moves = row[first + 1 : at]
        alike = all(o.counter == end.counter and end.block == o.block for o in (row[first], *moves))
        ways = [self._way(o) for o in moves]
        if not moves or not alike or not all(ways):
            return None
        came = (row[first], *(o for o, w in zip(moves, ways, strict=True) if w > 0))
        went = (*(o for o, w in zip(moves, ways, strict=True) if w < 0), end)
        return balance_of(came, went, holds=equal(came, went))

    def _way(self, operand: Operand) -> int:
        for term, way in (("comes-to", 1), ("goes-from", -1)):
            if any(w in operand.lead for w in self.terms[term].words):
                return way
        return 0
