"""``empty``: a heading under which nothing stands."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.report import Report, Section
    from checker.model.rule import Finding, RoleName, Where

TITLE = "标题下没有内容"
PLACED = False
GIVES = ("count", "heading")
_SAYS = re.compile(
    r"[,;。]"
)  # a heading with one of these is a sentence, and says something itself
_STOPS = "。;"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """A numbered heading, down to ``levels`` headings deep, is followed by another that is no part of it, or
    by the end. Not where most of its neighbours are so: that is a list; nor where it ends with a full
    stop or a semicolon: that is a sentence. ``without``: headings with one of these words may stand
    alone. ``lists``: inside these parts headings are items that may stand alone."""

    levels: int
    without: Term | None = None
    lists: tuple[RoleName, ...] = ()

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}`` such headings and the first ``{heading}``."""
        del where  # headings stand everywhere
        report = facts.report
        filled = _filled(report)
        peer_count = Counter((s.parent, s.level) for s in report.sections)
        full = Counter((s.parent, s.level) for s in report.sections if s.index in filled)
        found: list[Section] = []
        for section in report.sections:
            if section.number is None or section.index in filled or _says(report, section):
                continue
            if section.parent >= 0 and facts.role_of(section.start) in self.lists:
                continue
            place = _place(section)
            if self.without and facts.hits.any_between(self.without, *place):
                continue
            peers = section.parent, section.level
            if (
                len(report.path(section.index)) <= self.levels
                and full[peers] * 2 >= peer_count[peers]
            ):
                found.append(section)
        if not found:
            return Missing()
        values = {"count": str(len(found)), "heading": found[0].heading}
        return Found(tuple(_place(section) for section in found[:_SHOWN]), values)


def _says(report: Report, section: Section) -> bool:
    """Whether a heading is a sentence: by its words, or by the stop behind it."""
    end = section.start + len(section.heading)
    stop = report.text.content[end : end + 1]
    return bool(_SAYS.search(section.heading) or (stop and stop in _STOPS))


def _filled(report: Report) -> set[int]:
    """The sections that hold a paragraph or another section."""
    filled = {section.parent for section in report.sections}
    for paragraph in report.paragraphs:
        if paragraph.kind == "body":
            filled.add(paragraph.section)
    return filled


def _place(section: Section) -> Hit:
    return Hit(section.start, section.start + len(section.heading))
