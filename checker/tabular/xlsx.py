"""A table as an Excel workbook: heads that stay in view, filters; no cell is a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import spreadsheets
from checker.tabular import _cells

if TYPE_CHECKING:
    from checker.model.table import Table

BINARY = True
_NARROWEST, _WIDEST = 8, 60  # characters of a column
_LOOKED_AT = 200  # rows from which the width of a column is taken


def render(table: Table) -> bytes:
    """A workbook of one sheet. Errors: ``too-many``."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    spreadsheets.refuse_too_many(table.rows)
    book = Workbook()
    sheet = book.create_sheet("结果", 0)
    book.remove(book.worksheets[1])
    widths = [_NARROWEST] * len(table.columns)
    for number, values in enumerate(_cells.rows(table), 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            if number <= _LOOKED_AT:
                wide = sum(2 if char > "\u2e7f" else 1 for char in str(value or ""))
                widths[column - 1] = min(_WIDEST, max(widths[column - 1], wide + 2))
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, note in enumerate(table.notes, len(table.rows) + 3):
        cell = sheet.cell(number, 1)
        cell.value, cell.data_type = spreadsheets.guarded(note), "s"
    return spreadsheets.saved(book)
