"""Cells and files as spreadsheets take them: no cell is a formula, the same rows are the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import TYPE_CHECKING

from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl import Workbook

Cell = str | int | float | None
MOST = 1_048_575  # rows of a sheet behind its head
LONGEST = 32_767  # UTF-16 units of a cell
_CUT = "……（过长，后面略去）"
_FORMULA = re.compile(r"\s*[=+\-@|＝＋－＠]|[\t\r\n]")
_GUARD = "'"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|[\ud800-\udfff]")
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z(?=<)")
_DAY = b"2000-01-01T00:00:00Z"
_ZIPPED = (2000, 1, 1, 0, 0, 0)


def text(words: str) -> str:
    """Words without the characters that a cell cannot hold, visibly cut where they are too long."""
    plain = _CONTROL.sub("", words)
    if len(plain) * 2 <= LONGEST or _units(plain) <= LONGEST:
        return plain
    kept = plain.encode("utf-16-le")[: 2 * (LONGEST - len(_CUT))]
    return kept.decode("utf-16-le", errors="ignore") + _CUT


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def is_formula(words: str) -> bool:
    """Whether some spreadsheet would take the words for a formula."""
    return bool(_FORMULA.match(words))


def guarded(words: str) -> str:
    """The text of a cell that no spreadsheet takes for a formula, wherever it is typed or loaded."""
    plain = text(words)
    return text(f"{_GUARD}{plain}") if is_formula(plain) else plain


def unguarded(words: str) -> str:
    """The words that were guarded."""
    is_guarded = words.startswith(_GUARD) and is_formula(words[1:])
    return words[1:] if is_guarded else words


def as_csv(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows as RFC 4180 wants them, with a byte order mark: Excel then reads Chinese as it is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(rows)
    return f"\ufeff{out.getvalue()}"


def refuse_too_many(rows: Sequence[object], most: int = MOST) -> None:
    """CheckerError ``too-many`` where the rows do not fit into a sheet."""
    if len(rows) > most:
        raise CheckerError(
            "too-many", f"共有 {len(rows)} 行，超过 Excel 一张表的 {most} 行，请分批，或改用 csv。"
        )


def saved(book: Workbook) -> bytes:
    """A workbook with one day for all times in it: same cells, same bytes."""
    made, out = io.BytesIO(), io.BytesIO()
    book.save(made)
    with (
        zipfile.ZipFile(made) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = _MODIFIED.sub(_DAY, old.read(name)) if name == _CORE else old.read(name)
            new.writestr(zipfile.ZipInfo(name, _ZIPPED), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
