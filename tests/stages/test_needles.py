"""What every match of a pattern holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import patterns, pipeline
from checker.needles import needles, openings

WRITTEN = [
    ("复议[^,。]{0,12}(?:判决|被判)", ("复议",)),
    ("(?:截至|截止)(?:到|至)?\\d+月", ("截止", "截至")),
    ("(?:100(?:\\.0+)?%|百分之百|百分百)", ("100", "百分百", "百分之百")),
    ("X{2,}镇.{0,3}", ("XX",)),
    ("(?:ab){2}c", ("abab",)),
    ("a?", ()),
    (".{6}", ()),
    ("甲乙|丙?", ()),
    ("(?i)abc", ()),
    ("[^甲]乙丙", ("乙丙",)),
    ("《[^》]{2,40}条例", ("条例",)),
    ("\\*{1,3}件", ("*",)),
]


@pytest.mark.parametrize(("expression", "expected"), WRITTEN)
def test_needles(expression: str, expected: tuple[str, ...]) -> None:
    assert sorted(needles(expression)) == sorted(expected)


def test_alternatives_are_written_out() -> None:
    assert set(needles("甲(?:乙|丙)丁")) == {"甲乙丁", "甲丙丁"}


def test_openings() -> None:
    assert openings("^(?:[一二]{1,2} ?、|第[一二]部分)") == {"一", "二", "第"}
    assert openings("^甲乙") == {"甲"}
    for without in ("甲", "^甲?乙", "^甲|乙", "^.甲", "^(?:甲|乙?)丙"):
        assert openings(without) == frozenset()


_PIECES = st.sampled_from(
    [
        "甲乙",
        "丙",
        "(?:甲|乙丙)",
        "[甲乙]",
        "[^丁]",
        ".{0,2}",
        "丁?",
        "(?:甲乙){2}",
        "乙+",
        "(?:丙丁|甲)?",
        "\\d",
        "甲{2,3}",
    ]
)


@given(
    st.sampled_from(["", "^"]),
    st.lists(_PIECES, min_size=1, max_size=5),
    st.text("甲乙丙丁1*", max_size=14),
)
def test_no_match_without_a_needle(anchor: str, pieces: list[str], text: str) -> None:
    expression = anchor + "".join(pieces)
    match = re.search(expression, text)
    if match is None:
        return
    wanted = needles(expression)
    assert not wanted or any(word in match[0] for word in wanted)
    first = openings(expression)
    assert not first or match[0][:1] in first


def test_every_pattern_of_our_rules_finds_what_it_found() -> None:
    """On its own needles alone a pattern of the rules may match; without any it never does."""
    found: set[str] = set()

    def walk(condition: object) -> None:
        kind = condition.kind  # type: ignore[attr-defined]
        if hasattr(kind, "expression"):
            found.add(kind.expression)
        for part in getattr(kind, "conditions", ()):
            walk(part)

    for rule in pipeline.book().rules:
        for _, condition in rule.rungs:
            walk(condition)
    assert found
    seeds = "全年办结行政诉讼案件12件,其中3件由镇长出庭应诉。截至2024年底,共制定《某县条例》。一、主要举措"
    for expression in found:
        wanted = needles(expression)
        bare = seeds
        for word in wanted:
            bare = bare.replace(word, "")
        if wanted and not any(word in bare for word in wanted):
            assert patterns.compiled(expression).search(bare) is None
