"""Which part of a report a heading announces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.facts import Hits
    from checker.model.report import Report, Section
    from checker.model.vocabulary import RoleWords, Vocabulary

OUTER = 2  # sections down to this level are parts of their own


def of_sections(report: Report, hits: Hits, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The role that each section's own heading announces; empty where it announces none."""
    return tuple(_announced(section, hits, vocabulary.roles) for section in report.sections)


def _announced(section: Section, hits: Hits, roles: Sequence[RoleWords]) -> str:
    start, end = section.start, section.start + len(section.heading)
    outer = section.parent < 0 or section.level <= OUTER
    for role in roles:
        if hits.any_between(role.nested, start, end):
            return role.name
        if (
            outer
            and hits.any_between(role.headings, start, end)
            and not hits.any_between(role.against, start, end)
        ):
            return role.name
    return ""
