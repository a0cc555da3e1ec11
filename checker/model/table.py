"""A table of plain values, as questions to many reports are answered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

Value = str | int | float | bool | Decimal | date | None


class Column(NamedTuple):
    """The title of a column; ``right``: its values are numbers."""

    title: str
    right: bool = False


class Table(NamedTuple):
    """``notes`` stand below the rows.."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()


def shown(value: Value) -> str:
    """A value as people read it; nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)
