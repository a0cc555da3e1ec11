"""Figures as tables: every cell as it is, none a formula, the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
import json
import sys
import time
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from checker import plugins, sheets
from checker.errors import CheckerError
from checker.model.sheet import HEADS, FigureRow

ROW = FigureRow(
    report="报告.txt",
    issuer="某某镇",
    level="township",
    year=2023,
    indicator="mediation",
    title="人民调解与矛盾纠纷",
    value="97.5",
    upper=None,
    unit="%",
    approximate=False,
    scope="own",
    section="一、举措 › (一)调解",
    quote="调解成功率97.5%",
    page=None,
    line=12,
    column=3,
    start=120,
    end=125,
)
HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://x")',
    "%0A",
)


def _csv(rows: list[FigureRow]) -> list[list[str]]:
    data = plugins.load(sheets, "csv").render(rows)
    assert data.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_every_format_takes_every_row() -> None:
    rows = [ROW, ROW._replace(issuer=None, level=None, year=None, indicator=None, title=None)]
    for name in plugins.names(sheets):
        assert plugins.load(sheets, name).render(rows)
        assert plugins.load(sheets, name).render([]) is not None


def test_csv_has_a_head_and_a_line_for_each_figure() -> None:
    head, line = _csv([ROW])
    assert head == list(HEADS.values())
    assert dict(zip(HEADS, line, strict=True)) | {"value": "97.5", "level": "乡镇（街道）"} == dict(
        zip(HEADS, line, strict=True)
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_is_a_formula(words: str) -> None:
    row = ROW._replace(report=words, issuer=words, quote=words, section=words)
    _, line = _csv([row])
    assert not any(cell[:1] in ("=", "+", "-", "@", "\t") for cell in line)
    book = load_workbook(io.BytesIO(plugins.load(sheets, "xlsx").render([row])))
    for cell in next(book.active.iter_rows(min_row=2)):  # type: ignore[union-attr]
        assert cell.data_type != "f"


def test_control_characters_leave_no_broken_workbook() -> None:
    row = ROW._replace(quote="调解\x00\x1b[31m成功\ud800", section="a\u2028b")
    book = load_workbook(io.BytesIO(plugins.load(sheets, "xlsx").render([row])))
    words = [c.value for c in next(book.active.iter_rows(min_row=2))]  # type: ignore[union-attr]
    assert "调解[31m成功" in words


def test_numbers_stay_exact() -> None:
    long = ROW._replace(value="123456789012345678")
    _, line = _csv([long])
    assert "123456789012345678" in line
    told = json.loads(plugins.load(sheets, "json").render([long]))
    assert told["figures"][0]["value"] == "123456789012345678"


def test_parquet_keeps_decimals() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(plugins.load(sheets, "parquet").render([ROW])))
    assert table.column_names == list(FigureRow._fields)
    assert table["value"].to_pylist() == [Decimal("97.5")]
    assert table["approximate"].to_pylist() == [False]


def test_parquet_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CheckerError, match="parquet") as told:
        plugins.load(sheets, "parquet").render([ROW])
    assert told.value.code == "not-installed"


def test_the_same_rows_are_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = plugins.load(sheets, "xlsx").render([ROW])
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 7200)
    assert plugins.load(sheets, "xlsx").render([ROW]) == before


def test_rows_that_do_not_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    xlsx = plugins.load(sheets, "xlsx")
    monkeypatch.setattr(xlsx, "_MOST", 1)
    with pytest.raises(CheckerError, match="Excel"):
        xlsx.render([ROW, ROW])
