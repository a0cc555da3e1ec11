"""Rows of a report's tables whose last number is the row's total."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Unsure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.facts import Facts, Term
    from checker.model.report import Row
    from checker.model.rule import Where

_NO_TABLE = "没有读到这张表格（可能是图片，或者粘贴时打乱了），请人工核对。"
_NO_ROW = "表格里有几行没有读到，请人工核对。"
_UNEVEN = "表格各行的格数不一，可能有空格或缺格，合计读不准，请人工核对。"


def rows(facts: Facts, where: Where) -> tuple[Row, ...]:
    """The rows in the places that are looked at."""
    report = facts.report
    return tuple(r for r in report.rows if where.admits(facts, report.sentence_at(r.start)))


def labelled(facts: Facts, found: Sequence[Row], words: Term) -> Row | None:
    """The first row whose label has one of the words."""
    return next((row for row in found if facts.hits.between(words, row.start, row.label)), None)


def total(facts: Facts, row: Row) -> Decimal:
    """The last number of a row."""
    return Decimal(facts.report.words(*row.numbers[-1]).replace(",", ""))


def place(row: Row) -> Hit:
    """Where a row stands, its label first."""
    return Hit(row.start, row.end)


def unread(facts: Facts, found: Sequence[Row], asked: Sequence[Row | None]) -> Unsure | None:
    """Why the totals of the rows asked for cannot be told; None where they can."""
    told = [row for row in asked if row]
    places = tuple(place(row) for row in told[:1])
    if len(told) < len(asked):
        return Unsure(_NO_ROW if found else _NO_TABLE, places)
    width = max(len(row.numbers) + row.gaps for row in told)
    if all(_is_whole(facts, row, width) for row in told):
        return None
    return Unsure(_UNEVEN, places)


def _is_whole(facts: Facts, row: Row, width: int) -> bool:
    """Whether the last number of a row stands in the last of so many columns."""
    missing = width - len(row.numbers) - row.gaps
    behind = facts.report.text.content[row.end : row.end + 2].lstrip(" ")
    return row.whole and not behind.startswith("\t") and missing <= row.room
