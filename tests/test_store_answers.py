"""What is asked of a store: by SQL, and the ready questions; every answer in every format."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from checker import pipeline, plugins, tabular
from checker.cli.main import main
from checker.corpus import answers, dashboard, roster, views
from checker.corpus import run as corpus
from checker.corpus.executors import local
from checker.corpus.judging import digest
from checker.corpus.nouns import Listed, Setup
from checker.corpus.overview import overview
from checker.corpus.store import Store
from checker.errors import CheckerError
from checker.model.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent
GOLD = sorted((ROOT / "tests" / "gold").glob("*.txt"))
EVIL = "=cmd|'/c calc'!A1 <script>alert(1)</script> \u202e|`x`"


def _stored(folder: Path, listed: Sequence[Listed]) -> Path:
    book = pipeline.excepting(pipeline.book(), today=None)
    name = digest(book, None, (), (60.0, float(4 << 30)))
    setup = Setup((), None, None, (), 60.0, 4 << 30, name)
    with Store(str(folder)) as store, local(2) as executor:
        corpus.run(listed, store, setup, executor, at_once=2, tell=lambda _: None)
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = [(f"全省/{'甲乙'[n % 2]}市/{p.name}", p.read_bytes()) for n, p in enumerate(GOLD[:24])]
    files.append(("全省/甲市/坏.pdf", b"%PDF-1.7"))
    listed = [Listed(path, data, hashlib.sha256(data).hexdigest()) for path, data in files]
    listed.append(Listed(f"全省/{EVIL}/x.txt", b"", "", code="not-found", message=EVIL))
    return _stored(tmp_path_factory.mktemp("answers") / "结果", listed)


def _said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main([*arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_what_stands_now(store: Path) -> None:
    asked = views.connect(str(store))
    assert asked.execute("SELECT count(*) FROM assessments").fetchone() == (24,)
    assert asked.execute("SELECT count(*) FROM failures").fetchone() == (2,)
    regions = asked.execute("SELECT DISTINCT region FROM assessments ORDER BY 1").fetchall()
    assert regions == [("乙市",), ("甲市",)]
    doubled = (
        "SELECT count(*) FROM (SELECT path, rule FROM outcomes GROUP BY ALL HAVING count(*) > 1)"
    )
    assert asked.execute(doubled).fetchone() == (0,)


@pytest.mark.parametrize(
    "sql",
    [
        "COPY assessments TO 'here.csv'",
        "DROP VIEW assessments",
        "SET memory_limit = '1GB'",
        "SELECT 1; SELECT 2",
        "ATTACH 'x.db'",
        "INSTALL httpfs",
        "PRAGMA database_list",
    ],
)
def test_only_one_select(store: Path, sql: str) -> None:
    with pytest.raises(CheckerError, match="一条 SELECT"):
        views.asked(views.connect(str(store)), sql)


@pytest.mark.parametrize(
    "sql",
    ["SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM read_text('/etc/hosts')", "SELEC"],
)
def test_nothing_but_the_store_is_read(store: Path, sql: str) -> None:
    with pytest.raises(CheckerError, match="查询写得不对"):
        views.asked(views.connect(str(store)), sql)


def test_a_folder_that_is_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, error = _said(capsys, "query", str(tmp_path), "SELECT 1")
    assert (status, "没有批量检查的结果" in error) == (2, True)


def test_the_ranking_is_by_score_and_peers_by_level_and_year(store: Path) -> None:
    table = answers.rank(views.connect(str(store)), answers.Only())
    scores = [float(str(row[4])) for row in table.rows]
    assert scores == sorted(scores, reverse=True)
    peers: dict[tuple[object, object], list[float]] = {}
    for row in table.rows:
        peers.setdefault((row[2], row[3]), []).append(float(str(row[4])))
    for row in table.rows:
        alike = peers[row[2], row[3]]
        if len(alike) < answers.FEW:
            assert row[-2] is None
        else:
            beaten = sum(score < float(str(row[4])) for score in alike)
            assert row[-2] == f"{100 * beaten // (len(alike) - 1)}%"


def test_gaps_are_counted(store: Path) -> None:
    asked = views.connect(str(store))
    table = answers.gaps(asked, answers.Only())
    for rule, _, _, count, failed, partly, unsure, share in table.rows:
        of_rule = asked.execute(
            "SELECT status FROM outcomes WHERE asked AND rule = ? AND status <> 'not_applicable'",
            [rule],
        ).fetchall()
        statuses = [status for (status,) in of_rule]
        assert count == len(statuses)
        assert (failed, partly, unsure) == tuple(map(statuses.count, ("fail", "partial", "review")))
        assert share is None or share == f"{100 * failed / count:.1f}%"  # type: ignore[operator]
    by_level = answers.gaps(asked, answers.Only(), "level")
    assert sum(int(str(row[5])) for row in by_level.rows) == sum(
        int(str(row[4])) for row in table.rows
    )
    with pytest.raises(CheckerError, match="不能按"):
        answers.gaps(asked, answers.Only(), "rule; DROP")


def test_every_format_shows_and_does_nothing() -> None:
    table = Table(EVIL, (Column(EVIL), Column("数", right=True)), ((EVIL, 1.5), (None, 2)), (EVIL,))
    made = {name: plugins.load(tabular, name).render(table) for name in plugins.names(tabular)}
    assert set(made) >= {"csv", "html", "json", "markdown", "text", "xlsx"}
    assert all(made[name] == plugins.load(tabular, name).render(table) for name in made)
    assert "<script" not in made["html"]
    assert "\u202e" not in made["html"] + made["markdown"] + made["text"]
    assert not re.search(r"(?<!\\)`", made["markdown"])
    assert json.loads(made["json"])["rows"][1] == [None, 2]
    cells = list(csv.reader(io.StringIO(made["csv"].decode("utf-8-sig"))))
    assert cells[1][0].startswith("'=")
    sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert str(sheet["A2"].value).startswith("'=")


@pytest.mark.parametrize("name", ["text", "markdown", "csv", "html", "json"])
def test_commands_write_every_format(
    store: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (("rank",), ("gaps",), ("gaps", "--by", "region")):
        status, out, _ = _said(capsys, command[0], str(store), *command[1:], "--format", name)
        assert (status, len(out) > 200) == (0, True)


def _roster(tmp_path: Path, text: str) -> str:
    (tmp_path / "名单.csv").write_text(text, encoding="utf-8-sig")
    return str(tmp_path / "名单.csv")


def test_a_roster(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = views.connect(str(store))
    issuer, _level, year = asked.execute(
        "SELECT issuer, level, year FROM assessments WHERE score IS NOT NULL AND level = 'township' "
        "GROUP BY ALL HAVING count(*) = 1 ORDER BY 1 LIMIT 1"
    ).fetchone() or ("", "", 0)
    path = _roster(tmp_path, f"单位,层级\n某省某县{issuer}人民政府,\n无名镇人民政府,乡镇（街道）\n")
    status, out, error = _said(
        capsys, "roster", path, "--store", str(store), "--year", str(year), "-f", "json"
    )
    assert (status, error) == (0, "")
    rows = {row[0]: row[3] for row in json.loads(out)["rows"]}
    assert rows["无名镇人民政府"] == "未找到"
    assert rows[f"某省某县{issuer}人民政府"] in roster.STATES[:3]
    _, out, _ = _said(capsys, "roster", path, "--store", str(store), "--year", "2001", "-f", "json")
    rows = {row[0]: row[3] for row in json.loads(out)["rows"]}
    assert rows[f"某省某县{issuer}人民政府"] == "只有别的年度"


def test_a_roster_with_mistakes(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _roster(tmp_path, "单位,层级\n甲镇,什么\n,县级\n乙镇,\n乙镇,\n")
    status, _, error = _said(capsys, "roster", path, "--store", str(store))
    assert status == 2
    for told in ("第 2 行的层级", "第 3 行没有写单位", "第 5 行与第 4 行是同一个单位"):
        assert told in error
    status, _, error = _said(
        capsys, "roster", _roster(tmp_path, "名字\n甲镇\n"), "--store", str(store)
    )
    assert (status, "要有“单位”一列" in error) == (2, True)


def test_the_dashboard(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "总览.html"
    status, said, _ = _said(capsys, "dashboard", str(store), "-o", str(out))
    assert (status, "份报告" in said) == (0, True)
    page = out.read_text(encoding="utf-8")
    assert not re.search(r"<script|https?://|src=|@import|url\(", page)
    seen = overview(views.connect(str(store)), answers.Only())
    assert page == dashboard.page(seen)
    assert sum(seen.steps) == seen.reports == sum(year.size for year in seen.years)
    scores = [s.score for s in (*seen.best, *seen.worst)]
    assert scores == sorted(scores, reverse=True)
    for few in (year for year in seen.years if year.size < answers.FEW):
        assert few.median is None


def test_an_empty_store_has_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _stored(tmp_path / "空", [])
    status, _, _ = _said(capsys, "dashboard", str(tmp_path / "空"), "-o", str(tmp_path / "x.html"))
    assert status == 0
    assert "还没有可以评分的报告" in (tmp_path / "x.html").read_text(encoding="utf-8")
    status, _out, _ = _said(capsys, "rank", str(tmp_path / "空"))
    assert status == 0
