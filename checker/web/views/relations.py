"""The arithmetic relations of a report, and which of its figures take part in them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.text import Span
from checker.renderers import _words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model.outcome import Evidence
    from checker.model.result import Assessment, RelationFound

_KINDS = {
    "sum": "合计",
    "ratio": "比率",
    "balance": "收结",
    "range": "范围",
    "growth": "增减",
    "contradiction": "前后",
}


SHOWN = 200  # relations of one report; those that do not hold come first


@dataclass(frozen=True, slots=True)
class Operand:
    """A clause that a relation rests on; ``href`` leads to its figure in the text, if it is shown."""

    words: str
    line: str
    href: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation with its working."""

    id: str
    kind: str
    holds: bool
    verdict: str
    message: str
    operands: tuple[Operand, ...]


def spans(report: Assessment) -> dict[int, tuple[Span, ...]]:
    """For each relation that is shown, by its number, the spans of its figures, the stated first, one for
    each of its clauses; those that do not hold come first."""
    figures = sorted(Span(f.evidence.start, f.evidence.end) for f in report.figures)
    numbered = sorted(enumerate(report.arithmetic, 1), key=lambda each: each[1].holds)
    return {
        number: tuple(_figure_in(place, figures) for place in relation.evidence)
        for number, relation in numbered[:SHOWN]
    }


def _figure_in(place: Evidence, figures: Sequence[Span]) -> Span:
    """The last figure of a clause, for a clause is quoted up to its figure; the clause if it has none."""
    at = bisect_left(figures, (place.start,))
    found = Span(place.start, place.end)
    while at < len(figures) and figures[at].start < place.end:
        if figures[at].end <= place.end:
            found = figures[at]
        at += 1
    return found


def shown(report: Assessment, anchors: Mapping[Span, str]) -> tuple[Relation, ...]:
    """The relations, those that do not hold first; ``anchors``: ids of the figures that the page shows."""
    return tuple(
        _shown(number, report.arithmetic[number - 1], operands, anchors)
        for number, operands in spans(report).items()
    )


def rest(report: Assessment) -> str:
    """How many relations are not shown; empty where all are."""
    total = len(report.arithmetic)
    return f"共 {total} 处，列出前 {SHOWN} 处，对不上的在前。" if total > SHOWN else ""


def _shown(
    number: int, relation: RelationFound, operands: Sequence[Span], anchors: Mapping[Span, str]
) -> Relation:
    return Relation(
        id=f"r{number}",
        kind=_KINDS.get(relation.kind, relation.kind),
        holds=relation.holds,
        verdict="相符" if relation.holds else "对不上",
        message=relation.message,
        operands=tuple(
            Operand(_words.shortened(place.quote), _words.line_of(place), anchors.get(span, ""))
            for place, span in zip(relation.evidence, operands, strict=True)
        ),
    )
