"""The rectification ledger: out as csv and xlsx, filled in by people, read back, brought up to date."""

from __future__ import annotations

import csv
import io
import subprocess
import time
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import builders
import made
import pytest
from openpyxl import Workbook, load_workbook

from checker import globs, pipeline, plugins, readers, renderers, spreadsheets
from checker.cli import main
from checker.errors import CheckerError
from checker.ledger import decided, entries, exceptions_file
from checker.ledger.days import day
from checker.ledger.merged import merged
from checker.model.exceptions import Decision
from checker.model.ledger import HEADS, STATES, LedgerRow, mark
from checker.model.result import Failure
from checker.renderers import _ledger, xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.model.result import Result

SEEDS = Path(__file__).parent.parent.parent / "seeds"
EVIL = "=cmd|' /C calc'!A0"
FORMATS = ("csv", "xlsx")
office = pytest.mark.skipif(made.OFFICE is None, reason="LibreOffice is not installed")
RULES = {"work/a": frozenset(("pass", "partial", "fail")), "work/b": frozenset(("pass", "fail"))}
ROW = LedgerRow(
    key="1",
    report="镇.txt",
    issuer="某某镇",
    year="2023",
    rule="work/a",
    title="内容",
    status="缺失",
    state="暂缓整改",
    until="2027-03-31",
    because="上级已同意",
    by="张三",
)


def _said(error: CheckerError) -> str:
    return "\n".join((error.message, *error.more))


def _bytes(name: str, result: Result) -> bytes:
    shown: str | bytes = plugins.load(renderers, name).render(result)
    return shown if isinstance(shown, bytes) else shown.encode()


def _read(data: bytes) -> list[LedgerRow]:
    return [entry.row for entry in entries.read(readers.tables(data), "台账")]


def _hostile(words: str) -> Result:
    place = replace(builders.evidence(words), section=(words,))
    facts = replace(
        builders.facts(),
        issuer=replace(builders.facts().title, value=words),  # type: ignore[type-var]
    )
    gap = builders.outcome("fail", message=words, evidence=(place,))
    report = builders.assessment(gap, path=words, facts=facts)
    return builders.result(report, failures=(Failure(words, "unreadable", words),))


def test_a_row_for_each_gap_and_each_input_that_was_not_checked() -> None:
    rows = _ledger.rows(builders.everything())
    assert [(row.rule.rpartition("/")[2], row.state) for row in rows] == [
        ("shortcomings", "待整改"),
        ("causes", "待整改"),
        ("legal-publicity", "待整改"),
        ("legality-review", "待判断"),
        ("", "无法检查"),
        ("", "无法检查"),
    ]
    assert [row.points for row in rows[:4]] == ["20.0", "20.0", "10.0", "20.0"]
    assert len({row.key for row in rows}) == len(rows)
    assert rows[0].basis == "《某某规定》第五条：写明情况"
    assert all(row.state in STATES for row in rows)


def test_what_has_been_decided_is_shown_with_its_words() -> None:
    decision = Decision("work/a", "上级已同意", date(2027, 3, 31), by="张三")
    rows = _ledger.rows(
        builders.result(
            builders.assessment(
                builders.outcome("fail", "work/a", waived=decision),
                builders.outcome("fail", "work/b", baseline="known"),
                builders.outcome("partial", "work/c", attested=decision),
                builders.outcome("pass", "work/d", attested=decision),
            )
        )
    )
    assert [(row.rule, row.status, row.state, row.because) for row in rows] == [
        ("work/c", "不完整（人工认定）", "认定不完整", "上级已同意"),
        ("work/a", "缺失", "已豁免", "上级已同意"),
        ("work/b", "缺失", "基线已有", ""),
    ]
    assert (rows[1].until, rows[1].by) == ("2027-03-31", "张三")


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_written_is_read_back(name: str) -> None:
    wanted = _ledger.rows(builders.everything())
    assert [row._replace(points="") for row in _read(_bytes(name, builders.everything()))] == [
        row._replace(points="") for row in wanted
    ]


@pytest.mark.parametrize("words", [EVIL, "+1", "-1", "@SUM(A1)", "＝1+1", " =1", "|x", "\t=1"])
def test_no_cell_is_a_formula(words: str) -> None:
    told = _hostile(words)
    for line in csv.reader(io.StringIO(_bytes("csv", told).decode("utf-8-sig"))):
        assert not any(spreadsheets.is_formula(cell) for cell in line)
    data = _bytes("xlsx", told)
    book = load_workbook(io.BytesIO(data))
    cells = [c for row in book[xlsx.SHEET].iter_rows(min_row=2) for c in row if c.value]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    evil = [cell for cell in cells if spreadsheets.is_formula(str(cell.value))]
    assert evil
    assert all(cell.quotePrefix for cell in evil)
    for read in (_read(data), _read(_bytes("csv", told))):
        assert {row.message.strip() for row in read} == {
            words.strip(),
            f"{words.strip()}[unreadable]",
        }


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_result_is_the_same_bytes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _bytes(name, builders.everything())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 7200)
    assert _bytes(name, builders.everything()) == before


def test_what_no_cell_can_hold_is_left_out_and_what_is_too_long_is_visibly_cut() -> None:
    for letter in ("长", "𠀀"):
        told = _hostile(f"甲\x00\x1b\ud800乙\u202e{letter * 40_000}")
        for name in FORMATS:
            (row, _) = _read(_bytes(name, told))
            assert row.quote.startswith("甲乙" + letter)
            assert row.quote.endswith("……（过长，后面略去）")
            assert len(row.quote.encode("utf-16-le")) // 2 <= spreadsheets.LONGEST
            assert "\u202e" not in row.report


def test_csv_is_as_excel_wants_it() -> None:
    data = _bytes("csv", builders.everything())
    assert data.startswith("\ufeff编号,报告,报告单位,年度,规则".encode())
    assert data.count(b"\r\n") == 7
    assert data.count(b"\n") == 7


def test_the_workbook_helps_to_fill_it_in() -> None:
    book = load_workbook(io.BytesIO(_bytes("xlsx", builders.everything())))
    sheet, guide = book.worksheets
    assert [cell.value for cell in sheet[1]] == list(HEADS.values())
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:S7"
    assert {cell.number_format for cell in sheet["P"][1:]} == {"yyyy-mm-dd"}
    rules = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
    assert rules["Q2:Q7"].formula1 == f'"{",".join(STATES)}"'
    assert len(rules["Q2:Q7"].formula1) < 255  # more, and Excel calls the file broken
    assert "2027-03-31" in rules["P2:P7"].prompt
    assert sheet["D2"].value == 2023
    assert sheet.row_dimensions[2].height >= 15
    assert sheet.print_title_rows == "$1:$1"
    said = " ".join(str(cell.value) for row in guide.iter_rows() for cell in row)
    for words in (*STATES, "fazhi ledger import", "fazhi ledger update"):
        assert words in said


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("2026/3/31", date(2026, 3, 31)),
        ("2026.3.31", date(2026, 3, 31)),
        ("2026年3月31日", date(2026, 3, 31)),
        ("２０２６年３月３１日", date(2026, 3, 31)),
        ("20260331", date(2026, 3, 31)),
        ("2026-03-31 00:00:00", date(2026, 3, 31)),
        ("2026-02-30", None),
        ("年底", None),
        ("46112", None),
        ("", None),
    ],
)
def test_days_as_people_write_them(words: str, found: date | None) -> None:
    assert day(words) == found


def _decide(
    *rows: LedgerRow, place_of: Callable[[str], str] = lambda _: ""
) -> tuple[Decision, ...]:
    found = [entries.Entry(number, row, {}) for number, row in enumerate(rows, 2)]
    return decided.read(found, "台账.xlsx", RULES, place_of).decisions


def test_what_people_filled_in_is_decided() -> None:
    attested = ROW._replace(rule="work/b", status="需人工判断", state="认定符合", until="2027/3/1")
    open_ = ROW._replace(rule="work/b", report="他.txt", issuer="他镇", state="整改中", until="")
    assert _decide(ROW, attested, open_) == (
        Decision("work/a", "上级已同意", date(2027, 3, 31), "张三", (), "某某镇", 2023),
        Decision("work/b", "上级已同意", date(2027, 3, 1), "张三", (), "某某镇", 2023, "pass"),
    )


def test_a_report_without_issuer_or_like_another_is_named_by_its_file() -> None:
    unknown = ROW._replace(report="[a]*.txt", year="")
    (one,) = _decide(unknown, place_of=lambda path: path)
    assert (one.files, one.issuer, one.year) == ((r"/\[a\]\*.txt",), "", None)
    twins = (ROW, ROW._replace(report="稿.txt", because="另一个"))
    assert [d.files for d in _decide(*twins, place_of=lambda path: path)] == [
        ("/镇.txt",),
        ("/稿.txt",),
    ]


@pytest.mark.parametrize("path", ["a b.txt", "[x]*?.txt", "#a.txt", "!a.txt", "a\\b.txt", "x /y "])
def test_the_glob_of_a_file_names_it_alone(path: str) -> None:
    assert globs.matches((globs.exactly(path),), path)
    assert not globs.matches((globs.exactly(path),), f"z/{path}")
    assert not globs.matches((globs.exactly(path),), "x.txt")


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"because": ""}, "说明", "为什么"),
        ({"until": ""}, "期限", "到哪天为止"),
        ({"until": "年底"}, "期限", "“年底”不是一个日子"),
        ({"state": "认定符合"}, "状态", "只用于结论为“需人工判断”的行"),
        ({"state": "认定符合", "status": "需人工判断", "by": ""}, "经办人", "谁定的"),
        ({"state": "认定不适用", "status": "需人工判断"}, "状态", "不会得出“不适用”"),
        ({"state": "豁免"}, "状态", "没有“豁免”这种状态，可填：待整改"),
        ({"rule": "work/x"}, "规则", "没有规则“work/x”"),
        ({"issuer": ""}, "报告", "没有识别出来"),
        ({"because": "长" * 401}, "说明", "超过 400 字"),
    ],
)
def test_mistakes_are_told_with_their_place(change: Any, place: str, words: str) -> None:  # noqa: ANN401
    with pytest.raises(CheckerError) as told:
        _decide(ROW._replace(rule="work/b", state="待整改"), ROW._replace(**change))
    assert f"台账.xlsx 第 3 行“{place}”：" in _said(told.value)
    assert words in _said(told.value)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(CheckerError, match="有 4 处要改") as told:
        _decide(ROW._replace(until="", because=""), ROW._replace(rule="", until="明天"))
    assert len(told.value.more) == 4
    with pytest.raises(CheckerError) as told:
        _decide(ROW, ROW._replace(because="另一个"))
    assert "与第 2 行是同一份报告的同一项" in _said(told.value)
    with pytest.raises(CheckerError) as told:
        _decide(*[ROW._replace(until="", report=f"{n}") for n in range(100)])
    assert "另有 100 处" in _said(told.value)


@pytest.mark.parametrize(
    "change", [{"rule": "work/b"}, {"issuer": "别的镇"}, {"year": "2022"}, {"report": "别的.txt"}]
)
def test_what_a_row_is_about_may_not_be_edited(change: dict[str, str]) -> None:
    sound = ROW._replace(key=f"0123456789abcdef-{mark('镇.txt', 'work/a', '某某镇', '2023')}")
    assert len(_decide(sound)) == 1
    with pytest.raises(CheckerError) as told:
        _decide(sound._replace(**change))
    assert "“编号”：与报告、报告单位、年度、规则对不上" in _said(told.value)


def _sheet(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_columns_may_stand_anywhere_with_others_between_and_a_title_above() -> None:
    told = {HEADS[name]: value for name, value in ROW._asdict().items() if value}
    until = datetime(2027, 3, 31)  # noqa: DTZ001 - a cell has no zone
    cells: dict[str, object] = {**told, "期限": until, "年度": 2023.0, "备注": "催办"}
    heads = sorted(cells)
    data = _sheet([["整改台账"], [], heads, [cells[head] for head in heads], [None] * 3])
    (entry,) = entries.read(readers.tables(data), "台账.xlsx")
    assert entry.row == ROW
    assert entry.number == 4
    assert entry.more == {"备注": "催办"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_as_spreadsheets_write_it(encoding: str, mark: str) -> None:
    lines = [mark.join(HEADS.values()), mark.join(ROW)]
    (row,) = _read("\n".join(lines).encode(encoding))
    assert row == ROW


def test_missing_heads_are_told() -> None:
    heads = [head for head in HEADS.values() if head not in ("状态", "期限")]
    with pytest.raises(CheckerError, match="缺少“期限、状态”。需要的表头：编号、报告、规则"):
        _read(_sheet([heads]))
    with pytest.raises(CheckerError, match="“状态”有两列"):
        _read(_sheet([[*HEADS.values(), "状态"]]))


def _repacked(change: Callable[[dict[str, bytes]], Mapping[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_bytes("xlsx", builders.everything()))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in {**parts, **change(parts)}.items():
            new.writestr(name, part)
    return out.getvalue()


_SHEET_PART = "xl/worksheets/sheet1.xml"
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def _far(parts: dict[str, bytes]) -> dict[str, bytes]:
    row = (
        b'<row r="10000000"><c r="A10000000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    return {_SHEET_PART: parts[_SHEET_PART].replace(b"</sheetData>", row)}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: _repacked(lambda _: {"xl/media/a.xml": b"0" * (70 << 20)}), "too-large"),
        (lambda: _repacked(lambda p: {_SHEET_PART: _LAUGHS + p[_SHEET_PART]}), "unsafe"),
        (lambda: _repacked(lambda _: {_SHEET_PART: "<a/>".encode("utf-16")}), "unsafe"),
        (lambda: _repacked(lambda _: {_SHEET_PART: b"<worksheet"}), "unreadable"),
        (lambda: _repacked(_far), "too-large"),
        (lambda: b"PK\x03\x04" + b"\x00" * 100, "unreadable"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "unsupported"),
        (lambda: b"\x00\x01\x02\xff", "unreadable"),
        (lambda: b'"' + b"a" * 200_000, "unreadable"),
        (lambda: b"a\n" * 60_000, "too-large"),
    ],
)
def test_hostile_tables_are_refused(data: Callable[[], bytes], code: str) -> None:
    with pytest.raises(CheckerError) as told:
        readers.tables(data())
    assert told.value.code == code


def test_macros_and_links_are_not_looked_at() -> None:
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    data = _repacked(
        lambda _: {"xl/vbaProject.bin": b"\x00", "xl/externalLinks/externalLink1.xml": link}
    )
    assert len(_read(data)) == 6


def test_a_file_of_exceptions_is_the_same_for_the_same_decisions() -> None:
    one = Decision("work/a", "on", date(2027, 3, 31), "yes", (), "某某镇", 2023)
    two = replace(one, issuer="", year=None, files=("/a: b #c.txt",), status="pass")
    text = exceptions_file.written([one, two], "例外.yaml")
    assert text == exceptions_file.written([two, one], "例外.yaml")
    assert exceptions_file.is_ours(text.encode())
    read = exceptions_file.read(pipeline.exceptions_in("例外.yaml", text.encode()))
    assert read == [one, two]
    assert exceptions_file.read(pipeline.exceptions_in("x.yaml", exceptions_file.EMPTY)) == []


SEEN = {"镇.txt": ("某某镇", "2023")}


def _entry(row: LedgerRow, **more: str) -> entries.Entry:
    return entries.Entry(2, row, more)


def test_update_keeps_closes_and_adds() -> None:
    gap = ROW._replace(state="待整改", until="", because="", by="")
    old = [
        _entry(ROW._replace(key="1", unit="司法所", state="整改中"), 备注="催办"),
        _entry(ROW._replace(key="2", rule="work/b", state="已整改", because="已补写")),
        _entry(ROW._replace(key="3", report="没看.txt", issuer="他镇", state="整改中")),
        _entry(ROW._replace(key="4", rule="work/c", state="已销号")),
    ]
    fresh = [gap._replace(key="5", rule="work/d"), gap._replace(key="9", points="3.0")]
    now = merged(old, fresh, SEEN)
    told = [(e.row.key, e.row.state, e.row.unit, e.row.because, e.more) for e in now.entries]
    assert told == [
        ("5", "待整改", "", "", {}),
        ("9", "整改中", "司法所", "上级已同意", {"备注": "催办"}),
        ("3", "整改中", "", "上级已同意", {}),
        ("2", "已销号", "", "已补写", {}),
        ("4", "已销号", "", "上级已同意", {}),
    ]
    assert (now.new, now.still, now.closed, now.unseen, now.claimed) == (1, 1, 1, 1, 0)


@pytest.mark.parametrize(
    ("was", "found", "state"),
    [
        ("已豁免", ("缺失", "待整改"), "待整改"),
        ("已销号", ("缺失", "待整改"), "待整改"),
        ("待判断", ("缺失", "待整改"), "待整改"),
        ("整改中", ("缺失", "待整改"), "整改中"),
        ("整改中", ("缺失", "已豁免"), "已豁免"),
        ("认定符合", ("缺失", "待整改"), "待整改"),
        ("认定符合", ("需人工判断", "待判断"), "认定符合"),
        ("暂缓整改", ("缺失", "待整改"), "暂缓整改"),
        ("自己的话", ("缺失", "待整改"), "自己的话"),
    ],
)
def test_a_state_stays_as_far_as_it_can_be_said(
    was: str, found: tuple[str, str], state: str
) -> None:
    fresh = ROW._replace(status=found[0], state=found[1])
    now = merged([_entry(ROW._replace(state=was))], [fresh], SEEN)
    assert [entry.row.state for entry in now.entries] == [state]


def test_a_revised_report_under_another_name_goes_on_where_the_old_one_was() -> None:
    old = [
        _entry(ROW._replace(key="1", state="整改中")),
        _entry(ROW._replace(key="2", rule="work/b", state="整改中")),
    ]
    gap = ROW._replace(key="9", report="镇（修改稿）.txt", state="待整改", because="")
    now = merged(old, [gap], {gap.report: ("某某镇", "2023")})
    told = [(e.row.report, e.row.state, e.row.because) for e in now.entries]
    assert told == [
        ("镇（修改稿）.txt", "整改中", "上级已同意"),
        ("镇.txt", "已销号", "上级已同意"),
    ]
    both = merged(
        old, [gap, ROW._replace(key="8", state="待整改")], {**SEEN, gap.report: ("某某镇", "2023")}
    )
    assert [(e.row.report, e.row.state) for e in both.entries] == [
        ("镇（修改稿）.txt", "待整改"),
        ("镇.txt", "整改中"),
        ("镇.txt", "已销号"),
    ]


def test_a_report_that_could_not_be_read_closes_nothing() -> None:
    broken = LedgerRow(key="9", report="镇.txt", status="无法检查", state="无法检查")
    now = merged([_entry(ROW)], [broken], {})
    assert [entry.row.state for entry in now.entries] == ["无法检查", "暂缓整改"]
    again = merged([_entry(broken), _entry(ROW)], [ROW], SEEN)
    assert [entry.row.state for entry in again.entries] == ["暂缓整改", "已销号"]


def _filled(path: str, fill: Callable[[dict[str, str]], Mapping[str, object]]) -> None:
    """Fill in cells of a ledger as a person does, in a workbook or in a CSV file."""
    if path.endswith(".csv"):
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    else:
        book = load_workbook(path)
        sheet = book.worksheets[0]
        rows = [[str(v or "") for v in row] for row in sheet.iter_rows(values_only=True)]
    for number, row in enumerate(rows[1:], 2):
        for head, value in fill(dict(zip(rows[0], row, strict=True))).items():
            column = rows[0].index(head)
            row[column] = str(value)
            if path.endswith(".xlsx"):
                sheet.cell(number, column + 1).value = value  # type: ignore[assignment]
    if path.endswith(".csv"):
        with open(path, "w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(rows)
    else:
        book.save(path)


def _everything_decided(row: dict[str, str]) -> dict[str, object]:
    is_review = row["结论"] == "需人工判断"
    state = "认定符合" if is_review else "暂缓整改"
    until = datetime(2099, 3, 31)  # noqa: DTZ001 - a cell has no zone
    return {"状态": state, "说明": "看过原件", "期限": until, "经办人": "李四"}


@pytest.mark.parametrize("name", FORMATS)
def test_round_trip(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    seed = next(SEEDS.glob("004*.txt"))
    Path("报告 [1].txt").write_bytes(seed.read_bytes())
    ledger = f"台账.{name}"
    check = ["check", "报告 [1].txt", "--fail-on", "info"]
    assert main.main([*check, "--format", f"{name}={ledger}"]) == 1
    gaps = _read(Path(ledger).read_bytes())
    assert any(row.status == "需人工判断" for row in gaps)
    _filled(ledger, _everything_decided)
    Path("fazhi.yaml").write_text("exceptions: [例外.yaml]\n", encoding="utf-8")
    assert main.main(["ledger", "import", ledger, "-o", "例外.yaml"]) == 0
    before = Path("例外.yaml").read_bytes()
    assert main.main(["ledger", "import", ledger, "-o", "例外.yaml"]) == 0
    assert Path("例外.yaml").read_bytes() == before
    assert main.main(check) == 0
    capsys.readouterr()

    assert main.main(["ledger", "update", ledger, "报告 [1].txt"]) == 0
    closed = sum(row.status == "需人工判断" for row in gaps)
    said = capsys.readouterr().out
    assert f"新增 0 项，仍在 {len(gaps) - closed} 项，已销号 {closed} 项" in said
    states = [row.state for row in _read(Path(ledger).read_bytes())]
    assert states == ["已豁免"] * (len(gaps) - closed) + ["已销号"] * closed
    assert main.main(["ledger", "import", ledger, "-o", "例外.yaml"]) == 0
    assert Path("例外.yaml").read_bytes() == before

    _filled(ledger, lambda _: {"状态": "整改中"})
    assert main.main(["ledger", "import", ledger, "-o", "例外.yaml"]) == 0
    assert main.main(check) == 1


def test_nothing_is_written_over_what_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("手写.yaml").write_text("waivers: []\n", encoding="utf-8")
    Path("台账.xlsx").write_bytes(_bytes("xlsx", builders.everything()))
    assert main.main(["ledger", "import", "台账.xlsx", "-o", "手写.yaml"]) == 2
    assert "不会覆盖" in capsys.readouterr().err
    assert Path("手写.yaml").read_text(encoding="utf-8") == "waivers: []\n"
    assert main.main(["ledger", "update", "台账.ods", "."]) == 2
    assert "xlsx 或 csv" in capsys.readouterr().err


@office
@pytest.mark.parametrize(
    ("name", "kind", "options"),
    [
        ("台账.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76", ()),
        ("台账.csv", "xlsx", ("--infilter=Text - txt - csv (StarCalc):44,34,76",)),
    ],
)
def test_libreoffice_shows_the_same_cells(
    name: str, kind: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    result = builders.result(*builders.everything().reports, *_hostile(EVIL).reports)
    (tmp_path / name).write_bytes(_bytes(name.rpartition(".")[2], result))
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    into = ("--outdir", str(out), str(tmp_path / name))
    subprocess.run(
        [str(made.OFFICE), profile, "--headless", *options, *("--convert-to", kind), *into],
        check=True,
        capture_output=True,
        timeout=120,
    )
    written = out / f"台账.{kind.partition(':')[0]}"
    if not written.exists():
        pytest.skip("this LibreOffice opens no tables")
    read = _read(written.read_bytes())
    assert [row._replace(points="") for row in read] == [
        row._replace(points="") for row in _ledger.rows(result)
    ]
