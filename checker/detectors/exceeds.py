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
    the clause of the second, in one unit and one sentence. With one group, whose words say by themselves
    that a part follows, they stand between the two numbers."""

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
                and self._are(facts, figure, before)
            ):
                yield figure, before
            before = figure

    def _are(self, facts: Facts, part: Figure, whole: Figure) -> bool:
        """Whether the words tell the two numbers as part and whole."""
        if len(self.groups) == 1:
            return bool(facts.hits.between(self.groups[0], whole.end, part.start))
        return self._is(facts, part, 0) and self._is(facts, whole, 1)

    def _is(self, facts: Facts, figure: Figure, group: int) -> bool:
        start = facts.report.sentences[figure.sentence].start
        low = facts.clause_start(figure.start, start)
        return bool(facts.hits.between(self.groups[group], low, figure.start))


def _shown(figure: Figure) -> str:
    return f"{format(figure.value.normalize(), 'f')}{figure.unit}"
