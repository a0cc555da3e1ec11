"""Sentences that still have a blank to be filled in: they tell nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.facts import BLANK, Role

if TYPE_CHECKING:
    from checker.model.report import Report

_UNFILLED = "__"  # at least: forms leave as much room as they like


def without_blanks(report: Report, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles with those sentences set apart that still have a blank (``__``) to be filled in;
    what the page says around the report is left alone."""
    content = report.text.content
    if _UNFILLED not in content:
        return roles
    return tuple(
        Role(BLANK, "还有空白没有填", role.headed)
        if role.name not in ("chrome", "attachments")
        and _UNFILLED in content[sentence.start : sentence.end]
        else role
        for role, sentence in zip(roles, report.sentences, strict=True)
    )
