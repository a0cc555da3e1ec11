"""Outcomes × what people have decided → outcomes: waived, attested, known from a baseline."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from checker.characters import fold
from checker.model.exceptions import Known, Notice
from checker.model.rule import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model.exceptions import Decision, Exceptions
    from checker.model.facts import Facts
    from checker.model.outcome import Outcome
    from checker.model.result import Assessment

GAPS = ("fail", "partial")  # what a baseline records, the worse first
_OPEN = (*GAPS, "review")  # what may be waived
_SPACE = re.compile(r"\s+")


def apply(
    outcomes: Sequence[Outcome], facts: Facts, path: str, exceptions: Exceptions
) -> tuple[Outcome, ...]:
    """The outcomes with what has been decided on them: undecided ones attested first, then gaps waived
    and compared with the baseline."""
    mine = concerning(facts, exceptions)
    held = [d for d in mine if not d.is_expired(exceptions.today)]
    known = [k for k in exceptions.known or () if _is_of(k, facts, path)]
    made = []
    for judged in outcomes:
        outcome = _attested(judged, held)
        waiver = next((d for d in held if _waives(d, outcome)), None)
        state = "" if exceptions.known is None else _state(outcome, known)
        made.append(dataclasses.replace(outcome, waived=waiver, baseline=state))
    return tuple(made)


def concerning(facts: Facts, exceptions: Exceptions) -> tuple[Decision, ...]:
    """The decisions on a report of this issuer and year, expired ones too."""
    issuer = fold(facts.issuer.value) if facts.issuer else ""
    return tuple(
        d for d in exceptions.decisions if d.issuer in ("", issuer) and d.year in (None, facts.year)
    )


def _attested(outcome: Outcome, held: Iterable[Decision]) -> Outcome:
    decision = next((d for d in held if d.status and d.rule == outcome.rule.id), None)
    if decision is None or outcome.status != "review":
        return outcome
    credit = {
        "pass": Fraction(1),
        "partial": outcome.rule.partial_credit,
        "fail": Fraction(0),
    }.get(decision.status)
    return dataclasses.replace(outcome, status=decision.status, credit=credit, attested=decision)


def _waives(decision: Decision, outcome: Outcome) -> bool:
    return not decision.status and decision.rule == outcome.rule.id and outcome.status in _OPEN


def _is_of(known: Known, facts: Facts, path: str) -> bool:
    """Whether a recorded gap is of this report: by issuer and year, by the file's name without them."""
    issuer = fold(facts.issuer.value) if facts.issuer else ""
    if (known.issuer, known.year) != (issuer, facts.year):
        return False
    return bool(issuer and facts.year) or known.file == os.path.basename(path)


def _state(outcome: Outcome, known: Iterable[Known]) -> str:
    """``known``, ``new`` or ``worse`` for a gap, else empty."""
    if outcome.status not in GAPS:
        return ""
    then = next((k for k in known if k.rule == outcome.rule.id), None)
    if then is None:
        return "new"
    if GAPS.index(outcome.status) < GAPS.index(then.status):
        return "worse"
    if outcome.status == "partial" or set(found(outcome)) <= set(then.found):
        return "known"
    return "new"


def found(outcome: Outcome) -> tuple[str, ...]:
    """A name for each place that an outcome shows: the same however its lines, width and spaces are."""
    words = dict.fromkeys(_SPACE.sub("", fold(e.quote)) for e in outcome.evidence)
    return tuple(sorted(hashlib.sha256(w.encode()).hexdigest()[:16] for w in words))


def recorded(reports: Iterable[Assessment]) -> list[Known]:
    """The gaps of reports as a baseline keeps them; waived ones too, for waivers end."""
    return [
        Known(
            rule=outcome.rule.id,
            status=outcome.status,
            issuer=fold(report.facts.issuer.value) if report.facts.issuer else "",
            year=report.facts.year,
            file=os.path.basename(report.path),
            found=found(outcome),
        )
        for report in reports
        for outcome in report.outcomes
        if outcome.status in GAPS
    ]


def unconcerned(gaps: Iterable[Known], reports: Sequence[Assessment]) -> list[Known]:
    """The recorded gaps of other reports than these."""
    return [g for g in gaps if not any(_is_of(g, r.facts, r.path) for r in reports)]


def still(gaps: Iterable[Known], reports: Sequence[Assessment]) -> list[Known]:
    """The recorded gaps that these reports still have."""
    return [g for g in gaps if any(_is_of(g, r.facts, r.path) and _is_still(g, r) for r in reports)]


def notices(reports: Sequence[Assessment], exceptions: Exceptions, baseline: str) -> list[Notice]:
    """What is to be said of exceptions that concern the reports of a run: ended, of no use, mended.
    ``baseline`` is the path of the file of known gaps."""
    made: list[Notice] = []
    concerned: dict[Decision, list[Assessment]] = {}
    for report in reports:
        for decision in report.decisions:
            concerned.setdefault(decision, []).append(report)
    for decision, mine in concerned.items():
        if not any(_is_used(decision, o) for r in mine for o in r.outcomes):
            made.append(_idle(decision, mine, exceptions))
    for known in exceptions.known or ():
        same = next((r for r in reports if _is_of(known, r.facts, r.path)), None)
        if same is not None and not _is_still(known, same):
            words = f"“{known.rule}”{STATUS_WORDS[known.status]}已经消除（{same.path}），可从基线里删去。"
            made.append(Notice("stale", words, baseline))
    return made


def _is_used(decision: Decision, outcome: Outcome) -> bool:
    return decision in (outcome.waived, outcome.attested)


def _idle(decision: Decision, reports: Sequence[Assessment], exceptions: Exceptions) -> Notice:
    """Why a decision did nothing: it has ended, or there is nothing for it to decide."""
    wanted = ("review",) if decision.status else _OPEN
    met = [
        report
        for report in reports
        for outcome in report.outcomes
        if outcome.rule.id == decision.rule and outcome.status in wanted
    ]
    name = "人工认定" if decision.status else "豁免"
    if met and decision.is_expired(exceptions.today):
        words = f"{name}“{decision.rule}”已于 {decision.until} 到期，不再有效（{met[0].path}）。"
        return Notice("expired", words, decision.place)
    words = f"{name}“{decision.rule}”没有用上：所指的报告没有这一项需要{name}，可以删去。"
    return Notice("unused", words, decision.place)


def _is_still(known: Known, report: Assessment) -> bool:
    """Whether a report still has a recorded gap, or part of it."""
    for outcome in report.outcomes:
        if outcome.rule.id == known.rule and outcome.status in GAPS:
            same = not known.found or not outcome.evidence or outcome.status == "partial"
            return same or bool(set(known.found) & set(found(outcome)))
    return False
