"""``retold``: a number of a table, told in the text as well."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker import zh
from checker.detectors import _rows
from checker.model.facts import Hit
from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from checker.model.facts import Facts, Term
    from checker.model.rule import Finding, RoleName, Where

TITLE = "文表对照"
GIVES = ("told", "shown")
MISSES = ("told", "shown")
_NUMBER = re.compile(r"[^\d,。;:!?()\n、]{0,16}?(\d{1,3}(?:,\d{3})+|\d{1,9})(?![\d.%万亿])")
_YEAR = re.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Kind:
    """Behind one of ``words`` a number with one of ``units`` stands, the total of the table's row
    labelled ``row``, in the part ``table``. ``plus``: the text may count this row in. ``near``: one of
    these stands in the same paragraph. ``without``: none of these stands in the clause; nor does
    another year than the reporting year. ``differs``: the number is not that of the table.
    """

    words: Term
    row: Term
    table: RoleName
    units: Term
    plus: Term | None = None
    near: Term | None = None
    without: Term | None = None
    differs: bool = False

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with what is ``{told}`` and ``{shown}`` and both places; missing where nothing is told,
        undecided where it is and the row cannot be read."""
        every = list(self._told(facts, where))
        if not every:
            return Missing(values=dict.fromkeys(MISSES, "—"))
        found = tuple(r for r in facts.report.rows if facts.role_of(r.start) == self.table)
        row = _rows.labelled(facts, found, self.row)
        more = _rows.labelled(facts, found, self.plus) if self.plus else None
        unread = _rows.unread(facts, found, [row, more] if more else [row])
        if row is None or unread:
            return Unsure(unread.why if unread else "", (every[0][1],))
        shown = _rows.total(facts, row)
        allowed = {shown, shown + (_rows.total(facts, more) if more else 0)}
        for value, hit in every:
            if (value not in allowed) == self.differs:
                values = {"told": str(value), "shown": str(shown)}
                return Found((hit, _rows.place(row)), values)
        values = {"told": str(every[0][0]), "shown": str(shown)}
        return Missing((every[0][1],), values=values)

    def _told(self, facts: Facts, where: Where) -> Iterator[tuple[Decimal, Hit]]:
        """Numbers told behind the words, with their places."""
        report = facts.report
        content = report.text.content
        for hit in facts.hits.of(self.words):
            index = report.sentence_at(hit.start)
            if not where.admits(facts, index):
                continue
            sentence = report.sentences[index]
            paragraph = report.paragraphs[sentence.paragraph]
            if self.near and not facts.hits.any_between(self.near, paragraph.start, paragraph.end):
                continue
            match = _NUMBER.match(content, hit.end, sentence.end)
            value = zh.amount(match[1]) if match else None
            if match is None or value is None:
                continue
            if not content[match.end() :].lstrip(" ").startswith(self.units.words):
                continue
            start = facts.clause_start(hit.start, sentence.start)
            if self.without and facts.hits.any_between(self.without, start, match.end()):
                continue
            years = {int(y) for y in _YEAR.findall(content, start, match.end())}
            if facts.year is None or years <= {facts.year}:
                yield value, Hit(hit.start, match.end() + 1)
