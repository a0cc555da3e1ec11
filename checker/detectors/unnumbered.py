"""``unnumbered``: words of several groups stand in a sentence that has no number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.rule import Finding, Where

_SHOWN = 3
GIVES = ("count",)
TITLE = "没有数字的说法"


@dataclass(frozen=True, slots=True)
class Kind:
    """A sentence has a word of every group, and neither it nor the next one of its paragraph has a
    number with a unit."""

    groups: tuple[Term, ...]

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}`` such sentences."""
        report = facts.report
        admitted = where.admitted(facts)
        numbered = {report.sentence_at(hit.start) for hit in facts.quantities}
        found: list[Hit] = []
        for index in facts.sentences_with(self.groups[0]):
            if not admitted[index] or index in numbered:
                continue
            sentence = report.sentences[index]
            behind = index + 1
            same = (
                behind < len(report.sentences)
                and report.sentences[behind].paragraph == sentence.paragraph
            )
            hits = [facts.hits.between(g, sentence.start, sentence.end) for g in self.groups]
            if all(hits) and not (same and behind in numbered):
                first = [group[0] for group in hits]
                found.append(Hit(min(h.start for h in first), max(h.end for h in first)))
        if found:
            return Found(tuple(found[:_SHOWN]), {"count": str(len(found))})
        return Missing()
