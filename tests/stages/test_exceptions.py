"""Waivers, attestations and baselines: what they take out of the gate, what they never hide."""

from __future__ import annotations

import dataclasses
import itertools
import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import builders
import pytest
import reading

from checker import exceptions, globs, scoring
from checker.cli import check
from checker.errors import CheckerError
from checker.exceptions import baseline
from checker.model.exceptions import Decision, Exceptions, Notice, Recorded
from checker.model.result import Failure, Gate
from checker.model.rule import SEVERITIES, STATUSES, Policy

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.outcome import Outcome
    from checker.model.result import Assessment

NOW = date(2026, 5, 1)
RULE = "work/enforcement"
KNOWN = reading.known(reading.LEAD)


def _decision(until: str = "2026-12-31", **changes: str) -> Decision:
    return Decision(RULE, "上级已同意", date.fromisoformat(until), **changes)  # type: ignore[arg-type]


def _applied(
    outcome: Outcome, *decisions: Decision, known: tuple[Recorded, ...] | None = None
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


@pytest.mark.parametrize(
    ("passed", "unreadable", "notice", "strict"),
    list(itertools.product((True, False), (False, True), ("", "unused", "expired"), (False, True))),
)
def test_the_exit_status(passed: bool, unreadable: bool, notice: str, strict: bool) -> None:  # noqa: FBT001
    """2 where something was unusable, else 1 where a gate is closed, else 0."""
    report = builders.assessment(gate=Gate(passed, () if passed else ("缺",)))
    failures = (Failure("坏.pdf", "unreadable", "无法读取。"),) if unreadable else ()
    notices = (Notice(notice, "甲", "fazhi.yaml:2:5"),) if notice else ()
    result = dataclasses.replace(builders.result(report, failures=failures), notices=notices)
    unusable = unreadable or (strict and notice == "unused")
    assert check.status(result, strict=strict) == (2 if unusable else 0 if passed else 1)


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


def _gap(status: str, *found: str) -> Outcome:
    return builders.outcome(status, found=found)


@pytest.mark.parametrize(
    ("then", "now", "state"),
    [
        (_gap("fail"), _gap("fail"), "known"),
        (_gap("fail", "甲"), _gap("fail", "甲"), "known"),
        (_gap("fail", "甲", "乙"), _gap("fail", "乙"), "known"),
        (_gap("fail", "甲"), _gap("fail", "甲", "乙"), "new"),
        (_gap("fail", "甲"), _gap("partial", "丙"), "known"),
        (_gap("partial", "甲"), _gap("partial", "丙"), "known"),
        (_gap("partial", "甲"), _gap("fail"), "worse"),
        (_gap("pass"), _gap("fail"), "new"),
        (_gap("fail"), _gap("pass"), ""),
        (_gap("fail"), _gap("review"), ""),
    ],
)
def test_how_a_gap_stands_to_the_baseline(then: Outcome, now: Outcome, state: str) -> None:
    known = (exceptions.recorded(_report(then)),)
    assert _applied(now, known=known).baseline == state
    assert _applied(now, known=()).baseline == ("new" if now.status in exceptions.GAPS else "")
    assert _applied(now).baseline == ""


def _kept(file: str, *outcomes: Outcome, facts: Facts = KNOWN) -> Recorded:
    return exceptions.recorded(builders.assessment(*outcomes, facts=facts, path=file))


NOBODY = dataclasses.replace(KNOWN, issuer=None)


@pytest.mark.parametrize(
    ("facts", "files", "path", "matched"),
    [
        (KNOWN, ("一稿.txt", "二稿.txt"), "二稿.txt", ["二稿.txt"]),
        (KNOWN, ("一稿.txt", "二稿.txt"), "三稿.txt", ["一稿.txt", "二稿.txt"]),  # moved, or new
        (KNOWN, ("报告/一稿.txt",), "../报告/一稿.txt", ["报告/一稿.txt"]),
        (NOBODY, ("2024/报告.txt", "2025/报告.txt"), "t/2025/报告.txt", ["2025/报告.txt"]),
        (
            NOBODY,
            ("2024/报告.txt", "2025/报告.txt"),
            "报告.txt",
            ["2024/报告.txt", "2025/报告.txt"],
        ),
        (NOBODY, ("2024/报告.txt",), "2024/别的.txt", []),
    ],
)
def test_which_recorded_report_a_report_is(
    facts: Facts, files: tuple[str, ...], path: str, matched: list[str]
) -> None:
    known = [_kept(file, facts=facts) for file in files]
    assert [each.file for each in exceptions.matching(known, facts, path)] == matched


def test_a_gap_of_one_draft_is_new_in_the_other() -> None:
    known = (_kept("一稿.txt", builders.outcome("fail")), _kept("二稿.txt"))
    found = Exceptions((), known, NOW)
    states = [
        exceptions.apply([builders.outcome("fail")], KNOWN, path, found)[0].baseline
        for path in ("一稿.txt", "二稿.txt", "三稿.txt")
    ]
    assert states == ["known", "new", "new"]


TEXT = """青溪镇2023年法治政府建设年度报告
2023年，青溪镇推进法治政府建设，现将有关情况报告如下。
一、主要举措和成效
全年受理矛盾纠纷214件，其中邻里纠纷97件、婚姻家庭纠纷46件、山林土地纠纷38件、其他纠纷43件。
发现隐患687处，督促整改703处，整改率102.3%。党的20大以来，持续推进。
二、2024年工作安排
一是举办执法培训4期。二是每季度进村宣讲。
"""


@pytest.mark.parametrize("name", ["lines", "width", "script", "spaces"])
def test_what_only_looks_otherwise_is_not_new(name: str) -> None:
    import opencc

    changed = {
        "lines": "\n".join(re.sub("(.{34})", "\\1\n", line) for line in TEXT.split("\n")),
        "width": TEXT.replace("，", ",").replace("214", "２１４").replace("%", "％"),
        "script": opencc.OpenCC("s2t").convert(TEXT),
        "spaces": "\n\n" + TEXT.replace("件", " 件").replace("\n", "\n　　"),
    }[name]
    made = reading.assessed(TEXT)
    known = (exceptions.recorded(made),)
    assert {"integrity/arithmetic", "substance/part-within-whole"} <= {
        gap.rule for gap in known[0].gaps
    }
    again = reading.assessed(changed)
    found = Exceptions((), known, NOW)
    states = exceptions.apply(again.outcomes, again.facts, "报告.txt", found)
    assert [o.rule.id for o in states if o.baseline in ("new", "worse")] == []


def test_a_baseline_comes_back_as_it_was_written() -> None:
    gaps = (_gap("fail", "甲"), builders.outcome("partial", "a/b"))
    reports = [_kept("一.txt", *gaps), _kept("二.txt"), _kept("三.txt", facts=NOBODY)]
    text = baseline.as_json(reports)
    assert baseline.as_json(reversed(reports)) == text
    assert set(baseline.read(text.encode(), "b.json")) == set(reports)
    assert baseline.read(baseline.as_json([]).encode(), "b.json") == ()


SOUND = '{"schema": "fazhi-baseline/1", "reports": [%s]}'
GAP = '{"rule": "a/b", "status": "fail", "found": []}'
ONE = f'{{"issuer": "甲", "year": 2023, "file": "a", "gaps": [{GAP}]}}'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "不是可用的 JSON"),
        ("[" * 100_000, "不是可用的 JSON"),
        (SOUND % ONE.replace("2023", "9" * 5000), "不是可用的 JSON"),
        ("[]", "不是基线文件"),
        ('{"schema": "fazhi-baseline/2"}', "不是基线文件"),
        ('{"schema": "fazhi-baseline/1"}', "reports"),
        (SOUND % "1", "第 1 份"),
        (SOUND % f"{ONE}, {{}}", "第 2 份"),
        (SOUND % ONE.replace("2023", '"2023"'), "第 1 份"),
        (SOUND % ONE.replace("2023", "true"), "第 1 份"),
        (SOUND % ONE.replace("2023", "0"), "第 1 份"),
        (SOUND % ONE.replace('"a"', "1"), "第 1 份"),
        (SOUND % ONE.replace('"fail"', '["fail"]'), "第 1 份"),
        (SOUND % ONE.replace('"fail"', '"pass"'), "第 1 份"),
        (SOUND % ONE.replace("[]", "[1]"), "第 1 份"),
        (SOUND % ONE.replace(GAP, "1"), "第 1 份"),
    ],
)
def test_a_spoilt_baseline_is_refused(text: str, words: str) -> None:
    with pytest.raises(CheckerError) as caught:
        baseline.read(text.encode(), "b.json")
    assert words in str(caught.value)
    assert "b.json" in str(caught.value)


def _notices(
    outcome: Outcome,
    *decisions: Decision,
    known: tuple[Recorded, ...] = (),
    all_there: bool = False,
) -> list[str]:
    found = Exceptions(decisions, known, NOW)
    made = exceptions.apply([outcome], KNOWN, "报告.txt", found)
    report = _report(*made, decisions=exceptions.pointing_at(KNOWN, found))
    return [n.kind for n in exceptions.notices([report], found, "b.json", all_there=all_there)]


def test_what_is_said_of_exceptions() -> None:
    failed, passed = builders.outcome("fail"), builders.outcome("pass")
    assert _notices(failed, _decision()) == []
    assert _notices(failed, _decision("2026-01-01")) == ["expired"]
    assert _notices(passed, _decision("2026-01-01")) == ["unused"]
    assert _notices(passed, _decision()) == ["unused"]
    assert _notices(failed, _decision(status="pass", by="李四")) == ["unused"]
    assert _notices(failed, _decision(issuer="别的镇")) == []  # its report is not looked at
    assert _notices(failed, _decision(issuer="别的镇"), all_there=True) == ["unused"]
    assert _notices(failed, Decision(RULE, "因", NOW, files=("*",), year=2022)) == ["unused"]
    known = (exceptions.recorded(_report(failed)),)
    assert _notices(failed, known=known) == []
    assert _notices(passed, known=known) == ["stale"]
    assert _notices(builders.outcome("review"), known=known) == []
    assert _notices(builders.outcome("pass", "work/b"), known=known) == []  # the rule is left out


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
