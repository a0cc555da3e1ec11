"""``tally``: rows of a table whose totals must come to the same sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.detectors import _rows
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.rule import Finding, Where

TITLE = "表格各行相加"
GIVES = ("left", "right", "working")
MISSES = ("left", "right", "working")


@dataclass(frozen=True, slots=True)
class Kind:
    """In a table whose last column is the total: the totals of the rows labelled by the first groups
    add up to those of the rows labelled by ``equals``. Of a group the first row counts. A table may
    have come with tabs, with spaces, or with one cell a line."""

    groups: tuple[Term, ...]
    equals: tuple[Term, ...]

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with both sums ``{left}`` and ``{right}`` and the ``{working}``; the rows prove the
        contrary where the sums differ. Undecided where a row is not there or has lost cells."""
        found = _rows.rows(facts, where)
        left = [_rows.labelled(facts, found, group) for group in self.groups]
        right = [_rows.labelled(facts, found, group) for group in self.equals]
        unread = _rows.unread(facts, found, [*left, *right])
        if unread:
            return unread
        sides = [[_rows.total(facts, row) for row in side if row] for side in (left, right)]
        one, other = map(sum, sides)
        sign = " = " if one == other else " ≠ "
        working = sign.join(" + ".join(map(str, side)) for side in sides)
        values = {"left": str(one), "right": str(other), "working": working}
        places = tuple(_rows.place(row) for row in (*left, *right) if row)
        return Found(places, values) if one == other else Missing(hits=places, values=values)
