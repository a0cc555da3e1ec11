"""``arithmetic``: the relations that the text claims among its own figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding, Where

_SHOWN = 3
GIVES = ("count",)
MISSES = ("count", "broken", "first")
TITLE = "数量关系"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """``true``: relations were found (a total and its parts, a rate and its counts, what came in and
    what is left, a growth and both years, one thing stated twice), and every one holds within the
    rounding that its figures are written with. ``false``: none was found.
    """

    found: bool

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}`` relations; missing with how many are ``{broken}`` and the ``{first}``."""
        del where  # a relation is the text's own claim wherever it stands
        relations = facts.relations
        if not self.found:
            return Missing() if relations else Found((), {"count": "0"})
        broken = [r for r in relations if not r.holds]
        values = {"count": str(len(relations)), "broken": str(len(broken))}
        if broken:
            places = tuple(place for r in broken for place in r.places)
            return Missing(hits=places, values={**values, "first": broken[0].message.rstrip("。")})
        shown = tuple(r.places[0] for r in relations[:_SHOWN])
        return Found(shown, values) if relations else Missing(values={**values, "first": ""})
