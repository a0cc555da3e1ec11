"""Who should have reported: a list of bodies against what a store holds of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from checker import normalise
from checker.errors import CheckerError
from checker.facts import issuer
from checker.model.rule import LEVEL_WORDS
from checker.model.table import Column, Table
from checker.model.text import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from duckdb import DuckDBPyConnection

    from checker.model.vocabulary import Vocabulary

NAME, LEVEL, REGION = "单位", "层级", "地区"
_NAMES = (NAME, "单位名称", "报告单位", "名称")
LATE_RULE = "timeliness/published-on-time"
STATES = ("已报告", "已报告，公开迟于期限", "已报告，未见公开日期", "有几份，请核对", "同名单位，请核对",
          "只有别的年度", "交的是别的文件", "未找到")  # fmt: skip
_REPORTS = """
SELECT a.path, a.issuer, a.level, a.year, a.kind, a.is_judged, a.score, a.published, a.title,
  (SELECT any_value(o.status) FROM outcomes o WHERE o.path = a.path AND o.rule = ?) AS late
FROM assessments a ORDER BY a.path
"""


class Entry(NamedTuple):
    """A body that should report. ``name`` as written, ``short`` as reports are told apart by."""

    row: int
    name: str
    short: str
    level: str | None
    region: str


class _Report(NamedTuple):
    path: str
    issuer: str | None
    level: str | None
    year: int | None
    kind: str
    is_judged: bool
    score: float | None
    published: date | None
    title: str | None
    late: str | None


def entries(sheet: Sequence[Sequence[str]], vocabulary: Vocabulary) -> list[Entry]:
    """The bodies of a list whose first row names its columns. Errors: ``roster``, all mistakes at once."""
    heads = [cell.strip() for cell in sheet[0]] if sheet else []
    column = next((heads.index(name) for name in _NAMES if name in heads), None)
    if column is None:
        raise CheckerError(
            "roster", f"名单的第一行要有“{NAME}”一列，再加“{LEVEL}”“{REGION}”两列更好。"
        )
    levels = {words: key for key, words in LEVEL_WORDS.items()} | {key: key for key in LEVEL_WORDS}
    found: list[Entry] = []
    wrong: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    for number, cells in enumerate(sheet[1:], 2):
        told = {head: cell.strip() for head, cell in zip(heads, cells, strict=False)}
        name = told.get(heads[column], "")
        if not any(told.values()):
            continue
        if not name:
            wrong.append(f"第 {number} 行没有写单位。")
            continue
        level = told.get(LEVEL, "")
        if level and level not in levels:
            wrong.append(
                f"第 {number} 行的层级“{level}”不认识，可写：{'、'.join(LEVEL_WORDS.values())}。"
            )
            continue
        region = told.get(REGION, "")
        if (name, region) in seen:
            wrong.append(f"第 {number} 行与第 {seen[name, region]} 行是同一个单位“{name}”。")
            continue
        seen[name, region] = number
        short, told_level = short_name(name, vocabulary)
        found.append(Entry(number, name, short, levels.get(level) or told_level, region))
    if wrong:
        raise CheckerError("roster", wrong[0], more=tuple(wrong[1:]))
    if not found:
        raise CheckerError("roster", "名单里没有单位。")
    return found


def short_name(name: str, vocabulary: Vocabulary) -> tuple[str, str | None]:
    """A body's name as reports are told apart by, and its level where that shows."""
    words = normalise.text(Source("", name, "utf-8", (0,))).content.strip()
    return issuer.named(words, vocabulary) or (words, None)


def compared(
    store: DuckDBPyConnection, listed: Sequence[Entry], year: int | None, vocabulary: Vocabulary
) -> Table:
    """What each body of a list has handed in for a year (the last one in the store where none is
    given), those first of whom something is wanted."""
    reports = [_Report(*row) for row in store.execute(_REPORTS, [LATE_RULE]).fetchall()]
    if year is None:
        year = max((r.year for r in reports if r.is_judged and r.year), default=None)
    by_name: dict[str, list[_Report]] = defaultdict(list)
    for report in reports:
        if report.issuer:
            by_name[short_name(report.issuer, vocabulary)[0]].append(report)
    alike = Counter((e.short, e.level) for e in listed)
    rows = []
    for entry in listed:
        mine = [r for r in by_name[entry.short] if _fits(r, entry)]
        state, shown = _state(mine, year, is_shared=alike[entry.short, entry.level] > 1)
        first = shown[0] if shown else None
        rows.append(
            (
                entry.name,
                LEVEL_WORDS.get(entry.level or "", ""),
                entry.region,
                state,
                first.published and str(first.published) if first else None,
                first.score if first else None,
                "；".join(r.path for r in shown[:3]),
            )
        )
    rows.sort(key=lambda row: -STATES.index(str(row[3])))
    heads = (
        *(Column(NAME), Column(LEVEL), Column(REGION), Column("情况"), Column("公开日期")),
        *(Column("得分", right=True), Column("文件")),
    )
    return Table(
        f"应报告单位{f'（{year} 年度）' if year else ''}", heads, tuple(rows), _notes(rows)
    )


def _fits(report: _Report, entry: Entry) -> bool:
    """Whether a report can be this body's: of its level, and filed in its region where both are known."""
    if entry.level and report.level and entry.level != report.level:
        return False
    return not entry.region or entry.region in report.path or not _has_folder(report.path)


def _has_folder(path: str) -> bool:
    return "/" in path


def _state(
    mine: Sequence[_Report], year: int | None, *, is_shared: bool
) -> tuple[str, Sequence[_Report]]:
    now = [r for r in mine if r.is_judged and r.year in (year, None)]
    if now and is_shared:
        return STATES[4], now
    if len(now) > 1:
        return STATES[3], now
    if now:
        if now[0].late == "fail":
            return STATES[1], now
        return (STATES[2] if now[0].published is None else STATES[0]), now
    earlier = [r for r in mine if r.is_judged]
    if earlier:
        return STATES[5], earlier
    return (STATES[6], mine) if mine else (STATES[7], ())


def _notes(rows: Sequence[Sequence[object]]) -> tuple[str, ...]:
    counted: Mapping[str, int] = Counter(str(row[3]) for row in rows)
    told = "，".join(f"{state} {counted[state]} 个" for state in STATES if state in counted)
    return (
        f"名单上 {len(rows)} 个单位：{told}。",
        "按报告标题、落款里的单位名称对照；名称读不出来的报告见 fazhi rank，不能检查的文件见 fazhi query。",
    )
