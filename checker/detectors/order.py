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
    """Of these parts, those that an outermost heading opens begin in this order; at least two are
    there. ``broken``: instead, two of them stand the other way round."""

    parts: tuple[RoleName, ...]
    broken: bool = False

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with the headings of the parts; the two that are the other way round prove the
        contrary (``broken``: are what is found)."""
        del where  # the parts are the place
        begun: dict[str, Hit] = {}
        for section in facts.report.sections:
            role = facts.role_of(section.start)
            if section.parent < 0 and role in self.parts:
                place = Hit(section.start, section.start + len(section.heading))
                begun.setdefault(role, place)
        places = [begun[name] for name in self.parts if name in begun]
        turned = next(((b, a) for a, b in pairwise(places) if b.start < a.start), None)
        if self.broken:
            return Found(turned) if turned else Missing()
        if turned:
            return Missing(hits=turned)
        return Found(tuple(places)) if len(places) > 1 else Missing(tuple(places))
