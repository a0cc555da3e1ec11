"""A table as CSV: UTF-8 with a byte order mark; no cell is a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import spreadsheets
from checker.tabular import _cells

if TYPE_CHECKING:
    from checker.model.table import Table

BINARY = False


def render(table: Table) -> bytes:
    """A head and a line for each row."""
    return spreadsheets.as_csv(_cells.rows(table)).encode(errors="replace")
