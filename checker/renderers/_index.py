"""The page that ranks the reports of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.renderers import _summary, _words
from checker.renderers._markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.model.result import Assessment, Result, Score

COLUMNS = ("名次", "报告", "年度", "得分", "区间", "等级", "结论", "待补", "最该补的")
RIGHT = ("名次", "得分", "待补")
OTHER_KIND = "不是年度报告，没有评分"
UNUSABLE = "无法检查"
EXCEPTIONS = "例外"


def rows(result: Result) -> Iterator[tuple[Assessment, tuple[str, ...]]]:
    """The scored reports by rank, each with its cells for ``COLUMNS``; cells are not escaped."""
    for place, report in enumerate(_summary.ranked(result), 1):
        if report.score is not None:
            yield report, _cells(place, report, report.score)


def _cells(place: int, report: Assessment, score: Score) -> tuple[str, ...]:
    gaps = _summary.summarise(report).gaps
    return (
        str(place),
        _words.name(report),
        str(report.facts.year or _words.UNKNOWN),
        _words.points(score.value),
        _words.interval(score) if score.low != score.high else "—",
        _words.plain(score.grade),
        "通过" if report.gate.passed else "未通过",
        f"{len(gaps)} 项",
        _words.plain(gaps[0].outcome.rule.title) if gaps else "—",
    )


def title(result: Result) -> str:
    """What a page on several reports is called."""
    scored = [report.facts for report in result.reports if report.facts.is_judged]
    usual = all(known.is_annual_report for known in scored)
    return "法治政府建设年度报告检查汇总" if usual else "年度报告检查汇总"


def extent(result: Result) -> str:
    """How many files there are, and what ranks them."""
    ranked = len(_summary.scored(result.reports))
    how = "按得分区间的低端排名。" if ranked > 1 else ""
    return f"共 {len(result.reports) + len(result.failures)} 份文件。{how}"


def index(result: Result, links: Mapping[str, str]) -> Iterator[str]:
    """Ranking, documents of another kind, failures; ``links`` maps a report's path to its page."""
    ranked = tuple(rows(result))
    yield from (f"# {title(result)}", "", extent(result))
    if ranked:
        yield ""
        yield f"| {' | '.join(COLUMNS)} |"
        yield f"| {' | '.join('---:' if c in RIGHT else ':---' for c in COLUMNS)} |"
        for report, cells in ranked:
            linked = [_linked(report, links), *map(escape, cells[2:])]
            yield f"| {' | '.join([cells[0], *linked])} |"
    others = _summary.unscored(result.reports)
    if others:
        yield from ("", f"## {OTHER_KIND}", "")
        yield from (f"- {_linked(r, links)}：{escape(r.facts.kind_reason)}" for r in others)
    if result.failures:
        yield from ("", f"## {UNUSABLE}", "")
        yield from (f"- {escape(f.path)}：{escape(f.message)}" for f in result.failures)
    yield from notices(result)
    yield from ("", escape(rules(result)))


def notices(result: Result) -> Iterator[str]:
    """What the run says of exceptions."""
    if result.notices:
        yield from ("", f"## {EXCEPTIONS}", "")
        yield from (f"- {escape(_words.notice(n))}" for n in result.notices)


def leftovers(result: Result) -> Iterator[str]:
    """Plain lines about what the ranking leaves out."""
    for report in _summary.unscored(result.reports):
        name, why = _words.file_name(report.path), _words.plain(report.facts.kind_reason)
        yield f"{OTHER_KIND}：{name}：{why}"
    for failure in result.failures:
        yield f"{UNUSABLE}：{_words.plain(failure.path)}：{_words.plain(failure.message)}"
    yield from (f"{EXCEPTIONS}：{_words.notice(n)}" for n in result.notices)


def _linked(report: Assessment, links: Mapping[str, str]) -> str:
    name = escape(_words.name(report))
    link = links.get(report.path)
    return f"[{name}]({link})" if link else name


def rules(result: Result) -> str:
    """Which rules have judged."""
    packs = "、".join(f"{pack.title} {pack.version}" for pack in result.packs)
    profile = f"，方案 {result.profile}" if result.profile else ""
    return f"规则：{packs}{profile}，指纹 {result.digest}。"
