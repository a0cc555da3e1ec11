"""Tables that people hand back (.xlsx, .csv): cells as words, whatever program wrote them. Runs apart."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.readers._package import DECLARED, Package

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.readers._limits import Limits

_MAGIC = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_BOOK = "xl/workbook.xml"
_SHEETS = 5
_ROWS = 50_000
_COLUMNS = 100
_CELL = 100_000  # characters of a cell of a CSV file
_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def extract(data: bytes, limits: Limits) -> dict[str, Any]:
    """``sheets``: of each its rows of words. Errors: ``unsupported``, ``unsafe``, ``too-large``,
    ``unreadable``."""
    if data.startswith(_COMPOUND):
        raise CheckerError(
            "unsupported", "这是旧版 Excel 文件或加了密码的文件，请去掉密码、另存为 xlsx。"
        )
    sheets = _workbook(data, limits) if data.startswith(_MAGIC) else [_csv(data)]
    return {"sheets": sheets}


def _workbook(data: bytes, limits: Limits) -> list[list[list[str]]]:
    """The first sheets of a workbook; formulas as the values that were last computed."""
    package = Package(data, limits)
    if _BOOK not in package:
        raise CheckerError("unsupported", "这不是 xlsx 表格；请另存为 xlsx 或 csv。")
    for name in package.names_as_stored:
        _refuse_entities(name, package.read(name))
    from openpyxl import load_workbook

    book = load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False, keep_vba=False
    )
    made = []
    for sheet in book.worksheets[:_SHEETS]:
        sheet.reset_dimensions()  # what a workbook says of its size need not be true
        cells = sheet.iter_rows(max_row=_ROWS + 1, max_col=_COLUMNS, values_only=True)
        made.append(_rows([_word(value) for value in row] for row in cells))
    return made


def _refuse_entities(name: str, part: bytes) -> None:
    """CheckerError ``unsafe`` where a part declares entities, or is written so that it could hide them."""
    hides = name.lower().endswith((".xml", ".rels")) and b"\x00" in part
    if hides or any(mark in part for mark in DECLARED):
        raise CheckerError("unsafe", "表格里声明了 XML 实体，可能有害，不予读取。")


def _csv(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    head = text.partition("\n")[0]
    mark = max(",\t;", key=head.count)
    csv.field_size_limit(_CELL)
    try:
        return _rows(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise CheckerError("unreadable", "CSV 的写法不对，无法读取；请另存为 xlsx。") from error


def _decoded(data: bytes) -> str:
    """The text of a file: UTF-8, what Excel on Chinese systems writes, or what it calls Unicode."""
    encodings = ("utf-16",) if data.startswith(_UTF16) else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text
    raise CheckerError("unreadable", "这不是 xlsx 或 csv 表格，无法读取。")


def _rows(found: Iterable[list[str]]) -> list[list[str]]:
    rows = list(islice(found, _ROWS + 1))
    if len(rows) > _ROWS:
        raise CheckerError("too-large", f"表格超过 {_ROWS} 行，请拆成几个文件。")
    for row in rows:
        del row[_COLUMNS:]
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _word(value: object) -> str:
    """A cell as a person reads it: days without time, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
