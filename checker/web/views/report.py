"""One report: its text with everything found in it, beside that the score and what is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from checker.model.result import Failure
from checker.renderers import _said, _summary, _words
from checker.web.views import filters, gaps, layers, parts, passages, relations
from checker.web.views.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model.result import Assessment
    from checker.web.nouns import Held
    from checker.web.views.filters import Filter
    from checker.web.views.gaps import Card, Group

_DOWNLOADS = (
    ("markdown", "Markdown"),
    ("docx", "Word（带批注）"),
    ("xlsx", "整改台账"),
    ("html", "网页"),
    ("json", "JSON"),
    ("annotated", "批注页"),
)
_NOBODY = Names()
_DAMAGES = 100  # broken places that are listed; the rest is counted
_LONG = 2000  # lines from which a browser lays out only what is seen


@dataclass(frozen=True, slots=True)
class Head:
    """The verdict. ``low``, ``value`` and ``high`` are places on a scale from 0 to 100."""

    points: str
    grade: str
    interval: str
    low: float
    value: float
    high: float
    passed: bool
    verdict: str
    reasons: tuple[str, ...]
    counts: str
    packs: tuple[tuple[str, str, float], ...]


def page(
    held: Held,
    today: date,
    query: Mapping[str, Sequence[str]] | None = None,
    names: Names = _NOBODY,
) -> dict[str, object]:
    """Everything that ``report.html`` shows. ``today`` is the day from which decisions hold;
    ``query`` has the keys ``pack``, ``status`` and ``severity``, each with the values to be shown."""
    judged = held.judged
    if isinstance(judged, Failure):
        return {
            "kind": "failure",
            "key": held.key,
            "name": _words.file_name(held.path),
            "path": held.path,
            "code": judged.code,
            "message": judged.message,
            "downloads": (),
        }
    return _report(held, judged, today, query or {}, names)


def _report(
    held: Held,
    report: Assessment,
    today: date,
    query: Mapping[str, Sequence[str]],
    names: Names,
) -> dict[str, object]:
    source = report.facts.report.text.source
    text = passages.passages(source, layers.layers(report, names))
    links = gaps.Links(text.marks, len(text.lines))
    groups = gaps.groups(held, report, links, names) if report.score is not None else ()
    cards = gaps.cards(groups)
    findings = _findings(cards, report)
    lines = frozenset(card.line for card in cards if card.line)
    shown = parts.parts(text, findings, lines, names)
    narrowed = filters.narrowed(cards, query)
    facts = _words.facts(report)
    return {
        "kind": "other" if report.score is None else "report",
        "key": held.key,
        "name": _words.name(report),
        "brief": _brief(facts),
        "facts": facts,
        "head": _head(report, names),
        "refusal": (_said.not_scored(report), report.facts.kind_reason),
        "groups": groups,
        "attested": _attested(report),
        "filter": narrowed,
        "emptied": _emptied(groups, narrowed),
        "relations": relations.shown(report, text.figures),
        "relations_said": f"{_words.arithmetic(report)}。",
        "relations_rest": relations.rest(report),
        "damaged": _said.damaged(len(report.damage)),
        "damage": tuple((_words.line_of(d.evidence), d.note) for d in report.damage[:_DAMAGES]),
        "damage_rest": max(0, len(report.damage) - _DAMAGES),
        "parts": shown,
        "legend": parts.legend(shown),
        "left": _left(text.left, len(text.lines), len(source.line_starts)),
        "long": len(text.lines) > _LONG,
        "read_note": "行号是读出的文字的行号，不是文件的。" if source.extracted else "",
        "today": today.isoformat(),
        "until": _year_later(today).isoformat(),
        "downloads": _downloads(held),
    }


def _brief(facts: Sequence[tuple[str, str]]) -> str:
    """Whose report it is, of which level and year, and its dates, on one line."""
    said = [word for _, word in facts[1:4] if word != _words.UNKNOWN]
    return " · ".join([*said, *(f"{label} {word}" for label, word in facts[4:6])])


def _findings(cards: Iterable[Card], report: Assessment) -> dict[str, parts.Said]:
    """What marks in the text lead to; a rule without a card has none."""
    let_off = {outcome.rule.id for outcome in report.outcomes if outcome.is_let_off}
    return {
        card.rule: parts.Said(
            card.id, card.number, "let" if card.rule in let_off else card.status, card.title
        )
        for card in cards
    }


def _head(report: Assessment, names: Names) -> Head | None:
    score = report.score
    if score is None:
        return None
    packs = sorted(score.by_pack.items(), key=lambda each: (each[1], each[0]))
    return Head(
        points=_words.points(score.value),
        grade=_words.plain(score.grade),
        interval=_said.between(report),
        low=_words.rounded(score.low),
        value=_words.rounded(score.value),
        high=_words.rounded(score.high),
        passed=report.gate.passed,
        verdict=_said.verdict(report),
        reasons=() if report.gate.passed else report.gate.reasons,
        counts=f"{_summary.summarise(report).counts}。",
        packs=tuple((names.pack(k), _words.points(v), _words.rounded(v)) for k, v in packs),
    )


def _emptied(groups: Iterable[Group], narrowed: Filter) -> frozenset[str]:
    """The groups of which nothing is left to show."""
    return frozenset(
        group.key
        for group in groups
        if group.cards and not any(card.id in narrowed.admitted for card in group.cards)
    )


def _attested(report: Assessment) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """The heading over what people have decided, and for each its card, title and words."""
    attested = _summary.summarise(report).attested
    told = tuple((f"#{gaps.anchor(o.rule.id)}", o.rule.title, _words.attested(o)) for o in attested)
    return _said.attested(len(told)), told


def _left(left: int, shown: int, total: int) -> str:
    """What of a long text is not shown, and where it goes on."""
    if not left:
        return ""
    return (
        f"全文共 {total} 行，这里只显示到第 {shown} 行，后面还有 {left} 字没有显示，请看原文件。"
        "检查的是全文：后面的发现照样列在检查结论里，写明行号。"
    )


def _year_later(day: date) -> date:
    """The same day of the next year; the last of February for a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def _downloads(held: Held) -> tuple[tuple[str, str], ...]:
    """Formats in which the result can be had, each with its name."""
    paged = (("pdf", "PDF（带批注）"),) if held.path.lower().endswith(".pdf") else ()
    return (*_DOWNLOADS, *paged)
