"""``exceeds``: a count of what can only be a part is above the count of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.detectors import _pairs
from checker.model.rule import Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Figure, Term
    from checker.model.rule import Finding, Where

GIVES = ("part", "whole")
TITLE = "部分多于整体"


@dataclass(frozen=True, slots=True)
class Kind:
    """Two groups of words: a number in the clause of the first is above the number right before it in
    the clause of the second, in one unit and one sentence."""

    groups: tuple[Term, ...]

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{part}`` and ``{whole}``."""
        for part, whole in _pairs.above(facts, where):
            if self._is(facts, part, 0) and self._is(facts, whole, 1):
                return _pairs.found(part, whole)
        return Missing()

    def _is(self, facts: Facts, figure: Figure, group: int) -> bool:
        start = facts.report.sentences[figure.sentence].start
        low = facts.clause_start(figure.start, start)
        return facts.hits.any_between(self.groups[group], low, figure.start)
