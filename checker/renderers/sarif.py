"""SARIF 2.1.0: one run, its rules, and a result for each gap and each outcome that a person must judge.

What passed and what does not apply is left out: systems that read SARIF take every result for a finding,
and the JSON result tells the rest. What is let off stays, suppressed. Regions are those of the decoded
text, in code points; ``page`` and ``section`` are properties of a location. A result has a location for
each place that was found, for only a change of all of them mends the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.renderers import _places, _sarif_files, _sarif_rules, _words
from checker.renderers._data import as_json
from checker.renderers._sarif_words import message

if TYPE_CHECKING:
    from checker.model.outcome import Outcome
    from checker.model.result import Assessment, Failure, Result

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_NEW_LINES = ["\r\n", "\n", "\r", "\u2028", "\u2029"]  # what the readers take for an end of a line
# What the baseline does not know is new; what nobody compares (a review) is not in it.
_STATES = {"": "new", "new": "new", "known": "unchanged", "worse": "updated"}
_NOTICE_LEVELS = {"stale": "note"}

_Object = dict[str, Any]


def render(result: Result) -> str:
    """One log with one run."""
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(result)]})


def _run(result: Result) -> _Object:
    rules = _sarif_rules.of(result)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    artifacts = _sarif_files.artifacts(result)
    compared = any(o.baseline for report in result.reports for o in report.outcomes)
    return {
        "tool": {
            "driver": {
                "name": "fazhi-checker",
                "version": result.version,
                "language": "zh-CN",
                "rules": rules,
                "properties": {
                    "packs": [{"id": p.id, "version": p.version} for p in result.packs],
                    "digest": result.digest,
                    "profile": result.profile,
                },
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "newlineSequences": _NEW_LINES,
        "originalUriBaseIds": _sarif_files.BASES,
        "invocations": [_invocation(result)],
        "artifacts": artifacts,
        "results": [
            _result(report, outcome, numbers, compared=compared)
            for report in result.reports
            for outcome in report.outcomes
            if outcome.status in _places.STATUSES
        ],
    }


def _result(
    report: Assessment, outcome: Outcome, numbers: dict[str, int], *, compared: bool
) -> _Object:
    review = outcome.status == "review"
    rule = outcome.rule
    made: _Object = {
        "ruleId": rule.id,
        "ruleIndex": numbers[rule.id],
        "kind": "review" if review else "fail",
        "level": "none" if review else _sarif_rules.level(rule.severity),
        "message": message(outcome.message, f"怎么写：{rule.remedy}" if rule.remedy else ""),
        "locations": _sarif_files.locations(report, outcome),
        "partialFingerprints": {"fazhi/v1": outcome.fingerprint},
        "suppressions": _suppressions(outcome),  # on every result or on none: SARIF 3.27.23
    }
    if compared:  # the same: 3.27.24
        made["baselineState"] = _STATES[outcome.baseline]
    made["properties"] = {
        "status": outcome.status,
        "weight": rule.weight,
        "basis": [str(basis) for basis in outcome.basis],
        "closesGate": _places.closes(report, outcome),
    }
    return made


def _suppressions(outcome: Outcome) -> list[_Object]:
    reasons = []
    if outcome.waived:
        reasons.append(f"已豁免：{_words.decided(outcome.waived)}")
    if outcome.baseline == "known":
        reasons.append("基线里已有")
    return [{"kind": "external", "status": "accepted", "justification": r} for r in reasons]


def _invocation(result: Result) -> _Object:
    """What became of the run: inputs that could not be read, gates that no result explains, exceptions."""
    told = [_unread(failure) for failure in result.failures]
    for report in result.reports:
        reasons = _places.other_reasons(report)
        if reasons:
            told.append(_notification(report.path, "gate", "warning", f"未通过：{reasons}"))
    return {
        "executionSuccessful": not result.failures,
        "toolExecutionNotifications": told,
        "toolConfigurationNotifications": [
            {
                "descriptor": {"id": notice.kind},
                "level": _NOTICE_LEVELS.get(notice.kind, "warning"),
                "message": message(_words.notice(notice)),
            }
            for notice in result.notices
        ],
    }


def _unread(failure: Failure) -> _Object:
    return _notification(failure.path, failure.code, "error", f"无法检查：{failure.message}")


def _notification(path: str, code: str, level: str, told: str) -> _Object:
    return {
        "descriptor": {"id": code},
        "level": level,
        "message": message(told),
        "locations": [{"physicalLocation": {"artifactLocation": _sarif_files.location(path)}}],
    }
