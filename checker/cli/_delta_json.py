"""The comparison of ``fazhi delta`` for programs; see docs/delta.schema.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker.delta.nouns import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.delta.nouns import Change, Comparison, Judged, Pair, Report, Results

SCHEMA = "fazhi-delta/1"


def as_json(results: Sequence[Results], found: Sequence[Comparison]) -> str:
    """One JSON document, characters as they are, one key a line."""
    told = {
        "schema": SCHEMA,
        "results": [
            {
                "path": r.path,
                "digest": r.digest,
                "reports": len(r.reports),
                "errors": len(r.failures),
            }
            for r in results
        ],
        "comparisons": [
            {
                "old": step.old,
                "new": step.new,
                "same_rules": step.is_by_same_rules,
                "setback": step.has_setback,
                "reports": [_pair_told(pair) for pair in step.pairs],
                "only_before": [_report_told(r) for r in step.only_before],
                "only_after": [_report_told(r) for r in step.only_after],
            }
            for step in found
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _pair_told(pair: Pair) -> dict[str, object]:
    return {
        "before": _report_told(pair.before),
        "after": _report_told(pair.after),
        **{kind: [_change_told(change) for change in pair.of(kind)] for kind in KINDS},
        "unchanged": pair.unchanged,
        "rules_only_before": [_rule_told(judged) for judged in pair.rules_only_before],
        "rules_only_after": [_rule_told(judged) for judged in pair.rules_only_after],
    }


def _report_told(report: Report) -> dict[str, object]:
    return {
        "path": report.path,
        "title": report.title,
        "issuer": report.issuer,
        "reporting_year": report.year,
        "profile": report.profile,
        "score": report.points._asdict(),
        "passed": report.passed,
    }


def _rule_told(judged: Judged) -> dict[str, object]:
    return {"rule": judged.rule, "title": judged.title, "status": judged.status}


def _change_told(change: Change) -> dict[str, object]:
    return {
        "rule": change.after.rule,
        "title": change.after.title,
        "before": change.before.status,
        "after": change.after.status,
        "message": change.after.message,
        "waived": change.after.is_waived,
        "gone": [place._asdict() for place in change.gone],
        "come": [place._asdict() for place in change.come],
    }
