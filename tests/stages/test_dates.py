"""When a report went public and when it was signed, told from all other dates of a page."""

from __future__ import annotations

from datetime import date

import pytest
import reading

TITLE = "某某镇2023年法治政府建设年度报告\n"
BODY = (
    "2023年，我镇推进法治政府建设，组织执法人员培训3次，现将有关情况报告如下。\n"
    "一、主要举措\n全年召开会议4次。\n二、工作计划\n加强培训，完善制度。\n"
)
DAY = date(2024, 3, 20)


def _dates(words: str) -> tuple[date | None, date | None]:
    facts = reading.known(words)
    published, signed = facts.published, facts.signed
    for found in filter(None, (published, signed)):
        assert 0 <= found.start < found.end <= len(facts.report.text.content)
    return published.day if published else None, signed.day if signed else None


@pytest.mark.parametrize(
    "head",
    [
        *("发布日期：2024-03-20", "发布时间: 2024/03/20 15:46:45 来源：某某镇 浏览：3"),
        *("公开时间：2024年3月20日", "[发布日期] 2024-03-20", "【发布日期】2024-03-20"),
        *("发 布 日 期：2024-03-20", "信息来源：某某镇 生成日期 2024-03-20 [打印本页]"),
        *("索引号 | 123 | 发布日期 | 2024-03-20 |", "发布日期\n2024-03-20", "2024-03-20 10:20:11"),
        *("时间:2024-03-20来源:某某镇", "更新时间：2024.3.20", "首页 > 公开 2024-03-20 打印"),
        *("某某镇人民政府 2024-03-20", "（2024-03-20发布）", "2024-03-20　发布单位：某某镇"),
    ],
)  # fmt: skip
def test_a_label_or_the_page_s_head_dates_the_publication(head: str) -> None:
    assert _dates(f"{head}\n{TITLE}{BODY}") == (DAY, None)
    assert _dates(f"{TITLE}{head}\n{BODY}")[0] == DAY


@pytest.mark.parametrize(
    "other",
    [
        "成文日期：2024-03-01",
        "更新时间：2024-04-20",
        "有效期：2024-12-31",
        "今天是：2024-05-01 星期三",
    ],
)
def test_the_surest_label_wins_in_any_order(other: str) -> None:
    stated = "发布日期：2024-03-20"
    assert _dates(f"{other}\n{stated}\n{TITLE}{BODY}") == (DAY, None)
    assert _dates(f"{stated}\n{other}\n{TITLE}{BODY}") == (DAY, None)


@pytest.mark.parametrize(
    "head",
    [
        *("有效期：2024-03-20", "今天是：2024-03-20", "发布日期：", "发布日期：2024-13-20"),
        *("发布日期：2022-03-20", "发布日期：2030-03-20", "统计时间：2024-03-20"),
        "本办法有效期至 2024-03-20",
    ],
)
def test_other_dates_do_not_date_the_publication(head: str) -> None:
    assert _dates(f"{head}\n{TITLE}{BODY}") == (None, None)


def test_a_publication_may_be_three_years_late() -> None:
    assert _dates(f"发布日期：2026-12-31\n{TITLE}{BODY}") == (date(2026, 12, 31), None)
    assert _dates(f"发布日期：2027-01-01\n{TITLE}{BODY}") == (None, None)


def test_the_day_of_the_document_stands_in_where_nothing_else_is_stated() -> None:
    assert _dates(f"成文日期：2024-03-20\n{TITLE}{BODY}") == (DAY, None)


@pytest.mark.parametrize(
    "tail",
    [
        *("某某镇人民政府\n2024年3月20日", "2024年3月20日", "二〇二四年三月二十日", "（2024年3月20日）"),
        *("某某镇人民政府 2024年3月20日", "某某镇人民政府\n2024-03-20", "某某镇人民政府\n2024320日"),
        *("某某镇人民政府\n2024年3月20日\n附件：统计表", "2024年3月20日\n打印本页 关闭窗口"),
        "中共某某镇委员会\n某某镇人民政府\n2024 年 3 月 20 日",
    ],
)  # fmt: skip
def test_a_date_alone_at_the_end_is_the_signature(tail: str) -> None:
    assert _dates(f"{TITLE}{BODY}{tail}") == (None, DAY)


def test_a_signature_may_stand_under_the_title() -> None:
    assert _dates(f"{TITLE}（2024年3月20日）\n{BODY}")[1] == DAY


@pytest.mark.parametrize(
    "tail", ["联系电话：2024-3-2012", "（数据统计到2024年2月）", "共2024320人"]
)
def test_other_numbers_at_the_end_are_no_signature(tail: str) -> None:
    assert _dates(f"{TITLE}{BODY}{tail}") == (None, None)


def test_a_broken_signature_is_read_only_where_one_reading_is_left() -> None:
    tail = "某某镇人民政府\n2024112日"
    assert _dates(f"{TITLE}{BODY}{tail}") == (None, None)
    assert _dates(f"发布日期：2024-02-01\n{TITLE}{BODY}{tail}") == (
        date(2024, 2, 1),
        date(2024, 1, 12),
    )


def test_a_date_inside_the_report_is_neither() -> None:
    words = BODY.replace("全年召开", "2024年3月20日，我镇在2024年3月25日前召开")
    assert _dates(f"{TITLE}{words}") == (None, None)


def test_a_page_s_clock_is_no_signature() -> None:
    assert _dates(f"今天是2024年5月1日\n{TITLE}{BODY}") == (None, None)


def test_the_end_of_the_data_is_no_signature() -> None:
    assert _dates(f"{TITLE}{BODY}（数据截至2023年12月31日）") == (None, None)


def test_a_labelled_date_is_no_signature() -> None:
    assert _dates(f"发布日期 2024年3月20日\n{TITLE}{BODY}") == (DAY, None)


def test_a_stacked_date_dates_the_publication() -> None:
    assert _dates(f"2024\n03/20\n10:51\n{TITLE}{BODY}") == (DAY, None)
