"""Rows of tables: however a table was pasted, its rows are rows and open no part of the report."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import reading

from checker.detectors import retold, summed, tally
from checker.model.facts import Term
from checker.model.rule import Found, Missing, RoleName, Unsure, Where

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND = "disclosure-report"
EVERYWHERE = Where()
RECEIVED, CARRIED_IN = Term(("新收",)), Term(("上年结转",))
SETTLED, CARRIED_ON = Term(("总计",)), Term(("结转下年",))
GRANTED = Term(("予以公开",))
REQUESTS, CASES = RoleName("disclosure-requests"), Term(("件",))
TITLE = "某某县教育局2023年政府信息公开工作年度报告"
# label, numbers; 三 is the label over the labels of its rows
ROWS: Mapping[str, tuple[int, int, int]] = {
    "一、本年新收政府信息公开申请数量": (4, 1, 5),
    "二、上年结转政府信息公开申请数量": (1, 0, 1),
    "三、本年度办理结果\t（一）予以公开": (2, 1, 3),
    "（四）无法提供\t1.本机关不掌握相关政府信息": (1, 0, 1),
    "（七）总计": (3, 1, 4),
    "四、结转下年度继续办理": (2, 0, 2),
}
SEPARATORS = {"tabs": "\t", "spaces": "    ", "one space": " ", "bars": " | ", "lines": "\n"}


def _report(rows: Mapping[str, tuple[int, int, int]], cell: str = "\t", prose: str = "") -> str:
    table = "\n".join(
        cell.join((*label.split("\t"), *map(str, numbers))) for label, numbers in rows.items()
    )
    return (
        f"{TITLE}\n一、总体情况\n全年公开信息273条。{prose}\n"
        f"二、收到和处理政府信息公开申请情况\n{table}\n"
        "三、政府信息公开行政复议、行政诉讼情况\n本年度未发生行政复议和行政诉讼。\n"
    )


def _with(label: str, *numbers: int) -> dict[str, tuple[int, int, int]]:
    one, two, three = numbers
    return {**ROWS, label: (one, two, three)}


@pytest.mark.parametrize("cell", SEPARATORS.values(), ids=SEPARATORS)
def test_rows_are_rows_however_they_came(cell: str) -> None:
    report = reading.report(_report(ROWS, cell))
    content = report.text.content
    found = [tuple(Decimal(content[a:b]) for a, b in row.numbers) for row in report.rows]
    assert found == [tuple(map(Decimal, numbers)) for numbers in ROWS.values()]
    for row, label in zip(report.rows, ROWS, strict=True):
        assert (
            label.split("\t")[-1].replace("（", "(").replace("）", ")")
            in content[row.start : row.label]
        )
        assert content[: row.start].endswith("\n")
    assert [s.heading[0] for s in report.sections if s.level == 2] == ["一", "二", "三"]


@pytest.mark.parametrize("cell", SEPARATORS.values(), ids=SEPARATORS)
def test_a_table_stays_in_its_part(cell: str) -> None:
    facts = reading.known(_report(ROWS, cell), KIND)
    assert {facts.role_of(row.start) for row in facts.report.rows} == {REQUESTS}
    assert facts.roles[-1].name == "disclosure-review"


def test_a_heading_with_a_year_is_no_row() -> None:
    words = (
        f"{TITLE}\n一、总体情况 2023\n全年公开信息273条。\n二、主动公开政府信息情况\n全年公开3条。"
    )
    report = reading.report(words)
    assert report.rows == ()
    assert [s.number for s in report.sections] == [1, 2]


def test_a_report_may_end_with_a_table_or_with_nothing_to_tell() -> None:
    table = _report(ROWS).partition("三、政府信息公开行政")[0]
    assert len(reading.report(table).rows) == len(ROWS)
    for words in ("无", "无其他需要报告的事项"):
        facts = reading.known(f"{_report(ROWS)}六、其他需要报告的事项\n{words}", KIND)
        assert facts.roles[-1].name == "disclosure-other"


@pytest.mark.parametrize("cell", SEPARATORS.values(), ids=SEPARATORS)
def test_rows_that_come_to_the_same_sum(cell: str) -> None:
    kind = tally.Kind((RECEIVED, CARRIED_IN), (SETTLED, CARRIED_ON))
    good = kind.find(reading.known(_report(ROWS, cell), KIND), EVERYWHERE)
    assert isinstance(good, Found)
    assert good.values == {"left": "6", "right": "6", "working": "5 + 1 = 4 + 2"}
    odd = _report(_with("四、结转下年度继续办理", 1, 0, 1), cell)
    bad = kind.find(reading.known(odd, KIND), EVERYWHERE)
    assert isinstance(bad, Missing)
    assert bad.values["working"] == "5 + 1 ≠ 4 + 1"
    assert len(bad.hits) == 4


@pytest.mark.parametrize("cell", SEPARATORS.values(), ids=SEPARATORS)
def test_a_row_that_is_the_sum_of_those_above(cell: str) -> None:
    kind = summed.Kind(SETTLED, GRANTED)
    good = kind.find(reading.known(_report(ROWS, cell), KIND), EVERYWHERE)
    assert isinstance(good, Found)
    assert good.values == {"stated": "4", "expected": "4", "count": "2"}
    odd = _report(_with("（七）总计", 3, 2, 5), cell)
    bad = kind.find(reading.known(odd, KIND), EVERYWHERE)
    assert isinstance(bad, Missing)
    assert (bad.values["stated"], bad.values["expected"]) == ("5", "4")


def test_rows_that_are_sums_themselves_do_not_count() -> None:
    rows = {}
    for label, numbers in ROWS.items():
        rows[label] = numbers
        if "不掌握" in label:
            rows["小计"] = numbers
    facts = reading.known(_report(rows), KIND)
    assert isinstance(summed.Kind(SETTLED, GRANTED).find(facts, EVERYWHERE), Missing)
    besides = summed.Kind(SETTLED, GRANTED, Term(("小计",)))
    assert isinstance(besides.find(facts, EVERYWHERE), Found)


@pytest.mark.parametrize("label", ROWS)
def test_what_cannot_be_read_is_not_guessed(label: str) -> None:
    without = {name: numbers for name, numbers in ROWS.items() if name != label}
    facts = reading.known(_report(without), KIND)
    asked = tally.Kind((RECEIVED, CARRIED_IN), (SETTLED, CARRIED_ON)).find(facts, EVERYWHERE)
    assert isinstance(asked, Unsure) is (label.startswith(("一", "二", "四", "（七")))
    lost = _report(ROWS).replace(f"{label}\t{ROWS[label][0]}\t{ROWS[label][1]}", f"{label}\t\t\t")
    facts = reading.known(lost, KIND)
    asked = tally.Kind((RECEIVED, CARRIED_IN), (SETTLED, CARRIED_ON)).find(facts, EVERYWHERE)
    assert isinstance(asked, Unsure) is (label.startswith(("一", "二", "四", "（七")))


def test_no_table_is_no_verdict() -> None:
    facts = reading.known(_report({}), KIND)
    for kind in (
        tally.Kind((RECEIVED, CARRIED_IN), (SETTLED, CARRIED_ON)),
        summed.Kind(SETTLED, GRANTED),
    ):
        asked = kind.find(facts, Where(within=(REQUESTS,)))
        assert isinstance(asked, Unsure)
        assert asked.why.startswith("没有读到这张表格")


@pytest.mark.parametrize(
    ("prose", "told"),
    [
        ("收到政府信息公开申请5件。", "5"),
        ("收到政府信息公开申请6件。", "6"),  # with what was carried in
        ("收到政府信息公开申请7件。", ""),
        ("收到政府信息公开申请5 件，同比增长2.5%。", "5"),
        ("2022年收到政府信息公开申请9件。", None),
        ("未收到投诉，申请渠道畅通，公众来信9件。", None),
        ("网络收到申请3件。", None),
        ("收到申请约1.5万件。", None),
    ],
)
def test_a_number_of_the_table_is_told_in_the_text(prose: str, told: str | None) -> None:
    facts = reading.known(_report(ROWS, prose=prose), KIND)
    words = Term(("收到",), ("未收到",))
    kind = retold.Kind(
        words,
        RECEIVED,
        REQUESTS,
        CASES,
        plus=CARRIED_IN,
        near=Term(("申请",)),
        without=Term(("网络",)),
    )
    differs = retold.Kind(
        words,
        RECEIVED,
        REQUESTS,
        CASES,
        plus=CARRIED_IN,
        near=Term(("申请",)),
        without=Term(("网络",)),
        differs=True,
    )
    same, other = kind.find(facts, EVERYWHERE), differs.find(facts, EVERYWHERE)
    assert isinstance(same, Found) is bool(told)
    assert isinstance(other, Found) is (told == "")
    if isinstance(same, Found):
        assert same.values == {"told": told, "shown": "5"}
    if isinstance(other, Found):
        assert len(other.hits) == 2


def test_a_number_told_beside_no_table_cannot_be_compared() -> None:
    facts = reading.known(_report({}, prose="收到申请5件。"), KIND)
    kind = retold.Kind(Term(("收到",)), RECEIVED, REQUESTS, CASES)
    assert isinstance(kind.find(facts, EVERYWHERE), Unsure)


def test_rows_without_names_are_summed_up_to_each_total() -> None:
    heads = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计"
    table = f"{heads}\t{heads}\n9\t2\t3\t1\t16\t4\t0\t1\t2\t7"
    words = f"{TITLE}\n四、政府信息公开行政复议、行政诉讼情况\n{table}\n五、存在的主要问题\n解读形式单一。"
    found = [(r.holds, int(r.stated), r.expected) for r in reading.known(words).relations]
    assert found == [(False, 16, Decimal(15)), (True, 7, Decimal(7))]


def test_what_was_carried_over_is_not_last_year_s_number() -> None:
    words = f"{TITLE}\n一、总体情况\n新收申请18426件，同比增长6.8%；上年结转712件；办结18395件，结转下年度743件。"
    relations = reading.known(words).relations
    assert [(r.kind, r.holds) for r in relations] == [("balance", True)]


def test_a_period_of_a_whole_year_says_which_year_is_told() -> None:
    words = (
        f"{TITLE}\n本报告数据统计期限为2022年1月1日至2022年12月31日。\n一、总体情况\n公开信息3条。"
    )
    assert {claim.year for claim in reading.known(words).year_claims} == {2022, 2023}


def test_problems_may_be_counted_from_one_again() -> None:
    words = (
        f"{TITLE}\n一、总体情况\n公开信息3条。\n五、存在的主要问题及改进情况\n一、主动性不够强。个别站所更新不及时。\n"
        "二、专业人员缺乏。从事该项工作的多为兼职。\n六、其他需要报告的事项\n无。"
    )
    facts = reading.known(words, KIND)
    places = {role.name for role in facts.roles}
    last = facts.report.text.content.index("从事")
    assert facts.role_of(last) == "disclosure-problems"
    assert "disclosure-other" in places


def test_a_label_before_a_title_is_not_the_issuer_s_name() -> None:
    words = f"标  题：{TITLE}\n发布日期：2024-01-20\n一、总体情况\n公开信息3条。"
    facts = reading.known(words)
    assert facts.issuer is not None
    assert facts.issuer.value == "某某县教育局"
    assert facts.title is not None
    assert facts.title.value == TITLE


def test_a_thousands_comma_does_not_leave_a_line_open() -> None:
    words = f"{TITLE}\n2024-01-30 11:08　来源：某某县教育局　浏览：3,117\n根据条例第五十条公布。\n一、总体情况\n公开。"
    published = reading.known(words).published
    assert published is not None
    assert published.day.isoformat() == "2024-01-30"
