"""What each part of a report is for."""

from __future__ import annotations

import pytest
import reading

TITLE = "某某镇2023年法治政府建设年度报告\n"
LEAD = "2023年，我镇推进法治政府建设，现将有关情况报告如下。\n"
FRP = "first-responsible-person"


def _roles(words: str) -> dict[str, str]:
    """Role by sentence; sentences of these reports differ."""
    return {sentence: role for role, sentence in reading.parts(TITLE + words)}


def _runs(words: str) -> list[str]:
    """The roles in their order, each run once."""
    roles = [role for role, _ in reading.parts(TITLE + words)]
    return [role for at, role in enumerate(roles) if at == 0 or roles[at - 1] != role]


def test_the_canonical_order() -> None:
    assert _runs(
        f"{LEAD}一、主要举措和成效\n召开会议4次。\n二、存在的不足和原因\n持证人员少。\n"
        "三、党政主要负责人履行推进法治建设第一责任人职责情况\n镇长主持召开会议。\n"
        "四、2024年主要安排\n开展培训。\n五、其他需要报告的情况\n无。\n某某镇人民政府\n2024年1月3日"
    ) == [
        *("masthead", "opening", "achievements", "shortcomings", FRP, "plan", "other", "closing"),
    ]


def test_what_stands_behind_the_body_has_roles_of_its_own() -> None:
    tail = "特此报告。\n某某镇人民政府\n2024年1月3日\n附件：统计表\n行政诉讼案件 12 件\n打印本页"
    roles = _roles(f"{LEAD}一、工作情况\n召开会议4次。\n{tail}")
    assert roles["特此报告。"] == roles["某某镇人民政府"] == roles["2024年1月3日"] == "closing"
    assert roles["附件:统计表"] == roles["行政诉讼案件12件"] == "attachments"
    assert roles["打印本页"] == "chrome"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        *(("存在问题", "shortcomings"), ("存在的主要问题及原因", "shortcomings")),
        *(("短板弱项", "shortcomings"), ("法治建设工作存在的不足", "shortcomings")),
        *(
            ("面临的困难和问题", "shortcomings"),
            ("下一步工作计划", "plan"),
            ("2024年工作打算", "plan"),
        ),
        *(("下一年度主要安排", "plan"), ("努力方向", "plan"), ("展望未来，谱写新篇章", "plan")),
        *(("区政府主要负责同志履行推进法治建设第一责任人职责情况", FRP), ("压实第一责任", FRP)),
        *(("主要工作与成效", "achievements"), ("坚持问题导向", "achievements")),
        *(("聚焦短板，破解执法难题", "achievements"), ("化解突出问题", "achievements")),
        *(("解决群众反映的问题", "achievements"), ("制定普法计划，深化宣传", "achievements")),
        ("其他需要报告的情况", "other"),
    ],
)
def test_a_heading_announces_its_part(heading: str, role: str) -> None:
    roles = _roles(
        f"{LEAD}一、工作情况\n召开会议4次。\n二、{heading}\n组织培训3次。\n三、保障\n无。"
    )
    assert roles["组织培训3次。"] == role
    assert roles["召开会议4次。"] == roles["无。"] == "achievements"


def test_an_item_inside_a_part_may_announce_another_role_for_itself_alone() -> None:
    roles = _roles(
        f"{LEAD}一、工作情况\n（一）第一责任人履职情况。镇长主持召开会议。\n"
        "（二）行政执法。检查企业40家。\n（三）存在的不足。执法力量不足。\n"
        "（四）下一步工作。开展轮训。\n二、保障措施\n经费到位。"
    )
    wanted = {
        "镇长主持召开会议。": FRP,
        "检查企业40家。": "achievements",
        "经费到位。": "achievements",
    }
    wanted |= {"执法力量不足。": "shortcomings", "开展轮训。": "plan"}
    assert {sentence: roles[sentence] for sentence in wanted} == wanted


def test_items_inside_a_plan_speak_of_the_plan() -> None:
    roles = _roles(
        f"{LEAD}一、2024年工作安排\n（一）加强问题整改。组织回头看。\n（二）工作成效。力争上游。"
    )
    assert roles["组织回头看。"] == roles["力争上游。"] == "plan"


def test_a_report_without_headings_is_read_by_its_paragraphs() -> None:
    roles = _roles(
        f"{LEAD}召开法治会议4次，研究法治议题9项。\n组织培训3次，开展普法活动。\n"
        "组织案卷评查1次，检查企业40家。\n虽然取得了一定成绩，但执法力量有待提升。\n"
        "下一步，我镇将继续推进法治政府建设。\n2024年，将加强培训。"
    )
    assert list(roles.values()) == [
        *("masthead", "opening", *["achievements"] * 3, "shortcomings", "plan", "plan"),
    ]


@pytest.mark.parametrize("opening", ["下一步，", "明年，", "2024年，", "今后，"])
def test_a_sentence_of_the_year_to_come_is_a_plan_wherever_it_stands(opening: str) -> None:
    roles = _roles(f"{LEAD}一、成效\n全年组织执法培训3次。{opening}将开展轮训。\n检查企业40家。")
    assert roles["全年组织执法培训3次。"] == roles["检查企业40家。"] == "achievements"
    assert roles[f"{opening.replace('，', ',')}将开展轮训。"] == "plan"


@pytest.mark.parametrize(
    "sentence",
    [
        "落实2024年度中央部署。",
        "较2022年同比增长两成。",
        *("印发《2024年普法计划》。", "为下一步工作打下基础。"),
    ],
)
def test_a_mention_of_the_year_to_come_is_no_plan(sentence: str) -> None:
    assert _roles(f"{LEAD}一、成效\n全年组织培训3次。{sentence}\n")[sentence] == "achievements"


def test_a_lone_admission_counts_only_late_in_a_report() -> None:
    admission = "执法力量有待提升。"
    rest = "".join(f"开展第{n}次行政执法案卷评查，检查企业40家。\n" for n in range(1, 9))
    assert _roles(f"{LEAD}一、成效\n{rest}{admission}")[admission] == "shortcomings"
    assert _roles(f"{LEAD}一、成效\n{admission}\n{rest}")[admission] == "achievements"


MERGED = (
    f"{LEAD}一、成效\n培训3次。\n二、存在问题及下一步打算\n"
    "（一）执法力量不足。全镇持证执法人员只有三人，难以满足需要。下一步，将加强培训。\n"
    "（二）普法形式单一。2024年，将丰富形式。"
)


def test_a_merged_part_changes_its_role_sentence_by_sentence() -> None:
    roles = _roles(MERGED)
    assert roles["(一)执法力量不足。"] == "shortcomings"
    assert roles["全镇持证执法人员只有三人,难以满足需要。"] == "shortcomings"
    assert roles["下一步,将加强培训。"] == roles["2024年,将丰富形式。"] == "plan"


def test_each_item_of_a_merged_part_begins_with_its_shortcoming() -> None:
    assert _roles(MERGED)["(二)普法形式单一。"] == "shortcomings"


def test_a_heading_led_by_the_year_to_come_announces_a_plan() -> None:
    words = f"{LEAD}一、成效\n培训3次。\n二、2024年重点工作\n加强队伍建设。"
    assert _roles(words)["加强队伍建设。"] == "plan"


def test_another_duty_of_the_same_name_announces_no_part() -> None:
    words = f"{LEAD}一、成效\n培训3次。\n二、落实安全生产第一责任人责任\n检查企业40家。"
    assert _roles(words)["检查企业40家。"] == "achievements"


def test_each_role_says_why() -> None:
    facts = reading.known(f"{TITLE}{LEAD}一、成效\n培训3次。\n二、存在问题\n力量不足。")
    assert all(role.why for role in facts.roles)
    assert facts.roles[-1].why == "标题“二、存在问题”"
    assert facts.roles[-1].headed
    assert facts.role_of(len(facts.report.text.content) - 1) == "shortcomings"
    assert facts.role_of(0) == "masthead"


def test_a_short_sentence_before_a_plan_stays_what_it_is() -> None:
    roles = _roles(f"{LEAD}一、成效\n培训3次。\n二、存在问题\n持证人员少。下一步，将加强培训。")
    assert roles["持证人员少。"] == "shortcomings"


def test_problems_found_elsewhere_open_no_shortcomings() -> None:
    sentence = "全年检查企业40家次,发现企业存在问题120个。"
    assert (
        _roles(f"{LEAD}一、成效\n培训3次。\n{sentence}\n二、计划\n加强。")[sentence]
        == "achievements"
    )
