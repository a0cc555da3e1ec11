"""What is written beside a report: one note for each gap, doubt, wrong sum and damage, with its places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.model.rule import SEVERITY_WORDS
from checker.model.text import OF_PAGES, Span
from checker.renderers import _words
from checker.renderers._words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment, DamageFound, RelationFound

PLACES = 3  # of one finding that are noted; the rest is counted
_LONG = 600  # characters of one paragraph of a note
_ORDER = {"error": 0, "warning": 1, "info": 2}
_SETTLED = ("pass", "not_applicable")
_ARITHMETIC = "integrity/arithmetic"  # the contract's: told relation by relation, not twice
_ELSEWHERE = "全文没有相应的部分，这条批注放在开头。"
_BELONGS = "可以补写在这一部分。"
_NEAREST = "这里的文字最接近，尚不足以认定。"


@dataclass(frozen=True, slots=True)
class Note:
    """``head`` names the finding, ``lines`` tell it; ``key`` is its rule, or what else it is of.
    ``places`` (at least one) are Spans of the original in the order of the finding; ``is_found`` is false
    where they are not the words found but where one should look."""

    number: int
    key: str
    head: str
    lines: tuple[str, ...]
    places: tuple[Span, ...]
    is_found: bool
    weight: int = 0


def notes(report: Assessment, *, everything: bool = False) -> tuple[Note, ...]:
    """The notes on a report, numbered in the order of the text. With ``everything`` also what is waived or
    known to the baseline; never what passed."""
    made = [*_of_rules(report, everything=everything), *map(_of_damage, report.damage)]
    if report.score is None:
        made.append(_of_kind(report))
    top = _top(report)
    placed = [note if note.places else replace(note, places=(top,)) for note in made]
    placed.sort(key=lambda note: (note.places[0].start, note.weight))
    return tuple(replace(note, number=number) for number, note in enumerate(placed, 1))


def _of_rules(report: Assessment, *, everything: bool) -> Iterator[Note]:
    summed = next((o for o in report.outcomes if o.rule.id == _ARITHMETIC), None)
    broken = [relation for relation in report.arithmetic if not relation.holds]
    for outcome in report.outcomes:
        told = outcome is summed and outcome.status == "fail" and broken
        if outcome.status not in _SETTLED and not told and (everything or not outcome.is_let_off):
            yield _of_outcome(outcome)
    if everything or summed is None or not summed.is_let_off:
        yield from (_of_relation(relation, summed) for relation in broken)


def _of_outcome(outcome: Outcome) -> Note:
    places, advice = _where(outcome)
    count = len(outcome.evidence)
    lines = [
        outcome.message,
        advice,
        f"共有 {count} 处，批注了前 {PLACES} 处。" if count > PLACES else "",
        *_rule(outcome),
        *_decided(outcome),
    ]
    weight = SEVERITY_WORDS.get(outcome.rule.severity, "")
    return Note(
        number=0,
        key=outcome.rule.id,
        head=f"【{_words.standing(outcome)}·{weight}】{plain(outcome.rule.title)}",
        lines=_told(lines),
        places=_spans(places),
        is_found=bool(outcome.evidence),
        weight=_ORDER.get(outcome.rule.severity, 0),
    )


def _where(outcome: Outcome) -> tuple[tuple[Evidence, ...], str]:
    """What was found; else where one should look, and why there."""
    if outcome.evidence:
        return outcome.evidence, ""
    if outcome.belongs is not None:
        return (outcome.belongs,), _BELONGS
    if outcome.nearest:
        return outcome.nearest[:1], _NEAREST
    return (), _ELSEWHERE


def _rule(outcome: Outcome) -> Iterator[str]:
    """What a rule rests on and how to write it."""
    basis = "；".join(f"{b}：{b.asks}" if b.asks else str(b) for b in outcome.basis)
    yield f"依据：{basis}" if basis else ""
    yield f"怎么写：{outcome.rule.remedy}" if outcome.rule.remedy else ""


def _decided(outcome: Outcome) -> Iterator[str]:
    if outcome.waived:
        yield f"已豁免：{_words.decided(outcome.waived)}"
    elif outcome.baseline == "known":
        yield "基线里已有。"


def _of_relation(relation: RelationFound, summed: Outcome | None) -> Note:
    lines = [relation.message, *(_rule(summed) if summed and summed.status == "fail" else ())]
    return Note(
        number=0,
        key=f"arithmetic/{relation.kind}",
        head="【请核对】数字对不上",
        lines=_told(lines),
        places=_spans(relation.evidence),
        is_found=True,
    )


def _of_damage(item: DamageFound) -> Note:
    whole = item.kind in OF_PAGES
    return Note(
        number=0,
        key=f"damage/{item.kind}",
        head="【请核对】这一页由图像而来" if whole else "【请核对】原文可能有损坏",
        lines=_told([item.note]),
        places=_spans([item.evidence]),
        is_found=not whole,
    )


def _of_kind(report: Assessment) -> Note:
    """A document of another kind is told so, once."""
    head = f"【没有评分】不是{plain(report.facts.wanted)}"
    return Note(0, "kind", head, _told([report.facts.kind_reason]), (), is_found=False)


def _told(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(_words.shortened(line, _LONG) for line in lines if line)


def _spans(found: Iterable[Evidence]) -> tuple[Span, ...]:
    spans = dict.fromkeys(Span(item.start, item.end) for item in found if item.end > item.start)
    return tuple(spans)[:PLACES]


def _top(report: Assessment) -> Span:
    """The title, else the first line with words."""
    text, title = report.facts.report.text, report.facts.title
    if title is not None and title.end > title.start:
        return text.span(title.start, title.end)
    original = text.source.text
    start = len(original) - len(original.lstrip("\ufeff \t\r\n\u3000"))
    line = original[start:].splitlines() or [""]
    return Span(start, start + len(line[0].rstrip()))
