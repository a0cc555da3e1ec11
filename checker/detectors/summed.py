"""``summed``: a row of a table that is the sum of the rows above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.detectors import _rows
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.rule import Finding, Where

TITLE = "表格合计"
GIVES = ("stated", "expected", "count")
MISSES = ("stated", "expected", "count")


@dataclass(frozen=True, slots=True)
class Kind:
    """In a table whose last column is the total: the row labelled ``sum`` states what the rows from
    the one labelled ``first`` down to the one above it come to. ``besides``: rows with one of these
    words are sums themselves and do not count."""

    sum: Term
    first: Term
    besides: Term | None = None

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with what is ``{stated}``, ``{expected}`` and the ``{count}`` of rows; undecided where
        a row is not there or has lost cells."""
        found = _rows.rows(facts, where)
        first = _rows.labelled(facts, found, self.first)
        start = found.index(first) if first else 0
        total = _rows.labelled(facts, found[start:], self.sum)
        if first is None or total is None:
            return _rows.unread(facts, found, [first, total]) or Missing()
        parts = [
            row
            for row in found[start : found.index(total)]
            if not (self.besides and facts.hits.between(self.besides, row.start, row.label))
        ]
        unread = _rows.unread(facts, found, [*parts, total])
        if unread:
            return unread
        stated = _rows.total(facts, total)
        expected = sum(_rows.total(facts, row) for row in parts)
        values = {"stated": str(stated), "expected": str(expected), "count": str(len(parts))}
        places = (_rows.place(total), _rows.place(parts[0])) if parts else (_rows.place(total),)
        return Found(places, values) if stated == expected else Missing(hits=places, values=values)
