"""Sentences that still have a blank to be filled in: they tell nothing yet."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from checker.model.facts import BLANK, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.report import Report

_UNFILLED = "__"  # at least: forms leave as much room as they like


def without_blanks(report: Report, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles with those sentences set apart that still have a blank (``__``) to be filled in, and
    headings inside a part under which nothing else stands; what the page says around the report is
    left alone."""
    content = report.text.content
    if _UNFILLED not in content:
        return roles
    found = [
        Role(BLANK, "还有空白没有填", role.headed)
        if role.name not in ("chrome", "attachments")
        and _UNFILLED in content[sentence.start : sentence.end]
        else role
        for role, sentence in zip(roles, report.sentences, strict=True)
    ]
    for index in _over_blanks(report, found):
        found[index] = Role(BLANK, "下面的空白还没有填", found[index].headed)
    return tuple(found)


def _over_blanks(report: Report, roles: Sequence[Role]) -> list[int]:
    """The sentences that are headings inside a part with blanks beneath and nothing filled in."""
    headings = [report.paragraphs[s.paragraph].kind == "heading" for s in report.sentences]
    filled = [not head and role.name != BLANK for head, role in zip(headings, roles, strict=True)]
    open_ = [role.name == BLANK for role in roles]
    told, left = ([0, *accumulate(flags)] for flags in (filled, open_))
    found: list[int] = []
    for index, sentence in enumerate(report.sentences):
        section = report.paragraphs[sentence.paragraph].section
        if not headings[index] or section < 0 or report.sections[section].parent < 0:
            continue
        end = bisect_left(report.sentence_starts, report.sections[section].end)
        if told[end] == told[index] and left[end] > left[index]:
            found.append(index)
    return found
