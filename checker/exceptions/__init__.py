"""Outcomes × what people have decided → outcomes: waived, attested, known from a baseline."""

from __future__ import annotations

import dataclasses
import difflib
from fractions import Fraction
from typing import TYPE_CHECKING

from checker.characters import fold
from checker.model.exceptions import Known, Notice, Recorded
from checker.model.rule import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model.exceptions import Decision, Exceptions
    from checker.model.facts import Facts
    from checker.model.outcome import Outcome
    from checker.model.result import Assessment

GAPS = ("fail", "partial")  # what a baseline records, the worse first
_OPEN = (*GAPS, "review")  # what may be waived


def apply(
    outcomes: Sequence[Outcome], facts: Facts, path: str, exceptions: Exceptions
) -> tuple[Outcome, ...]:
    """The outcomes with what has been decided on them: undecided ones attested first, then gaps waived
    and compared with the baseline."""
    mine = concerning(facts, exceptions)
    held = [d for d in mine if not d.is_expired(exceptions.today)]
    known = matching(exceptions.known or (), facts, path)
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


def pointing_at(facts: Facts, exceptions: Exceptions) -> tuple[Decision, ...]:
    """The decisions that name this report's file or its issuer and year, whether they are of use or not."""
    mine = concerning(facts, exceptions)
    return tuple(d for d in exceptions.decisions if d.files or d in mine)


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


def matching(known: Iterable[Recorded], facts: Facts, path: str) -> tuple[Recorded, ...]:
    """The recorded reports that this one is: by issuer and year and file; where its file is not among
    them (it was moved), every one of that issuer and year; without issuer or year by file alone."""
    issuer = fold(facts.issuer.value) if facts.issuer else ""
    mine = [r for r in known if (r.issuer, r.year) == (issuer, facts.year)]
    same = [r for r in mine if _is_file(r.file, path)]
    if same:
        exact = [r for r in same if _parts(r.file) == _parts(path)]
        return tuple(exact or same)
    return tuple(mine) if issuer and facts.year else ()


def _is_file(one: str, other: str) -> bool:
    """Whether two paths may name one file, seen from different folders: one ends as the other is."""
    pairs = zip(reversed(_parts(one)), reversed(_parts(other)), strict=False)
    return all(a == b for a, b in pairs)


def _parts(path: str) -> list[str]:
    return [part for part in path.replace("\\", "/").split("/") if part not in ("", ".", "..")]


def _state(outcome: Outcome, known: Sequence[Recorded]) -> str:
    """``known``, ``new`` or ``worse`` for a gap, else empty. Known is what every matching record has."""
    if outcome.status not in GAPS:
        return ""
    states = {_against(outcome, each) for each in known} or {"new"}
    return next(state for state in ("new", "worse", "known") if state in states)


def _against(outcome: Outcome, known: Recorded) -> str:
    then = next((k for k in known.gaps if k.rule == outcome.rule.id), None)
    if then is None:
        return "new"
    if GAPS.index(outcome.status) < GAPS.index(then.status):
        return "worse"
    if outcome.status == "partial" or set(outcome.found) <= set(then.found):
        return "known"
    return "new"


def recorded(report: Assessment) -> Recorded:
    """A report as a baseline keeps it, waived gaps too, for waivers end."""
    return Recorded(
        issuer=fold(report.facts.issuer.value) if report.facts.issuer else "",
        year=report.facts.year,
        file="/".join(_parts(report.path)),
        gaps=tuple(
            Known(outcome.rule.id, outcome.status, outcome.found)
            for outcome in sorted(report.outcomes, key=lambda o: o.rule.id)
            if outcome.status in GAPS
        ),
    )


def is_mended(known: Known, reports: Iterable[Assessment]) -> bool:
    """Whether none of these reports still has a recorded gap, or part of it. What no rule in force asks
    about is not known to be mended."""
    asked = [o for r in reports for o in r.outcomes if o.rule.id == known.rule]
    return bool(asked) and not any(_is_still(known, outcome) for outcome in asked)


def _is_still(known: Known, outcome: Outcome) -> bool:
    if outcome.status not in GAPS:
        return outcome.status == "review"  # nobody knows
    same = not known.found or not outcome.found or outcome.status == "partial"
    return same or bool(set(known.found) & set(outcome.found))


def notices(
    reports: Sequence[Assessment], exceptions: Exceptions, baseline: str, *, all_there: bool = False
) -> list[Notice]:
    """What is to be said of exceptions that concern the reports of a run: ended, of no use, mended.
    ``baseline`` is the path of the file of known gaps. ``all_there``: the run is over every report, so
    that a decision on none of them is of no use either."""
    made: list[Notice] = []
    concerned: dict[Decision, list[Assessment]] = {}
    for report in reports:
        for decision in report.decisions:
            concerned.setdefault(decision, []).append(report)
    for decision, mine in concerned.items():
        if not any(_is_used(decision, o) for r in mine for o in r.outcomes):
            made.append(_idle(decision, mine, exceptions))
    if all_there:
        unseen = [d for d in exceptions.decisions if d not in concerned]
        made += [_unseen(decision, reports) for decision in unseen]
    for each, mine in concerned_by(exceptions.known or (), reports).items():
        for known in each.gaps:
            if is_mended(known, mine):
                words = f"“{known.rule}”{STATUS_WORDS[known.status]}已经消除（{mine[0].path}），可从基线里删去。"
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


def _unseen(decision: Decision, reports: Sequence[Assessment]) -> Notice:
    """That no report of the run is one of those that a decision names."""
    name = "人工认定" if decision.status else "豁免"
    issuers = sorted({r.facts.issuer.value for r in reports if r.facts.issuer})
    near = difflib.get_close_matches(decision.issuer, issuers, n=1)
    hint = f"报告单位要与检查结果里的一致，是不是“{near[0]}”？" if near else "请核对或删去。"
    whose = "、".join(word for word in (decision.issuer, *decision.files) if word)
    words = f"{name}“{decision.rule}”没有用上：这次检查的报告里没有它所指的（{whose}）。{hint}"
    return Notice("unused", words, decision.place)


def concerned_by(
    known: Sequence[Recorded], reports: Iterable[Assessment]
) -> dict[Recorded, list[Assessment]]:
    """The recorded reports that reports of a run are, each with these."""
    found: dict[Recorded, list[Assessment]] = {}
    for report in reports:
        for each in matching(known, report.facts, report.path):
            found.setdefault(each, []).append(report)
    return found
