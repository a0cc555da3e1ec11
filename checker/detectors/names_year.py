"""``names-year``: a part names a year counted from the reporting year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding, RoleName, Where

GIVES = ("year",)
MISSES = ("year",)
TITLE = "写明年份"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A sentence or heading of the role names the year ``later`` years after the reporting year."""

    role: RoleName
    later: int = 1

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{year}``; undecided while the reporting year is unknown."""
        del where  # the role is the place
        if facts.year is None:
            return Unsure("看不出报告的是哪一年，无法判断年份是否对应。")
        report = facts.report
        wanted = f"{facts.year + self.later}年"
        first: Hit | None = None
        for index, sentence in enumerate(report.sentences):
            if facts.roles[index].name != self.role:
                continue
            first = first or Hit(sentence.start, sentence.end)
            at = report.text.content.find(wanted, sentence.start, sentence.end)
            if at >= 0 and not facts.in_title(at):
                return Found((Hit(at, at + len(wanted)),), {"year": wanted[:-1]})
        return Missing((first,) if first else (), values={"year": wanted[:-1]})
