"""A result in the order in which a person wants it: dearest gap first, best report first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from checker.renderers import _words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment, Result

_SEVERITY_ORDER = {"error": 0, "warning": 1, "info": 2}
_PERFECT = Fraction(1)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing or not complete, and the points (of 100) that mending it would earn."""

    outcome: Outcome
    points: Fraction


@dataclass(frozen=True, slots=True)
class Summary:
    """The outcomes of one report by what a person does with them. ``known`` are gaps that the baseline
    has; ``attested`` those of any status that a person has decided. ``inapplicable`` are those that the
    report itself makes so; ``unasked`` counts the rules that ask nothing of its level or year."""

    gaps: tuple[Gap, ...]
    reviews: tuple[Gap, ...]
    waived: tuple[Outcome, ...]
    known: tuple[Outcome, ...]
    attested: tuple[Outcome, ...]
    passed: tuple[Outcome, ...]
    inapplicable: tuple[Outcome, ...]
    unasked: int

    @property
    def counts(self) -> str:
        """How many of each, in words; kinds that do not occur are left out."""
        fails = sum(1 for gap in self.gaps if gap.outcome.status == "fail")
        named = (
            ("缺失或不符合", fails),
            ("不完整", len(self.gaps) - fails),
            ("需人工判断", len(self.reviews)),
            ("已豁免", len(self.waived)),
            ("基线里已有", len(self.known)),
            ("符合", len(self.passed)),
            ("不适用", len(self.inapplicable) + self.unasked),
        )
        return "，".join(f"{word} {count} 项" for word, count in named if count)


def summarise(report: Assessment) -> Summary:
    """Sort the outcomes of a report; gaps and reviews by points, then severity, then rule order."""
    outcomes = report.outcomes
    gaps = _sorted(report, (o for o in outcomes if _open(o)))
    return Summary(
        gaps=tuple(g for g in gaps if g.outcome.status != "review"),
        reviews=tuple(g for g in gaps if g.outcome.status == "review"),
        waived=tuple(o for o in outcomes if o.waived),
        known=tuple(o for o in outcomes if o.baseline == "known" and not o.waived),
        attested=tuple(o for o in outcomes if o.attested),
        passed=tuple(o for o in outcomes if o.status == "pass"),
        inapplicable=tuple(o for o in outcomes if o.status == "not_applicable" and o.asked),
        unasked=sum(not o.asked for o in outcomes),
    )


def let_off(report: Assessment) -> tuple[Gap, ...]:
    """The gaps that have left the gate, in the order of the others."""
    outcomes = report.outcomes
    return tuple(
        _sorted(report, (o for o in outcomes if o.is_let_off and o.status not in _SETTLED))
    )


def _sorted(report: Assessment, wanted: Iterable[Outcome]) -> list[Gap]:
    total = sum(o.rule.weight for o in report.outcomes if o.status != "not_applicable")
    gaps = [Gap(o, _points(o, total)) for o in wanted]
    return sorted(gaps, key=lambda g: (-g.points, _SEVERITY_ORDER.get(g.outcome.rule.severity, 0)))


_SETTLED = ("pass", "not_applicable")


def _open(outcome: Outcome) -> bool:
    return outcome.status not in _SETTLED and not outcome.is_let_off


def _points(outcome: Outcome, total: int) -> Fraction:
    lost = _PERFECT - (outcome.credit or 0)
    return lost * outcome.rule.weight * 100 / total if total else Fraction(0)


def look(outcome: Outcome) -> Evidence | None:
    """Where a person should look: what was found, else where it belongs, else what came near."""
    if outcome.evidence:
        return outcome.evidence[0]
    if outcome.belongs is not None:
        return outcome.belongs
    return outcome.nearest[0] if outcome.nearest else None


def ranked(result: Result) -> tuple[Assessment, ...]:
    """The scored reports, the highest low end first, then by name and path."""
    return tuple(sorted(scored(result.reports), key=_rank))


def _rank(report: Assessment) -> tuple[Fraction, str, str]:
    score = report.score
    return (-score.low if score else Fraction(0), _words.name(report), report.path)


def scored(reports: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """The reports that were given a score."""
    return tuple(r for r in reports if r.score is not None)


def unscored(reports: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """The documents of another kind."""
    return tuple(r for r in reports if r.score is None)
