"""``all-of``: every one of the conditions holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from checker.model.facts import Facts, Hit
    from checker.model.rule import Condition, Finding, Where

TITLE = "全部满足"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """Every condition holds; what each found is the evidence."""

    conditions: tuple[Condition, ...]

    def find(self, facts: Facts, where: Where) -> Finding:
        """Missing as soon as one is missing, undecided when one is and none is missing."""
        del where  # each condition brings its own place
        hits: list[Hit] = []
        values: dict[str, str] = {}
        unsure: Unsure | None = None
        for condition in self.conditions:
            finding = condition.find(facts)
            if isinstance(finding, Missing):
                nearest = (*finding.nearest, *hits)[:1]
                return Missing(nearest=nearest, hits=finding.hits, values=finding.values)
            if isinstance(finding, Unsure):
                unsure = unsure or finding
            else:
                values = {**finding.values, **values} if finding.values else values
            hits.extend(finding.hits)
        return unsure or Found(tuple(dict.fromkeys(hits)), values)
