"""A table for programs: the titles of its columns, and its rows."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from checker.model.table import shown

if TYPE_CHECKING:
    from checker.model.table import Table, Value

BINARY = False


def render(table: Table) -> str:
    """One JSON document, a row a line."""
    heads = [column.title for column in table.columns]
    rows = ",\n".join(
        f"  {json.dumps([_value(value) for value in row], ensure_ascii=False)}"
        for row in table.rows
    )
    told = {"title": table.title, "columns": heads, "notes": list(table.notes)}
    head = json.dumps(told, ensure_ascii=False)[:-1]
    return f'{head}, "rows": [\n{rows}\n]}}\n'


def _value(value: Value) -> Value:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return shown(value)
