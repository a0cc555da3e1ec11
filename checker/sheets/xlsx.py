"""An Excel workbook: heads that stay in view, filters, widths that fit; no cell is a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import spreadsheets
from checker.sheets import _cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.sheet import FigureRow

BINARY = True
_MOST = spreadsheets.MOST
_WIDTHS = (26, 16, 12, 8, 20, 18, 12, 8, 10, 8, 14, 30, 44, 6, 6, 6, 8, 8)


def render(rows: Sequence[FigureRow]) -> bytes:
    """A workbook of one sheet. CheckerError ``too-many`` where the rows do not fit."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    spreadsheets.refuse_too_many(rows, _MOST)
    book = Workbook()
    sheet = book.create_sheet("数据", 0)
    book.remove(book.worksheets[1])
    for number, values in enumerate((_cells.heads(), *map(_cells.cells, rows)), 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    return spreadsheets.saved(book)
