"""``count``: how many of several matters the text speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.facts import Facts, Hit, Term
    from checker.model.rule import Count, Finding, Where

TITLE = "写到几个方面"
GIVES = ("met", "asked", "left")
MISSES = ("met", "asked", "left")


@dataclass(frozen=True, slots=True)
class Kind:
    """At least ``least`` of these groups of words stand in the places looked at. A group's first word
    is its name. ``done``: told as the issuer's own deeds of the year. Words inside 《》 do not count."""

    groups: tuple[Term, ...]
    least: Count = 1
    done: bool = False

    def find(self, facts: Facts, where: Where) -> Finding:
        """``{met}`` of ``{asked}`` groups; ``{left}`` names those that are missing."""
        hits: list[Hit] = []
        left: list[str] = []
        admitted = where.admitted(facts)
        for group in self.groups:
            hit = next((h for h in facts.hits.of(group) if self._counts(facts, admitted, h)), None)
            if hit:
                hits.append(hit)
            else:
                left.append(group.words[0])
        values = {
            "met": str(len(hits)),
            "asked": str(len(self.groups)),
            "left": "、".join(left) or "无",
        }
        if len(hits) >= self.least:
            return Found(tuple(hits), values)
        return Missing(tuple(hits[:1]), values=values)

    def _counts(self, facts: Facts, admitted: Sequence[bool], hit: Hit) -> bool:
        index = facts.report.sentence_at(hit.start)
        if index < 0 or not admitted[index]:
            return False
        return not facts.in_title(hit.start) and (not self.done or facts.is_done(hit.start))
