"""The sentences that rules offer: filled in they make their rule pass, with blanks they do not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import filling
import pytest
import reading

from checker import drafting
from checker.model.rule import LEVEL_WORDS

if TYPE_CHECKING:
    from checker.model.draft import Draft
    from checker.model.rule import Rule

ISSUERS = {
    "township": "东城街道",
    "county": "云亭县",
    "prefecture": "江州市",
    "province": "江南省",
    "department": "云亭县教育局",
}
YEARS = (2015, 2019, 2022, 2024, 2025, 2026)
OFFERING = {rule.id: rule for rule in reading.book().rules if rule.template}
# the contract's rules of these severities that no sentence answers: the years are filled in, what is
# published is not yet, and figures that are not there contradict nothing
UNOFFERED = {"timeliness/year-consistency", "timeliness/published-on-time", "integrity/arithmetic"}


class Case(NamedTuple):
    level: str
    year: int


def _cases(rule: Rule) -> list[Case]:
    """A year for each stretch of years and level that a rule's sentences are for."""
    return [
        Case(level, year)
        for level in LEVEL_WORDS
        for year in YEARS
        if level in rule.levels
        and (rule.first_year or year) <= year <= (rule.last_year or year)
        and any(each.serves(year, level) for each in rule.template)
        and any(r.id == rule.id for r in reading.book().of(level).rules)
    ]


@cache
def _draft(kind: str, case: Case) -> Draft:
    wanted = drafting.Wanted(kind, case.level, case.year, ISSUERS[case.level])
    return drafting.draft(reading.book(), wanted)


def _statuses(draft: Draft) -> dict[str, str]:
    return reading.verdicts(reading.assessed(filling.text(draft)))


@pytest.mark.parametrize("rule", OFFERING.values(), ids=OFFERING)
def test_a_sentence_makes_its_rule_pass_only_when_it_is_filled_in(rule: Rule) -> None:
    cases = _cases(rule)
    assert cases
    for case in dict.fromkeys((cases[0], cases[-1], *cases[:: max(1, len(cases) // 3)])):
        whole = _draft(rule.document, case)
        own = filling.alone(whole, rule.id)
        if _statuses(filling.filled(own))[rule.id] == "not_applicable":
            own = whole  # it asks only of who tells of something else, too
        assert _statuses(filling.filled(own))[rule.id] == "pass", case
        assert _statuses(own)[rule.id] != "pass", case


@pytest.mark.parametrize("kind", ["annual-report", "disclosure-report"])
@pytest.mark.parametrize("level", LEVEL_WORDS)
def test_a_filled_report_passes_and_an_empty_one_is_told_so(kind: str, level: str) -> None:
    for year in YEARS[1:]:
        draft = _draft(kind, Case(level, year))
        made = reading.assessed(filling.text(filling.filled(draft)))
        assert made.gate is not None
        assert made.gate.passed
        assert (made.facts.year, made.facts.level, made.facts.kind) == (year, level, kind)
        failed = [
            o.rule.id
            for o in made.outcomes
            if o.rule.severity != "info" and o.status in ("fail", "partial")
        ]
        assert not failed
        empty = reading.assessed(filling.text(draft))
        assert empty.gate is not None
        assert not empty.gate.passed
        statuses = reading.verdicts(empty)
        offering = {p.rule for block in draft.blocks for p in block.paragraphs}
        assert "pass" not in {statuses[rule] for rule in offering}
        if kind == "annual-report":
            assert statuses["form/template-residue"] == "fail"


def test_every_contract_rule_that_weighs_offers_a_sentence() -> None:
    packs = ("statutory", "litigation", "work", "timeliness", "integrity")
    weighing = {
        rule.id
        for rule in reading.book().rules
        if rule.id.startswith(packs) and rule.severity != "info"
    }
    assert weighing - set(OFFERING) == UNOFFERED


def test_a_part_that_a_level_need_not_write_is_left_out() -> None:
    headings = [b.heading for b in _draft("annual-report", Case("township", 2026)).blocks]
    assert not [h for h in headings if "立法" in h]
    assert [
        b for b in _draft("annual-report", Case("province", 2026)).blocks if "立法" in b.heading
    ]


def test_the_order_inside_a_topic_is_that_of_packs_and_weights() -> None:
    blocks = _draft("annual-report", Case("county", 2026)).blocks
    cases = next(b for b in blocks if "行政应诉" in b.heading)
    own = {rule.id: rule for rule in reading.book().of("county").rules}
    weights = [own[p.rule].weight for p in cases.paragraphs]
    assert weights == sorted(weights, reverse=True)


def test_equations_hold_after_filling() -> None:
    says = "新收__件，上年结转__件，审结__件，年末未结__件，审结率__%。"
    made = filling.words(says, ["新收__件 + 上年结转__件 = 审结__件 + 年末未结__件"])
    assert made == "新收11件，上年结转1件，审结6件，年末未结6件，审结率6%。"
