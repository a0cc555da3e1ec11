"""Cells as people and spreadsheets read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.rule import LEVEL_WORDS
from checker.model.sheet import HEADS, SCOPES
from checker.spreadsheets import guarded

if TYPE_CHECKING:
    from checker.model.sheet import FigureRow
    from checker.spreadsheets import Cell

_EXACT = 15  # digits that a spreadsheet keeps of a number


def heads() -> tuple[str, ...]:
    """The titles of the columns."""
    return tuple(HEADS.values())


def cells(row: FigureRow) -> tuple[Cell, ...]:
    """The cells of a row: numbers as numbers where a spreadsheet keeps them whole, else as text."""
    made = row._replace(
        level=LEVEL_WORDS.get(row.level or "", row.level),
        scope=SCOPES.get(row.scope, row.scope),
        quote=row.quote.replace("\n", " "),
    )
    found: list[Cell] = []
    for name, value in made._asdict().items():
        if name in ("value", "upper") and value is not None:
            found.append(_number(str(value)))
        elif isinstance(value, bool):
            found.append("是" if value else "否")
        elif isinstance(value, str):
            found.append(guarded(value))
        else:
            found.append(value)
    return tuple(found)


def _number(written: str) -> Cell:
    if len(written.replace(".", "").lstrip("0")) > _EXACT:
        return written
    return float(written) if "." in written else int(written)
