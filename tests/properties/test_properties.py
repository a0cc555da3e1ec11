"""What must hold of every verdict, score and result, whatever the text says."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import builders
import reading
from hypothesis import given
from hypothesis import strategies as st
from made_up import rarely, reports, texts

from checker import judge, pipeline, plugins, renderers, scoring
from checker.model.result import Assessment, Failure

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from checker.model.outcome import Evidence, Outcome

BOOK = reading.book()


def _shown(made: Assessment) -> Iterator[Evidence]:
    for outcome in made.outcomes:
        yield from (*outcome.evidence, *outcome.nearest)
        if outcome.belongs:
            yield outcome.belongs
    yield from (figure.evidence for figure in made.figures)
    yield from (item.evidence for item in made.damage)


@rarely
@given(reports)
def test_every_quote_is_what_stands_there(words: str) -> None:
    made = reading.assessed(words)
    text = made.facts.report.text.source.text
    starts = made.facts.report.text.source.line_starts
    for item in _shown(made):
        assert item.quote == text[item.start : item.end] != ""
        assert starts[item.line - 1] + item.column - 1 == item.start


@rarely
@given(reports, st.randoms())
def test_the_order_of_rules_changes_no_outcome(words: str, chance: random.Random) -> None:
    known = reading.known(words)
    rules = list(BOOK.rules)
    chance.shuffle(rules)
    shuffled = judge.judge(known, replace(BOOK, rules=tuple(rules)))
    assert sorted(shuffled, key=lambda o: o.rule.id) == sorted(
        judge.judge(known, BOOK), key=lambda o: o.rule.id
    )


def _outcome(status: str, weight: int) -> Outcome:
    return builders.outcome(status, rule=builders.rule(weight=weight))


statuses = st.sampled_from(("pass", "partial", "fail", "not_applicable", "review"))
weighed = st.lists(st.builds(_outcome, statuses, st.integers(0, 20)), max_size=10)


@given(weighed, st.integers(0, 10), st.integers(0, 20))
def test_a_score_follows_each_verdict(outcomes: list[Outcome], at: int, weight: int) -> None:
    ladder = [
        scoring.score([*outcomes[:at], _outcome(status, weight), *outcomes[at:]], BOOK.policy)
        for status in ("fail", "partial", "pass")
    ]
    for lower, higher in pairwise(ladder):
        assert lower.low <= higher.low
        assert lower.high <= higher.high
        assert lower.value <= higher.value
    for made in ladder:
        assert 0 <= made.low <= made.high <= 100
        assert made.low <= made.value <= made.high or made.coverage == 0


failures = st.builds(Failure, st.just("坏|*<b>.pdf"), st.just("unreadable"), st.just("无法读取。"))
assessments = st.builds(
    lambda words, score: replace(reading.assessed(words), score=score),
    reports | texts.map(lambda words: "字" + words),
    st.none() | st.builds(builders.score, st.builds(_outcome, statuses, st.just(7))),
)


@rarely
@given(st.lists(assessments, max_size=2), st.lists(failures, max_size=1))
def test_every_renderer_accepts_every_result(made: list[Assessment], broken: list[Failure]) -> None:
    result = pipeline.result([*made, *broken], BOOK)
    for name in plugins.names(renderers):
        shown = plugins.load(renderers, name).render(result)
        assert shown == plugins.load(renderers, name).render(result)
        assert shown or not (made or broken)
        if name == "json":
            assert len(json.loads(shown)["reports"]) == len(made)


@rarely
@given(reports)
def test_the_same_input_gives_the_same_bytes(words: str) -> None:
    one, other = (pipeline.result([reading.assessed(words)], BOOK) for _ in range(2))
    for name in plugins.names(renderers):
        render = plugins.load(renderers, name).render
        assert render(one) == render(other)


@rarely
@given(reports)
def test_scores_of_reports_stay_in_their_bounds(words: str) -> None:
    score = reading.assessed(words).score
    if score is not None:
        assert Fraction(0) <= score.low <= score.high <= 100
        assert 0 < score.coverage <= 1
        assert score.low <= score.value <= score.high
