"""Waivers, attestations and baselines: what they take out of the gate, what they never hide."""

from __future__ import annotations

import itertools
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import builders
import pytest
import reading

from checker import exceptions, globs, scoring
from checker.errors import CheckerError
from checker.exceptions import baseline
from checker.model.exceptions import Decision, Exceptions, Known
from checker.model.rule import SEVERITIES, STATUSES, Policy

if TYPE_CHECKING:
    from checker.model.outcome import Outcome
    from checker.model.result import Assessment

NOW = date(2026, 5, 1)
RULE = "work/enforcement"
KNOWN = reading.known(reading.LEAD)


def _decision(until: str = "2026-12-31", **changes: str) -> Decision:
    return Decision(RULE, "上级已同意", date.fromisoformat(until), **changes)  # type: ignore[arg-type]


def _applied(
    outcome: Outcome, *decisions: Decision, known: tuple[Known, ...] | None = None
) -> Outcome:
    found = Exceptions(decisions, known, NOW)
    (made,) = exceptions.apply([outcome], KNOWN, "报告.txt", found)
    return made


def _report(*outcomes: Outcome, decisions: tuple[Decision, ...] = ()) -> Assessment:
    return builders.assessment(*outcomes, facts=KNOWN, decisions=decisions)


TABLE = list(
    itertools.product(
        STATUSES, SEVERITIES, (*SEVERITIES, "never"), (False, True), ("", "known", "new", "worse")
    )
)


@pytest.mark.parametrize(("status", "severity", "fail_on", "waived", "state"), TABLE)
def test_the_gate(status: str, severity: str, fail_on: str, waived: bool, state: str) -> None:  # noqa: FBT001
    """Only what fails, is grave enough, and neither waived nor known closes it."""
    order = ("info", "warning", "error", "never")
    outcome = builders.outcome(
        status,
        rule=builders.rule(RULE, severity=severity),
        waived=_decision() if waived else None,
        baseline=state,
    )
    policy = Policy("default", (("A", 0),), fail_on, None)
    gate = scoring.gate(scoring.score([outcome], policy), [outcome], KNOWN, policy)
    closed = status == "fail" and order.index(severity) >= order.index(fail_on)
    assert gate.passed == (not closed or waived or state == "known")


@pytest.mark.parametrize(("waived", "state"), [(True, ""), (False, "known"), (True, "known")])
def test_the_least_score_is_asked_of_what_is_left(waived: bool, state: str) -> None:  # noqa: FBT001
    failed = builders.outcome("fail", waived=_decision() if waived else None, baseline=state)
    passed = builders.outcome("pass", "work/b")
    policy = Policy("default", (("A", 0),), "never", Fraction(90))
    outcomes = [failed, passed]
    score = scoring.score(outcomes, policy)
    assert score.low == 50  # what is let off stays in the score
    assert scoring.gate(score, outcomes, KNOWN, policy).passed
    half = builders.outcome("partial", "work/c")
    reasons = scoring.gate(score, [*outcomes, half], KNOWN, policy).reasons
    assert "75.0（不计已豁免的和基线里已有的） 低于要求的 90.0" in reasons[0]


@pytest.mark.parametrize("status", ["fail", "partial", "review"])
def test_a_waiver_holds_up_to_its_last_day(status: str) -> None:
    outcome = builders.outcome(status)
    assert _applied(outcome, _decision("2026-05-01")).waived == _decision("2026-05-01")
    assert _applied(outcome, _decision("2026-04-30")).waived is None
    assert _applied(outcome, _decision("2026-04-30")) == outcome


@pytest.mark.parametrize("status", ["pass", "not_applicable"])
def test_what_needs_no_waiver_gets_none(status: str) -> None:
    assert _applied(builders.outcome(status), _decision()).waived is None


def test_a_waiver_is_for_its_rule_issuer_and_year_alone() -> None:
    failed = builders.outcome("fail")
    assert _applied(builders.outcome("fail", "work/b"), _decision()).waived is None
    assert _applied(failed, _decision(issuer="别的镇")).waived is None
    assert _applied(failed, _decision(issuer="某某镇")).waived is not None
    assert _applied(failed, Decision(RULE, "因", NOW, year=2022)).waived is None
    assert _applied(failed, Decision(RULE, "因", NOW, year=2023)).waived is not None


@pytest.mark.parametrize(
    ("status", "credit"),
    [("pass", 1), ("partial", Fraction(1, 2)), ("fail", 0), ("not_applicable", None)],
)
def test_a_person_decides_what_the_rule_could_not(
    status: str, credit: Fraction | int | None
) -> None:
    asked = _decision(status=status, by="李四")
    made = _applied(builders.outcome("review"), asked)
    assert (made.status, made.credit, made.attested) == (status, credit, asked)
    for other in ("pass", "partial", "fail", "not_applicable"):
        assert _applied(builders.outcome(other), asked).attested is None


def test_what_is_attested_to_fail_may_be_waived() -> None:
    made = _applied(builders.outcome("review"), _decision(status="fail", by="李四"), _decision())
    assert (made.status, made.waived) == ("fail", _decision())


def _gap(status: str, *quotes: str) -> Outcome:
    places = tuple(builders.evidence(quote) for quote in quotes)
    return builders.outcome(status, evidence=places)


@pytest.mark.parametrize(
    ("then", "now", "state"),
    [
        (_gap("fail"), _gap("fail"), "known"),
        (_gap("fail", "错 在\n这里。"), _gap("fail", "错在这里。"), "known"),
        (_gap("fail", "错在ＡＢ。"), _gap("fail", "错在AB。"), "known"),
        (_gap("fail", "甲。", "乙。"), _gap("fail", "乙。"), "known"),
        (_gap("fail", "甲。"), _gap("fail", "甲。", "乙。"), "new"),
        (_gap("fail", "甲。"), _gap("partial", "丙。"), "known"),
        (_gap("partial", "甲。"), _gap("partial", "丙。"), "known"),
        (_gap("partial", "甲。"), _gap("fail"), "worse"),
        (_gap("fail"), _gap("pass"), ""),
        (_gap("fail"), _gap("review"), ""),
    ],
)
def test_how_a_gap_stands_to_the_baseline(then: Outcome, now: Outcome, state: str) -> None:
    known = tuple(exceptions.recorded([_report(then)]))
    assert _applied(now, known=known).baseline == state
    assert _applied(now, known=()).baseline == ("new" if now.status in exceptions.GAPS else "")
    assert _applied(now).baseline == ""


def test_a_baseline_comes_back_as_it_was_written() -> None:
    gaps = exceptions.recorded([_report(_gap("fail", "甲。"), builders.outcome("partial", "a/b"))])
    text = baseline.as_json(gaps)
    assert baseline.as_json(reversed(gaps)) == text
    assert sorted(map(repr, baseline.read(text.encode(), "b.json"))) == sorted(map(repr, gaps))
    assert baseline.read(baseline.as_json([]).encode(), "b.json") == ()


SOUND = '{"schema": "fazhi-baseline/1", "gaps": [%s]}'
GAP = '{"issuer": "甲", "year": 2023, "file": "a", "rule": "a/b", "status": "fail", "found": []}'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "不是 JSON"),
        ("[" * 100_000, "不是 JSON"),
        ("[]", "不是基线文件"),
        ('{"schema": "fazhi-baseline/2"}', "不是基线文件"),
        ('{"schema": "fazhi-baseline/1"}', "gaps"),
        (SOUND % "1", "第 1 项"),
        (SOUND % f"{GAP}, {{}}", "第 2 项"),
        (SOUND % GAP.replace("2023", '"2023"'), "第 1 项"),
        (SOUND % GAP.replace("2023", "true"), "第 1 项"),
        (SOUND % GAP.replace('"fail"', '["fail"]'), "第 1 项"),
        (SOUND % GAP.replace('"fail"', '"pass"'), "第 1 项"),
        (SOUND % GAP.replace("[]", "[1]"), "第 1 项"),
    ],
)
def test_a_spoilt_baseline_is_refused(text: str, words: str) -> None:
    with pytest.raises(CheckerError) as caught:
        baseline.read(text.encode(), "b.json")
    assert words in str(caught.value)
    assert "b.json" in str(caught.value)


def _notices(outcome: Outcome, *decisions: Decision, known: tuple[Known, ...] = ()) -> list[str]:
    found = Exceptions(decisions, known, NOW)
    made = exceptions.apply([outcome], KNOWN, "报告.txt", found)
    report = _report(*made, decisions=exceptions.concerning(KNOWN, found))
    return [n.kind for n in exceptions.notices([report], found, "b.json")]


def test_what_is_said_of_exceptions() -> None:
    failed, passed = builders.outcome("fail"), builders.outcome("pass")
    assert _notices(failed, _decision()) == []
    assert _notices(failed, _decision("2026-01-01")) == ["expired"]
    assert _notices(passed, _decision("2026-01-01")) == ["unused"]
    assert _notices(passed, _decision()) == ["unused"]
    assert _notices(failed, _decision(status="pass", by="李四")) == ["unused"]
    assert _notices(failed, _decision(issuer="别的镇")) == []  # its report is not looked at
    known = tuple(exceptions.recorded([_report(failed)]))
    assert _notices(failed, known=known) == []
    assert _notices(passed, known=known) == ["stale"]


@pytest.mark.parametrize(
    ("patterns", "path", "matched"),
    [
        (("*.txt",), "a.txt", True),
        (("*.txt",), "甲/乙/a.txt", True),
        (("甲/*.txt",), "甲/a.txt", True),
        (("甲/*.txt",), "甲/乙/a.txt", False),
        (("甲/**/*.txt",), "甲/乙/a.txt", True),
        (("甲/",), "甲/乙/a.txt", True),
        (("*.txt", "!a.txt"), "a.txt", False),
        (("*",), "../a.txt", False),
        (("*",), "", False),
    ],
)
def test_what_a_glob_names(patterns: tuple[str, ...], path: str, matched: bool) -> None:  # noqa: FBT001
    assert globs.matches(patterns, path) is matched
