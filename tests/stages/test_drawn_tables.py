"""Tables whose cells are parted by drawn rules: rows whatever is broken into lines inside a cell."""

from __future__ import annotations

import io

import docx
import made
import pytest
import raw
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Cm

from checker import readers
from checker.readers import _grid

ROWS = (
    ("事项类别", "受理件数（件）", "办结件数（含上年结转）", "备注说明"),
    (
        "行政许可事项办理情况（含委托下放事项）",
        "1234",
        "1230",
        "其中4件正在办理，预计明年一季度办结",
    ),
    ("行政处罚", "56", "55", ""),
    ("合计", "1290", "1285", ""),
)
EXPECTED = ["\t".join(row) for row in ROWS]


def _rules(xs: list[float], ys: list[float]) -> list[_grid.Box]:
    level = [_grid.Box(xs[0], y - 0.5, xs[-1], y) for y in ys]
    return level + [_grid.Box(x, ys[-1], x + 0.5, ys[0]) for x in xs]


def _lines(data: bytes, name: str) -> list[str]:
    told = readers.read(name, data).text.replace(" ", "")  # some fonts set digits apart
    return [line for line in told.split("\n") if line.strip()]


def test_rules_that_cross_are_a_grid_and_a_frame_is_none() -> None:
    (grid,) = _grid.grids(_rules([0, 100, 200], [300, 280, 260]))
    assert grid.cell(50, 290) == (0, 0)
    assert grid.cell(150, 270) == (1, 1)
    assert grid.cell(250, 270) is None
    assert grid.cell(50, 301) is None
    assert _grid.grids(_rules([0, 500], [800, 400, 0])) == []  # one column
    assert _grid.grids(_rules([0, 100, 200], [300, 280])) == []  # one row
    assert (
        _grid.grids([_grid.Box(0, n, 500, n + 0.5) for n in range(0, 800, 20)]) == []
    )  # lines to write on


def test_rules_in_pieces_are_one_and_a_missing_piece_joins_cells() -> None:
    pieces = [
        _grid.Box(x, y, x + 100, y + 0.5)
        for x in (0, 100)
        for y in (260, 280, 300)
        if (x, y) != (0, 280)
    ]
    upright = [_grid.Box(x, y, x + 0.5, y + 20) for x in (0, 100, 200) for y in (260, 280)]
    (grid,) = _grid.grids(pieces + upright)
    assert grid.cell(50, 290) == grid.cell(50, 270) == (0, 0)
    assert grid.cell(150, 290) != grid.cell(150, 270)


def test_two_tables_on_a_page_are_two_and_a_drawing_is_none() -> None:
    upper, lower = _rules([0, 100, 200], [700, 680, 660]), _rules([0, 50, 200], [500, 480, 460])
    assert len(_grid.grids(upper + lower)) == 2
    hatching = [_grid.Box(0, n / 2, 500, n / 2 + 0.1) for n in range(1600)]
    assert _grid.grids(upper + hatching) == []


@pytest.mark.skipif(made.OFFICE is None, reason="LibreOffice is not installed")
def test_cells_that_a_word_processor_broke_into_lines() -> None:
    document = docx.Document()
    document.add_paragraph("办理情况如下。")
    table = document.add_table(len(ROWS), len(ROWS[0]), style="Table Grid")
    for row, words in zip(table.rows, ROWS, strict=True):
        for cell, said in zip(row.cells, words, strict=True):
            cell.text = said
            cell.width = Cm(2.6)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    document.add_paragraph("二、存在的问题")
    out = io.BytesIO()
    document.save(out)
    data = made.converted({"x": out.getvalue()}, "docx", "pdf")["x"]
    assert _lines(data, "x.pdf") == ["办理情况如下。", *EXPECTED, "二、存在的问题"]


@pytest.mark.skipif(made.OFFICE is None, reason="LibreOffice is not installed")
def test_a_form_around_an_article_is_no_table() -> None:
    document = docx.Document()
    table = document.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).text, table.cell(0, 1).text = "单位", "某某镇人民政府"
    table.cell(1, 0).text = "内容"
    cell = table.cell(1, 1)
    cell.text = "一、主要举措和成效"
    for _ in range(4):
        cell.add_paragraph("全镇认真推进法治政府建设，办理行政复议案件3件，" * 5)
    out = io.BytesIO()
    document.save(out)
    data = made.converted({"x": out.getvalue()}, "docx", "pdf")["x"]
    lines = _lines(data, "x.pdf")
    assert any(line.endswith("一、主要举措和成效") for line in lines)
    assert max(map(len, lines)) < 200


@pytest.mark.skipif(made.BROWSER is None, reason="no browser is installed")
def test_cells_that_a_browser_broke_into_lines() -> None:
    cells = "".join(f"<tr>{''.join(f'<td>{words}</td>' for words in row)}</tr>" for row in ROWS)
    style = "style='border-collapse:collapse;width:300px'"
    page = (
        f"<html><meta charset=utf-8><body><p>办理情况如下。</p><table border=1 {style}>{cells}</table>"
        "<p>二、存在的问题</p></body></html>"
    )
    assert _lines(made.printed(page), "x.pdf") == ["办理情况如下。", *EXPECTED, "二、存在的问题"]


def _run(x: float, y: float, words: str) -> str:
    steps = " ".join(["3.5"] * (len(words) - 1))
    return (
        f"<ofd:TextObject Boundary='{x} {y} {len(words) * 3.5} 4' Size='3.5'>"
        f"<ofd:TextCode X='0' Y='3.2' DeltaX='{steps}'>{words}</ofd:TextCode></ofd:TextObject>"
    )


def _stroke(boundary: str, path: str) -> str:
    return f"<ofd:PathObject Boundary='{boundary}'><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"


def test_cells_of_a_fixed_page_that_are_broken_into_lines() -> None:
    level = (_stroke(f"20 {y} 100 0.3", "M 0 0 L 100 0") for y in (30, 45, 55, 65))
    upright = (_stroke("0 0 210 297", f"M {x} 30 L {x} 65") for x in (20, 60, 90, 120))
    written = [
        *((20, 20, "办理情况见下表。"), (20, 80, "二、存在的问题")),
        *((21, 31, "行政许可事项办"), (21, 37, "理情况"), (62, 34, "受理"), (92, 34, "办结")),
        *((21, 47, "行政复议"), (62, 47, "12"), (92, 47, "10")),
        *((21, 57, "合计"), (62, 57, "12"), (92, 57, "10")),
    ]
    page = "".join([*level, *upright, *(_run(*run) for run in written)])
    assert _lines(raw.fixed(page), "x.ofd") == [
        "办理情况见下表。",
        "行政许可事项办理情况\t受理\t办结",
        "行政复议\t12\t10",
        "合计\t12\t10",
        "二、存在的问题",
    ]
