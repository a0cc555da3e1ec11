"""What a store keeps of one judged input: rows of plain values, in the order of ``tables.TABLES``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from checker.model.result import Failure
from checker.renderers._words import rounded

if TYPE_CHECKING:
    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment, FigureFound, RelationFound

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]  # by the name of the table
_EPOCH = 719_163  # the ordinal of 1970-01-01: days are told from there


def rows(judged: Assessment | Failure, content: str, digest: str) -> Rows:
    """The rows of an input. ``content``: the hash of its bytes; ``digest``: of all that judged it."""
    if isinstance(judged, Failure):
        return {"failures": [(content, digest, judged.path, judged.code, judged.message)]}
    key = content, digest
    return {
        "assessments": [key + _assessment(judged)],
        "outcomes": [key + _outcome(outcome) for outcome in judged.outcomes],
        "figures": [key + _figure(figure) for figure in judged.figures],
        "relations": [key + _relation(relation) for relation in judged.arithmetic],
    }


def _assessment(report: Assessment) -> Row:
    known, score = report.facts, report.score
    counts = dict.fromkeys(("pass", "partial", "fail", "not_applicable", "review"), 0)
    for outcome in report.outcomes:
        if outcome.asked:
            counts[outcome.status] += 1
    return (
        report.path,
        report.policy.profile,
        known.kind,
        known.is_judged,
        known.title.value if known.title else None,
        known.issuer.value if known.issuer else None,
        known.level,
        known.year,
        known.published.day.toordinal() - _EPOCH if known.published else None,
        known.signed.day.toordinal() - _EPOCH if known.signed else None,
        score and rounded(score.value),
        score and rounded(score.low),
        score and rounded(score.high),
        score and rounded(score.coverage, 4),
        score and score.grade,
        report.gate.passed,
        *counts.values(),
        len(known.report.text.source.text),
        len(report.figures),
        len(report.arithmetic),
        sum(not relation.holds for relation in report.arithmetic),
        len(report.damage),
    )


def _outcome(outcome: Outcome) -> Row:
    rule = outcome.rule
    shown = (*outcome.evidence, *outcome.nearest)[:1]
    first = shown[0] if shown else None
    return (
        rule.id,
        rule.id.partition("/")[0],
        rule.title,
        rule.severity,
        rule.weight,
        outcome.status,
        None if outcome.credit is None else rounded(outcome.credit, 4),
        outcome.asked,
        outcome.message,
        outcome.fingerprint,
        first.quote if first else "",
        first and first.line,
        first and first.column,
        first and first.page,
        " › ".join(first.section) if first else "",
        [_place(item) for item in outcome.evidence],
    )


def _place(item: Evidence) -> Row:
    return item.quote, item.start, item.end, item.line, item.column, item.page


def _figure(figure: FigureFound) -> Row:
    number = float(figure.value)
    return (
        figure.indicator,
        figure.value,
        number if math.isfinite(number) else None,
        figure.upper,
        figure.unit,
        figure.approximate,
        figure.scope,
        *_place(figure.evidence)[:3],
        figure.evidence.line,
        figure.evidence.column,
        figure.evidence.page,
        figure.context,
    )


def _relation(relation: RelationFound) -> Row:
    return (
        relation.kind,
        relation.holds,
        relation.stated,
        relation.expected,
        relation.message,
        [item.quote for item in relation.evidence],
        relation.evidence[0].line if relation.evidence else None,
    )
