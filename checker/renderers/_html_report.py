"""The part of the HTML page on one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.renderers import _said, _summary, _words
from checker.renderers._elements import Element, element, lines, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment
    from checker.renderers._summary import Gap, Summary


def section(report: Assessment, name: str, *, top: int, end: str = "") -> Element:
    """Everything on a report below a heading of level ``top``; ``name`` is its anchor."""
    below = f"h{top + 1}"
    parts = [element(f"h{top}", _words.name(report)), *_body(report, below, f"h{top + 2}"), end]
    return element("section", Element("\n"), lines(*parts), Element("\n"), of="report", id=name)


def _body(report: Assessment, heading: str, smaller: str) -> Iterator[str]:
    if report.score is None:
        told = element("p", element("strong", _said.not_scored(report)), report.facts.kind_reason)
        yield element("div", told, of="verdict none")
        yield from _facts(report, heading)
    else:
        summary = _summary.summarise(report)
        yield _head(report, summary)
        yield from _facts(report, heading)
        for title, gaps, earns in _said.open_groups(summary):
            if gaps:
                yield element(heading, _said.heading_of_group(title, gaps, earns))
            for number, gap in enumerate(gaps, 1):
                yield _gap(number, gap, earns, smaller)
        yield from _settled(summary, heading)
        yield from _arithmetic(report, heading)
    yield _folded(
        _said.damaged(len(report.damage)),
        [
            f"{_words.line_of(d.evidence)}：{d.note}「{_words.shortened(d.evidence.quote)}」"
            for d in report.damage
        ],
    )


def _head(report: Assessment, summary: Summary) -> Element:
    score = report.score
    points = _words.points(score.value) if score else ""
    grade = score.grade if score else ""
    passed = "pass" if report.gate.passed else "fail"
    reasons = "" if report.gate.passed else "；".join(report.gate.reasons)
    badge = element("span", _said.verdict(report), of=f"badge {passed}")
    return element(
        "div",
        element("span", f"{points} 分", of="score"),
        element("span", f"{grade} 级", of="grade"),
        element("span", f"{_said.VERDICT}：", badge),
        element("p", _said.between(report)) if _said.between(report) else "",
        element("p", reasons) if reasons else "",
        element("p", f"{summary.counts}。"),
        of=f"verdict {passed}",
    )


def _facts(report: Assessment, heading: str) -> Iterator[str]:
    yield element(heading, _said.FACTS)
    yield _pairs(_words.facts(report))


def _pairs(pairs: Iterable[tuple[str, str]]) -> Element:
    return element("dl", *(together(element("dt", a), element("dd", b)) for a, b in pairs))


def _gap(number: int, gap: Gap, earns: str, heading: str) -> Element:
    outcome = gap.outcome
    badge = element("span", _words.standing(outcome), of=f"badge {outcome.status}")
    worth = element("span", _said.worth(gap, earns), of="worth")
    return element(
        "article",
        element(heading, f"{number}. {outcome.rule.title}", badge, worth),
        element("p", outcome.message),
        _pairs(_advice(outcome)),
        of=f"gap {outcome.status}",
    )


def _advice(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Where to look, what is written there, why it matters, how to write it."""
    where = _said.place(outcome)
    if where:
        yield _said.WHERE, where
    if outcome.evidence:
        yield _said.FOUND, _quoted(outcome.evidence)
    elif outcome.nearest:
        note = element("span", _said.NOT_ENOUGH, of="at")
        yield _said.NEAREST, together(_quoted(outcome.nearest), note)
    yield _said.BASIS, _said.basis(outcome)
    if outcome.rule.remedy:
        yield _said.REMEDY, outcome.rule.remedy


def _quoted(found: Sequence[Evidence]) -> Element:
    quotes = (element("blockquote", _quote(e)) for e in found[: _said.SHOWN])
    return together(*quotes, _said.rest(found))


def _quote(found: Evidence) -> Element:
    at = element("span", f"（{_words.line_of(found)}）", of="at")
    return together(f"「{_words.shortened(found.quote)}」", at)


def _settled(summary: Summary, heading: str) -> Iterator[str]:
    if summary.waived:
        yield element(heading, _said.waived(len(summary.waived)))
        yield _list(
            f"{o.rule.title}（{_words.status(o)}）：{_words.decided(o.waived) if o.waived else ''}"
            for o in summary.waived
        )
    if summary.attested:
        yield element(heading, _said.attested(len(summary.attested)))
        yield _list(f"{o.rule.title}：{_words.attested(o)}" for o in summary.attested)
    yield _folded(_said.known(len(summary.known)), [_titled(o, o.message) for o in summary.known])
    yield _folded(_said.passed(len(summary.passed)), [_passed(o) for o in summary.passed])
    away = [f"{o.rule.title}：{o.message}" for o in summary.inapplicable]
    count = len(away) + summary.unasked
    if summary.unasked:
        away.append(_said.unasked(summary.unasked))
    yield _folded(_said.inapplicable(count), away)


def _passed(outcome: Outcome) -> Element:
    if not outcome.evidence:
        return _titled(outcome, outcome.message)
    return _titled(outcome, _quote(outcome.evidence[0]), _said.rest(outcome.evidence, 1))


def _titled(outcome: Outcome, *words: str) -> Element:
    return together(element("strong", outcome.rule.title), "：", *words)


def _arithmetic(report: Assessment, heading: str) -> Iterator[str]:
    yield element(heading, _said.ARITHMETIC)
    yield element("p", f"{_words.arithmetic(report)}。")
    broken = [r for r in report.arithmetic if not r.holds]
    held = [r for r in report.arithmetic if r.holds]
    if broken:
        yield _list(together(r.message, _quoted(r.evidence)) for r in broken)
    yield _folded(
        _said.held(len(held)),
        [f"{_words.line_of(r.evidence[0])}：{r.message}" for r in held],
    )


def _list(items: Iterable[str]) -> Element:
    return element("ul", *(element("li", item) for item in items))


def _folded(heading: str, items: Sequence[str]) -> str:
    """A list that is opened on demand; empty where there are no items."""
    return element("details", element("summary", heading), _list(items)) if items else ""
