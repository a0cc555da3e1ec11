"""Relations inside pasted tables: totals of rows and columns, what came in against what is left, and
the columns of rates, shares and growths against the columns that they are of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.cases import STAGES
from checker.facts.relations.lists import is_slip
from checker.facts.relations.ratios import stem_of
from checker.model.facts import Hit, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.interval import Interval
    from checker.facts.tables import Cell, Table
    from checker.model.facts import Term

_LEAST = 2
_TOTAL_NAME = 6  # characters of a name that says no more than that this is the total
_YEAR = re.compile(r"20\d\d")
_HUNDRED = Decimal(100)
_PERCENT = "%"
_OF_THEM = "其中"  # a row of parts of the one before it


def read(table: Table, terms: Mapping[str, Term]) -> Iterator[Relation]:
    """The sums of columns and rows, balances, rates, shares and growths of a table."""
    reader = _Reader(table, terms, tuple(_bare(head) for head in table.columns[1:]))
    yield from reader.columns()
    for name, cells in table.rows:
        yield from reader.row(name, cells)


@dataclass(frozen=True, slots=True)
class _Reader:
    """``heads`` are the bare heads of the columns of numbers."""

    table: Table
    terms: Mapping[str, Term]
    heads: tuple[str, ...]

    def columns(self) -> Iterator[Relation]:
        """What is claimed down each column."""
        rows = self.table.rows
        total = next((i for i, (name, _) in enumerate(rows) if self._is_total(name)), None)
        stages = [self._stage(name) for name, _ in rows]
        for index, head in enumerate(self.heads):
            column = [cells[index] for _, cells in rows]
            where = f"“{head}”一列"
            if total is not None:
                parts = column[:total] if total else column[1:]
                if total in (0, len(rows) - 1) or not any(column[total + 1 :]):
                    yield from _sum(column[total], parts, where)
                if self._is(head, "table-share"):
                    yield from self._shares(column, index, total)
            yield from _balance(column, stages, where)

    def row(self, name: str, cells: Sequence[Cell | None]) -> Iterator[Relation]:
        """What is claimed along one row."""
        whole = next((i for i, head in enumerate(self.heads) if self._is_total(head)), None)
        where = f"“{name}”一行" if name else "一行"
        if whole and self._repeats(whole):
            for at in range(0, len(cells), whole + 1):
                yield from _sum(cells[at + whole], cells[at : at + whole], where)
        elif whole is not None:
            yield from _sum(cells[whole], cells[:whole] if whole else cells[1:], where)
        stages = [self._stage(head) for head in self.heads]
        yield from _balance(cells, stages, where)
        yield from self._growths(where, cells)
        yield from self._rates(where, cells)

    def _repeats(self, whole: int) -> bool:
        """Whether the heads up to the first total come again and again."""
        group = self.heads[: whole + 1]
        times = len(self.heads) // len(group)
        return times > 1 and self.heads == group * times

    def _is_total(self, name: str) -> bool:
        bare = name.replace(" ", "")
        return len(bare) <= _TOTAL_NAME and bare.endswith(self.terms["total-only"].words)

    def _is(self, head: str, term: str) -> bool:
        return any(w in head for w in self.terms[term].words)

    def _stage(self, head: str) -> str:
        named = [
            (len(w), stage) for stage in STAGES for w in self.terms[stage].words if head.endswith(w)
        ]
        return max(named)[1] if named else ""

    def _years(self, cells: Sequence[Cell | None], unit: str) -> tuple[Cell, Cell] | None:
        """The cells of this year and of the one before, of one unit; None where unclear."""
        counted = [
            (head, c)
            for head, c in zip(self.heads, cells, strict=True)
            if c and c.figure.unit != _PERCENT and not self._is(head, "table-growth")
        ]
        if len(counted) != 2 or (unit != _PERCENT and counted[0][1].figure.unit != unit):
            return None
        dated = [_YEAR.findall(head) for head, _ in counted]
        if all(dated) and dated[0] != dated[1]:
            then, now = sorted(counted, key=lambda item: max(_YEAR.findall(item[0])))
            return now[1], then[1]
        before = [c for head, c in counted if self._is(head, "before")]
        if len(before) == 1:
            return next(c for _, c in counted if c is not before[0]), before[0]
        return None

    def _growths(self, where: str, cells: Sequence[Cell | None]) -> Iterator[Relation]:
        for head, cell in zip(self.heads, cells, strict=True):
            if cell is None or not self._is(head, "table-growth"):
                continue
            pair = self._years(cells, cell.figure.unit)
            if pair is None:
                continue
            now, then = (interval.of(c.figure) for c in pair)
            one, other = (c.figure.value for c in pair)
            step = f"{interval.plain(one)} - {interval.plain(other)}"
            if cell.figure.unit == _PERCENT:
                possible = interval.growth(now, then)
                if possible is None:
                    continue
                value = _HUNDRED * (one - other) / other
                work = f"({step})/{interval.plain(other)}"
                end = f"{interval.rounded(value, cell.figure.places)}%"
            else:
                possible, value = interval.minus(now, then), one - other
                work, end = step, f"{interval.plain(value)}{cell.figure.unit}"
            stated = interval.of(cell.figure)
            holds = possible.meets(stated) or (
                value < 0 < cell.figure.value and interval.negative(possible).meets(stated)
            )
            yield _told("growth", cell, pair, value, f"{where}：{work} = {end}", holds=holds)

    def _rates(self, where: str, cells: Sequence[Cell | None]) -> Iterator[Relation]:
        for head, cell in zip(self.heads, cells, strict=True):
            if cell is None or cell.figure.unit != _PERCENT or not head.endswith("率"):
                continue
            named = stem_of(head, self.terms)
            key = f"rate-{named}"
            words = self.terms[key].words if key in self.terms else (named,)
            counts = [
                (h, c)
                for h, c in zip(self.heads, cells, strict=True)
                if c and c.figure.unit != _PERCENT and not self._is(h, "table-growth")
            ]
            parts = [c for h, c in counts if any(w in h for w in words)]
            if len(parts) != 1:
                continue
            bases = [
                c for _, c in counts if c is not parts[0] and c.figure.unit == parts[0].figure.unit
            ]
            yield from _rate(where, head, cell, parts[0], bases)

    def _shares(self, column: Sequence[Cell | None], index: int, total: int) -> Iterator[Relation]:
        """Each row's share of the total in the column of counts beside it."""
        counted = next((i for i in range(index - 1, -1, -1) if self._is_counted(i, total)), None)
        if counted is None:
            return
        base = self.table.rows[total][1][counted]
        for row, (name, cells) in enumerate(self.table.rows):
            cell, part = column[row], cells[counted]
            if row != total and cell and part and base and cell.figure.unit == _PERCENT:
                yield from _rate(f"“{name}”一行", self.heads[index], cell, part, [base])

    def _is_counted(self, index: int, total: int) -> bool:
        cell = self.table.rows[total][1][index]
        return bool(cell and cell.figure.unit != _PERCENT)


def _bare(head: str) -> str:
    return head.partition("(")[0].strip()


def _sum(total: Cell | None, parts: Sequence[Cell | None], where: str) -> Iterator[Relation]:
    """One relation, where every part is a number of the total's unit."""
    if total is None or len(parts) < _LEAST:
        return
    given = [p for p in parts if p and not p.row.startswith(_OF_THEM)]
    if len(given) != sum(p is None or not p.row.startswith(_OF_THEM) for p in parts) or any(
        p.figure.unit != total.figure.unit for p in given
    ):
        return
    added = sum((p.figure.value for p in given), Decimal(0))
    if total.figure.unit == _PERCENT and total.figure.value != _HUNDRED:
        return  # an average of rates
    near = is_slip(total.figure.value, added) and total.figure.unit != _PERCENT
    holds = interval.total(_rounded(p) for p in given).meets(interval.of(total.figure))
    right = " + ".join(interval.plain(p.figure.value) for p in given)
    stated = f"{interval.plain(total.figure.value)}{total.figure.unit}"
    if not holds and not near:
        return  # rows of a sort that do not add up: parts of parts, kinds that overlap
    if holds:
        message = f"表格{where}：{stated} = {right}，相符。"
    else:
        message = (
            f"表格{where}各项相加 {right} = {interval.plain(added)}{total.figure.unit}，"
            f"合计写 {stated}，请核对。"
        )
    yield _relation("sum", (total, *given), added, message, holds=holds)


def _rounded(cell: Cell) -> Interval:
    """What a cell may stand for; a percentage is rounded even where it has no places."""
    one = interval.of(cell.figure)
    if cell.figure.unit != _PERCENT:
        return one
    half = Decimal(1).scaleb(-cell.figure.places) / 2
    return interval.Interval(
        min(one.low, cell.figure.value - half), max(one.high, cell.figure.value + half)
    )


def _rate(
    where: str, head: str, cell: Cell, part: Cell, bases: Sequence[Cell]
) -> Iterator[Relation]:
    """A rate with the base that fits; where none does and there is but one, with that."""
    for base in bases:
        share = interval.percent(interval.of(part.figure), interval.of(base.figure))
        if share and share.meets(_rounded(cell)):
            yield _shown(where, head, cell, (part, base), holds=True)
            return
    if len(bases) == 1 and bases[0].figure.value >= part.figure.value > 0:
        yield _shown(where, head, cell, (part, bases[0]), holds=False)


def _shown(where: str, head: str, cell: Cell, pair: tuple[Cell, Cell], *, holds: bool) -> Relation:
    part, base = (c.figure.value for c in pair)
    value = _HUNDRED * part / base
    work = f"{where}：{interval.plain(part)}/{interval.plain(base)} = "
    work += f"{interval.rounded(value, cell.figure.places)}%"
    return _told("ratio", cell, pair, value, work, holds=holds, head=head)


def _balance(cells: Sequence[Cell | None], stages: Sequence[str], where: str) -> Iterator[Relation]:
    """What came in and was carried over against what was concluded and is left."""
    found = {s: [c for c, t in zip(cells, stages, strict=True) if t == s and c] for s in STAGES}
    came = [*found["received"], *found["carried-in"]]
    went = [*found["concluded"], *found["pending"]]
    if len(found["received"]) != 1 or len(found["concluded"]) != 1 or len(found["pending"]) != 1:
        return
    if len({c.figure.unit for c in (*came, *went)}) != 1 or came[0].figure.unit == _PERCENT:
        return
    left = interval.total(interval.of(c.figure) for c in came)
    right = interval.total(interval.of(c.figure) for c in went)
    holds = left.meets(right)
    one = " + ".join(interval.plain(c.figure.value) for c in came)
    other = " + ".join(interval.plain(c.figure.value) for c in went)
    end = "收与结、未结相符。" if holds else "收与结、未结对不上，请核对。"
    message = f"表格{where}：{one} {'=' if holds else '≠'} {other}，{end}"
    added = sum((c.figure.value for c in went), Decimal(0))
    yield _relation("balance", (*came, *went), added, message, holds=holds)


def _told(
    kind: str,
    cell: Cell,
    others: Sequence[Cell],
    value: Decimal,
    work: str,
    *,
    holds: bool,
    head: str = "",
) -> Relation:
    written = f"{interval.plain(cell.figure.value)}{cell.figure.unit}"
    end = "相符。" if holds else "请核对。"
    message = f"表格{work}，{head or cell.column}写 {written}，{end}"
    return _relation(kind, (cell, *others), value, message, holds=holds)


def _relation(
    kind: str, cells: Sequence[Cell], expected: Decimal, message: str, *, holds: bool
) -> Relation:
    places = tuple(Hit(c.figure.start, c.figure.end) for c in cells)
    return Relation(kind, holds, cells[0].figure.value, expected, message, places)
