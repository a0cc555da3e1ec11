"""``numbered``: the numbers of headings go on one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker import zh
from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.report import Report, Section
    from checker.model.rule import Finding, Where

TITLE = "序号连续"
PLACED = False
GIVES = ("count", "before", "after")
MISSES = ("before", "after")
_PROSE = re.compile(r"[一二三四五六七八九十]+[^、一二三四五六七八九十]")  # 二、三产业, 三、四级
_MOST = 20  # numbers that can be lost inside a paragraph


@dataclass(frozen=True, slots=True)
class Kind:
    """Headings of one level under one heading are numbered 一、二、三 without a gap and without a
    number twice, down to ``levels`` levels: 1 第一部分, 2 一、, 3 (一), 4 1. A list may begin again
    with 1. Headings without numbers do not count, and a number that stands inside a paragraph, where
    a line break was lost, is there. ``broken``: instead, there is a gap or a number twice."""

    levels: int
    broken: bool = False

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}`` numbered headings; else the two between which a number is missing or
        double, ``{before}`` and ``{after}`` as written (``broken``: these are what is found)."""
        del where  # headings stand everywhere
        report = facts.report
        last: dict[tuple[int, int], Section] = {}
        numbered: list[Section] = []
        for section in report.sections:
            if not section.number or section.level > self.levels or _is_prose(section):
                continue
            numbered.append(section)
            key = (section.parent, section.level)
            before = last.get(key)
            if before is not None and _breaks(report, before, section):
                values = {"before": _written(before), "after": _written(section)}
                places = _place(before), _place(section)
                if self.broken:
                    return Found(places, {"count": "2", **values})
                return Missing(hits=places, values=values)
            last[key] = section
        if len(numbered) < 2 or self.broken:
            return Missing()
        first, last_one = _written(numbered[0]), _written(numbered[-1])
        values = {"count": str(len(numbered)), "before": first, "after": last_one}
        return Found((_place(numbered[0]),), values)


def _breaks(report: Report, before: Section, after: Section) -> bool:
    """Whether a number is missing or double between two neighbours."""
    one, other = before.number or 0, after.number or 0
    if other in (1, one + 1):
        return other == one
    if other <= one or other > one + 1 + _MOST:
        return True
    between = report.words(before.start + len(before.heading), after.start)
    return not all(_stands(number, between) for number in range(one + 1, other))


def _stands(number: int, between: str) -> bool:
    """Whether a number opens a clause between two headings: its line break was lost."""
    han = zh.written(number)
    return bool(
        re.search(
            rf"(?:^|[。;:!?\s])(?:{han}、|\({han}\)|第{han}部分|{number}[.、](?!\d))", between
        )
    )


def _is_prose(section: Section) -> bool:
    """Whether a paragraph only begins with two numerals side by side."""
    opening = zh.numbering(section.heading)
    return bool(opening and _PROSE.match(section.heading, opening.length))


def _place(section: Section) -> Hit:
    return Hit(section.start, section.start + len(section.heading))


def _written(section: Section) -> str:
    opening = zh.numbering(section.heading)
    return section.heading[: opening.length].strip() if opening else section.heading[:4]
