"""Plain text for a terminal: what the Markdown page says, compactly, without control characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.text import OF_PAGES
from checker.renderers import _summary, _words
from checker.renderers._words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment, Result
    from checker.renderers._summary import Gap

_DETAILED = 12  # gaps told in full; of what is only a hint behind them, what was found and where


def render(result: Result) -> str:
    """Every report in the order given, then what could not be checked."""
    blocks = ["\n".join(_report(report)) for report in result.reports]
    if result.failures:
        blocks.append("\n".join(_failures(result)))
    if result.notices:
        blocks.append("\n".join(["例外", *(f"  {_words.notice(n)}" for n in result.notices)]))
    return "\n\n".join(blocks or ["没有要检查的报告。"]) + "\n"


def _failures(result: Result) -> Iterator[str]:
    yield f"无法检查的文件（{len(result.failures)} 个）"
    for failure in result.failures:
        yield f"  {plain(failure.path)}：{plain(failure.message)}"


def _report(report: Assessment) -> Iterator[str]:
    yield plain(report.path)
    yield f"  {_words.name(report)}"
    score = report.score
    if score is None:
        verdict = "" if report.gate.passed else "未通过。"
        why = plain(report.facts.kind_reason)
        yield f"  不是{report.facts.wanted}，没有评分。{verdict}{why}"
        return
    summary = _summary.summarise(report)
    between = f"（{_words.interval(score)}，等级按最低分定）" if score.low != score.high else ""
    verdict = f"{plain(score.grade)} 级 {'通过' if report.gate.passed else '未通过'}"
    yield f"  {_words.points(score.value)} 分{between} {verdict}。{summary.counts}。"
    yield from (f"  ! {plain(reason)}" for reason in report.gate.reasons)
    yield f"  {_facts(report)}"
    yield f"  数字：{_words.arithmetic(report)}。"
    for relation in report.arithmetic:
        if not relation.holds:
            place = _words.line_of(relation.evidence[0])
            yield f"      {plain(relation.message)}（{place}）"
    yield from _gaps(summary.gaps, "补齐可得")
    yield from _gaps(summary.reviews, "如符合可得")
    for word, outcomes in (("豁免", summary.waived), ("人工认定", summary.attested)):
        yield from (f"  {word}：{_decided(outcome)}" for outcome in outcomes)
    yield from _named("基线里已有", summary.known)
    yield from _named("符合", summary.passed)
    yield from _named("报告写明不适用", [o for o in summary.inapplicable if o.evidence])
    yield from (f"  {plain(item.note)}" for item in report.damage if item.kind in OF_PAGES)
    broken = [item.evidence for item in report.damage if item.kind not in OF_PAGES]
    if broken:
        yield f"  原文损坏 {len(broken)} 处，首处在{_words.line_of(broken[0])}，请核对原件。"


def _decided(outcome: Outcome) -> str:
    told = _words.decided(outcome.waived) if outcome.waived else _words.attested(outcome)
    return f"{plain(outcome.rule.title)}：{told}"


def _facts(report: Assessment) -> str:
    known = dict(_words.facts(report))
    labels = ("报告单位", "层级", "报告年度", "公开日期", "落款日期", "评分方案")
    return "  ".join(f"{label}：{plain(known[label])}" for label in labels)


def _gaps(gaps: Sequence[Gap], earns: str) -> Iterator[str]:
    for number, gap in enumerate(gaps):
        outcome = gap.outcome
        title = plain(outcome.rule.title)
        head = f"  [{_words.standing(outcome)}] {title}（{earns} {_words.points(gap.points)} 分）"
        if number >= _DETAILED and outcome.rule.severity == "info":
            place = _summary.look(outcome)
            where = f"（{_words.line_of(place)}）" if place else ""
            yield f"{head}：{plain(outcome.message)}{where}"
            continue
        yield head
        yield f"      {plain(outcome.message)}"
        yield from _quotes(outcome)
        yield f"      依据：{plain('；'.join(map(str, outcome.basis)))}"
        if outcome.rule.remedy:
            yield f"      怎么写：{plain(outcome.rule.remedy)}"


def _quotes(outcome: Outcome) -> Iterator[str]:
    place = _summary.look(outcome)
    if place is not None:
        advice = "可补写在 " if outcome.belongs and not outcome.evidence else ""
        yield f"      看哪里：{advice}{_words.where(place)}"
    if outcome.evidence:
        yield f"      原文：{_quoted(outcome.evidence)}"
    elif outcome.nearest:
        yield f"      最接近的原文：{_quoted(outcome.nearest)}"


def _quoted(found: Sequence[Evidence]) -> str:
    first = f"「{_words.shortened(found[0].quote)}」（{_words.line_of(found[0])}）"
    return f"{first} 等 {len(found)} 处" if len(found) > 1 else first


def _named(word: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    if outcomes:
        yield f"  {word}：{'、'.join(plain(o.rule.title) for o in outcomes)}"
