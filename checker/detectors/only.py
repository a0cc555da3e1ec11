"""``only``: every sentence of a part is of one sort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.rule import Finding, RoleName, Where

_LEAST = 6  # characters from which a sentence counts
_SHOWN = 3
GIVES = ("count",)
TITLE = "全是这一类"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """Every sentence of the role that says something has one of ``words``, and none of ``besides``."""

    role: RoleName
    words: Term
    besides: Term | None = None

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with all its sentences; the first that is of another sort is the nearest miss."""
        del where  # the role is the place
        found: list[Hit] = []
        report = facts.report
        for index, sentence in enumerate(report.sentences):
            heading = report.paragraphs[sentence.paragraph].kind == "heading"
            if facts.roles[index].name != self.role or heading:
                continue
            if sentence.end - sentence.start < _LEAST:
                continue
            has = facts.hits.between(self.words, sentence.start, sentence.end)
            more = self.besides and facts.hits.between(self.besides, sentence.start, sentence.end)
            if not has or more:
                return Missing((Hit(sentence.start, sentence.end),))
            found.append(Hit(sentence.start, sentence.end))
        return Found(tuple(found[:_SHOWN]), {"count": str(len(found))}) if found else Missing()
