"""Markdown for the clerk who wrote the report: what is missing first, with where and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.result import MARK
from checker.renderers import _summary, _words
from checker.renderers._index import index, notices
from checker.renderers._markup import escape, file_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment, Result
    from checker.renderers._summary import Gap, Summary

_MARK = f"{MARK}，不是报告：检查文件夹时不读 -->\n\n"
SHOWN = 3  # quotes shown of one outcome; the rest is counted


def render(result: Result) -> str:
    """The reports one after the other; before them the ranking, where there is more than one."""
    parts = [_join(_page(report)) for report in result.reports]
    if len(parts) != 1 or result.failures:
        parts.insert(0, _join(index(result, {})))
    elif result.notices:
        parts.append(_join(notices(result)))
    return _MARK + "\n---\n\n".join(parts)


def pages(result: Result) -> list[tuple[str, str]]:
    """File names and texts: one page a report in the order given, then the index ``README.md``."""
    names = file_names(report.path for report in result.reports)
    texts = [_MARK + _join(_page(report)) for report in result.reports]
    links = {report.path: name for report, name in zip(result.reports, names, strict=True)}
    return [*zip(names, texts, strict=True), ("README.md", _MARK + _join(index(result, links)))]


def _join(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _page(report: Assessment) -> Iterator[str]:
    yield f"# {escape(_words.name(report))}"
    yield ""
    if report.score is None:
        yield f"**不是{report.facts.wanted}，没有评分。** {escape(report.facts.kind_reason)}"
    else:
        summary = _summary.summarise(report)
        yield from _head(report, summary)
        yield from _gaps("要补写的", summary.gaps, "补齐可得")
        yield from _gaps("需要人工判断的", summary.reviews, "如符合可得")
        yield from _settled(summary)
    if report.score is not None:
        yield from _arithmetic(report)
    yield from _facts(report)
    yield from _damage(report)


def _head(report: Assessment, summary: Summary) -> Iterator[str]:
    score = report.score
    if score is None:
        return
    line = f"**{_words.points(score.value)} 分，{escape(score.grade)} 级**"
    if score.low != score.high:
        line += f"（人工判断后在 {_words.interval(score)} 分之间，等级按最低分定）"
    yield f"{line}。{summary.counts}。"
    yield ""
    if report.gate.passed:
        yield "检查结论：**通过**。"
    else:
        yield f"检查结论：**未通过**。{escape('；'.join(report.gate.reasons))}"


def _gaps(title: str, gaps: Sequence[Gap], earns: str) -> Iterator[str]:
    if not gaps:
        return
    total = sum((gap.points for gap in gaps), start=gaps[0].points * 0)
    yield from ("", f"## {title}（{len(gaps)} 项，{earns} {_words.points(total)} 分）")
    for number, gap in enumerate(gaps, 1):
        outcome = gap.outcome
        worth = f"{_words.standing(outcome)}，{earns} {_words.points(gap.points)} 分"
        yield from ("", f"### {number}. {escape(outcome.rule.title)}：{worth}")
        yield from ("", escape(outcome.message), "")
        yield from _where(outcome)
        yield from _quotes(outcome)
        yield f"- **依据**：{escape('；'.join(_basis(outcome)))}"
        if outcome.rule.remedy:
            yield f"- **怎么写**：{escape(outcome.rule.remedy)}"


def _basis(outcome: Outcome) -> Iterator[str]:
    for basis in outcome.basis:
        yield f"{basis}：{basis.asks}" if basis.asks else str(basis)


def _where(outcome: Outcome) -> Iterator[str]:
    place = _summary.look(outcome)
    if place is not None:
        advice = "可补写在 " if place is outcome.belongs else ""
        yield f"- **看哪里**：{advice}{escape(_words.where(place))}"
    elif outcome.status == "fail":
        yield "- **看哪里**：全文没有相应的部分"


def _quotes(outcome: Outcome) -> Iterator[str]:
    if outcome.evidence:
        yield f"- **原文**：{_quoted(outcome.evidence)}"
    elif outcome.nearest:
        yield f"- **最接近的原文**（尚不足以认定）：{_quoted(outcome.nearest)}"


def _quoted(found: Sequence[Evidence]) -> str:
    shown = [
        f"「{escape(_words.shortened(e.quote))}」（{_words.line_of(e)}）" for e in found[:SHOWN]
    ]
    rest = f" 等 {len(found)} 处" if len(found) > SHOWN else ""
    return "".join(shown) + rest


def _settled(summary: Summary) -> Iterator[str]:
    if summary.waived:
        yield from ("", f"## 已豁免的（{len(summary.waived)} 项）", "")
        for outcome in summary.waived:
            why = _words.decided(outcome.waived) if outcome.waived else ""
            yield f"- {escape(outcome.rule.title)}（{_words.status(outcome)}）：{escape(why)}"
    if summary.attested:
        yield from ("", f"## 人工认定的（{len(summary.attested)} 项）", "")
        for outcome in summary.attested:
            yield f"- {escape(outcome.rule.title)}：{escape(_words.attested(outcome))}"
    if summary.known:
        yield from ("", f"<details><summary>基线里已有的（{len(summary.known)} 项）</summary>", "")
        for outcome in summary.known:
            yield f"- **{escape(outcome.rule.title)}**：{escape(outcome.message)}"
        yield from ("", "</details>")
    if summary.passed:
        yield from ("", f"<details><summary>符合的（{len(summary.passed)} 项）</summary>", "")
        for outcome in summary.passed:
            quote = _quoted(outcome.evidence[:1]) if outcome.evidence else escape(outcome.message)
            more = f" 等 {len(outcome.evidence)} 处" if len(outcome.evidence) > 1 else ""
            yield f"- **{escape(outcome.rule.title)}**：{quote}{more}"
        yield from ("", "</details>")
    count = len(summary.inapplicable) + summary.unasked
    if count:
        yield from ("", f"<details><summary>不适用的（{count} 项，不计分）</summary>", "")
        for outcome in summary.inapplicable:
            yield f"- {escape(outcome.rule.title)}：{escape(outcome.message)}"
        if summary.unasked:
            yield f"- 另有 {summary.unasked} 项不要求这一层级或这一年度的报告。"
        yield from ("", "</details>")


def _arithmetic(report: Assessment) -> Iterator[str]:
    yield from ("", "## 数字核对", "", f"{_words.arithmetic(report)}。")
    broken = [r for r in report.arithmetic if not r.holds]
    held = [r for r in report.arithmetic if r.holds]
    if broken:
        yield ""
        for relation in broken:
            yield f"- {escape(relation.message)}"
            yield f"  {_quoted(relation.evidence)}"
    if held:
        yield from ("", f"<details><summary>相符的（{len(held)} 处）</summary>", "")
        for relation in held:
            yield f"- {_words.line_of(relation.evidence[0])}：{escape(relation.message)}"
        yield from ("", "</details>")


def _facts(report: Assessment) -> Iterator[str]:
    yield from ("", "## 报告信息", "")
    for label, value in _words.facts(report):
        yield f"- {label}：{escape(value)}"


def _damage(report: Assessment) -> Iterator[str]:
    if not report.damage:
        return
    count = len(report.damage)
    yield from ("", f"<details><summary>原文有损坏（{count} 处，请核对原件）</summary>", "")
    for item in report.damage:
        quote = escape(_words.shortened(item.evidence.quote))
        yield f"- {_words.line_of(item.evidence)}：{escape(item.note)}「{quote}」"
    yield from ("", "</details>")
