"""Outcomes → score and gate, by exact arithmetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import builders
import pytest
import reading
from hypothesis import given
from hypothesis import strategies as st

from checker import scoring
from checker.model.exceptions import Decision
from checker.model.rule import STATUSES, Policy

if TYPE_CHECKING:
    import random

    from checker.model.outcome import Outcome

POLICY = Policy("default", (("A", 90), ("B", 75), ("C", 60), ("D", 0)), "error", None)
KNOWN = reading.known(reading.LEAD)
CREDIT = {"pass": Fraction(1), "partial": Fraction(1, 2), "fail": Fraction(0)}


@st.composite
def outcome(draw: st.DrawFn, statuses: tuple[str, ...] = STATUSES) -> Outcome:
    status = draw(st.sampled_from(statuses))
    name = f"{draw(st.sampled_from(('甲', '乙')))}/{draw(st.integers(0, 99))}"
    severity = draw(st.sampled_from(("info", "warning", "error")))
    rule = builders.rule(name, weight=draw(st.integers(0, 20)), severity=severity)
    credit = CREDIT.get(status)
    if status == "partial":
        credit = draw(st.sampled_from((Fraction(1, 3), Fraction(1, 2), Fraction(3, 4))))
    return builders.outcome(status, rule=rule, credit=credit)


some = st.lists(outcome(), max_size=12)


@given(some)
def test_a_score_is_credit_over_weight(outcomes: list[Outcome]) -> None:
    asked = [o for o in outcomes if o.status != "not_applicable"]
    weight = sum(o.rule.weight for o in asked)
    earned = sum((o.rule.weight * o.credit for o in asked if o.credit is not None), Fraction(0))
    undecided = sum(o.rule.weight for o in asked if o.status == "review")
    made = scoring.score(outcomes, POLICY)
    if not weight:
        assert {made.value, made.low, made.high, made.coverage} == {Fraction(0)}
        return
    assert made.low == 100 * earned / weight
    assert made.high == 100 * (earned + undecided) / weight
    assert made.coverage == Fraction(weight - undecided, weight)
    assert made.value == (100 * earned / (weight - undecided) if weight > undecided else 0)


@given(some)
def test_a_score_stays_in_its_bounds(outcomes: list[Outcome]) -> None:
    made = scoring.score(outcomes, POLICY)
    assert 0 <= made.low <= made.high <= 100
    assert 0 <= made.value <= 100
    assert 0 <= made.coverage <= 1
    if made.coverage:
        assert made.low <= made.value <= made.high
    assert all(0 <= share <= 100 for share in made.by_pack.values())


@given(some)
def test_a_pack_s_score_is_that_of_its_rules_alone(outcomes: list[Outcome]) -> None:
    made = scoring.score(outcomes, POLICY)
    for pack, share in made.by_pack.items():
        alone = scoring.score([o for o in outcomes if o.rule.id.startswith(f"{pack}/")], POLICY)
        assert alone.value == share
    assert set(made.by_pack) <= {o.rule.id.partition("/")[0] for o in outcomes}


@given(some, st.randoms())
def test_order_and_what_does_not_apply_change_nothing(
    outcomes: list[Outcome], chance: random.Random
) -> None:
    made = scoring.score(outcomes, POLICY)
    asked = [o for o in outcomes if o.status != "not_applicable"]
    chance.shuffle(asked)
    assert scoring.score(asked, POLICY) == made


@given(some, outcome(statuses=("fail",)))
def test_one_more_failure_never_raises_a_score(outcomes: list[Outcome], failed: Outcome) -> None:
    before, after = (scoring.score(each, POLICY) for each in (outcomes, [*outcomes, failed]))
    assert after.low <= before.low
    assert after.high <= before.high
    assert after.value <= before.value


@pytest.mark.parametrize(
    ("low", "grade"),
    [(100, "A"), (90, "A"), (Fraction(8999, 100), "B"), (75, "B"), (60, "C"), (59, "D"), (0, "D")],
)
def test_a_grade_is_the_best_whose_floor_is_reached(low: Fraction, grade: str) -> None:
    assert scoring.grade(Fraction(low), POLICY) == grade


def test_a_grade_below_all_floors_is_the_last() -> None:
    assert scoring.grade(Fraction(3), replace(POLICY, grades=(("好", 50), ("中", 10)))) == "中"


def test_a_grade_looks_at_the_low_end() -> None:
    made = scoring.score([builders.outcome("pass"), builders.outcome("review")], POLICY)
    assert [made.value, made.low, made.high] == [100, 50, 100]
    assert made.grade == "D"


SEVERITIES = ("info", "warning", "error")


@given(some, st.sampled_from(SEVERITIES))
def test_the_gate_opens_where_nothing_of_its_severity_fails(
    outcomes: list[Outcome], fail_on: str
) -> None:
    policy = replace(POLICY, fail_on=fail_on)
    least = SEVERITIES.index(fail_on)
    failed = any(
        o.status == "fail" and SEVERITIES.index(o.rule.severity) >= least for o in outcomes
    )
    made = scoring.gate(scoring.score(outcomes, policy), outcomes, KNOWN, policy)
    assert (made.passed, bool(made.reasons)) == (not failed, failed)


def test_a_waived_failure_does_not_close_the_gate() -> None:
    waived = builders.outcome("fail", waived=Decision("work/a", "历史原因", date(2027, 3, 31)))
    score = scoring.score([waived], POLICY)
    assert scoring.gate(score, [waived], KNOWN, POLICY).passed
    assert score.low == 0


@pytest.mark.parametrize("floor", [Fraction(50), Fraction(501, 10), Fraction(100, 3)])
def test_a_floor_looks_at_the_low_end(floor: Fraction) -> None:
    outcomes = [builders.outcome("pass"), builders.outcome("review")]
    policy = replace(POLICY, fail_on="never", min_score=floor)
    made = scoring.gate(scoring.score(outcomes, policy), outcomes, KNOWN, policy)
    assert made.passed is (floor <= 50)
    assert made.passed or made.reasons == ("得分下限 50.0 低于要求的 50.1。",)


def test_another_kind_of_document_does_not_pass_unless_nothing_is_asked() -> None:
    facts = reading.known("某某镇2023年法治政府建设年度报告解读\n现解读如下。")
    assert not scoring.gate(None, (), facts, POLICY).passed
    assert facts.kind_reason in scoring.gate(None, (), facts, POLICY).reasons[0]
    assert scoring.gate(None, (), facts, replace(POLICY, fail_on="never")).passed
    floor = replace(POLICY, fail_on="never", min_score=Fraction(0))
    assert not scoring.gate(None, (), facts, floor).passed


def test_what_closes_the_gate_says_so_itself() -> None:
    policy = Policy("p", (("D", 0),), "warning", None)
    minor = builders.rule(severity="info")
    failed = builders.outcome("fail")
    assert failed.closes(policy)
    assert not failed.closes(replace(policy, fail_on="never"))
    assert not builders.outcome("fail", rule=minor).closes(policy)
    assert not builders.outcome("partial").closes(policy)
    assert not builders.outcome("fail", baseline="known").closes(policy)
