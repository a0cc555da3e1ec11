"""The rectification ledger 整改台账 as an Excel workbook: what is to be mended, and where to say who does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from checker import spreadsheets
from checker.model.ledger import HEADS, PEOPLES, STATES
from checker.renderers import _ledger
from checker.renderers._ledger_guide import GUIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from checker.model.ledger import LedgerRow
    from checker.model.result import Result

BINARY = True
SHEET = "整改台账"
_WIDTHS = (24, 24, 14, 7, 26, 20, 12, 7, 8, 30, 30, 26, 40, 36, 14, 13, 13, 30, 12)
_GUIDE_WIDTHS = (18, 90)
_COLUMNS = {name: column for column, name in enumerate(HEADS)}
_FORMATS = {_COLUMNS["until"]: "yyyy-mm-dd", _COLUMNS["points"]: "0.0"}
_NUMBERS = (_COLUMNS["year"], _COLUMNS["points"])
_NUMBER = re.compile(r"\d{1,4}(?:\.\d)?", re.ASCII)
_WIDE = re.compile(r"[^\x00-\xff]")  # takes two columns
_LINE, _MOST_LINES = 15, 10  # points; more is read in the cell
_A3 = 8
_FIRST_OF_PEOPLE = _COLUMNS[PEOPLES[0]]


def render(result: Result) -> bytes:
    """The ledger of a run; ``fazhi ledger`` reads it back. Errors: ``too-many`` rows for a sheet."""
    return written(_ledger.rows(result))


def written(rows: Sequence[LedgerRow], more: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Rows of a ledger as a workbook of two sheets, the second of which says how to fill in the first.
    ``more``: people's own columns behind, row by row."""
    from openpyxl import Workbook

    spreadsheets.refuse_too_many(rows)
    book = Workbook()
    _fill(book.worksheets[0], _ledger.table(rows, more))
    _guide(book)
    return spreadsheets.saved(book)


def _fill(sheet: Worksheet, table: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.title = SHEET
    wrapped = Alignment(wrap_text=True, vertical="top")
    shaded = PatternFill("solid", fgColor="FFF2CC")  # the heads of what people fill in
    bold = Font(bold=True)
    for number, words in enumerate(table, 1):
        for column, word in enumerate(words):
            cell = cast("Cell", sheet.cell(number, column + 1))
            cell.alignment = wrapped
            if number == 1:
                cell.font = bold
                if column >= _FIRST_OF_PEOPLE:
                    cell.fill = shaded
            elif column in _FORMATS:
                cell.number_format = _FORMATS[column]
            if word:
                _write(cell, word, is_number=number > 1 and column in _NUMBERS)
        sheet.row_dimensions[number].height = _LINE * min(_lines(words), _MOST_LINES)
    _widths(sheet, _WIDTHS)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _validate(sheet, len(table))
    _for_print(sheet)


def _lines(words: Sequence[str]) -> int:
    """How many lines the fullest cell of a row takes: not every program finds that out by itself."""
    counts = (
        -(-(len(line) + _WIDE.subn("", line)[1]) // (width - 2))
        for word, width in zip(words, _WIDTHS, strict=False)
        for line in [word.replace("\n", " ")]
    )
    return max(1, *counts)


def _for_print(sheet: Worksheet) -> None:
    """On paper: across, as wide as the page, the heads on every page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"


def _write(cell: Cell, words: str, *, is_number: bool) -> None:
    """Put words into a cell as text, even those that are typed for a formula."""
    if is_number and _NUMBER.fullmatch(words):
        cell.value = float(words) if "." in words else int(words)
        return
    plain = spreadsheets.text(words)
    cell.value = plain
    cell.data_type = "s"
    if spreadsheets.is_formula(plain):
        cell.quotePrefix = True


def _validate(sheet: Worksheet, last: int) -> None:
    """A list to choose 状态 from, and what to write where a person stands in 期限."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    states = DataValidation(
        type="list",
        formula1=f'"{",".join(STATES)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="状态",
        error="请从下拉列表里选一个状态。",
    )
    days = DataValidation(
        type="textLength",
        operator="lessThanOrEqual",
        formula1="20",
        allow_blank=True,
        showInputMessage=True,
        promptTitle="期限",
        prompt="写成 2027-03-31 这样的日期。",
    )
    for name, wanted in (("state", states), ("until", days)):
        letter = get_column_letter(_COLUMNS[name] + 1)
        wanted.add(f"{letter}2:{letter}{max(last, 2)}")
        sheet.add_data_validation(wanted)


def _guide(book: Workbook) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet("说明")
    for number, (head, words) in enumerate(GUIDE, 1):
        sheet.cell(number, 1, head).font = Font(bold=True)
        for column in (1, 2):
            sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 2, words)
    _widths(sheet, _GUIDE_WIDTHS)


def _widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
