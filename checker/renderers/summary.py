"""Markdown for the page of a CI job: the ranking, and of each report only what is to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.renderers import _summary, _words
from checker.renderers._index import index
from checker.renderers._markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.result import Assessment, Result
    from checker.renderers._summary import Gap

LIMIT = 900_000  # bytes: the page of a job takes 1 MiB


def render(result: Result) -> str:
    """The ranking, then the gaps of each report that may not pass or has new ones, as many as fit."""
    lines = list(index(result, {}))
    size = _size(lines)
    left = 0
    for report in result.reports:
        block = list(_report(report))
        size += _size(block)
        if size > LIMIT:
            left += bool(block)
        else:
            lines += block
    if left:
        lines += ["", f"另有 {left} 份报告的缺项没有列在这里，见完整结果。"]
    return "\n".join(lines) + "\n"


def _size(lines: list[str]) -> int:
    return sum(len(line.encode(errors="replace")) + 1 for line in lines)


def _report(report: Assessment) -> Iterator[str]:
    summary = _summary.summarise(report)
    if report.score is None or not (summary.gaps or summary.reviews):
        return
    verdict = "通过" if report.gate.passed else "未通过"
    yield from ("", f"## {escape(_words.name(report))}（{verdict}）", "")
    yield from (f"- **{escape(reason)}**" for reason in report.gate.reasons)
    yield from ("", "| 结论 | 内容 | 看哪里 | 怎么写 |", "|---|---|---|---|")
    for gap in (*summary.gaps, *summary.reviews):
        yield _row(gap)


def _row(gap: Gap) -> str:
    outcome = gap.outcome
    place = _summary.look(outcome)
    cells = (
        _words.standing(outcome),
        f"{outcome.rule.title}：{outcome.message}",
        _words.where(place) if place else "全文",
        outcome.rule.remedy,
    )
    return f"| {' | '.join(escape(_words.plain(cell)) for cell in cells)} |"
