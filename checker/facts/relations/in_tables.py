"""Relations inside pasted tables: a row or a column of totals, and what came in against what is left."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.balances import STAGES
from checker.facts.relations.lists import is_slip
from checker.model.facts import Hit, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.tables import Cell, Table
    from checker.model.facts import Term

_LEAST = 2


def read(table: Table, terms: Mapping[str, Term]) -> Iterator[Relation]:
    """The sums of columns and rows, and the balance of each row."""
    totals = terms["total-only"].words
    names = [name for name, _ in table.rows]
    last = next((i for i, name in enumerate(names) if name.replace(" ", "") in totals), None)
    for index, head in enumerate(table.columns[1:]):
        column = [cells[index] for _, cells in table.rows]
        if last:
            yield from _sum(column[last], column[:last], f"“{_bare(head)}”一列")
    heads = [_bare(head) for head in table.columns[1:]]
    whole = next((i for i, head in enumerate(heads) if head in totals), None)
    stages = [_stage(head, terms) for head in heads]
    for name, cells in table.rows:
        if whole:
            yield from _sum(cells[whole], cells[:whole], f"“{name}”一行")
        yield from _balance(cells, stages, name)


def _bare(head: str) -> str:
    return head.partition("(")[0].strip()


def _stage(head: str, terms: Mapping[str, Term]) -> str:
    return next((s for s in STAGES if any(head.endswith(w) for w in terms[s].words)), "")


def _sum(total: Cell | None, parts: Sequence[Cell | None], where: str) -> Iterator[Relation]:
    """One relation, where every part is a number of the total's unit, and no rate."""
    if total is None or total.figure.unit == "%" or len(parts) < _LEAST:
        return
    given = [p for p in parts if p]
    if len(given) != len(parts) or any(p.figure.unit != total.figure.unit for p in given):
        return
    added = sum((p.figure.value for p in given), Decimal(0))
    near = is_slip(total.figure.value, added)
    holds = interval.total(interval.of(p.figure) for p in given).meets(interval.of(total.figure))
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


def _balance(cells: Sequence[Cell | None], stages: Sequence[str], name: str) -> Iterator[Relation]:
    """What came in and was carried over against what was concluded and is left, in one row."""
    found = {s: [c for c, t in zip(cells, stages, strict=True) if t == s and c] for s in STAGES}
    came = [*found["received"], *found["carried-in"]]
    went = [*found["concluded"], *found["pending"]]
    if len(found["received"]) != 1 or not found["concluded"] or not found["pending"]:
        return
    left = interval.total(interval.of(c.figure) for c in came)
    right = interval.total(interval.of(c.figure) for c in went)
    holds = left.meets(right)
    one = " + ".join(interval.plain(c.figure.value) for c in came)
    other = " + ".join(interval.plain(c.figure.value) for c in went)
    end = "收与结、未结相符。" if holds else "收与结、未结对不上，请核对。"
    message = f"表格“{name}”一行：{one} {'=' if holds else '≠'} {other}，{end}"
    added = sum((c.figure.value for c in went), Decimal(0))
    yield _relation("balance", (*came, *went), added, message, holds=holds)


def _relation(
    kind: str, cells: Sequence[Cell], expected: Decimal, message: str, *, holds: bool
) -> Relation:
    places = tuple(Hit(c.figure.start, c.figure.end) for c in cells)
    return Relation(kind, holds, cells[0].figure.value, expected, message, places)
