"""``at-least``: so many of the conditions hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from checker.model.facts import Facts, Hit
    from checker.model.rule import Condition, Count, Finding, Where

TITLE = "至少满足几项"
PLACED = False
GIVES = ("met", "asked")
MISSES = ("met", "asked")


@dataclass(frozen=True, slots=True)
class Kind:
    """So many of the conditions ``of`` hold; what each found is the evidence."""

    least: Count
    of: tuple[Condition, ...]

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{met}`` of ``{asked}`` conditions; undecided when those that could not be
        decided would make up the number."""
        del where  # each condition brings its own place
        hits: list[Hit] = []
        nearest: list[Hit] = []
        met = 0
        unsure: list[Unsure] = []
        for condition in self.of:
            finding = condition.find(facts)
            if isinstance(finding, Found):
                met += 1
                hits.extend(finding.hits)
            elif isinstance(finding, Unsure):
                unsure.append(finding)
            else:
                nearest.extend(finding.nearest)
        values = {"met": str(met), "asked": str(len(self.of))}
        if met >= self.least:
            return Found(tuple(dict.fromkeys(hits)), values)
        if met + len(unsure) >= self.least:
            return unsure[0]
        return Missing((*hits, *nearest)[:1], values=values)
