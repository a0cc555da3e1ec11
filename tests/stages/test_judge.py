"""Facts × rules → outcomes: the ladder, what is in force, and quotes that are the original's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import builders
import pytest
import reading
from hypothesis import given
from hypothesis import strategies as st

from checker import judge
from checker.model.facts import Hit
from checker.model.rule import Condition, Found, Missing, Unsure, Where

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding, Rule

WORDS = (
    "\ufeff某某镇2023年法治政府建设年度报告\r\n2023年，我镇推进法治政府建设，现将情况报告如下。\r\n"
    "一、主要举措\r\n（一）复议应诉\r\n　　全年办理行政复議案件 3 件。"
    + "办理情况良好，"
    * 30
    + "完。\r\n"
    "二、存在问题\r\n执法力量不足。\r\n"
)
LEVELS = ("province", "prefecture", "county", "township", "department")
RUNGS = ("not_applicable", "pass", "partial")
STATEMENTS = {status: f"{status}。" for status in (*RUNGS, "fail")}


@dataclass(frozen=True, slots=True)
class Says:
    """A kind of check that finds what it is told to."""

    finding: Finding

    def find(self, facts: Facts, where: Where) -> Finding:
        del facts, where
        return self.finding


def _rule(*findings: Finding, **changes: object) -> Rule:
    rungs = tuple(
        (rung, Condition("says", Says(finding), Where()))
        for rung, finding in zip(RUNGS, findings, strict=False)
    )
    asks = {"rungs": rungs, "levels": LEVELS, "messages": STATEMENTS, **changes}
    return builders.rule("work/says", **asks)


KNOWN = reading.known(WORDS)
CONTENT = KNOWN.report.text.content


def _hit(words: str) -> Hit:
    return Hit(CONTENT.index(words), CONTENT.index(words) + len(words))


FINDINGS = st.sampled_from((Found(()), Missing(), Unsure("看不清。")))


@given(st.tuples(FINDINGS, FINDINGS, FINDINGS))
def test_the_first_rung_that_finds_something_wins(
    findings: tuple[Finding, Finding, Finding],
) -> None:
    made = judge.outcome(KNOWN, _rule(*findings))
    decided = [type(finding) for finding in findings]
    won = next((rung for rung, kind in zip(RUNGS, decided, strict=True) if kind is Found), "fail")
    if won in ("partial", "fail") and Unsure in decided:  # what could not be decided may be more
        won = "review"
    assert made.status == won
    assert made.message == STATEMENTS.get(won, "看不清。")


@pytest.mark.parametrize(
    ("status", "credit"),
    [("pass", 1), ("partial", Fraction(1, 4)), ("fail", 0), ("review", None)],
)
def test_credit_of_a_status(status: str, credit: Fraction | None) -> None:
    findings: dict[str, Finding] = {"review": Unsure("看不清。")}
    rungs = [findings.get(status, Found(()) if rung == status else Missing()) for rung in RUNGS]
    made = judge.outcome(KNOWN, _rule(*rungs, partial_credit=Fraction(1, 4)))
    assert (made.status, made.credit) == (status, credit)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"levels": ("county",)}, "本项不要求乡镇（街道）报告。"),
        ({"first_year": 2024}, "本项自 2024 年度起适用。"),
        ({"last_year": 2022}, "本项只适用到 2022 年度。"),
    ],
)
def test_a_rule_that_asks_nothing_of_this_report(changes: dict[str, object], why: str) -> None:
    made = judge.outcome(KNOWN, _rule(Found(()), **changes))
    assert (made.status, made.message, made.credit) == ("not_applicable", why, None)
    unknown = replace(KNOWN, level=None, year=None)
    assert judge.outcome(unknown, _rule(Missing(), Found(()), **changes)).status == "pass"


@pytest.mark.parametrize("years", [(2023, None), (None, 2023), (2023, 2023), (2004, 2100)])
def test_a_rule_in_force(years: tuple[int | None, int | None]) -> None:
    made = judge.outcome(KNOWN, _rule(Missing(), first_year=years[0], last_year=years[1]))
    assert made.status == "fail"


def test_messages_are_filled_and_text_cannot_fill_them() -> None:
    told = {**STATEMENTS, "pass": "写了{value}{unit}。"}
    finding = Found((), {"value": "{unit}3", "unit": "件"})
    assert judge.outcome(KNOWN, _rule(Missing(), finding, messages=told)).message == "写了unit3件。"
    told = {**STATEMENTS, "fail": "晚于{deadline}。"}
    missing = Missing(values={"deadline": "2024-04-01"})
    assert judge.outcome(KNOWN, _rule(missing, messages=told)).message == "晚于2024-04-01。"


def test_a_quote_is_the_original_s_whole_sentence() -> None:
    made = judge.outcome(KNOWN, _rule(Missing(), Found((_hit("行政复议"), _hit("3件")))))
    (item,) = made.evidence
    assert item.quote == WORDS[item.start : item.end] == "全年办理行政复議案件 3 件。"
    assert (item.line, item.column, item.page) == (5, 3, None)
    assert item.section == ("一、主要举措", "(一)复议应诉")


def test_a_long_sentence_is_quoted_by_its_clauses() -> None:
    made = judge.outcome(KNOWN, _rule(Missing(), Found((_hit("完。"),))))
    assert [item.quote for item in made.evidence] == ["完。"]
    assert made.nearest == ()


def test_what_came_closest_and_where_the_words_belong() -> None:
    near = Missing(nearest=(_hit("执法力量"),))
    assert judge.outcome(KNOWN, _rule(near, belongs="shortcomings")).nearest == ()  # of no pass
    made = judge.outcome(KNOWN, _rule(Missing(), near, belongs="shortcomings"))
    assert [item.quote for item in made.nearest] == ["执法力量不足。"]
    assert made.belongs is not None
    assert made.belongs.quote == "二、存在问题"
    assert judge.outcome(KNOWN, _rule(Missing(), belongs="plan")).belongs is None
    assert judge.outcome(KNOWN, _rule(Missing(), Found(()), belongs="shortcomings")).belongs is None


def test_a_contradiction_shows_its_places() -> None:
    made = judge.outcome(KNOWN, _rule(Missing(hits=(_hit("执法力量"),))))
    assert [item.quote for item in made.evidence] == ["执法力量不足。"]


def test_what_shows_that_a_rule_applies_proves_only_where_nothing_else_does() -> None:
    told = {**STATEMENTS, "fail": "写的是{word}。"}
    applies = Missing(hits=(_hit("现将"),), values={"word": "甲"})
    wrong = Missing(hits=(_hit("执法力量"),), values={"word": "乙"})
    made = judge.outcome(KNOWN, _rule(applies, wrong, messages=told))
    assert ([item.quote for item in made.evidence], made.message) == (
        ["执法力量不足。"],
        "写的是乙。",
    )
    alone = judge.outcome(KNOWN, _rule(applies, Missing(), messages=told))
    assert (len(alone.evidence), alone.message) == (1, "写的是甲。")


def test_a_fingerprint_is_stable_when_lines_move_and_else_tells_apart() -> None:
    found = _rule(Missing(), Found((_hit("行政复议"),)))
    print_ = judge.outcome(KNOWN, found).fingerprint
    moved = reading.known("首页 > 公开\n" + WORDS.replace("\r\n", "\n\n"))
    at = moved.report.text.content.index("行政复议")
    there = judge.outcome(moved, _rule(Missing(), Found((Hit(at, at + 4),))))
    assert there.evidence[0].line != 5
    assert there.fingerprint == print_
    others = {
        judge.outcome(KNOWN, _rule(Missing(), Found((_hit("执法力量"),)))).fingerprint,
        judge.outcome(KNOWN, _rule(Missing(), Missing(), Found((_hit("行政复议"),)))).fingerprint,
        judge.outcome(KNOWN, replace(found, id="work/other")).fingerprint,
        judge.outcome(replace(KNOWN, year=2022), found).fingerprint,
        judge.outcome(replace(KNOWN, issuer=None), found).fingerprint,
    }
    assert len(others | {print_}) == 6


def test_another_kind_of_document_is_not_judged() -> None:
    assert judge.judge(replace(KNOWN, is_judged=False), reading.book()) == ()
    made = judge.judge(KNOWN, reading.book())
    mine = [rule for rule in reading.book().rules if rule.document == KNOWN.kind]
    assert [outcome.rule for outcome in made] == mine


def test_figures_and_damage_are_shown_with_their_places() -> None:
    (figure,) = judge.figures(KNOWN)
    assert (figure.indicator, figure.value, figure.unit) == ("reconsideration-cases", "3", "件")
    assert figure.evidence.quote == "3 件"
    damaged = reading.known(WORDS.replace("力量", "力\ufffd"))
    (item,) = judge.damage(damaged)
    assert (item.kind, item.evidence.quote) == ("lost-characters", "\ufffd")
    assert (item.evidence.line, item.note.endswith("。")) == (7, True)
