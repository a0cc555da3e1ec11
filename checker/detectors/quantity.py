"""``quantity``: numbers with a unit stand in the places that are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Count, Finding, Where

_SHOWN = 3
GIVES = ("count",)
TITLE = "带单位的数字"


@dataclass(frozen=True, slots=True)
class Kind:
    """At least so many numbers with a unit (12次, 三件, 95%), whatever they count."""

    items: Count

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}``; fewer are the nearest miss."""
        admitted = where.admitted(facts)
        sentence_at = facts.report.sentence_at
        found = [hit for hit in facts.quantities if admitted[sentence_at(hit.start)]]
        if len(found) >= self.items:
            return Found(tuple(found[:_SHOWN]), {"count": str(len(found))})
        return Missing(tuple(found[:1]))
