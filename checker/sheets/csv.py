"""CSV for spreadsheets: UTF-8 with a byte order mark, so that Excel reads Chinese as it is."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from checker.sheets import _cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.sheet import FigureRow

BINARY = False


def render(rows: Sequence[FigureRow]) -> bytes:
    """A head and a line for each figure; lines end as RFC 4180 wants."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_cells.heads())
    writer.writerows(_cells.cells(row) for row in rows)
    return out.getvalue().encode("utf-8-sig", errors="replace")
