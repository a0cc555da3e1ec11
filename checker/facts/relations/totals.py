"""``sum``: a total right behind its parts (…3件、…5件,合计8件)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from checker.facts.relations.lists import added, adds_up, is_slip, mark, sum_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

_PARTS = 16
_FAR = Decimal(2)  # a list that is further off from its number is none of it
_LABEL = 8  # characters of a clause that says no more than that this is the total
_STOPS = "。\n"


@dataclass(frozen=True, slots=True)
class Totals:
    """Reads the totals of one paragraph at a time; ``terms`` are the vocabulary's."""

    terms: Mapping[str, Term]

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """One for each total with its parts before it."""
        before = self.terms["before"].words
        for at, total in enumerate(row):
            if total.is_count and not any(w in total.lead for w in before):
                found = self._ahead(row, at)
                if found:
                    yield found

    def _ahead(self, row: Sequence[Operand], at: int) -> Relation | None:
        """A total right behind its parts: …3件、…5件,合计8件."""
        total = row[at]
        lead = total.lead.strip()
        words = self.terms["total-after"].words
        label = self._label(lead)
        if len(lead) > _LABEL or not label.endswith(words) or at < 2:
            return None
        kinds = row[at - 1]
        if kinds.counter in self.terms["kinds"].words and not mark(total.gap):
            return self._counted(row, at, int(kinds.value))  # 五类案件合计: so many parts
        before: list[Operand] = []
        counters = (total.counter, total.counter.removesuffix("次"))  # 3120人、3340人,总计…人次
        for part in reversed(row[max(0, at - _PARTS) : at]):
            if any(s in row[part.index + 1].gap for s in _STOPS) or not part.is_count:
                break
            before.insert(0, part)
        for start in range(len(before) - 1):
            run = before[start:]
            if adds_up(total, run):
                return sum_of(total, run, holds=True)
        same = list(takewhile(lambda p: p.counter in counters, reversed(before)))[::-1]
        named = label.endswith(self.terms["total-only"].words)
        alone = all(p.counter not in counters for p in before[: len(before) - len(same)])
        closed = len(same) > 2 and any(w in same[-1].lead for w in self.terms["rest"].words)
        sure = (named and len(same) > 1) or (closed and len(same) == len(before))
        near = is_slip(total.value, added(same))
        if sure and (near or (named and alone and self._may_be(total, same))):
            return sum_of(total, same, holds=False)
        return None

    def _counted(self, row: Sequence[Operand], at: int, parts: int) -> Relation | None:
        """A total of so many parts before the number of them, in one sentence and of one unit."""
        total, run = row[at], row[max(0, at - 1 - parts) : at - 1]
        alike = all(o.counter == total.counter and o.block == total.block for o in run)
        if parts < 2 or len(run) != parts or not alike:
            return None
        holds = adds_up(total, run)
        sure = holds or (not total.figure.approximate and is_slip(total.value, added(run)))
        return sum_of(total, run, holds=holds) if sure else None

    def _label(self, lead: str) -> str:
        """The words of a total without the verb behind them: 共办理."""
        if lead.endswith(self.terms["total-only"].words):
            return lead
        verbs = (*self.terms["named-again"].words, *self.terms["total-verbs"].words)
        return next((lead.removesuffix(v) for v in verbs if lead.endswith(f"共{v}")), lead)

    def _may_be(self, total: Operand, parts: Sequence[Operand]) -> bool:
        """Whether a number is of the size of these parts together."""
        made, largest = added(parts), max(p.value for p in parts)
        return largest < total.value <= made * _FAR and not total.figure.approximate
