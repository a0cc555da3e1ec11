"""``same-year``: every place that says which year is reported says the same year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from checker.model.facts import Facts, YearClaim
    from checker.model.rule import Finding, Where

GIVES = ("year", "other")
MISSES = ("year", "other")
TITLE = "年度一致"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """Title, opening, headings of parts and dates agree. ``later``: so many years after the
    reporting year a signature may stand."""

    later: int = 1

    def find(self, facts: Facts, where: Where) -> Finding:
        """Values ``{year}`` and ``{other}``; undecided where nothing says a year."""
        del where  # years stand in titles, headings and dates
        claims = facts.year_claims
        if not claims or facts.year is None:
            return Unsure("标题、开头和各部分都没有写明报告的年度，请核对。")
        agreeing = (
            next(c for c in claims if c.year == facts.year)
            if any(c.year == facts.year for c in claims)
            else claims[0]
        )
        odd = [c for c in claims if c.year != facts.year]
        if odd:
            return _differs(facts.year, _written(facts, odd[0]), _hit(agreeing), _hit(odd[0]))
        for stamp in (facts.signed, facts.published):
            if stamp and not facts.year <= stamp.day.year <= facts.year + self.later:
                if stamp is facts.published and stamp.day.year > facts.year:
                    continue
                return _differs(
                    facts.year, stamp.day.year, _hit(agreeing), Hit(stamp.start, stamp.end)
                )
        return Found(tuple(_hit(c) for c in claims[:3]), {"year": str(facts.year)})


def _hit(claim: YearClaim) -> Hit:
    return Hit(claim.start, claim.end)


def _differs(year: int, other: int, *hits: Hit) -> Missing:
    return Missing(hits=hits, values={"year": str(year), "other": str(other)})


def _written(facts: Facts, claim: YearClaim) -> int:
    """The year as it stands there: a plan's heading names the year after the reporting year."""
    words = facts.report.text.content[claim.start : claim.start + 4]
    return int(words) if words.isdigit() else claim.year
