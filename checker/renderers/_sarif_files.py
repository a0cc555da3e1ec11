"""Files and places in them as SARIF names them, and what is kept of each report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from checker.renderers import _places, _words
from checker.renderers._sarif_words import message

if TYPE_CHECKING:
    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment, Result

_Object = dict[str, Any]

_ROOT = "%SRCROOT%"
BASES = {_ROOT: {"description": {"text": "检查时所在的文件夹"}}}
_DRIVE = re.compile(r"[A-Za-z]:/")


def location(path: str) -> _Object:
    """An RFC 3986 reference: relative to the folder of the run where the path is."""
    written = _places.path(path)
    drive = _DRIVE.match(written)
    if drive is None and not written.startswith("/"):
        return {"uri": quote(written, errors="replace"), "uriBaseId": _ROOT}
    if written.startswith("//"):  # a share: its first part is the host
        return {"uri": f"file:{quote(written, errors='replace')}"}
    head = f"/{drive.group()}" if drive else "/"
    rest = written[drive.end() if drive else 1 :]
    return {"uri": f"file://{head}{quote(rest, errors='replace')}"}


def locations(report: Assessment, outcome: Outcome) -> list[_Object]:
    """Where an outcome shows: each place with its region, else the file."""
    artifact = {"artifactLocation": location(report.path)}
    found = _places.places(outcome)
    if not found:
        return [{"physicalLocation": artifact}]
    made = []
    for place in found:
        properties: _Object = {"section": list(place.section)}
        if place.page is not None:
            properties["page"] = place.page
        shown: _Object = {
            "physicalLocation": {**artifact, "region": _region(report, place)},
            "properties": properties,
        }
        if not outcome.evidence:
            advice = "可补写在这里。" if outcome.belongs else "最接近的原文，尚不足以认定。"
            shown["message"] = message(advice)
        made.append(shown)
    return made


def _region(report: Assessment, place: Evidence) -> _Object:
    line, column = _places.end(report, place)
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": line,
        "endColumn": column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
        "snippet": {"text": place.quote},
    }


def artifacts(result: Result) -> list[_Object]:
    """Each input once: reports with their scores, then what could not be read."""
    made: dict[str, _Object] = {}
    for report in result.reports:
        made.setdefault(
            report.path,
            {
                "location": location(report.path),
                "roles": ["analysisTarget"],
                "description": message(_words.name(report)),
                "properties": _properties(report),
            },
        )
    for failure in result.failures:
        made.setdefault(
            failure.path, {"location": location(failure.path), "roles": ["analysisTarget"]}
        )
    return list(made.values())


def _properties(report: Assessment) -> _Object:
    known, score = report.facts, report.score
    return {
        "path": report.path,
        "kind": known.kind,
        "issuer": known.issuer.value if known.issuer else None,
        "reportingYear": known.year,
        "level": known.level,
        "profile": report.policy.profile,
        "gatePassed": report.gate.passed,
        "gateReasons": list(report.gate.reasons),
        "score": _words.rounded(score.value) if score else None,
        "scoreLow": _words.rounded(score.low) if score else None,
        "scoreHigh": _words.rounded(score.high) if score else None,
        "coverage": _words.rounded(score.coverage, 4) if score else None,
        "grade": score.grade if score else None,
        "linesAreOfTheFile": _places.has_lines(report),
    }
