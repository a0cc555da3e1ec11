"""The kinds of check that ask for parts, numbers and dates, by what must hold of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import reading
from hypothesis import given
from hypothesis import strategies as st

from checker.detectors import (
    answered,
    deadline,
    figure,
    names_year,
    not_before,
    part,
    premature,
    quantity,
    same_year,
    spread,
)
from checker.facts import scan
from checker.model.facts import Dated, Term, YearClaim
from checker.model.rule import Found, IndicatorName, Missing, MonthDay, RoleName, Unsure, Where
from checker.model.vocabulary import DatedTerm

EVERYWHERE = Where()
HEAD = (
    "某某镇2023年法治政府建设年度报告\n2023年，我镇推进法治政府建设，现将有关情况报告如下。\n"
    "一、主要举措和成效\n"
)
KNOWN = reading.known(f"{HEAD}开展培训3次。")
DONE, PLAN = RoleName("achievements"), RoleName("plan")
TOPICS = ("甲", "乙", "丙")
sentences = st.text("甲乙丙丁，", min_size=1, max_size=24).map(lambda words: f"全年{words}等事。")


@given(st.lists(sentences, min_size=1, max_size=5), st.integers(1, 5))
def test_a_part_has_as_many_items_as_sentences_of_its_role(lines: list[str], items: int) -> None:
    known = reading.known(f"{HEAD}\n{''.join(lines)}")
    facts = replace(known, hits=scan.hits(known.report.text.content, TOPICS))
    asked = part.Kind(DONE, items=items)
    found = isinstance(asked.find(facts, EVERYWHERE), Found)
    assert found is (sum(len(line) >= 8 for line in lines) >= items)
    for more in (replace(asked, having=Term(("甲",))), replace(asked, without=Term(("甲",)))):
        assert found or isinstance(more.find(facts, EVERYWHERE), Missing)
    assert isinstance(part.Kind(PLAN).find(facts, EVERYWHERE), Missing)


@given(st.integers(0, 6), st.integers(1, 6))
def test_quantities_are_counted_where_they_may_stand(numbers: int, items: int) -> None:
    words = "".join(f"组织第{'一二三四五六'[n]}批执法培训{n + 2}次。" for n in range(numbers))
    facts = reading.known(f"{HEAD}\n{words}")
    wanted = quantity.Kind(items)
    inside = wanted.find(facts, Where(within=("achievements",)))
    assert isinstance(inside, Found) is (numbers >= items)
    assert isinstance(wanted.find(facts, Where(within=("plan",))), Missing)


@given(st.integers(0, 40), st.sampled_from(("own", "past", "superior", "wish")))
def test_only_own_figures_of_the_year_count(value: int, scope: str) -> None:
    known = reading.known(f"{HEAD}办理行政复议案件{value}件。")
    found = max(known.figures, key=lambda f: f.start)
    facts = replace(known, figures=(replace(found, scope=scope),))
    wanted = figure.Kind(IndicatorName("reconsideration-cases"))
    assert isinstance(wanted.find(facts, EVERYWHERE), Found) is (scope == "own")
    zero = replace(wanted, equals=0).find(facts, EVERYWHERE)
    assert isinstance(zero, Found) is (scope == "own" and value == 0)
    assert isinstance(wanted.find(facts, Where(within=("plan",))), Missing)
    text = replace(facts.report.text, damaged=((found.start, found.end),))
    broken = replace(facts, report=replace(facts.report, text=text))
    assert not isinstance(wanted.find(broken, EVERYWHERE), Found)


@given(st.integers(-400, 400), st.integers(2004, 2040))
def test_a_deadline_is_met_up_to_its_day(days: int, year: int) -> None:
    kind = deadline.Kind(MonthDay("04-01"))
    stamp = Dated(date(year + 1, 4, 1) + timedelta(days), 0, 1, "published")
    finding = kind.find(replace(KNOWN, published=stamp, year=year), EVERYWHERE)
    assert isinstance(finding, Found) is (days <= 0)
    for unknown in (replace(KNOWN, published=None), replace(KNOWN, published=stamp, year=None)):
        assert isinstance(kind.find(unknown, EVERYWHERE), Unsure)


@given(st.none() | st.integers(-400, 400), st.none() | st.integers(-400, 400))
def test_nothing_is_dated_before_the_day(published: int | None, signed: int | None) -> None:
    day = date(2023, 12, 31)
    stamps = [Dated(day + timedelta(n), 0, 1, "x") if n is not None else None
              for n in (published, signed)]  # fmt: skip
    facts = replace(KNOWN, year=2023, published=stamps[0], signed=stamps[1])
    finding = not_before.Kind(MonthDay("12-31")).find(facts, EVERYWHERE)
    known = [n for n in (published, signed) if n is not None]
    if not known:
        assert isinstance(finding, Unsure)
    else:
        assert isinstance(finding, Found) is (min(known) >= 0)


@given(st.lists(st.integers(2022, 2024), max_size=3), st.integers(2021, 2026) | st.none())
def test_years_agree_or_do_not(claimed: list[int], signed: int | None) -> None:
    claims = tuple(YearClaim(year, "title", 0, 4) for year in claimed)
    stamp = Dated(date(signed, 1, 30), 0, 4, "signed") if signed else None
    facts = replace(KNOWN, year=2023, year_claims=claims, signed=stamp, published=None)
    finding = same_year.Kind(1).find(facts, EVERYWHERE)
    if not claims:
        assert isinstance(finding, Unsure)
    else:
        agrees = set(claimed) == {2023} and signed in (None, 2023, 2024)
        assert isinstance(finding, Found) is agrees


@given(st.integers(2020, 2030))
def test_a_plan_names_the_year_that_follows(year: int) -> None:
    facts = reading.known(f"{HEAD}开展培训3次。\n二、下一步工作安排\n{year}年，加强执法队伍建设。")
    assert isinstance(names_year.Kind(PLAN).find(facts, EVERYWHERE), Found) is (year == 2024)
    unknown = replace(facts, year=None)
    assert isinstance(names_year.Kind(PLAN).find(unknown, EVERYWHERE), Unsure)


@given(st.lists(st.booleans(), min_size=1, max_size=5), st.sampled_from((25, 50, 60, 100)))
def test_numbers_are_spread_over_the_parts(filled: list[bool], percent: int) -> None:
    parts = "".join(
        f"（{'一二三四五'[n]}）第{n}项工作\n深入推进{'，组织培训4次' if has else '各项工作'}。\n"
        for n, has in enumerate(filled)
    )
    facts = reading.known(HEAD + parts)
    finding = spread.Kind(DONE, percent=percent).find(facts, EVERYWHERE)
    assert isinstance(finding, Found) is (sum(filled) * 100 >= percent * len(filled))


@given(st.sets(st.sampled_from(TOPICS), min_size=1), st.sets(st.sampled_from(TOPICS)))
def test_a_shortcoming_is_answered_by_its_topic(raised: set[str], answers: set[str]) -> None:
    lacks = "".join(f"{topic}字方面的工作力量不足。" for topic in sorted(raised))
    plans = "".join(f"加强{topic}字方面的各项工作。" for topic in sorted(answers))
    known = reading.known(
        f"{HEAD}开展培训3次。\n二、存在的不足\n{lacks}\n三、下一步工作计划\n{plans}"
    )
    facts = replace(known, hits=scan.hits(known.report.text.content, TOPICS))
    kind = answered.Kind(RoleName("shortcomings"), PLAN, Term(TOPICS))
    finding = kind.find(facts, EVERYWHERE)
    assert isinstance(finding, Found) is (raised <= answers)
    assert finding.values["answered"] == str(len(raised & answers))  # type: ignore[union-attr]


@given(st.none() | st.integers(-900, 900), st.sampled_from(("", "迎接甲会，")))
def test_a_name_is_premature_before_its_day(days: int | None, expected: str) -> None:
    since = date(2024, 7, 15)
    known = reading.known(f"{HEAD}{expected}贯彻甲会精神3次。")
    facts = replace(known, hits=scan.hits(known.report.text.content, ("甲会", "迎接")))
    day = since + timedelta(days or 0)
    stamp = None if days is None else Dated(day, 0, 1, "published")
    facts = replace(facts, published=stamp, year=2023)
    term = DatedTerm("a", "甲会", Term(("甲会",)), since.isoformat(), None, "")
    asked = premature.Kind((term,), without=Term(("迎接",)))
    usable = stamp and day.year >= 2023  # a report cannot be older than its year
    early = day < since if usable else True  # 31 March 2024 stands for an unknown day
    finding = asked.find(facts, EVERYWHERE)
    assert isinstance(finding, Found) is (early and not expected)
    everywhere = replace(asked, without=None).find(facts, EVERYWHERE)
    assert isinstance(everywhere, Found) is early
