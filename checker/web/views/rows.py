"""One scored report as a row: its cells in words, and beneath each what it is sorted by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.model.result import Assessment
from checker.model.rule import LEVEL_WORDS
from checker.renderers import _said, _summary, _words
from checker.web.views import addresses
from checker.web.views.collation import by_pinyin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any

    from checker.model.facts import Dated
    from checker.model.result import Score
    from checker.web.nouns import Held

NOTHING = "—"


class Column(NamedTuple):
    """``falls``: a first click sorts from the highest. ``is_number``: set to the right."""

    key: str
    title: str
    whole: str
    falls: bool = False
    is_number: bool = False


COLUMNS = (
    Column("number", "序", "放入的先后", is_number=True),
    Column("name", "报告", "报告标题"),
    Column("issuer", "单位", "报告单位"),
    Column("level", "层级", "层级"),
    Column("year", "年度", "报告年度", falls=True, is_number=True),
    Column("score", "得分", "得分", falls=True, is_number=True),
    Column("interval", "区间", "得分区间，按低端排", falls=True, is_number=True),
    Column("grade", "等级", "等级"),
    Column("gate", "结论", "检查结论"),
    Column("fail", "缺失", "缺失或不符合的项数", falls=True, is_number=True),
    Column("partial", "不完整", "不完整的项数", falls=True, is_number=True),
    Column("review", "待判断", "需人工判断的项数", falls=True, is_number=True),
    Column("broken", "对不上", "对不上的数量关系", falls=True, is_number=True),
    Column("published", "公开", "公开日期", falls=True),
    Column("signed", "落款", "落款日期", falls=True),
    Column("file", "文件", "文件名"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """``cells`` by column. ``values``: what sorts, None where it is unknown. ``level`` and ``grade``
    are keys that filters go by; ``sought`` is what a search looks through."""

    key: str
    href: str
    label: str
    cells: Mapping[str, str]
    values: Mapping[str, Any]
    level: str
    year: int | None
    grade: str
    passed: bool
    sought: tuple[str, ...]


def rows(session: Sequence[Held]) -> tuple[Row, ...]:
    """The scored reports, in the order in which they came."""
    return tuple(
        _row(held, held.judged, held.judged.score)
        for held in session
        if isinstance(held.judged, Assessment) and held.judged.score is not None
    )


def _row(held: Held, report: Assessment, score: Score) -> Row:
    known, summary = report.facts, _summary.summarise(report)
    name, file = _words.name(report), _words.file_name(held.path)
    issuer = _words.plain(known.issuer.value) if known.issuer else ""
    fails = sum(gap.outcome.status == "fail" for gap in summary.gaps)
    counts = {
        "number": held.number,
        "fail": fails,
        "partial": len(summary.gaps) - fails,
        "review": len(summary.reviews),
        "broken": sum(not relation.holds for relation in report.arithmetic),
    }
    cells = {
        **{key: str(count) for key, count in counts.items()},
        "name": name,
        "issuer": issuer or _words.UNKNOWN,
        "level": _words.level(report),
        "year": str(known.year or _words.UNKNOWN),
        "score": _words.points(score.value),
        "interval": _words.interval(score) if score.low != score.high else NOTHING,
        "grade": _words.plain(score.grade),
        "gate": _said.verdict(report),
        "published": _day(known.published) or _words.UNKNOWN,
        "signed": _day(known.signed) or _words.UNKNOWN,
        "file": file,
    }
    values = {
        **counts,
        "name": by_pinyin(name),
        "issuer": by_pinyin(issuer) if issuer else None,
        "level": _level(known.level),
        "year": known.year,
        "score": score.value,
        "interval": (score.low, score.high),
        "grade": _grade(report, score),
        "gate": not report.gate.passed,
        "published": known.published and known.published.day,
        "signed": known.signed and known.signed.day,
        "file": by_pinyin(file),
    }
    return Row(
        key=held.key,
        href=addresses.report(held.key),
        label=f"{held.number}. {name}（{file}）",
        cells=cells,
        values=values,
        level=known.level or "",
        year=known.year,
        grade=score.grade,
        passed=report.gate.passed,
        sought=(name, issuer, file),
    )


def ordered(found: Sequence[Row], column: str, *, falling: bool) -> tuple[Row, ...]:
    """Rows by a column; equal ones as they were, unknown ones last whichever way it goes."""
    known = [row for row in found if row.values[column] is not None]
    unknown = [row for row in found if row.values[column] is None]
    known.sort(key=lambda row: row.values[column], reverse=falling)
    return (*known, *unknown)


def _day(dated: Dated | None) -> str:
    day: date | None = dated.day if dated else None
    return day.isoformat() if day else ""


def _level(level: str | None) -> int | None:
    """Levels from the highest to the lowest; one that settings have invented comes after."""
    if level is None:
        return None
    levels = tuple(LEVEL_WORDS)
    return levels.index(level) if level in levels else len(levels)


def _grade(report: Assessment, score: Score) -> int:
    """Grades from the best to the worst."""
    names = [name for name, _ in report.policy.grades]
    return names.index(score.grade) if score.grade in names else len(names)
