"""Parquet for data work: typed columns, values as exact decimals. Needs the extra ``[parquet]``."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.model.sheet import FigureRow

if TYPE_CHECKING:
    from collections.abc import Sequence

BINARY = True
_TOO_LARGE = Decimal(10) ** 28
_PRECISION, _SCALE = 38, 9  # digits of a decimal, and of them behind the point


def _decimal(written: object) -> Decimal | None:
    """The value; None where there is none, or where it is too large for the column."""
    value = None if written is None else Decimal(str(written))
    return value if value is not None and abs(value) < _TOO_LARGE else None


def render(rows: Sequence[FigureRow]) -> bytes:
    """One row group. CheckerError ``not-installed`` where pyarrow is not there."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise CheckerError(
            "not-installed",
            "写 parquet 需要 pyarrow，请先安装：pip install 'fazhi-checker[parquet]'。",
        ) from None
    number = pa.decimal128(_PRECISION, _SCALE)
    types = {
        **dict.fromkeys(("value", "upper"), number),
        **dict.fromkeys(("year", "page", "line", "column", "start", "end"), pa.int64()),
        "approximate": pa.bool_(),
    }
    columns = {}
    for index, name in enumerate(FigureRow._fields):
        values: list[object] = [row[index] for row in rows]
        if name in ("value", "upper"):
            values = [_decimal(v) for v in values]
        columns[name] = pa.array(values, types.get(name, pa.string()))
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()
