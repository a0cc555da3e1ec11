"""``exceeds``: a count of what can only be a part is above the count of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.facts import Facts, Figure, Term
    from checker.model.rule import Finding, Where

_SHOWN = 2
GIVES = ("part", "whole")
TITLE = "部分多于整体"


@dataclass(frozen=True, slots=True)
class Kind:
    """Two groups of words: a number in the clause of the first is above the number right before it in
    the clause of the second, in one unit and one sentence."""

    groups: tuple[Term, ...]

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{part}`` and ``{whole}``."""
        for part, whole in self._pairs(facts, where):
            if part.low > whole.high:
                values = {"part": _shown(part), "whole": _shown(whole)}
                hits = (Hit(whole.start, whole.end), Hit(part.start, part.end))
                return Found(hits[:_SHOWN], values)
        return Missing()

    def _pairs(self, facts: Facts, where: Where) -> Iterator[tuple[Figure, Figure]]:
        """Neighbouring own figures of one sentence that are told as part and whole."""
        before: Figure | None = None
        for figure in facts.figures:
            if figure.scope != "own" or not where.admits(facts.roles[figure.sentence].name):
                continue
            if (
                before
                and before.sentence == figure.sentence
                and before.unit == figure.unit
                and before.start < figure.start
                and self._is(facts, figure, 0)
                and self._is(facts, before, 1)
            ):
                yield figure, before
            before = figure

    def _is(self, facts: Facts, figure: Figure, group: int) -> bool:
        start = facts.report.sentences[figure.sentence].start
        low = facts.clause_start(figure.start, start)
        return bool(facts.hits.between(self.groups[group], low, figure.start))


def _shown(figure: Figure) -> str:
    return f"{format(figure.value.normalize(), 'f')}{figure.unit}"
