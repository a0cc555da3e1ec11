"""Markdown for the clerk who wrote the report: what is missing first, with where and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.result import MARK
from checker.renderers import _said, _summary, _words
from checker.renderers._index import index, notices
from checker.renderers._markup import escape, file_names
from checker.renderers._said import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment, Result
    from checker.renderers._summary import Gap, Summary

_MARK = f"{MARK}，{_said.NOTE} -->\n\n"


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
        yield f"**{_said.not_scored(report)}** {escape(report.facts.kind_reason)}"
    else:
        summary = _summary.summarise(report)
        yield from _head(report, summary)
        for title, gaps, earns in _said.open_groups(summary):
            yield from _gaps(title, gaps, earns)
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
    yield f"{line}{_said.between(report)}。{summary.counts}。"
    yield ""
    why = "" if report.gate.passed else escape("；".join(report.gate.reasons))
    yield f"{_said.VERDICT}：**{_said.verdict(report)}**。{why}"


def _gaps(title: str, gaps: Sequence[Gap], earns: str) -> Iterator[str]:
    if not gaps:
        return
    yield from ("", f"## {_said.heading_of_group(title, gaps, earns)}")
    for number, gap in enumerate(gaps, 1):
        outcome = gap.outcome
        worth = f"{_words.standing(outcome)}，{_said.worth(gap, earns)}"
        yield from ("", f"### {number}. {escape(outcome.rule.title)}：{worth}")
        yield from ("", escape(outcome.message), "")
        where = _said.place(outcome)
        if where:
            yield f"- **{_said.WHERE}**：{escape(where)}"
        yield from _quotes(outcome)
        yield f"- **{_said.BASIS}**：{escape(_said.basis(outcome))}"
        if outcome.rule.remedy:
            yield f"- **{_said.REMEDY}**：{escape(outcome.rule.remedy)}"


def _quotes(outcome: Outcome) -> Iterator[str]:
    if outcome.evidence:
        yield f"- **{_said.FOUND}**：{_quoted(outcome.evidence)}"
    elif outcome.nearest:
        yield f"- **{_said.NEAREST}**{_said.NOT_ENOUGH}：{_quoted(outcome.nearest)}"


def _quoted(found: Sequence[Evidence]) -> str:
    shown = [
        f"「{escape(_words.shortened(e.quote))}」（{_words.line_of(e)}）" for e in found[:SHOWN]
    ]
    return "".join(shown) + _said.rest(found)


def _settled(summary: Summary) -> Iterator[str]:
    if summary.waived:
        yield from ("", f"## {_said.waived(len(summary.waived))}", "")
        for outcome in summary.waived:
            why = _words.decided(outcome.waived) if outcome.waived else ""
            yield f"- {escape(outcome.rule.title)}（{_words.status(outcome)}）：{escape(why)}"
    if summary.attested:
        yield from ("", f"## {_said.attested(len(summary.attested))}", "")
        for outcome in summary.attested:
            yield f"- {escape(outcome.rule.title)}：{escape(_words.attested(outcome))}"
    if summary.known:
        yield from _folded(_said.known(len(summary.known)))
        for outcome in summary.known:
            yield f"- **{escape(outcome.rule.title)}**：{escape(outcome.message)}"
        yield from ("", "</details>")
    if summary.passed:
        yield from _folded(_said.passed(len(summary.passed)))
        for outcome in summary.passed:
            quote = _quoted(outcome.evidence[:1]) if outcome.evidence else escape(outcome.message)
            more = _said.rest(outcome.evidence, 1)
            yield f"- **{escape(outcome.rule.title)}**：{quote}{more}"
        yield from ("", "</details>")
    count = len(summary.inapplicable) + summary.unasked
    if count:
        yield from _folded(_said.inapplicable(count))
        for outcome in summary.inapplicable:
            yield f"- {escape(outcome.rule.title)}：{escape(outcome.message)}"
        if summary.unasked:
            yield f"- {_said.unasked(summary.unasked)}"
        yield from ("", "</details>")


def _folded(heading: str) -> tuple[str, ...]:
    return ("", f"<details><summary>{heading}</summary>", "")


def _arithmetic(report: Assessment) -> Iterator[str]:
    yield from ("", f"## {_said.ARITHMETIC}", "", f"{_words.arithmetic(report)}。")
    broken = [r for r in report.arithmetic if not r.holds]
    held = [r for r in report.arithmetic if r.holds]
    if broken:
        yield ""
        for relation in broken:
            yield f"- {escape(relation.message)}"
            yield f"  {_quoted(relation.evidence)}"
    if held:
        yield from _folded(_said.held(len(held)))
        for relation in held:
            yield f"- {_words.line_of(relation.evidence[0])}：{escape(relation.message)}"
        yield from ("", "</details>")


def _facts(report: Assessment) -> Iterator[str]:
    yield from ("", f"## {_said.FACTS}", "")
    for label, value in _words.facts(report):
        yield f"- {label}：{escape(value)}"


def _damage(report: Assessment) -> Iterator[str]:
    if not report.damage:
        return
    yield from _folded(_said.damaged(len(report.damage)))
    for item in report.damage:
        quote = escape(_words.shortened(item.evidence.quote))
        yield f"- {_words.line_of(item.evidence)}：{escape(item.note)}「{quote}」"
    yield from ("", "</details>")
