"""Renderers see only a Result; what they make of it is right, harmless and the same every time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checker import plugins, renderers
from checker.model.exceptions import Decision
from checker.model.result import DamageFound
from checker.renderers import _summary, _words, markdown, text
from checker.renderers._markup import escape, file_names

if TYPE_CHECKING:
    from checker.model.result import Result

FORMATS = plugins.names(renderers)
SPECIALS = r"""\`*_{}[]<>#|~!$^&@:/.-+=()1"'""" + "\n\t\u202e\u200b\x1b\x00 字a"
HOSTILE = [
    "<script>alert(1)</script>",
    "[点我](http://evil.example)",
    "![图](http://evil.example/x.png)",
    "http://evil.example/a_b_c",
    "www.evil.example",
    "mailto:a@evil.example 和 a@evil.example",
    "a | b | c",
    "| --- | --- |",
    "```\n代码",
    "`` ` ``",
    "\\`码`",
    "\\",
    "# 标题",
    "1. 列表",
    "12) 列表",
    "- 列表",
    "+ 列表",
    "---",
    "===",
    "> 引用",
    "    四格",
    "&lt;b&gt; &#60; &amp;",
    "</details><h1>",
    "<!-- 注释",
    "[ref]: http://evil.example",
    "*粗* **粗** _斜_ ~~删~~",
    "$x$ [^1]",
    "//evil.example/x",
    "行一\n# 行二\r\n\r\n- 行三\u2028> 行四",
    "javascript:alert(1)",
]


def _parsed(markup: str) -> list[str]:
    """Every block and inline token that is not a paragraph of plain text."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    kinds: list[str] = []
    for token in parser.parse(markup):
        kinds.append(token.type)
        kinds += [child.type for child in token.children or []]
    return [k for k in kinds if k not in ("paragraph_open", "inline", "text", "paragraph_close")]


def _shown(markup: str) -> str:
    tokens = MarkdownIt("commonmark").parse(markup)
    return "".join(child.content for token in tokens for child in token.children or [])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile: str) -> None:
    assert _parsed(escape(hostile)) == []
    assert _shown(escape(hostile)).replace("\u2060", "") == _words.plain(hostile)


@given(st.text(alphabet=SPECIALS, max_size=40))
def test_no_mixture_of_marks_survives(mixture: str) -> None:
    safe = escape(mixture)
    assert _parsed(safe) == []
    assert _shown(safe).replace("\u2060", "") == _words.plain(mixture)
    assert _parsed(f"甲{safe}乙") == []


@given(st.text(alphabet=SPECIALS, max_size=40))
def test_no_mixture_breaks_a_table(mixture: str) -> None:
    table = f"| 甲 | 乙 |\n| --- | --- |\n| {escape(mixture)} | 丁 |\n"
    tokens = MarkdownIt("commonmark").enable("table").parse(table)
    cells = [t.content for t in tokens if t.type == "inline"]
    assert len(cells) == 4
    assert cells[3] == "丁"


@pytest.mark.parametrize("address", ["http://a.b", "www.a.b", "www.1.b", "x@a.b", "//a.b"])
def test_no_bare_address_is_left_to_link(address: str) -> None:
    safe = escape(address)
    assert "://" not in safe
    assert "www." not in safe
    assert "x@a" not in safe
    assert "//" not in safe


def test_file_names_are_safe_and_unique() -> None:
    paths = [
        "a/报告.txt",
        "b/报告.txt",
        "../../etc/passwd",
        "..",
        ".hidden",
        "CON.txt",
        "readme.md",
        "index.txt",
        "x<y>|z?*.txt",
        "a\nb.txt",
        "名" * 200 + ".txt",
        "报告-2.txt",
        "A.txt",
        "a.txt",
        "-rf.txt",
        "",
    ]
    names = file_names(paths)
    assert len({name.casefold() for name in names}) == len(paths)
    for name in names:
        assert name.endswith(".md")
        assert len(name.encode()) < 160
        assert not set(name) & set('/\\<>|?*:"\n\r\0 ')
        assert not name.startswith((".", "-"))
    assert names[:2] == ["报告.md", "报告-2.md"]
    assert "readme.md" not in [name.casefold() for name in names]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_everything_the_same_twice(name: str) -> None:
    render = plugins.load(renderers, name).render
    for wanted in (builders.everything(), builders.result()):
        first = render(wanted)
        assert first == render(wanted)
        if isinstance(first, str):
            assert first.endswith("\n")
        else:
            assert plugins.load(renderers, name).BINARY


@pytest.mark.parametrize("name", ["text", "markdown"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_reports_break_nothing(name: str, hostile: str) -> None:
    place = replace(builders.evidence(hostile), section=(hostile, hostile))
    bad = builders.assessment(
        builders.outcome("fail", message=hostile, nearest=(place,)),
        builders.outcome("pass", "work/b", evidence=(place,)),
        facts=builders.facts(hostile),
        path=hostile,
        damage=(DamageFound("lost-characters", hostile, place),),
    )
    good = builders.assessment(
        builders.outcome("fail", message="x", nearest=(builders.evidence("x"),)),
        builders.outcome("pass", "work/b"),
        facts=builders.facts("x"),
        damage=(DamageFound("lost-characters", "x", builders.evidence("x")),),
    )
    render = plugins.load(renderers, name).render
    made, expected = render(builders.result(bad)), render(builders.result(good))
    assert made.count("\n") == expected.count("\n")
    assert not any(char in made for char in "\x1b\x00\u202e")
    if name == "markdown":
        assert _parsed(made) == _parsed(expected)


def test_gaps_come_dearest_first() -> None:
    cheap = builders.outcome("fail", "a/cheap", rule=builders.rule("a/cheap", weight=1))
    half = builders.outcome("partial", "a/half", rule=builders.rule("a/half", weight=10))
    dear = builders.outcome("fail", "a/dear", rule=builders.rule("a/dear", weight=9))
    gaps = _summary.summarise(builders.assessment(cheap, half, dear)).gaps
    assert [gap.outcome.rule.id for gap in gaps] == ["a/dear", "a/half", "a/cheap"]
    assert [gap.points for gap in gaps] == [45, 25, 5]


def test_what_is_waived_is_no_gap() -> None:
    waived = builders.outcome("fail", waived=Decision("work/a", "上级已同意", date(2027, 3, 31)))
    report = builders.assessment(waived, builders.outcome("pass", "work/b"))
    assert _summary.summarise(report).gaps == ()
    assert "上级已同意（至 2027-03-31）" in _page(builders.result(report))


def _page(wanted: Result) -> str:
    return markdown.pages(wanted)[0][1]


def test_the_page_says_what_a_clerk_needs() -> None:
    page = _page(builders.everything())
    for words in (
        "37.5 分",
        "（人工判断后在 30.0–50.0 分之间",
        "未通过",
        "### 1. 规则shortcomings：缺失，补齐可得 20.0 分",
        "**最接近的原文**（尚不足以认定）：「继续做好各项工作。」（第 5 行）",
        "**依据**：《某某规定》第五条：写明情况",
        "**怎么写**：写明全年情况。",
        "需要人工判断的（1 项",
        "<details><summary>符合的（1 项）</summary>",
        "不适用的（1 项",
        "原文有损坏（1 处",
        "- 公开日期：2024-03-01",
        "- 落款日期：未识别",
    ):
        assert words in page


def test_another_kind_of_document_is_told_and_not_scored() -> None:
    wanted = builders.result(builders.other_kind())
    for words in (_page(wanted), text.render(wanted)):
        assert "不是法治政府建设年度报告，没有评分" in words
        assert "标题写明是政策解读" in words
        assert " 级" not in words
    score = json.loads(plugins.load(renderers, "json").render(wanted))["reports"][0]["score"]
    assert [score[key] for key in ("value", "low", "high", "coverage", "grade")] == [None] * 5


def test_the_index_ranks_and_links() -> None:
    weak = builders.assessment(builders.outcome("fail"), path="x/弱.txt")
    strong = builders.assessment(builders.outcome("pass"), path="x/强.txt")
    pages = dict(markdown.pages(builders.result(weak, strong, builders.other_kind())))
    index = pages["README.md"]
    assert set(pages) == {"弱.md", "强.md", "解读.md", "README.md"}
    assert index.index("](强.md)") < index.index("](弱.md)") < index.index("](解读.md)")


def test_long_quotes_are_cut_for_people_and_kept_for_programs() -> None:
    long = "头" + "中" * 300 + "尾"
    wanted = builders.result(
        builders.assessment(builders.outcome("partial", evidence=(builders.evidence(long),)))
    )
    shown = _words.shortened(long)
    assert len(shown) == _words.QUOTE_LIMIT
    assert (shown[0], shown[-1]) == ("头", "尾")
    assert shown in _page(wanted)
    assert shown in text.render(wanted)
    assert long in plugins.load(renderers, "json").render(wanted)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(835, 10), "83.5"),
        (Fraction(200, 3), "66.7"),
        (Fraction(1, 20), "0.1"),
        (Fraction(1, 21), "0.0"),
        (Fraction(9995, 100), "100.0"),
        (Fraction(0), "0.0"),
    ],
)
def test_numbers_are_rounded_half_up_once(value: Fraction, shown: str) -> None:
    assert _words.points(value) == shown
    assert _words.rounded(value) == float(shown)


@pytest.mark.parametrize(
    ("written", "number"), [("7", 7), ("96.35", 96.35), ("0", 0), ("9" * 400, None)]
)
def test_figures_become_numbers(written: str, number: float | None) -> None:
    report = builders.assessment(builders.outcome("pass"))
    figure = replace(report.figures[0], value=written)
    wanted = builders.result(replace(report, figures=(figure,)))
    shown = json.loads(plugins.load(renderers, "json").render(wanted))
    assert shown["reports"][0]["figures"][0]["value"] == number
