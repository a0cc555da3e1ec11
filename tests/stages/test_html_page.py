"""The page for the browser: whole, harmless whatever a report holds, and saying what Markdown says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import builders
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from checker import pipeline, readers
from checker.model.exceptions import Decision, Notice
from checker.model.result import Assessment, DamageFound, Failure, Result
from checker.renderers import _summary, _words, markdown
from checker.renderers import html as page

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
HOSTILE = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- 注释",
    "--><b>粗</b>",
    "]]><![CDATA[",
    "&lt;b&gt; &#60; &amp; &nbsp",
    "</details></section></body></html>",
    "javascript:alert(1)",
    "<a href=javascript:alert(1)>点我</a>",
    "<meta http-equiv=refresh content=0>",
    "行一\r\n\u2028行二\x00\x1b[31m\u202e倒\ufeff",
    "{{7*7}} ${7*7} <%= 7 %>",
    "<",
    "&",
]
VOID = {"meta"}
KNOWN = {"class", "id", "href", "scope", "role", "tabindex", "aria-label", "data-label"}


class _Strict(HTMLParser):
    """Every tag in order; an end tag that does not close the last open one is an error."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.comments: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _parsed(made: str) -> _Strict:
    parser = _Strict()
    parser.feed(made)
    parser.close()
    assert parser.open == []
    return parser


def _shown(made: str) -> str:
    tree = LexborHTMLParser(made)
    assert tree.body is not None
    return tree.body.text()


def _everywhere(words: str) -> Result:
    """A result that has these words wherever words of others may stand."""
    place = replace(builders.evidence(words), section=(words, words))
    rule = builders.rule("work/a", title=words, remedy=words)
    decision = Decision("work/a", words, date(2027, 3, 31), by=words, place=words)
    report = builders.assessment(
        builders.outcome("fail", rule=rule, message=words, nearest=(place,)),
        builders.outcome("partial", rule=rule, message=words, evidence=(place,) * 5),
        builders.outcome("review", rule=rule, message=words, belongs=place),
        builders.outcome("pass", "work/b", evidence=(place,)),
        builders.outcome("fail", "work/c", waived=decision),
        builders.outcome("pass", "work/d", attested=decision),
        builders.outcome("fail", "work/e", baseline="known", message=words),
        builders.outcome("not_applicable", "work/f", message=words),
        facts=builders.facts(words),
        path=words,
        damage=(DamageFound("lost-characters", words, place),),
    )
    relations = tuple(replace(r, message=words, evidence=(place,)) for r in report.arithmetic)
    score = report.score and replace(report.score, grade=words)
    report = replace(report, arithmetic=relations, score=score)
    other = builders.other_kind(words)
    other = replace(other, facts=replace(other.facts, kind_reason=words))
    found = builders.result(report, other, failures=(Failure(words, "unreadable", words),))
    return replace(found, profile=words, notices=(Notice("unused", words, words),))


def _tags(made: str) -> list[tuple[str, tuple[tuple[str, str | None], ...]]]:
    return _parsed(made).tags


@pytest.fixture(scope="module")
def seeds() -> Result:
    book = pipeline.book()
    items = (pipeline.assess_bytes(f"seeds/{s.name}", s.read_bytes(), book) for s in SEEDS)
    return pipeline.result(items, book)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(hostile: str) -> None:
    made = page.render(_everywhere(hostile))
    assert _tags(made) == _tags(page.render(_everywhere("x")))
    assert _shown(made).count(_words.plain(hostile)) >= 20
    assert not set("\x00\x1b\u202e\ufeff\r\u2028") & set(made)
    assert made.count("\n") == page.render(_everywhere("x")).count("\n")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>/\"'&=!-[]`;:# \n\tabscript甲\u202e\x00", min_size=1, max_size=30))
def test_no_mixture_of_marks_becomes_markup(mixture: str) -> None:
    mixture += "乙"  # not empty once what cannot be seen is away
    assert _tags(page.render(_everywhere(mixture))) == _tags(page.render(_everywhere("x")))


def test_nothing_is_run_and_nothing_is_loaded(seeds: Result) -> None:
    for made in map(page.render, (seeds, builders.everything(), _everywhere("http://a.example"))):
        parsed = _parsed(made)
        anchors = {dict(attrs)["id"] for _, attrs in parsed.tags if "id" in dict(attrs)}
        for tag, attributes in parsed.tags:
            assert tag not in {"script", "link", "img", "iframe", "object", "form", "base", "svg"}
            if tag not in {"html", "meta"}:
                assert set(dict(attributes)) <= KNOWN
            href = dict(attributes).get("href", "#top")
            assert href is not None
            assert re.fullmatch(r"#(top|r\d+)", href)
            assert href == "#top" or href[1:] in anchors
        assert "default-src 'none'; style-src 'unsafe-inline'" in made
        assert "url(" not in made
        assert "@import" not in made
        assert len(parsed.comments) == 1


def test_anchors_are_unique(seeds: Result) -> None:
    ids = [dict(a)["id"] for _, a in _tags(page.render(seeds)) if "id" in dict(a)]
    assert ids == ["top", "r1", "r2", "r3", "r4", "r5"]


def test_the_page_is_the_same_twice(seeds: Result) -> None:
    assert page.render(seeds) == page.render(seeds)


def test_every_gap_is_told_with_its_quotes(seeds: Result) -> None:
    shown = _shown(page.render(seeds))
    gaps = [gap for report in seeds.reports for gap in _gaps(report)]
    assert len(gaps) > 50
    for gap in gaps:
        outcome = gap.outcome
        assert _words.plain(outcome.rule.title) in shown
        assert _words.plain(outcome.message) in shown
        assert _words.plain(outcome.rule.remedy) in shown
        for found in (outcome.evidence or outcome.nearest)[:3]:
            assert f"「{_words.shortened(found.quote)}」（{_words.line_of(found)}）" in shown


def _gaps(report: Assessment) -> list[_summary.Gap]:
    summary = _summary.summarise(report)
    return [*summary.gaps, *summary.reviews]


@pytest.mark.parametrize("which", ["one", "everything"])
def test_it_says_every_sentence_that_markdown_says(which: str, seeds: Result) -> None:
    found = (
        builders.everything()
        if which == "everything"
        else replace(seeds, reports=seeds.reports[:1])
    )
    shown = _bare(_shown(page.render(found)))
    told = re.sub(r"<!--.*?-->|</?(details|summary)>|\]\([^)]*\)|[\\*]", "", markdown.render(found))
    for line in told.splitlines():
        if not line.startswith("|"):
            words = _bare(line.lstrip("#- ").replace("&gt;", ">").replace("&lt;", "<"))
            for piece in re.split("[，。；：「」（）]", words):
                assert piece in shown, line


def _bare(words: str) -> str:
    return re.sub(r"[\s\u2060]", "", words)


def test_headings_leave_out_no_level(seeds: Result) -> None:
    one = replace(seeds, reports=seeds.reports[:1])
    for made in map(page.render, (seeds, one)):
        levels = [int(tag[1]) for tag, _ in _tags(made) if re.fullmatch(r"h\d", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))


def test_the_page_is_known_as_no_report(seeds: Result) -> None:
    assert readers.is_own_result(page.render(seeds).encode()[: readers.HEAD])


def test_a_run_without_reports_is_told() -> None:
    shown = _shown(page.render(builders.result(failures=(Failure("坏.pdf", "x", "无法读取。"),))))
    assert "坏.pdf：无法读取。" in shown
