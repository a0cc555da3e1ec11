"""``not-before``: no date of the report is earlier than a day of the reporting year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding, MonthDay, Where

GIVES = ("date",)
MISSES = ("date",)
TITLE = "不早于"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """Publication and signature are not before the day (MM-DD) of the reporting year."""

    day: MonthDay

    def find(self, facts: Facts, where: Where) -> Finding:
        """Value ``{date}``; undecided while the year or both dates are unknown."""
        del where  # dates stand outside the judged parts
        stamps = [stamp for stamp in (facts.published, facts.signed) if stamp]
        if facts.year is None or not stamps:
            return Unsure("没有写明公开或落款日期，无法判断是否在年度结束前就已成文。")
        month, day = map(int, self.day.split("-"))
        first = min(stamps, key=lambda stamp: stamp.day)
        hit, values = Hit(first.start, first.end), {"date": first.day.isoformat()}
        if first.day < date(facts.year, month, day):
            return Missing(hits=(hit,), values=values)
        return Found((hit,), values)
