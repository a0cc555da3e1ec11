"""Text → Report: what is the page's, what is a heading, what is a paragraph."""

from __future__ import annotations

from itertools import pairwise

import noise
import pytest
import reading

BODY = "全年召开法治建设专题会议4次，研究法治议题9项，推动各项工作落地见效，群众满意度进一步提升。"
PLAIN = BODY.replace("，", ",")
TITLE = "某某镇2023年法治政府建设年度报告"


def _kinds(words: str) -> list[tuple[str, str]]:
    report = reading.report(words)
    return [(p.kind, report.words(p.start, p.end)) for p in report.paragraphs]


def _outline(words: str) -> list[tuple[int, int | None, str]]:
    return [(s.parent, s.number, s.heading) for s in reading.report(words).sections]


def test_headings_of_every_style_make_a_tree() -> None:
    words = (
        f"{TITLE}\n一、主要举措\n（一）加强领导\n{BODY}\n1.抓培训\n（1）抓分层\n①抓骨干\n"
        f"一是抓重点。{BODY}\n（二）规范执法\n{BODY}\n二、存在问题\n{BODY}"
    )
    outline = [(parent, number) for parent, number, _ in _outline(words)]
    assert outline == [
        *((-1, 1), (0, 1), (1, 1), (2, 1), (3, 1), (4, 1)),
        *((0, 2), (-1, 2)),
    ]
    report = reading.report(words)
    assert report.path(2) == ("一、主要举措", "(一)加强领导", "1.抓培训")
    assert [s.level for s in report.sections] == [2, 3, 4, 6, 7, 8, 3, 2]


def test_a_list_inside_a_paragraph_is_no_part() -> None:
    assert _outline(f"一、情况\n一是{BODY}二是{BODY}") == [(-1, 1, "一、情况")]


def test_parts_stand_above_numbered_headings() -> None:
    outline = _outline(f"第一部分 工作情况\n一、举措\n{BODY}\n第二部分 问题\n一、不足\n{BODY}")
    assert [parent for parent, _, _ in outline] == [-1, 0, -1, 2]


@pytest.mark.parametrize(
    "mark", ["一、", "（一）", "1.", "（1）", "①", "一是", "第一，", "首先，", "〔一〕", "1、"]
)
def test_a_heading_run_into_its_paragraph_is_parted(mark: str) -> None:
    kinds = _kinds(f"一、情况\n{mark}加强组织领导。{BODY}\n{BODY}")
    assert [kind for kind, _ in kinds] == ["heading", "heading", "body", "body"]
    assert kinds[1][1].endswith("加强组织领导。")
    assert kinds[2][1] == PLAIN


def test_a_long_numbered_paragraph_is_a_body_with_a_short_name() -> None:
    long = BODY.rstrip("。") * 3 + "。"
    kinds = _kinds(f"一、情况\n（一）{long}")
    assert [kind for kind, _ in kinds] == ["heading", "body"]
    assert _outline(f"一、情况\n（一）{long}")[1] == (0, 1, "(一)全年召开法治建设专题会议4次")


def test_numbers_may_repeat_and_skip() -> None:
    outline = _outline(f"一、举措\n{BODY}\n一、又举措\n{BODY}\n四、问题\n{BODY}")
    assert [(parent, number) for parent, number, _ in outline] == [(-1, 1), (-1, 1), (-1, 4)]


def test_headings_without_numbers() -> None:
    words = f"{TITLE}\n{BODY}\n工作情况\n{BODY}\n存在问题\n{BODY}"
    assert _outline(words) == [(-1, None, "工作情况"), (-1, None, "存在问题")]
    numbered = f"{TITLE}\n一、举措\n{BODY}\n组织保障\n{BODY}\n二、问题\n{BODY}"
    assert [parent for parent, _, _ in _outline(numbered)] == [-1, 0, -1]


def test_no_headings_at_all() -> None:
    report = reading.report("\n".join([BODY] * 3))
    assert report.sections == ()
    assert [p.kind for p in report.paragraphs] == ["body"] * 3
    assert {p.section for p in report.paragraphs} == {-1}


@pytest.mark.parametrize("line", ["PM2.5浓度下降明显", "2023年以来持续推进", "第一责任人职责落实"])
def test_near_misses_of_numbers_open_no_numbered_section(line: str) -> None:
    assert [number for _, number, _ in _outline(f"一、举措\n{BODY}\n{line}，{BODY}")] == [1]


def test_the_page_around_a_report_is_not_the_report() -> None:
    kinds = _kinds(noise.framed(f"{TITLE}\n{BODY}\n一、举措\n{BODY}\n某某镇人民政府\n2024年1月3日"))
    assert [kind for kind, _ in kinds if kind != "chrome"] == [
        *("masthead", "body", "heading", "body", "closing", "closing"),
    ]
    count = len(noise.HEAD.splitlines()) + len(noise.TAIL.strip().splitlines())
    assert sum(kind == "chrome" for kind, _ in kinds) == count


@pytest.mark.parametrize("line", ["- 12 -", "第3页", "— 4 —", "第 3 页 共 12 页", "3/12", "·5·"])
def test_a_page_number_is_the_page_s(line: str) -> None:
    kinds = _kinds(f"{BODY}\n{line}\n{BODY}\n一、问题\n{BODY}")
    assert [kind for kind, words in kinds if words != PLAIN] in (["heading"], ["chrome", "heading"])


def test_prose_with_a_page_s_words_stays_in_the_report() -> None:
    prose = f"在门户网站首页开设专栏，群众打印材料更方便，{BODY}"
    assert ("body", prose.replace("，", ",")) in _kinds(f"{BODY}\n{prose}\n{BODY}")


def test_what_follows_a_report_is_not_judged() -> None:
    kinds = _kinds(f"{BODY}\n一、举措\n{BODY}\n附件：\n1.2023年行政复议案件统计表\n2.清单")
    assert [kind for kind, _ in kinds] == [
        *("body", "heading", "body", "attachments", "attachments", "attachments"),
    ]


def test_a_signature_behind_a_list_of_attachments_is_a_signature() -> None:
    kinds = _kinds(f"{BODY}\n{BODY}\n附件：统计表\n某某镇人民政府\n2024年1月3日\n收入表 12 13")
    assert [kind for kind, _ in kinds][2:] == ["attachments", "closing", "closing", "attachments"]


def test_a_signature_before_attachments_is_a_signature() -> None:
    kinds = _kinds(f"{BODY}\n{BODY}\n某某镇人民政府\n2024年1月3日\n附件：\n1.统计表")
    assert [kind for kind, _ in kinds][2:4] == ["closing", "closing"]


def test_sentences_cover_each_paragraph_in_order() -> None:
    report = reading.report(
        f"{TITLE}\n一、举措\n{BODY}{BODY}推进了吗？推进了！有“依据。”好；行。\n{BODY}"
    )
    text = report.text.content
    found = [text[s.start : s.end] for s in report.sentences if text[s.start] in "推有好行"]
    assert found == ["推进了吗?", "推进了!", "有“依据。”", "好;", "行。"]
    for paragraph, span in enumerate(report.paragraphs):
        own = [s for s in report.sentences if s.paragraph == paragraph]
        assert (own[0].start, own[-1].end) == (span.start, span.end)
        assert all(a.end == b.start for a, b in pairwise(own))


def test_sections_end_where_the_next_begins() -> None:
    report = reading.report(f"一、甲\n（一）乙\n{BODY}\n（二）丙\n{BODY}\n二、丁\n{BODY}")
    first, second, third, fourth = report.sections
    assert (first.end, second.end, third.end) == (fourth.start, third.start, fourth.start)
    assert fourth.end == len(report.text.content)


def test_numbers_of_a_word_processor_stand_as_their_order_says() -> None:
    written = "一、举措\n（一）学习\n学习3次。\n（二）执法\n检查5次。\n二、不足\n执法力量不够。\n三、安排\n培训4期。"
    counted = written.replace("一、", "1. ").replace("二、", "2. ").replace("三、", "3. ")
    one, other = reading.report(written), reading.report(counted)
    assert [(s.parent, s.number) for s in one.sections] == [
        (s.parent, s.number) for s in other.sections
    ]
    inner = reading.report(
        "一、举措\n1. 学习\n（一）中心组\n学习3次。\n2. 执法\n检查5次。\n二、不足\n执法力量不够。"
    )
    assert [s.parent for s in inner.sections] == [-1, 0, 0, 2, -1]
