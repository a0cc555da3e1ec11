"""``numbered``: the numbers of headings go on one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker import zh
from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.report import Section
    from checker.model.rule import Finding, Where

TITLE = "序号连续"
PLACED = False
GIVES = ("count",)
MISSES = ("before", "after")


@dataclass(frozen=True, slots=True)
class Kind:
    """Headings of one level under one heading are numbered 一、二、三 without a gap and without a
    number twice, down to ``levels`` levels. Headings without numbers do not count."""

    levels: int

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}`` numbered headings; else the two between which a number is missing or
        double, ``{before}`` and ``{after}`` as written."""
        del where  # headings stand everywhere
        last: dict[tuple[int, int], Section] = {}
        count = 0
        for section in facts.report.sections:
            if section.number is None or section.level > self.levels:
                continue
            count += 1
            key = (section.parent, section.level)
            before = last.get(key)
            if before is not None and section.number not in (1, (before.number or 0) + 1):
                return self._missing(before, section)
            if before is not None and section.number == 1 and before.number == 1:
                return self._missing(before, section)
            last[key] = section
        if count < 2:
            return Missing()
        first = next(s for s in facts.report.sections if s.number is not None)
        return Found((_place(first),), {"count": str(count)})

    def _missing(self, before: Section, after: Section) -> Missing:
        values = {"before": _written(before), "after": _written(after)}
        return Missing(hits=(_place(before), _place(after)), values=values)


def _place(section: Section) -> Hit:
    return Hit(section.start, section.start + len(section.heading))


def _written(section: Section) -> str:
    opening = zh.numbering(section.heading)
    return section.heading[: opening.length].strip() if opening else section.heading[:4]
