"""``signed-first``: a report is signed before it goes public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding, Where

TITLE = "先成文后公开"
PLACED = False
GIVES = ("signed", "published")
MISSES = ("signed", "published")
_UNKNOWN = "（未写明）"


@dataclass(frozen=True, slots=True)
class Kind:
    """The signature is not more than so many ``days`` after the day of publication."""

    days: int

    def find(self, facts: Facts, where: Where) -> Finding:
        """Values ``{signed}`` and ``{published}``; missing where one of them is not known."""
        del where  # dates stand outside the judged parts
        signed, published = facts.signed, facts.published
        if signed is None or published is None:
            return Missing(values=dict.fromkeys(GIVES, _UNKNOWN))
        values = {"signed": signed.day.isoformat(), "published": published.day.isoformat()}
        hits = (Hit(signed.start, signed.end), Hit(published.start, published.end))
        if signed.day - published.day > timedelta(self.days):
            return Missing(hits=hits, values=values)
        return Found(hits, values)
