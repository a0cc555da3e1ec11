"""The questions that everybody asks of a store: who stands where, what is missed most, who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.errors import CheckerError
from checker.model.rule import LEVEL_WORDS, SEVERITY_WORDS
from checker.model.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duckdb import DuckDBPyConnection

FEW = 5  # reports below which nobody is compared with others, and no share is told
FEW_WORDS = f"同级同年不足 {FEW} 份的，不作比较。"
BY = {"level": "层级", "year": "年度", "region": "地区"}

_RANK = """
SELECT row_number() OVER (ORDER BY score DESC, low DESC, issuer, path) AS place,
  issuer, level, year, score, low, high, grade, passed, n_fail, n_partial, n_review, broken,
  count(*) OVER peers AS peers,
  (count(*) OVER (peers ORDER BY score RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE GROUP)) AS beaten,
  path
FROM assessments
WHERE score IS NOT NULL AND {where}
WINDOW peers AS (PARTITION BY kind, level, year)
ORDER BY place
"""
_GAPS = """
SELECT {by} rule, any_value(title) AS title, any_value(severity) AS severity,
  count(*) AS asked,
  count(*) FILTER (status = 'fail') AS failed,
  count(*) FILTER (status = 'partial') AS partly,
  count(*) FILTER (status = 'review') AS open
FROM outcomes
WHERE asked AND status <> 'not_applicable' AND {where}
GROUP BY {by} rule
HAVING failed + partly > 0
ORDER BY {by} failed * 2 + partly DESC, rule
"""


class Only(NamedTuple):
    """Which reports are asked about; None: all."""

    level: str | None = None
    year: int | None = None
    region: str | None = None

    def where(self) -> tuple[str, list[str | int]]:
        """The condition, and what is to be filled in."""
        given = [(name, value) for name, value in self._asdict().items() if value is not None]
        return " AND ".join(f"{name} = ?" for name, _ in given) or "true", [v for _, v in given]


def rank(store: DuckDBPyConnection, only: Only) -> Table:
    """The scored reports from the best; among their peers of the same level and year, the share that
    each has left behind."""
    where, given = only.where()
    heads = (
        *(
            Column("名次", right=True),
            Column("报告单位"),
            Column("层级"),
            Column("年度", right=True),
        ),
        *(Column("得分", right=True), Column("区间"), Column("等级"), Column("结论")),
        *(Column("缺失", right=True), Column("不完整", right=True), Column("需判断", right=True)),
        *(Column("不符的数量关系", right=True), Column("超过同级同年", right=True), Column("文件")),
    )
    rows = []
    few = False
    for row in store.execute(_RANK.format(where=where), given).fetchall():
        (
            place,
            issuer,
            level,
            year,
            score,
            low,
            high,
            grade,
            passed,
            *counts,
            peers,
            beaten,
            path,
        ) = row
        small = peers < FEW
        few = few or small
        rows.append(
            (
                place,
                issuer or "（未识别）",
                LEVEL_WORDS.get(level or "", level or "（未识别）"),
                year,
                score,
                f"{low:g}" if low == high else f"{low:g}–{high:g}",
                grade,
                "通过" if passed else "未通过",
                *counts,
                None if small else f"{100 * beaten // (peers - 1)}%",
                path,
            )
        )
    return Table("排名", heads, tuple(rows), (FEW_WORDS,) if few else ())


def gaps(store: DuckDBPyConnection, only: Only, by: str | None = None) -> Table:
    """The rules that are missed, those that are missed most first; for each group where ``by`` is one of
    ``BY``. Errors: ``usage``."""
    if by is not None and by not in BY:
        raise CheckerError("usage", f"不能按 {by} 分组，可以按：{'、'.join(BY)}。")
    where, given = only.where()
    sql = _GAPS.format(where=where, by=f"{by}, " if by else "")
    rows = []
    few = False
    for row in store.execute(sql, given).fetchall():
        group = row[:-7]
        rule, title, severity, asked, failed, partly, unsure = row[-7:]
        small = asked < FEW
        few = few or small
        share = None if small else f"{100 * failed / asked:.1f}%"
        told = [_group(by, value) for value in group]
        words = SEVERITY_WORDS[severity]
        rows.append((*told, rule, title, words, asked, failed, partly, unsure, share))
    heads = (
        *((Column(BY[by]),) if by else ()),
        *(Column("规则"), Column("名称"), Column("级别"), Column("适用", right=True)),
        *(Column("缺失", right=True), Column("不完整", right=True), Column("需判断", right=True)),
        Column("缺失率", right=True),
    )
    notes = (f"适用不足 {FEW} 份的，不算比率。",) if few else ()
    return Table("最常缺什么", heads, tuple(rows), notes)


def _group(by: str | None, value: str | int | None) -> str | int:
    if value is None or value == "":
        return "（未识别）"
    return LEVEL_WORDS.get(str(value), value) if by == "level" else value


def failures(store: DuckDBPyConnection) -> Table:
    """What could not be judged, and why."""
    rows: Iterable[tuple[str, ...]] = store.execute(
        "SELECT path, message, code FROM failures ORDER BY path"
    ).fetchall()
    return Table("不能检查的", (Column("文件"), Column("原因"), Column("代码")), tuple(rows))
