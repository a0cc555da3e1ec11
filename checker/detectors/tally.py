"""``tally``: rows of a table whose numbers must come to the same sum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.facts import Facts, Term
    from checker.model.rule import Finding, Where

TITLE = "表格各行相加"
GIVES = ("left", "right", "working")
MISSES = ("left", "right", "working")
# A row: a label, then cells of nothing but numbers, parted by tabs, bars or spaces.
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})"
_ROW = re.compile(
    rf"(?P<label>.*?[^\d\s|.,-])[\s|]+(?P<numbers>{_NUMBER}(?:[\s|]+{_NUMBER})*)[\s|]*$"
)


class _Row(NamedTuple):
    label: str
    total: int
    place: Hit


@dataclass(frozen=True, slots=True)
class Kind:
    """In a table whose last column is the total: the totals of the rows labelled by the first groups
    add up to those of the rows labelled by ``equals``. Of a group the first row counts."""

    groups: tuple[Term, ...]
    equals: tuple[Term, ...]

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with both sums ``{left}`` and ``{right}`` and the ``{working}``; the rows prove the
        contrary where the sums differ. Missing without rows where one of them is not there."""
        rows = list(_rows(facts, where))
        left = [_labelled(facts, rows, group) for group in self.groups]
        right = [_labelled(facts, rows, group) for group in self.equals]
        told = [row for row in (*left, *right) if row]
        if len(told) < len(left) + len(right):
            return Missing(tuple(row.place for row in told[:1]), values=dict.fromkeys(GIVES, "—"))
        one, other = told[: len(left)], told[len(left) :]
        sums = sum(r.total for r in one), sum(r.total for r in other)
        sign = " = " if sums[0] == sums[1] else " ≠ "
        working = sign.join(" + ".join(str(r.total) for r in side) for side in (one, other))
        values = {"left": str(sums[0]), "right": str(sums[1]), "working": working}
        places = tuple(row.place for row in told)
        return Found(places, values) if sums[0] == sums[1] else Missing(hits=places, values=values)


def _rows(facts: Facts, where: Where) -> Iterator[_Row]:
    """Every paragraph that is a row of a table: its label, its last number, its place."""
    report = facts.report
    for paragraph in report.paragraphs:
        if not where.admits(facts, report.sentence_at(paragraph.start)):
            continue
        match = _ROW.match(report.words(paragraph.start, paragraph.end))
        if match:
            total = int(re.split(r"[\s|]+", match["numbers"])[-1].replace(",", ""))
            yield _Row(match["label"], total, Hit(paragraph.start, paragraph.start + match.end()))


def _labelled(facts: Facts, rows: list[_Row], group: Term) -> _Row | None:
    for row in rows:
        start = row.place.start
        if facts.hits.between(group, start, start + len(row.label)):
            return row
    return None
