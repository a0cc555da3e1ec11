"""An Excel workbook: heads that stay in view, filters, widths that fit; no cell is a formula."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.sheets import _cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.sheet import FigureRow

BINARY = True
_MOST = 1_048_575  # rows of a sheet behind its head
_WIDTHS = (26, 16, 12, 8, 20, 18, 12, 8, 10, 8, 14, 30, 44, 6, 6, 6, 8, 8)
_LONGEST = 32_000  # characters of a cell
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z(?=<)")
_DAY = b"2000-01-01T00:00:00Z"
_ZIPPED = (2000, 1, 1, 0, 0, 0)


def render(rows: Sequence[FigureRow]) -> bytes:
    """A workbook of one sheet. CheckerError ``too-many`` where the rows do not fit."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    if len(rows) > _MOST:
        raise CheckerError(
            "too-many",
            f"数据有 {len(rows)} 行，超过 Excel 一张表的 {_MOST} 行，请分批，或改用 csv。",
        )
    book = Workbook()
    sheet = book.create_sheet("数据", 0)
    book.remove(book.worksheets[1])
    for number, values in enumerate((_cells.heads(), *map(_cells.cells, rows)), 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column)
            cell.value = value[:_LONGEST] if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return _undated(out.getvalue())


def _undated(data: bytes) -> bytes:
    """The package with one day for all times in it: same rows, same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = _MODIFIED.sub(_DAY, old.read(name)) if name == _CORE else old.read(name)
            new.writestr(zipfile.ZipInfo(name, _ZIPPED), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
