"""The kinds of check, by what must hold of each whatever the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import reading
from hypothesis import given
from hypothesis import strategies as st

from checker.detectors import (
    all_of,
    any_of,
    mention,
    none_of,
    together,
)
from checker.facts import scan
from checker.model.facts import Hit, Term
from checker.model.rule import (
    Condition,
    Found,
    Missing,
    Unsure,
    Where,
)

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding

EVERYWHERE = Where()
HEAD = (
    "某某镇2023年法治政府建设年度报告\n2023年，我镇推进法治政府建设，现将有关情况报告如下。\n"
    "一、主要举措和成效\n"
)
KNOWN = reading.known(f"{HEAD}开展培训3次。")
GROUPS = ("甲", "乙", "丙")
TERMS = tuple(Term((word,)) for word in GROUPS)
sentences = st.text("甲乙丙丁，", min_size=1, max_size=24).map(lambda words: f"全年{words}等事。")


def _facts(words: str) -> Facts:
    known = reading.known(HEAD + words)
    return replace(known, hits=scan.hits(known.report.text.content, GROUPS))


@dataclass(frozen=True, slots=True)
class Says:
    finding: Finding

    def find(self, facts: Facts, where: Where) -> Finding:
        del facts, where
        return self.finding


FINDINGS = st.sampled_from((Found((Hit(0, 1),)), Missing(), Unsure("看不清。")))
several = st.lists(FINDINGS, min_size=1, max_size=4)


def _conditions(findings: list[Finding]) -> tuple[Condition, ...]:
    return tuple(Condition("says", Says(finding), EVERYWHERE) for finding in findings)


@given(several)
def test_all_of_is_and_any_of_is_or_none_of_is_not_any(findings: list[Finding]) -> None:
    conditions, kinds = _conditions(findings), {type(finding) for finding in findings}
    every = Missing if Missing in kinds else Unsure if Unsure in kinds else Found
    some = Found if Found in kinds else Unsure if Unsure in kinds else Missing
    none = {Found: Missing, Missing: Found, Unsure: Unsure}[some]
    assert type(all_of.Kind(conditions).find(KNOWN, EVERYWHERE)) is every
    assert type(any_of.Kind(conditions).find(KNOWN, EVERYWHERE)) is some
    assert type(none_of.Kind(conditions).find(KNOWN, EVERYWHERE)) is none


def _within(hits: tuple[Hit, ...], facts: Facts) -> bool:
    length = len(facts.report.text.content)
    return all(0 <= hit.start < hit.end <= length for hit in hits)


def _matches(words: str, reach: int) -> bool:
    """Whether one of each group stands within ``reach``, by trying all combinations."""
    places = [[i for i, char in enumerate(words) if char == group] for group in GROUPS]
    return any(max(chosen) + 1 - min(chosen) <= reach for chosen in product(*places))


@given(sentences, st.integers(3, 20))
def test_together_finds_nothing_that_is_not_there(words: str, reach: int) -> None:
    facts = _facts(words)
    finding = together.Kind(TERMS, reach=reach).find(facts, EVERYWHERE)
    if isinstance(finding, Found):
        assert _within(finding.hits, facts)
        (hit,) = finding.hits
        assert hit.end - hit.start <= reach
        assert set(GROUPS) <= set(facts.report.words(*hit))
        assert _matches(words, reach)


@given(sentences, st.integers(3, 20))
def test_two_groups_together_are_found_whenever_they_are_there(words: str, reach: int) -> None:
    facts = _facts(words)
    for one, other in ((0, 1), (1, 0)):
        finding = together.Kind((TERMS[one], TERMS[other]), reach=reach).find(facts, EVERYWHERE)
        places = [[i for i, c in enumerate(words) if c == GROUPS[at]] for at in (one, other)]
        assert isinstance(finding, Found) is any(abs(a - b) < reach for a, b in product(*places))


def test_three_groups_together_are_found_whenever_they_are_there() -> None:
    words = "全年乙丁丁丁丁丁丁丁甲丁丁丁丁丁丁丁丁乙丙等事。"
    assert _matches(words, 12)
    assert isinstance(together.Kind(TERMS, reach=12).find(_facts(words), EVERYWHERE), Found)


def test_order_and_vetoes_of_together() -> None:
    facts = _facts("全年乙事甲事，丙事。")
    assert isinstance(together.Kind(TERMS[:2]).find(facts, EVERYWHERE), Found)
    assert isinstance(together.Kind(TERMS[:2], ordered=True).find(facts, EVERYWHERE), Missing)
    vetoed = together.Kind(TERMS[:2], without=TERMS[2])
    assert isinstance(vetoed.find(facts, EVERYWHERE), Found)
    refuted = together.Kind(TERMS[:2], refuted=TERMS[2])
    assert isinstance(refuted.find(facts, EVERYWHERE), Missing)
    over = _facts("全年甲事。又有乙事。")
    assert isinstance(together.Kind(TERMS[:2]).find(over, EVERYWHERE), Missing)
    assert isinstance(together.Kind(TERMS[:2], paragraph=True).find(over, EVERYWHERE), Found)


ORDER = (Missing, Unsure, Found)


def _rank(finding: Finding) -> int:
    return ORDER.index(type(finding))


@given(st.lists(sentences, min_size=1, max_size=4), st.integers(1, 12), st.integers(1, 3))
def test_asking_more_of_a_mention_never_finds_more(
    lines: list[str], distance: int, times: int
) -> None:
    facts = _facts("".join(lines))
    asked = mention.Kind(TERMS[0], near=TERMS[1], distance=distance, times=times)
    rank = _rank(asked.find(facts, EVERYWHERE))
    assert rank >= _rank(replace(asked, times=times + 1).find(facts, EVERYWHERE))
    assert rank <= _rank(replace(asked, distance=distance + 5).find(facts, EVERYWHERE))
    assert rank <= _rank(replace(asked, near=None).find(facts, EVERYWHERE))
    assert rank >= _rank(replace(asked, without=TERMS[2]).find(facts, EVERYWHERE))
    assert rank >= _rank(asked.find(facts, Where(not_within=("achievements",))))
    count = sum("甲" in line for line in lines)
    plain = mention.Kind(TERMS[0], times=times).find(facts, EVERYWHERE)
    assert isinstance(plain, Found) is (count >= times)


def test_a_name_of_a_document_is_mentioned_only_where_titles_count() -> None:
    facts = _facts("全年学习《甲事条例》。")
    assert isinstance(mention.Kind(TERMS[0]).find(facts, EVERYWHERE), Missing)
    assert isinstance(mention.Kind(TERMS[0], titles=True).find(facts, EVERYWHERE), Found)
