"""``deadline``: the report went public by a day of the year after the reporting year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding, MonthDay, Where

GIVES = ("published", "deadline")
MISSES = ("published", "deadline")
TITLE = "公开期限"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """The publication date is not after ``by`` (MM-DD) of the year after the reporting year."""

    by: MonthDay

    def find(self, facts: Facts, where: Where) -> Finding:
        """Values ``{published}``, ``{deadline}``; undecided while a date or the year is unknown."""
        del where  # dates stand outside the judged parts
        stamp = facts.published
        if facts.year is None:
            return Unsure("看不出报告的是哪一年，无法判断是否按时公开。")
        if stamp is None:
            saved = facts.report.text.source.saved
            hint = f"（文件最后保存于 {saved.isoformat()}，仅供参考）" if saved else ""
            return Unsure(f"页面和正文都没有写明公开日期，请核对实际公开日期{hint}。")
        month, day = map(int, self.by.split("-"))
        limit = date(facts.year + 1, month, day)
        values = {"published": stamp.day.isoformat(), "deadline": limit.isoformat()}
        hit = Hit(stamp.start, stamp.end)
        return Found((hit,), values) if stamp.day <= limit else Missing(hits=(hit,), values=values)
