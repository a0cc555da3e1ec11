"""The result for programs: the contract's shape, keys in its order; see docs/result.schema.json."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from checker.renderers._words import rounded

if TYPE_CHECKING:
    from checker.model.exceptions import Decision
    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import (
        Assessment,
        Failure,
        FigureFound,
        RelationFound,
        Result,
        Score,
    )

SCHEMA = "fazhi-result/1"
_SHARE_DIGITS = 4  # decimals of coverage and credit

_Object = dict[str, Any]


def render(result: Result) -> str:
    """One JSON document, characters as they are, one key a line."""
    return json.dumps(_result(result), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _result(result: Result) -> _Object:
    return {
        "schema": SCHEMA,
        "tool": {"name": "fazhi-checker", "version": result.version},
        "rules": {
            "packs": [{"id": pack.id, "version": pack.version} for pack in result.packs],
            "digest": result.digest,
            "profile": result.profile,
        },
        "reports": [_report(report) for report in result.reports],
        "errors": [_failure(failure) for failure in result.failures],
        "notices": [
            {"kind": n.kind, "message": n.message, "place": n.place} for n in result.notices
        ],
    }


def _report(report: Assessment) -> _Object:
    return {
        "path": report.path,
        "facts": _facts(report),
        "score": _score(report.score),
        "gate": {"passed": report.gate.passed, "reasons": list(report.gate.reasons)},
        "outcomes": [_outcome(outcome) for outcome in report.outcomes],
        "figures": [_figure(figure) for figure in report.figures],
        "arithmetic": [_relation(relation) for relation in report.arithmetic],
        "profile": report.policy.profile,
    }


def _facts(report: Assessment) -> _Object:
    known = report.facts
    return {
        "title": known.title.value if known.title else None,
        "reporting_year": known.year,
        "level": known.level,
        "issuer": known.issuer.value if known.issuer else None,
        "published": known.published.day.isoformat() if known.published else None,
        "signed": known.signed.day.isoformat() if known.signed else None,
        "script": known.report.text.script,
        "is_annual_report": known.is_annual_report,
        "damage": [{**evidence(item.evidence), "note": item.note} for item in report.damage],
        "kind": known.kind,
        "kind_reason": known.kind_reason,
    }


def _score(score: Score | None) -> _Object:
    if score is None:
        keys = ("value", "low", "high", "coverage", "grade")
        return {**dict.fromkeys(keys), "by_pack": {}}
    return {
        "value": rounded(score.value),
        "low": rounded(score.low),
        "high": rounded(score.high),
        "coverage": rounded(score.coverage, _SHARE_DIGITS),
        "grade": score.grade,
        "by_pack": {pack: rounded(value) for pack, value in score.by_pack.items()},
    }


def _outcome(outcome: Outcome) -> _Object:
    rule, credit = outcome.rule, outcome.credit
    return {
        "rule": rule.id,
        "title": rule.title,
        "status": outcome.status,
        "severity": rule.severity,
        "weight": rule.weight,
        "credit": None if credit is None else rounded(credit, _SHARE_DIGITS),
        "message": outcome.message,
        "basis": [str(basis) for basis in outcome.basis],
        "remedy": rule.remedy,
        "waived": _decision(outcome.waived),
        "fingerprint": outcome.fingerprint,
        "evidence": [evidence(place) for place in outcome.evidence],
        "nearest": [evidence(place) for place in outcome.nearest],
        "belongs": evidence(outcome.belongs) if outcome.belongs else None,
        "asked": outcome.asked,
        "attested": _decision(outcome.attested),
        "baseline": outcome.baseline or None,
    }


def _decision(decision: Decision | None) -> _Object | None:
    if decision is None:
        return None
    return {
        "because": decision.because,
        "until": decision.until.isoformat(),
        "by": decision.by or None,
        "place": decision.place,
    }


def _figure(figure: FigureFound) -> _Object:
    return {
        "indicator": figure.indicator or None,
        "value": _number(figure.value),
        "unit": figure.unit,
        "approximate": figure.approximate,
        "evidence": evidence(figure.evidence),
        "scope": figure.scope,
        "upper": None if figure.upper is None else _number(figure.upper),
    }


def _relation(relation: RelationFound) -> _Object:
    expected = relation.expected
    return {
        "kind": relation.kind,
        "holds": relation.holds,
        "stated": _number(relation.stated),
        "expected": None if expected is None else _number(expected),
        "message": relation.message,
        "evidence": [evidence(place) for place in relation.evidence],
    }


def _number(written: str) -> int | float | None:
    """The figure as a JSON number; None for a row of digits longer than any double."""
    value = float(written)
    if not math.isfinite(value):
        return None
    return int(Decimal(written)) if value.is_integer() else value


def evidence(item: Evidence) -> dict[str, object]:
    """A quote with every way to find it again, by the contract's keys."""
    return {
        "quote": item.quote,
        "start": item.start,
        "end": item.end,
        "line": item.line,
        "column": item.column,
        "page": item.page,
        "section": list(item.section),
    }


def _failure(failure: Failure) -> _Object:
    return {"path": failure.path, "code": failure.code, "message": failure.message}
