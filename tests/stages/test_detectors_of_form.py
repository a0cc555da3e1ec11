"""The kinds of check that look at a report's form: numbers of headings, order, endings, repetition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import pytest
import reading
from hypothesis import given
from hypothesis import strategies as st

from checker import zh
from checker.detectors import (
    at_least,
    count,
    empty,
    ends,
    fact,
    length,
    numbered,
    order,
    pattern,
    repeated,
    signed_first,
    tally,
)
from checker.facts import scan
from checker.model.facts import Dated, Hit, Named, Term, YearClaim
from checker.model.rule import Condition, Found, Missing, Pattern, RoleName, Unsure, Where

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding

EVERYWHERE = Where()
TITLE = "某某镇2023年法治政府建设年度报告\n"
LEAD = f"{TITLE}2023年，我镇推进法治政府建设，现将有关情况报告如下。\n"
KNOWN = reading.known(f"{LEAD}一、主要举措和成效\n开展培训3次。")
PARTS = (RoleName("achievements"), RoleName("shortcomings"), RoleName("plan"))
SAID = {
    "achievements": "主要举措和成效\n开展执法培训3次，办理案件12件。",
    "shortcomings": "存在的不足\n执法人员业务能力不强，持证人员仅2名。",
    "plan": "2024年工作安排\n加强执法队伍建设，组织业务培训4期。",
    "other": "其他需要报告的情况\n没有其他需要报告的情况。",
}
LONG = "执法监督是防止权力滥用的关键一环，坚持日常检查与专项监督并举，对反映集中的问题逐案登记"


def _facts(words: str, *terms: str) -> Facts:
    known = reading.known(words)
    return replace(known, hits=scan.hits(known.report.text.content, terms)) if terms else known


def _quotes(facts: Facts, hits: tuple[Hit, ...]) -> list[str]:
    return [facts.report.words(*hit) for hit in hits]


def _parts(numbers: list[int]) -> str:
    return LEAD + "\n".join(f"{zh.written(n)}、第{n}项工作\n开展培训3次。" for n in numbers)


@given(st.lists(st.integers(1, 12), min_size=2, max_size=9, unique=True).map(sorted))
def test_a_missing_number_is_found_between_its_neighbours(numbers: list[int]) -> None:
    facts = reading.known(_parts(numbers))
    finding = numbered.Kind(3).find(facts, EVERYWHERE)
    whole = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert isinstance(finding, Found) is whole
    assert isinstance(numbered.Kind(3, broken=True).find(facts, EVERYWHERE), Found) is not whole
    if isinstance(finding, Missing):
        gap = next(i for i, n in enumerate(numbers[1:]) if n != numbers[i] + 1)
        told = {
            "before": f"{zh.written(numbers[gap])}、",
            "after": f"{zh.written(numbers[gap + 1])}、",
        }
        assert finding.values == told
        assert len(finding.hits) == 2


@pytest.mark.parametrize(
    "words",
    [
        "一、甲\n(一)子\n开展培训。\n(二)丑\n开展培训。\n二、乙\n(一)子\n开展培训。",
        "一、甲\n1.子事办结\n2.丑事办结\n要点如下\n1.寅事办结\n2.卯事办结\n二、乙\n开展培训。",
        "一、甲\n开展培训。二、乙\n开展培训。\n三、丙\n开展培训。",
        "一、甲\n开展培训3次。\n二、三产业融合发展中加强监管。\n二、乙\n开展培训。",
        "一、甲\n三、四级预警响应共启动9次，没有引发诉讼。\n二、乙\n开展培训。",
        "第一部分 甲\n一、子\n开展培训。\n二、丑\n开展培训。\n第二部分 乙\n一、子\n开展培训。",
        "一、甲\n(一)加强学习。开展培训3次。\n(二)规范执法。立案12件。\n二、乙\n开展培训。",
        "一、甲\n(一)子\n开展培训。\n二、乙\n(三)\t12\t15\n开展培训。",
    ],
)
def test_lists_restart_and_numbers_stand_in_prose(words: str) -> None:
    facts = reading.known(LEAD + words)
    assert isinstance(numbered.Kind(3).find(facts, EVERYWHERE), Found)
    assert isinstance(numbered.Kind(3, broken=True).find(facts, EVERYWHERE), Missing)


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("一、甲\n开展培训12.7次。\n三、乙\n开展培训。", "一、", "三、"),
        ("一、甲\n开展培训。\n二、乙\n开展培训。\n二、丙\n开展培训。", "二、", "二、"),
        ("一、甲\n开展培训。\n一、乙\n开展培训。", "一、", "一、"),
        ("一、甲\n(一)子。开展培训。\n(三)丑。立案12件。\n二、乙\n开展培训。", "(一)", "(三)"),
        ("一、甲\n开展培训。\n三、三、乙\n开展培训。", "一、", "三、"),
        ("一、甲\n开展培训。\n三、乙\n开展培训。\n二、丙\n开展培训。", "一、", "三、"),
    ],
)
def test_gaps_and_doubles_are_told(words: str, before: str, after: str) -> None:
    finding = numbered.Kind(3).find(reading.known(LEAD + words), EVERYWHERE)
    assert isinstance(finding, Missing)
    assert finding.values == {"before": before, "after": after}


def test_one_heading_or_none_is_no_numbering() -> None:
    for words in (LEAD, f"{LEAD}一、甲\n开展培训3次。"):
        for kind in (numbered.Kind(3), numbered.Kind(3, broken=True)):
            assert isinstance(kind.find(reading.known(words), EVERYWHERE), Missing)


@given(st.lists(st.sampled_from(sorted(SAID)), min_size=1, max_size=4, unique=True))
def test_parts_stand_in_order_or_not(names: list[str]) -> None:
    words = "\n".join(f"{zh.written(i)}、{SAID[name]}" for i, name in enumerate(names, 1))
    facts = reading.known(LEAD + words)
    told = [name for name in names if name in PARTS]
    sorted_ = told == [name for name in PARTS if name in told]
    finding = order.Kind(PARTS).find(facts, EVERYWHERE)
    assert isinstance(finding, Found) is (len(told) > 1 and sorted_)
    broken = order.Kind(PARTS, broken=True).find(facts, EVERYWHERE)
    assert isinstance(broken, Found) is not sorted_
    if isinstance(finding, Missing) and finding.hits:
        assert len(finding.hits) == 2


def test_inner_headings_and_lone_sentences_have_no_order() -> None:
    inner = "一、主要举措\n(一)存在的不足\n持证人员仅2名。\n(二)普法工作\n开展培训3次。\n"
    facts = reading.known(f"{LEAD}{inner}二、2024年工作安排\n加强执法队伍建设。")
    assert isinstance(order.Kind(PARTS).find(facts, EVERYWHERE), Found)
    themed = reading.known(f"{LEAD}一、突出学习\n开展培训3次。\n二、{SAID['plan']}")
    assert isinstance(order.Kind(PARTS).find(themed, EVERYWHERE), Found)


OPEN = Term((",", "、", "一系列", "和"))
HEADED = f"{LEAD}一、主要举措和成效\n"


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (f"{LONG}，\n二、存在的不足\n持证人员仅2名。", ","),
        (f"1.{LONG}。\n2.{LONG}，\n3.办理案件12件。", ","),
        (
            "组织民法典宣讲活动36场，并联合派出所开展了一系列\n二、存在的不足\n持证人员仅2名。",
            "一系列",
        ),
        (f"{LONG}、\n(二)规范执法。办理案件12件。", "、"),
        (f"{LONG}，\n- 3 -\n二、存在的不足\n持证人员仅2名。", ","),
    ],
)
def test_a_paragraph_breaks_off(words: str, word: str) -> None:
    facts = _facts(HEADED + words, *OPEN.words)
    finding = ends.Kind(OPEN).find(facts, EVERYWHERE)
    assert isinstance(finding, Found)
    assert finding.values == {"count": "1", "word": word}
    assert _quotes(facts, finding.hits)[0].endswith(word)
    elsewhere = Where(within=("plan",))
    assert isinstance(ends.Kind(OPEN).find(facts, elsewhere), Missing)


@pytest.mark.parametrize(
    "words",
    [
        f"{LONG}。\n二、存在的不足\n持证人员仅2名。",
        f"{LONG}\n二、存在的不足\n持证人员仅2名。",  # the stop was lost
        f"{LONG}，重点做好以下工作，\n(一)加强学习。开展培训3次。\n(二)规范执法。立案12件。",
        f"{LONG}，主要做法是，\n一是加强学习，开展培训3次。\n二是规范执法，立案12件。",
        f"{LONG}，归成三类：\n一类是家门口的咨询，由包村律师坐诊，全年接待312人次；",
        f"{LONG}，\n- 3 -\n逐案交办、逐案回访，做到件件有着落。",
        "乡镇\t受理\t办结\t纠错和\n城东镇、城西镇和\t12\t15\t3",
        "培训、普法、\n二、存在的不足\n持证人员仅2名。",
    ],
)
def test_a_paragraph_ends_or_goes_on(words: str) -> None:
    facts = _facts(HEADED + words, *OPEN.words)
    assert isinstance(ends.Kind(OPEN).find(facts, EVERYWHERE), Missing)


@given(st.integers(0, 3), st.integers(5, 60))
def test_a_paragraph_stands_twice(copies: int, characters: int) -> None:
    words = "\n".join(
        [f"{LONG}。", *[f"第{'甲乙丙'[n]}项办理案件12件。\n{LONG}。" for n in range(copies)]]
    )
    facts = reading.known(HEADED + words)
    bare = len(LONG.replace("，", ""))
    finding = repeated.Kind(characters).find(facts, EVERYWHERE)
    assert isinstance(finding, Found) is (copies > 0 and bare >= characters)
    if isinstance(finding, Found):
        assert finding.values == {"count": str(copies), "characters": str(bare)}
        assert len(set(finding.hits)) == 2
    assert isinstance(repeated.Kind(5).find(facts, Where(within=("plan",))), Missing)


def test_nearly_the_same_paragraph_is_told_by_the_share_of_its_clauses() -> None:
    twice = f"全镇{LONG}，整改12个，办结15件。\n开展培训。\n{LONG}，整改12个，办结15件。"
    facts = reading.known(HEADED + twice)
    assert isinstance(repeated.Kind(30).find(facts, EVERYWHERE), Missing)
    assert isinstance(repeated.Kind(30, percent=60).find(facts, EVERYWHERE), Found)
    assert isinstance(repeated.Kind(30, percent=95).find(facts, EVERYWHERE), Missing)
    formula = Term(("逐案", "执法监督"))
    known = _facts(HEADED + twice, *formula.words)
    kind = repeated.Kind(30, percent=60, without=formula)
    assert isinstance(kind.find(known, EVERYWHERE), Missing)
    row = "城东镇\t受理行政复议申请数量\t办结数量\t纠错数量\t12\t15\t3"
    table = reading.known(f"{HEADED}{row}\n开展培训。\n{row}")
    assert isinstance(repeated.Kind(5).find(table, EVERYWHERE), Missing)


@pytest.mark.parametrize(
    ("half", "found"),
    [
        ("上半年，抽查案卷60宗，发现送达回证填写不全等问题12个，已全部整改", False),
        ("下半年，抽查案卷85宗，发现程序用语不规范等问题7个，已全部整改", True),
    ],
)
def test_figures_make_another_clause(half: str, found: bool) -> None:  # noqa: FBT001
    other = "下半年，抽查案卷85宗，发现程序用语不规范等问题7个，已全部整改"
    facts = reading.known(f"{HEADED}{half}。\n开展培训。\n{other}。")
    assert isinstance(repeated.Kind(20, percent=80).find(facts, EVERYWHERE), Found) is found


@given(st.lists(st.booleans(), min_size=2, max_size=5))
def test_a_heading_without_content_is_told_where_most_have_some(filled: list[bool]) -> None:
    words = "\n".join(
        f"{zh.written(n)}、第{n}项工作" + ("\n开展培训3次。" if full else "")
        for n, full in enumerate(filled, 1)
    )
    finding = empty.Kind(1).find(reading.known(LEAD + words), EVERYWHERE)
    bare = filled.count(False)
    assert isinstance(finding, Found) is (0 < bare <= filled.count(True))
    if isinstance(finding, Found):
        assert finding.values["count"] == str(bare)


def test_lists_sentences_and_named_headings_may_stand_alone() -> None:
    words = (
        "一、主要举措\n(一)加强学习\n开展培训。\n二、2024年安排\n(一)加强人员培训\n(二)推行首违不罚\n"
        "三、启动规划编制，加强执法。\n四、其他需要报告的情况"
    )
    facts = _facts(LEAD + words, "其他")
    assert isinstance(empty.Kind(2, without=Term(("其他",))).find(facts, EVERYWHERE), Missing)
    finding = empty.Kind(2).find(facts, EVERYWHERE)
    assert isinstance(finding, Found)
    assert finding.values == {"count": "1", "heading": "四、其他需要报告的情况"}


@pytest.mark.parametrize(
    ("item", "lists", "empty_item"),
    [
        ("(三)编制普法规划", (), True),
        ("(三)编制普法规划。", (), False),
        ("(三)编制普法规划；", (), False),
        ("(三)编制普法规划", ("plan", "causes"), False),
        ("(三)编制普法规划", ("shortcomings", "causes"), True),
    ],
)
def test_items_of_a_plan_may_stand_alone(
    item: str,
    lists: tuple[str, ...],
    empty_item: bool,  # noqa: FBT001
) -> None:
    words = (
        "一、主要举措\n开展培训。\n二、2024年安排\n(一)加强学习。组织业务培训3次。\n"
        f"(二)规范执法。全年立案12件。\n{item}\n"
    )
    kind = empty.Kind(2, lists=tuple(map(RoleName, lists)))
    finding = kind.find(reading.known(LEAD + words), EVERYWHERE)
    assert isinstance(finding, Found) is empty_item
    if isinstance(finding, Found):
        assert finding.values == {"count": "1", "heading": item}


@pytest.mark.parametrize("part", ["存在的不足", "2024年安排"])
def test_a_part_itself_may_not_stand_alone(part: str) -> None:
    kind = empty.Kind(2, lists=(RoleName("plan"), RoleName("shortcomings")))
    words = f"一、主要举措\n开展培训。\n二、{part}\n三、其他情况\n无。"
    finding = kind.find(reading.known(LEAD + words), EVERYWHERE)
    assert isinstance(finding, Found)
    assert finding.values["heading"] == f"二、{part}"


@given(st.integers(1, 40), st.integers(1, 1000))
def test_the_length_is_that_of_the_body(sentences: int, least: int) -> None:
    facts = reading.known(
        f"{TITLE}发布日期：2024-01-20\n"
        + "规范涉企执法检查，化解矛盾纠纷，组织执法人员开展培训 3次。" * sentences
    )
    finding = length.Kind(least).find(facts, Where(not_within=("masthead", "chrome")))
    assert isinstance(finding, Found) is (29 * sentences >= least)
    assert finding.values == {"characters": str(29 * sentences)}  # type: ignore[union-attr]


FACTS = ("title", "issuer", "year", "published", "signed")


@pytest.mark.parametrize("name", FACTS)
def test_a_report_says_something_of_itself_or_not(
    name: Literal["title", "issuer", "year", "published", "signed"],
) -> None:
    stamp = Dated(date(2024, 1, 20), 0, 4, "published")
    named = Named("某某镇", 0, 3, "title")
    claims = (YearClaim(2023, "title", 3, 8),)
    told = replace(KNOWN, title=named, issuer=named, year=2023, year_claims=claims,
                   published=stamp, signed=stamp)  # fmt: skip
    silent = replace(told, title=None, issuer=None, year=None, year_claims=(),
                     published=None, signed=None)  # fmt: skip
    assert isinstance(fact.Kind(name).find(told, EVERYWHERE), Found)
    missing = fact.Kind(name).find(silent, EVERYWHERE)
    assert isinstance(missing, Missing)
    assert missing.hits == ()


@pytest.mark.parametrize(
    ("title", "options", "fits"),
    [
        ("某某镇2023年法治政府建设年度报告", {"having": Term(("法治政府",))}, True),
        ("某某镇\n2023年法治政府\n建设情况的报告", {"having": Term(("法治政府建设",))}, True),
        ("某某镇2023年法治政府建设工作总结", {"having": Term(("报告",))}, False),
        ("某某镇2023年法治政府建设年度报告", {"without": Term(("年度报告",))}, False),
        ("某某镇2023年法治政府建设年度报告", {"having": Term(("报告",), ("年度报告",))}, False),
        ("某某镇二〇二三年法治政府建设年度报告", {"dated": True}, True),
        ("某某镇法治政府建设年度报告", {"dated": True}, False),
    ],
)
def test_a_title_has_words_and_a_year(title: str, options: dict[str, object], fits: bool) -> None:  # noqa: FBT001
    facts = reading.known(f"{title}\n我镇推进法治政府建设，现将2023年有关情况报告如下。\n")
    assert facts.title
    kind = fact.Kind("title", **options)  # type: ignore[arg-type]
    finding = kind.find(facts, EVERYWHERE)
    assert isinstance(finding, Found) is fits
    assert "\n" not in finding.values["value"]  # type: ignore[union-attr]


GROUPS = (Term(("甲", "乙")), Term(("丙",)), Term(("丁",)))


@given(st.sets(st.sampled_from("甲乙丙丁")), st.integers(1, 3))
def test_so_many_matters_are_spoken_of(said: set[str], least: int) -> None:
    words = "".join(f"开展{word}字工作3次。" for word in sorted(said))
    facts = _facts(HEADED + words, "甲", "乙", "丙", "丁")
    met = len(said & {"甲", "乙"}) > 0, "丙" in said, "丁" in said
    finding = count.Kind(GROUPS, least).find(facts, EVERYWHERE)
    assert isinstance(finding, Found) is (sum(met) >= least)
    left = "、".join(g.words[0] for g, is_met in zip(GROUPS, met, strict=True) if not is_met)
    told = {"met": str(sum(met)), "asked": "3", "left": left or "无"}
    assert finding.values == told  # type: ignore[union-attr]
    elsewhere = count.Kind(GROUPS, least).find(facts, Where(within=("plan",)))
    assert isinstance(elsewhere, Missing)


def test_names_of_documents_and_wishes_are_no_deeds() -> None:
    facts = _facts(
        f"{HEADED}印发《甲字办法》。下一步将推进丙字工作。开展丁字培训3次。", *"甲乙丙丁"
    )
    told = count.Kind(GROUPS, 1, done=True).find(facts, EVERYWHERE)
    assert isinstance(told, Found)
    assert told.values["left"] == "甲、丙"


@dataclass(frozen=True, slots=True)
class Says:
    finding: Finding

    def find(self, facts: Facts, where: Where) -> Finding:
        del facts, where
        return self.finding


findings = st.sampled_from((Found((Hit(0, 1),)), Missing(), Unsure("看不清。")))


@given(st.lists(findings, min_size=1, max_size=5), st.integers(1, 5))
def test_so_many_conditions_hold(given_: list[Finding], least: int) -> None:
    conditions = tuple(Condition("says", Says(f), EVERYWHERE) for f in given_)
    finding = at_least.Kind(least, conditions).find(KNOWN, EVERYWHERE)
    held = sum(isinstance(f, Found) for f in given_)
    possible = held + sum(isinstance(f, Unsure) for f in given_)
    wanted = Found if held >= least else Unsure if possible >= least else Missing
    assert type(finding) is wanted
    if not isinstance(finding, Unsure):
        assert finding.values == {"met": str(held), "asked": str(len(given_))}


@given(st.integers(0, 4), st.integers(1, 4))
def test_a_pattern_is_counted_by_sentences(copies: int, times: int) -> None:
    kind = pattern.Kind(Pattern("X{2,}镇.{0,3}"), times=times)
    text = f"{HEADED}开展培训3次。" + "XX镇办理XX镇案件12件。" * copies
    facts = _facts(text, "案", *kind.sought.words)
    finding = kind.find(facts, EVERYWHERE)
    assert isinstance(finding, Found) is (copies >= times)
    if isinstance(finding, Found):
        assert finding.values == {"count": str(copies), "word": "XX镇办理X"}
    for other in (replace(kind, near=Term(("诉",))), replace(kind, expression=Pattern("^X{3,}镇"))):
        assert isinstance(other.find(facts, EVERYWHERE), Missing)
    near = replace(kind, near=Term(("案",)))
    assert type(near.find(facts, EVERYWHERE)) is type(finding)
    assert isinstance(kind.find(facts, Where(within=("plan",))), Missing)


def test_a_pattern_passes_over_what_must_not_stand_in_it() -> None:
    kind = pattern.Kind(Pattern(".{0,3}XX镇"), without=Term(("诉",)))
    text = f"{HEADED}在李某诉XX镇案中调解结案，并制定《XX镇办法》。"
    facts = _facts(text, "诉", *kind.sought.words)
    finding = kind.find(facts, EVERYWHERE)
    assert isinstance(finding, Found)
    assert finding.values["word"] == "制定《XX镇"
    place = finding.hits[0]
    damaged = replace(facts.report.text, damaged=((place.start, place.end),))
    broken = replace(facts, report=replace(facts.report, text=damaged))
    assert isinstance(kind.find(broken, EVERYWHERE), Unsure)


LEFT, RIGHT = (Term(("新收",)), Term(("结转上年",))), (Term(("总计",)), Term(("结转下年",)))


@given(st.lists(st.integers(0, 99999), min_size=4, max_size=4), st.sampled_from("\t|"))
def test_rows_come_to_the_same_sum(totals: list[int], bar: str) -> None:
    labels = ("一、本年新收", "二、结转上年", "三、总计", "四、结转下年")
    rows = "\n".join(
        bar.join((label, "3", f"{total:,}")) for label, total in zip(labels, totals, strict=True)
    )
    facts = _facts(f"{HEADED}情况见下表。\n{rows}\n", "新收", "结转上年", "总计", "结转下年")
    finding = tally.Kind(LEFT, RIGHT).find(facts, EVERYWHERE)
    sums = sum(totals[:2]), sum(totals[2:])
    assert isinstance(finding, Found) is (sums[0] == sums[1])
    assert (finding.values["left"], finding.values["right"]) == tuple(map(str, sums))  # type: ignore[union-attr]
    if isinstance(finding, Missing):
        assert len(finding.hits) == 4
    without = _facts(
        f"{HEADED}{rows[: rows.rindex(labels[3])]}", "新收", "结转上年", "总计", "结转下年"
    )
    alone = tally.Kind(LEFT, RIGHT).find(without, EVERYWHERE)
    assert isinstance(alone, Unsure)


@given(st.none() | st.integers(-40, 40), st.none() | st.integers(-40, 40), st.integers(0, 20))
def test_a_report_is_signed_first(signed: int | None, published: int | None, days: int) -> None:
    day = date(2024, 1, 20)
    stamps = [Dated(day + timedelta(n), 0, 4, "x") if n is not None else None
              for n in (signed, published)]  # fmt: skip
    facts = replace(KNOWN, signed=stamps[0], published=stamps[1])
    finding = signed_first.Kind(days).find(facts, EVERYWHERE)
    if signed is None or published is None:
        assert isinstance(finding, Missing)
        assert finding.hits == ()
    else:
        assert isinstance(finding, Found) is (signed - published <= days)
