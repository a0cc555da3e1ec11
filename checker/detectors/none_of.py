"""``none-of``: none of the conditions holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Condition, Finding, Where

TITLE = "都不出现"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """No condition holds. An absence has no evidence: use it beside a condition that has some."""

    conditions: tuple[Condition, ...]

    def find(self, facts: Facts, where: Where) -> Finding:
        """Missing, with its places, when one holds."""
        del where  # each condition brings its own place
        unsure: Unsure | None = None
        for condition in self.conditions:
            finding = condition.find(facts)
            if isinstance(finding, Found):
                return Missing(hits=finding.hits, values=finding.values)
            if isinstance(finding, Unsure):
                unsure = unsure or finding
        return unsure or Found(())
