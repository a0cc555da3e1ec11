"""Source → Text: one form for everything, while each character keeps its place in the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

import noise
import pytest
import reading

if TYPE_CHECKING:
    from collections.abc import Callable

BODY = "全年召开法治建设专题会议4次，研究法治议题9项，推动行政执法、行政复议各项工作落地见效。"


def _content(words: str, path: str = "报告.txt") -> str:
    return reading.text(words, path).content


def _quoted(words: str, wanted: str) -> str:
    """What stands in the original where the view says ``wanted``."""
    view = reading.text(words)
    at = view.content.index(wanted)
    return view.quote(view.span(at, at + len(wanted)))


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        *(("Ａ１，：；（）％", "A1,:;()%"), ("〖一〗【二】", "[一][二]"), ("﹙一﹚", "(一)")),
        *(
            ("⼀、⼯作", "一、工作"),
            ("⻓效", "长效"),
            ("㈠加强⑴", "(一)加强(1)"),
            ("甲•乙", "甲·乙"),
        ),
        *(("行\u200b政\ufeff复\u00ad议", "行政复议"), ("甲\u00a0乙\u3000丙", "甲乙丙")),
        *(("甲。\u2028乙。\r\n丙。\r丁", "甲。\n乙。\n丙。\n丁"), ("甲\x07乙", "甲乙")),
    ],
)
def test_one_form_for_each_character(words: str, plain: str) -> None:
    assert _content(words) == plain


def test_places_are_those_of_the_original() -> None:
    words = "\ufeff第㈡条：\u3000執(zhí)法監(jiān)督，全年 12 件。\r\n完。"
    assert _content(words) == "第(二)条:执法监督,全年12件。\n完。"
    assert _quoted(words, "执法监督") == "執(zhí)法監(jiān)督"
    assert _quoted(words, "(二)") == "㈡"
    assert _quoted(words, "12件") == "12 件"
    assert _quoted(words, "完。") == "完。"


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        *(("執(zhí)法監(jiān)督", "执法监督"), ("建設（shè）", "建设"), ("周(zhōu)五", "周五")),
        *(
            ("執(zhí)法執(zhi)行", "执法执行"),
            ("執( zhí )法", "执法"),
            ("優(yōu)化營商", "优化营商"),
        ),
    ],
)
def test_a_gloss_is_dropped(words: str, plain: str) -> None:
    assert _content(words) == plain


@pytest.mark.parametrize("words", ["使用(app)办事", "(街道)", "(2021-2025)", "(修订)", "卡(ka)类"])
def test_other_brackets_stay(words: str) -> None:
    assert _content(words) == words


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        *(("行政復議與訴訟", "行政复议与诉讼"), ("沿著前進", "沿着前进"), ("衞生裏", "卫生里")),
        *(("著名專家著書", "著名专家著书"), ("隨著發展", "随着发展"), ("乾淨乾坤", "干净乾坤")),
    ],
)
def test_traditional_script_is_turned_one_for_one(words: str, plain: str) -> None:
    view = reading.text(words)
    assert (view.content, view.script) == (plain, "traditional")
    assert list(view.origins) == list(range(len(words)))


def test_a_single_traditional_character_does_not_make_a_script() -> None:
    view = reading.text(BODY * 3 + "陳某某")
    assert view.script == "simplified"
    assert view.content.endswith("陈某某")


CUTS = [
    *((noise.by_count, width) for width in range(20, 61)),
    *((noise.by_column, width) for width in range(40, 101)),
]


@pytest.mark.parametrize(("cut", "width"), CUTS)
def test_lines_cut_at_any_width_are_whole_again(cut: Callable[[str, int], str], width: int) -> None:
    words = reading.SEEDS[2].read_text(encoding="utf-8")
    assert _content(cut(words, width)) == _content(words)


@pytest.mark.parametrize("width", [41, 60, 74])
def test_paragraphs_with_equal_beginnings_are_whole_again(width: int) -> None:
    words = "\n".join(f"（{n}）第{n}项。{BODY * 3}" for n in "一二三四五六")
    assert _content(noise.by_column(words, width)) == _content(words)


def test_page_numbers_between_cut_lines_are_gone() -> None:
    pieces = noise.by_count(BODY * 8, 30).split("\n")
    pages = "\n".join([*pieces[:5], "- 3 -", *pieces[5:9], "第 4 页 共 9 页", *pieces[9:]])
    assert _content(pages) == _content(BODY * 8)


@pytest.mark.parametrize("head", ["二、存在问题", "（一）规范执法", "1.抓培训", "一是抓培训"])
def test_a_numbered_line_is_never_joined_to_the_one_before(head: str) -> None:
    assert f"\n{_content(head)}\n" in _content(f"{BODY[:-1]}\n{head}\n{BODY}")


def test_short_lines_are_no_cut_paragraph() -> None:
    words = "工作情况\n存在问题\n工作计划"
    assert _content(words) == words


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        *(("行政 复议 案件", "行政复议案件"), ("全年 12 月 3 日", "全年12月3日")),
        *(("第 一 责 任 人", "第一责任人"), ("a b c", "a b c"), ("《 条 例 》", "《条例》")),
        *(("甲乙  丙丁  戊己", "甲乙\t丙丁\t戊己"), ("甲\t乙\t丙", "甲\t乙\t丙")),
    ],
)
def test_stray_spaces_are_dropped_and_gaps_of_tables_kept(words: str, plain: str) -> None:
    assert _content(words) == plain


def test_marks_of_markdown_are_no_words() -> None:
    words = (
        "---\nauthor: 某\n---\n# 年度报告\n\n> **加强**`执法`，见[办法](https://a.b/c)和~~旧~~规定。\n"
        "- 复议3件\n\n| 事项 | 件数 |\n|---|---|\n| 复议 | 3 |\n\n***\n<!-- 注 -->完。\n"
    )
    content = _content(words, "报告.md")
    assert "加强执法,见办法和旧规定。" in content
    assert not set("*#>`~|[]<") & set(content)
    assert "author" not in content
    assert "注" not in content
    assert "[办法](https" in _content(words)


@pytest.mark.parametrize(
    ("words", "kind", "quote"),
    [
        ("覆盖\ufffd\ufffd村", "lost-characters", "\ufffd\ufffd"),
        ("办\ue000\ue001件", "lost-characters", "\ue000\ue001"),
        ("专家?guī)欤劢股鐣卫硪约懊裆I域立法", "lost-characters", "欤劢股鐣卫硪约懊裆"),
        ("某某镇\n2023130日", "broken-date", "2023130日"),
        ("纲要(20212025年)", "lost-dash", "20212025年"),
        ("中发202133号文件", "lost-brackets", "中发202133号"),
    ],
)
def test_damage_is_told_with_its_place_and_never_mended(words: str, kind: str, quote: str) -> None:
    view = reading.text(words)
    assert [(d.kind, view.quote(d.span)) for d in view.damage] == [(kind, quote)]
    assert all(item.note.endswith("。") for item in view.damage)
    assert bool(view.damaged) is (kind == "lost-characters")
    assert quote in view.content


@pytest.mark.parametrize("words", [BODY, "是否同意？请答复。", "鸿鹄、饕餮、魑魅。", "2021-2025年"])
def test_sound_words_are_not_called_damaged(words: str) -> None:
    assert reading.text(words).damage == ()
