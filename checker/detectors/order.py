"""``order``: parts stand in this order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding, RoleName, Where

TITLE = "各部分的先后"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """Of these parts, those that a heading announces begin in this order; at least two are there."""

    parts: tuple[RoleName, ...]

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with the first words of each part; the two that are the other way round prove the
        contrary."""
        del where  # the parts are the place
        begun: dict[str, Hit] = {}
        for role, sentence in zip(facts.roles, facts.report.sentences, strict=True):
            if role.headed and role.name in self.parts:
                begun.setdefault(role.name, Hit(sentence.start, sentence.end))
        places = [begun[name] for name in self.parts if name in begun]
        for one, other in pairwise(places):
            if other.start < one.start:
                return Missing(hits=(other, one))
        return Found(tuple(places)) if len(places) > 1 else Missing(tuple(places))
