"""Every example line of every shipped rule gives exactly the status under which it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import reading

from checker import judge
from checker.model.rule import STATUSES

if TYPE_CHECKING:
    from checker.model.rule import Rule

RULES = {rule.id: rule for rule in reading.book().rules}
LINES = [
    pytest.param(rule, status, line, id=f"{rule.id}-{status}-{number}")
    for rule in RULES.values()
    for status, lines in rule.examples.items()
    for number, line in enumerate(lines, 1)
]


@pytest.mark.parametrize(("rule", "status", "line"), LINES)
def test_an_example_gives_its_status(rule: Rule, status: str, line: str) -> None:
    made = judge.outcome(reading.known(line, rule.document), rule)
    assert made.status == status, (made.message, [e.quote for e in (*made.evidence, *made.nearest)])


@pytest.mark.parametrize(("rule", "status", "line"), LINES)
def test_an_example_is_told_in_a_whole_message_with_true_quotes(
    rule: Rule, status: str, line: str
) -> None:
    made = judge.outcome(reading.known(line, rule.document), rule)
    assert made.message.endswith(("。", "）", "？"))
    assert not set("{}") & set(made.message)
    shown = (*made.evidence, *made.nearest, *filter(None, [made.belongs]))
    assert all(item.quote == line[item.start : item.end] for item in shown)
    if status in ("pass", "partial"):
        assert made.evidence or rule.rungs[-1][1].name == "none-of"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_status_that_a_rule_can_give_has_an_example(rule: Rule) -> None:
    assert {rung for rung, _ in rule.rungs} | {"fail"} <= set(rule.examples)
    assert set(rule.examples) <= set(STATUSES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_no_line_is_an_example_of_two_things(rule: Rule) -> None:
    lines = [line.strip() for lines in rule.examples.values() for line in lines]
    assert len(lines) == len(set(lines))
