"""A report of the session as ``delta`` looks at it, and which reports are drafts of one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.delta.nouns import Judged, Place, Points, Report, Results
from checker.model.result import Assessment
from checker.renderers import _words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.outcome import Outcome
    from checker.model.result import Score
    from checker.web.nouns import Held


def results(path: str, report: Assessment) -> Results:
    """One report as a result by itself; those of a session are judged by the same rules."""
    return Results(path, "", (_report(path, report),), ())


def _report(path: str, report: Assessment) -> Report:
    known = report.facts
    return Report(
        path=path,
        title=known.title.value if known.title else None,
        issuer=known.issuer.value if known.issuer else None,
        year=known.year,
        profile=report.policy.profile,
        points=_points(report.score),
        passed=report.gate.passed,
        judged={outcome.rule.id: _judged(outcome) for outcome in report.outcomes},
    )


def _points(score: Score | None) -> Points:
    if score is None:
        return Points(None, None, None, None)
    value, low, high = (_words.rounded(each) for each in (score.value, score.low, score.high))
    return Points(value, low, high, score.grade)


def _judged(outcome: Outcome) -> Judged:
    return Judged(
        rule=outcome.rule.id,
        title=outcome.rule.title,
        status=outcome.status,
        message=outcome.message,
        places=tuple(Place(e.quote, e.line, e.page) for e in outcome.evidence),
        is_waived=outcome.waived is not None,
    )


def whose(report: Assessment) -> tuple[str, int] | None:
    """Issuer and year of a report; None where it does not tell both."""
    known = report.facts
    if known.issuer is None or known.year is None:
        return None
    return "".join(_words.plain(known.issuer.value).split()), known.year


def chains(session: Sequence[Held]) -> tuple[tuple[Held, ...], ...]:
    """Reports of one issuer and year, in the order in which they came, where there are several."""
    found: dict[tuple[str, int], list[Held]] = {}
    for held in session:
        if isinstance(held.judged, Assessment) and (owner := whose(held.judged)):
            found.setdefault(owner, []).append(held)
    return tuple(tuple(sorted(c, key=lambda h: h.number)) for c in found.values() if len(c) > 1)
