"""A table that was handed back → entries of the ledger, each with its row; columns are found by head."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.errors import CheckerError
from checker.model.ledger import HEADS, LedgerRow
from checker.spreadsheets import unguarded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NEEDED = ("key", "report", "rule", "status", "until", "state", "because", "by")
_TITLES = 20  # rows above the heads, for a title that somebody put there
_NAMES = {head: name for name, head in HEADS.items()}


class Entry(NamedTuple):
    """One filled row: ``number`` counts from 1 as spreadsheets do; ``more`` are columns of people's own."""

    number: int
    row: LedgerRow
    more: Mapping[str, str]


def read(sheets: Sequence[Sequence[Sequence[str]]], path: str) -> list[Entry]:
    """The entries of the first sheet that is a ledger. Errors: ``ledger`` with the heads that it wants."""
    nearest: list[str] = list(_NEEDED)
    for table in sheets:
        for index, cells in enumerate(table[:_TITLES]):
            heads = [cell.strip() for cell in cells]
            missing = [name for name in _NEEDED if HEADS[name] not in heads]
            if not missing:
                return _entries(table, index, heads, path)
            nearest = min(nearest, missing, key=len)
    told = "、".join(HEADS[name] for name in nearest)
    needed = "、".join(HEADS[name] for name in _NEEDED)
    raise CheckerError(
        "ledger", f"这不是整改台账，或表头被改过：缺少“{told}”。需要的表头：{needed}。", path
    )


def _entries(
    table: Sequence[Sequence[str]], top: int, heads: Sequence[str], path: str
) -> list[Entry]:
    twice = next((h for h in heads if h in _NAMES and heads.count(h) > 1), None)
    if twice is not None:
        raise CheckerError(
            "ledger", f"表头“{twice}”有两列，请只留一列。", f"{path} 第 {top + 1} 行"
        )
    made = []
    for number, cells in enumerate(table[top + 1 :], top + 2):
        words = {head: unguarded(cell) for head, cell in zip(heads, cells, strict=False) if head}
        if not any(word.strip() for word in words.values()):
            continue
        known = {
            _NAMES[h]: w if h == "报告" else w.strip() for h, w in words.items() if h in _NAMES
        }
        more = {head: words.get(head, "") for head in heads if head and head not in _NAMES}
        made.append(Entry(number, LedgerRow(**{"key": "", "report": "", **known}), more))
    return made
