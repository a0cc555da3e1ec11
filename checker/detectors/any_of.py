"""``any-of``: one of the conditions holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from checker.model.facts import Facts, Hit
    from checker.model.rule import Condition, Finding, Where

TITLE = "满足其一"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """The first condition that holds decides and gives the evidence."""

    conditions: tuple[Condition, ...]

    def find(self, facts: Facts, where: Where) -> Finding:
        """Undecided when none holds and one could not be decided."""
        del where  # each condition brings its own place
        unsure: Unsure | None = None
        nearest: tuple[Hit, ...] = ()
        values: dict[str, str] = {}
        for condition in self.conditions:
            finding = condition.find(facts)
            if isinstance(finding, Found):
                return finding
            if isinstance(finding, Unsure):
                unsure = unsure or finding
            else:
                nearest = nearest or finding.nearest
                values = {**finding.values, **values} if finding.values else values
        return unsure or Missing(nearest, values=values)
