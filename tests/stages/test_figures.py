"""Whose number it is, of which year, and how exactly it is written."""

from __future__ import annotations

from decimal import Decimal

import pytest
import reading
from hypothesis import given
from hypothesis import strategies as st

HEAD = (
    "某某镇2023年法治政府建设年度报告\n2023年，我镇推进法治政府建设，现将有关情况报告如下。\n"
    "一、主要举措和成效\n"
)
TAIL = "\n二、存在问题\n执法力量不足。\n"


def _own(words: str) -> set[tuple[str, str]]:
    """Indicator and value of each own figure of the year."""
    found = reading.figures(HEAD + words + TAIL)
    return {(name, value) for name, value, _, scope in found if scope == "own"}


def _scopes(words: str) -> set[tuple[str, str]]:
    return {(value, scope) for _, value, _, scope in reading.figures(HEAD + words + TAIL)}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("安排5次机关负责人出庭。", "court-appearances 5"),
        ("共收到行政诉讼案件16宗，已办结13宗。", "litigation-cases 16 13"),
        ("收到行政复议申请52件，受理50件，审结48件。", "reconsideration-cases 52 50 48"),
        ("全年开庭审理12件，负责人出庭应诉11件。", "court-appearances 11"),
        ("行政机关负责人出庭应诉率达100%。", "court-appearances 100"),
        ("出庭应诉率为百分之百。", "court-appearances 100"),
        ("行政复议纠错率百分之三点五。", "reconsideration-cases 3.5"),
        ("对46件文件进行合法性审核。", "legality-reviews 46"),
        ("开展合法性审查271件，提出意见789条。", "legality-reviews 271 789"),
        ("制定规范性文件3件，备案2件，采购设备35份。", "normative-documents 3 2"),
        ("主动公开政务信息1162条，收到依申请公开26件。", "information-disclosure 1162 26"),
        ("检查企业120余家次，罚款12.6万元。", "enforcement 120 126000"),
        ("立案查处违法案件四十二宗。", "enforcement 42"),
        ("行政复议案件14件，每一件都由分管领导审签。", "reconsideration-cases 14"),
    ],
)
def test_a_number_and_its_noun(words: str, found: str) -> None:
    name, *values = found.split()
    assert _own(words) == {(name, value) for value in values}


def test_nouns_joined_by_and_share_a_number() -> None:
    shared = {("litigation-cases", "15"), ("reconsideration-cases", "15")}
    assert _own("办理行政应诉、行政复议案件15件。") == shared


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("收到行政诉讼案件12件，开展普法讲座8场。", {("litigation-cases", "12")}),
        ("行政处罚案件12件，人民调解案件230件。", {("enforcement", "12")}),
        ("组织旁听庭审3次，负责人出庭应诉2次。", {("court-appearances", "2")}),
        ("召开行政复议工作会议3次。", set()),
        ("开展5场行政复议体制改革宣传。", set()),
        ("办理法律援助案件17件。", set()),
        ("律师出庭5次。", set()),
        ("组织行政执法培训6期。", set()),
        ("办理行政公益诉讼案件3件。", set()),
        ("梳理3223个依申请类实施事项。", set()),
        ("学习《中华人民共和国行政复议法》3次。", set()),
        ("走访企业8家，负责人到场7家。", set()),
    ],
)
def test_rivals_own_their_numbers(words: str, found: set[tuple[str, str]]) -> None:
    assert _own(words) == found


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("未发生行政复议案件。", "reconsideration-cases"),
        ("全年无行政诉讼案件。", "litigation-cases"),
        ("行政诉讼案件为零。", "litigation-cases"),
        ("本年度行政复议案件0件。", "reconsideration-cases"),
        ("我镇实现零复议。", "reconsideration-cases"),
        ("全年未收到政府信息公开申请。", "information-disclosure"),
        ("我镇无出台规范性文件。", "normative-documents"),
    ],
)
def test_a_stated_none_is_zero(words: str, name: str) -> None:
    assert _own(words) == {(name, "0")}


@pytest.mark.parametrize(
    "words", ["未发生行政复议败诉情形。", "无行政诉讼违法情形。", "没有信访积案。"]
)
def test_a_none_of_something_else_is_no_figure(words: str) -> None:
    assert _own(words) == set()


@pytest.mark.parametrize(
    ("words", "scopes"),
    [
        ("2022年办理行政复议案件30件。", {("30", "past")}),
        ("上年办理行政复议案件30件。", {("30", "past")}),
        ("办理行政复议案件30件，较上年增加5件。", {("30", "own")}),
        ("2022年办理行政复议案件30件，2023年办理行政复议案件25件。", {("30", "past"), ("25", "own")}),
        ("截至2023年12月，办理行政复议案件15件。", {("15", "own")}),
        ("全市法院受理行政诉讼案件4337件。", {("4337", "superior")}),
        ("市司法局办理行政复议案件300件。", {("300", "superior")}),
        ("力争行政机关负责人出庭应诉率达100%。", {("100", "wish")}),
        ("计划办理行政处罚案件30件。", {("30", "wish")}),
        ("下一步，将办理行政处罚案件30件。", {("30", "wish")}),
    ],
)  # fmt: skip
def test_whose_and_of_which_year(words: str, scopes: set[tuple[str, str]]) -> None:
    assert _scopes(words) == scopes


def test_a_fall_from_one_year_to_the_next() -> None:
    words = "行政复议案件由2022年的30件下降到2023年的12件。"
    assert _scopes(words) == {("30", "past"), ("12", "own")}


def test_a_court_above_is_a_superior() -> None:
    assert _scopes("上级法院审结行政诉讼案件12件。") == {("12", "superior")}


def _bounds(number: str) -> tuple[Decimal, Decimal, Decimal, bool]:
    (found,) = reading.known(f"{HEAD}罚没金额{number}元。{TAIL}").figures
    return found.value, found.low, found.high, found.approximate


@given(st.integers(1, 10**9), st.integers(0, 3), st.sampled_from((("", 1), ("万", 10**4))))
def test_the_interval_holds_what_rounds_to_the_number(
    digits: int, places: int, scale: tuple[str, int]
) -> None:
    word, factor = scale
    number = Decimal(digits).scaleb(-places)
    value, low, high, approximate = _bounds(f"{number:f}{word}")
    assert value == number * factor
    step = Decimal(factor).scaleb(-places) if places or word else Decimal(0)
    assert (value - low, approximate) == (step / 2, False)
    assert step * Decimal("0.99999") <= high - value <= step  # or cut off


@pytest.mark.parametrize("words", ["120余", "近120", "约120", "超过120", "120多"])
def test_words_of_approximation(words: str) -> None:
    assert _bounds(words)[3]


def test_places_and_order() -> None:
    facts = reading.known(f"{HEAD}收到行政复议申请1,234件，审结一千二百件。{TAIL}")
    quoted = [facts.report.words(f.start, f.end) for f in facts.figures]
    assert quoted == ["1,234件", "一千二百件"]
    assert [f.noun and facts.report.words(*f.noun) for f in facts.figures] == ["行政复议申请"] * 2
    assert len(facts.quantities) == 2


@pytest.mark.parametrize(
    ("words", "value", "approximate"),
    [
        ("罚款2亿3000万元。", "230000000", False),
        ("罚款3万5千元。", "35000", False),
        ("其中线上10期。", "10", False),
        ("上百次检查。", "100", True),
        ("二十来件。", "20", True),
        ("比2022年的498家多14家。", "498", False),
    ],
)
def test_numbers_of_two_parts_and_rough_ones(words: str, value: str, approximate: bool) -> None:  # noqa: FBT001 -- a column of the table
    figure = next(f for f in reading.known(HEAD + words).figures if not f.zero_stated)
    assert (str(int(figure.value)), figure.approximate) == (value, approximate)
