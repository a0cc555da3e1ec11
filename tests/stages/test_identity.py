"""Who reports, on which year, in what kind of document."""

from __future__ import annotations

import pytest
import reading

BODY = (
    "今年以来，认真推进法治政府建设各项工作，现将有关情况报告如下。\n一、主要举措\n"
    "全年召开会议4次，组织执法人员培训3次，开展案卷评查1次。\n二、工作计划\n加强培训，完善制度。\n"
)
TITLES = [
    ("三都镇2025年法治政府建设年度报告", 2025, "三都镇", "township"),
    ("鲍沟镇2025年度法治政府建设情况报告", 2025, "鲍沟镇", "township"),
    (
        "中共大马营镇委员会 大马营镇人民政府关于2025年法治政府建设情况的报告",
        *(2025, "大马营镇", "township"),
    ),
    ("王河镇人民政府关于2025年法治政府建设的报告", 2025, "王河镇", "township"),
    ("重庆市铜梁区双山镇人民政府2025年法治政府建设工作报告", 2025, "双山镇", "township"),
    ("中共沅陵县委 沅陵县人民政府 关于2025年度法治政府建设的报告", 2025, "沅陵县", "county"),
    ("赵县人民政府关于2025年度法治政府建设情况的报告", 2025, "赵县", "county"),
    ("下陆区2025年法治政府建设年度报告", 2025, "下陆区", "county"),
    ("静海区2023年度法治政府建设情况报告", 2023, "静海区", "county"),
    ("深圳市2025年法治政府建设年度报告", 2025, "深圳市", "prefecture"),
    ("陕西省人民政府关于2025年法治政府建设情况的报告", 2025, "陕西省", "province"),
    ("陵川县教育局 2025年法治政府建设年度报告", 2025, "陵川县教育局", "department"),
    ("呼中区教育局关于2025年度法治政府建设工作报告", 2025, "呼中区教育局", "department"),
    ("昌宁县教育体育局2025年度法治政府建设工作情况报告", 2025, "昌宁县教育体育局", "department"),
    ("港口镇2021年法治政府建设年度报告", 2021, "港口镇", "township"),
    ("2023年度中河街道法治政府建设工作报告", 2023, "中河街道", "township"),
    ("龙津街2022年度法治政府建设工作总结", 2022, "龙津街", "township"),
    ("新县人民政府2022年法治政府建设情况", 2022, "新县", "county"),
    ("昆山市2022年法治政府建设情况报告", 2022, "昆山市", "county"),
    ("重庆市2022年法治政府建设情况报告", 2022, "重庆市", "province"),
    ("延边朝鲜族自治州2022年法治政府建设情况报告", 2022, "延边朝鲜族自治州", "prefecture"),
    ("某市公安局东湖分局2022年法治政府建设报告", 2022, "某市公安局东湖分局", "department"),
    ("临海经济开发区2022年度法治政府建设情况报告", 2022, "临海经济开发区", "county"),
    ("临海经济技术开发区管委会2022年法治政府建设报告", 2022, "临海经济技术开发区管委会", "county"),
    ("重庆市开州区铁桥镇人民政府关于2025年法治政府建设情况的报告", 2025, "铁桥镇", "township"),
    ("杭州市西湖区人民政府2023年法治政府建设情况报告", 2023, "西湖区", "county"),
    ("某某镇人民政府关于\n2023年法治政府\n建设情况的报告", 2023, "某某镇", "township"),
]


@pytest.mark.parametrize(("title", "year", "issuer", "level"), TITLES)
def test_titles_of_real_reports(title: str, year: int, issuer: str, level: str) -> None:
    facts = reading.known(f"{title}\n{BODY}")
    assert facts.is_annual_report
    assert facts.kind == "annual-report"
    assert facts.issuer is not None
    assert (facts.year, facts.issuer.value, facts.level) == (year, issuer, level)


def test_a_name_with_and_is_one_name() -> None:
    facts = reading.known(f"某区发展和改革委员会2023年法治政府建设年度报告\n{BODY}")
    assert facts.issuer is not None
    assert (facts.issuer.value, facts.level) == ("某区发展和改革委员会", "department")


@pytest.mark.parametrize("label", ["名  称：", "标题：", "标 题:", "信息名称："])
def test_a_label_before_a_title_is_no_part_of_it(label: str) -> None:
    facts = reading.known(f"{label}王河镇2025年法治政府建设年度报告\n{BODY}")
    assert facts.title is not None
    assert facts.title.value == "王河镇2025年法治政府建设年度报告"
    assert facts.report.words(facts.title.start, facts.title.end) == facts.title.value
    assert facts.issuer is not None
    assert facts.issuer.value == "王河镇"


def test_an_issuer_only_in_the_page_s_block() -> None:
    facts = reading.known(f"发布机构：王河镇人民政府\n关于2025年度法治政府建设情况的报告\n{BODY}")
    assert facts.issuer is not None
    assert (facts.issuer.value, facts.issuer.how, facts.level) == ("王河镇", "metadata", "township")


def test_an_issuer_only_in_the_opening() -> None:
    facts = reading.known(
        "2023年，东山县坚持依法行政，推进法治政府建设。现将情况报告如下。\n" + BODY
    )
    assert facts.issuer is not None
    assert (facts.issuer.value, facts.level, facts.year) == ("东山县", "county", 2023)


@pytest.mark.parametrize(
    ("word", "level"),
    [
        *(("我镇", "township"), ("街道党工委", "township"), ("我局", "department")),
        *(("我区", "county"), ("我市", "prefecture"), ("我省", "province")),
    ],
)
def test_a_level_by_how_a_report_calls_its_issuer(word: str, level: str) -> None:
    words = f"关于2025年度法治政府建设情况的报告\n{BODY}".replace("全年", f"{word}全年")
    assert reading.known(words).level == level


def test_a_pronoun_is_no_name() -> None:
    assert (
        reading.known("今年以来，我镇认真推进法治政府建设，现将情况报告如下。\n" + BODY).issuer
        is None
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某某镇2023年政务公开工作总结", "disclosure-material"),
        ("某某镇2023年上半年政府信息公开工作情况报告", "disclosure-material"),
        ("某某县各单位2023年政府信息公开工作年度报告集中公布", "disclosure-material"),
        ("某某县民政局政府信息公开指南", "disclosure-material"),
        ("《某某县2023年政府信息公开工作年度报告》解读", "interpretation"),
        ("关于做好2023年政府信息公开工作年度报告编制工作的通知", "disclosure-material"),
        ("2024年某某市政府工作报告", "work-report"),
        ("某某区2024年法治政府建设工作要点", "plan"),
        ("某某市法治政府建设实施方案", "plan"),
        ("某某区2024年法治政府建设工作计划", "plan"),
        ("关于印发某某市2024年法治政府建设工作计划的通知", "plan"),
        ("关于报送2023年法治政府建设年度报告的通知", "notice"),
        ("某某镇2023年普法工作总结", "publicity-report"),
        ("某某镇2023年度法治宣传教育工作情况报告", "publicity-report"),
        ("《某某市2023年法治政府建设年度报告》解读", "interpretation"),
        ("一图读懂某某市2023年法治政府建设年度报告", "interpretation"),
        ("某某区2023年上半年法治政府建设工作总结", "half-year-report"),
        ("某某市法治政府建设五年工作情况报告", "multi-year-report"),
        ("某某市2023年法治政府建设白皮书", "multi-year-report"),
        ("某某局局长2023年度述法报告", "duty-report"),
        ("法治政府建设年度报告制度的完善路径研究", "research"),
        ("某某市召开法治政府建设推进会", "news"),
        ("某某省法治政府建设年度报告发布", "news"),
    ],
)
def test_what_is_not_this_document(title: str, kind: str) -> None:
    made = reading.assessed(f"{title}\n{BODY}")
    assert (made.facts.kind, made.facts.is_annual_report) == (kind, False)
    assert (made.outcomes, made.score, made.gate.passed) == ((), None, False)
    assert made.facts.kind_reason.endswith("。")


@pytest.mark.parametrize(
    "title",
    [
        "某某镇2023年政府信息公开工作年度报告",
        "某某镇2023年政府信息公开年报",
        "某某县人民政府关于2023年政府信息公开工作情况的报告",
    ],
)
def test_a_report_of_another_kind_has_its_own_rules(title: str) -> None:
    made = reading.assessed(f"{title}\n{BODY}")
    assert (made.facts.kind, made.facts.is_annual_report) == ("disclosure-report", False)
    assert {o.rule.document for o in made.outcomes} == {"disclosure-report"}
    assert made.score is not None


def test_a_year_in_numerals_is_one_year() -> None:
    facts = reading.known(f"某某镇二〇二三年法治政府建设年度报告\n{BODY}")
    assert (facts.kind, facts.year) == ("annual-report", 2023)


TITLE = "某某镇法治政府建设年度报告\n"
REPORTED = "现将2023年法治政府建设情况报告如下。\n"


@pytest.mark.parametrize(
    "words",
    [
        f"某某镇落实《法治政府建设实施纲要（2021-2025年）》2023年度情况报告\n{BODY}",
        f"{TITLE}根据有关规定（厅字〔2019〕28号）要求，{REPORTED}{BODY}",
        f"{TITLE}按照2022年度考核反馈意见，{REPORTED}{BODY}",
        f"{TITLE}2021—2025年是重要时期，{REPORTED}{BODY}",
        f"今天是2026年5月1日\n{TITLE}{REPORTED}{BODY}",
        f"{TITLE}现将2023年度工作情况和2024年工作计划报告如下。\n{BODY}",
        f"{TITLE}党的二十大于2022年10月召开，{REPORTED}{BODY}",
        f"{TITLE}发布日期：2024-01-20\n{BODY}",
        f"{TITLE}{BODY.replace('工作计划', '2024年工作计划')}",
        f"标题：某某镇2023年法治政府建设年度报告\n{BODY}",
        f"关于2023年法治\n政府建设情况的报告\n{BODY}",
    ],
)
def test_the_reporting_year_among_other_years(words: str) -> None:
    assert reading.known(words).year == 2023


@pytest.mark.parametrize("lead", ["按照2022年度考核反馈意见，", "2021—2025年是重要时期，"])
def test_other_years_in_the_opening_contradict_nothing(lead: str) -> None:
    claims = reading.known(f"{TITLE}{lead}{REPORTED}{BODY}").year_claims
    assert {claim.year for claim in claims} == {2023}
