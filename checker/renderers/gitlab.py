"""Code Quality report of GitLab: a list of gaps with path, line and a fingerprint that no two share.

What is let off is left out. A gap that is not complete counts one step less than a missing one; what
a person must judge is ``info``. ``lines.begin`` is asked for always: 1 where the file has no lines, and
then the place stands in the description. Of a gap with several places the first is named.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from checker.renderers import _places, _words
from checker.renderers._data import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.outcome import Outcome
    from checker.model.result import Assessment, Result

_STEPS = ("critical", "major", "minor", "info")  # below ``blocker``
_OF_SEVERITY = {"error": 0, "warning": 1, "info": 2}
_SEPARATOR = " ｜ "


def render(result: Result) -> str:
    """One JSON list: what could not be read, then the gaps of each report in rule order."""
    issues = list(_issues(result))
    seen: set[str] = set()
    for issue in issues:
        issue["fingerprint"] = _unique(issue["fingerprint"], seen)
    return as_json(issues)


def _issues(result: Result) -> Iterator[dict[str, Any]]:
    for failure in result.failures:
        told = f"无法检查：{_words.plain(failure.message)}"
        yield _issue(failure.path, f"unusable/{failure.code}", "blocker", told)
    for report in result.reports:
        other = _places.other_reasons(report)
        if other:
            yield _issue(report.path, "gate", "critical", f"未通过：{other}")
        yield from (_gap(report, outcome) for outcome in _places.asked(report))


def _gap(report: Assessment, outcome: Outcome) -> dict[str, Any]:
    title = _words.plain(outcome.rule.title)
    told = _SEPARATOR.join([title, *_places.lines(report, outcome)])
    found = _places.places(outcome)
    line = found[0].line if found and _places.has_lines(report) else 1
    made = _issue(report.path, outcome.rule.id, _severity(outcome), told, line)
    made["fingerprint"] = _hash(made["fingerprint"], outcome.fingerprint)
    return made


def _severity(outcome: Outcome) -> str:
    if outcome.status == "review":
        return "info"
    return _STEPS[_OF_SEVERITY.get(outcome.rule.severity, 1) + (outcome.status == "partial")]


def _issue(path: str, name: str, severity: str, told: str, line: int = 1) -> dict[str, Any]:
    return {
        "description": told,
        "check_name": name,
        "fingerprint": _hash(path, name),
        "severity": severity,
        "location": {"path": _places.path(path), "lines": {"begin": line}},
    }


def _hash(*parts: str) -> str:
    joined = "\0".join(parts).encode(errors="replace")
    return hashlib.sha256(joined).hexdigest()[:32]


def _unique(fingerprint: str, seen: set[str]) -> str:
    """The fingerprint, or the next one of a row that begins with it where it is taken."""
    while fingerprint in seen:
        fingerprint = _hash(fingerprint)
    seen.add(fingerprint)
    return fingerprint
