"""The page of one report: what is shown is the report's text, what is marked is what was found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category

import builders
import pytest
import reading
from selectolax.lexbor import LexborHTMLParser

from checker import pipeline
from checker.model.exceptions import Decision, Exceptions
from checker.model.result import Assessment, Failure
from checker.renderers import _summary
from checker.web.nouns import Held
from checker.web.templating import rendered
from checker.web.views import layers, names, passages, relations, report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from selectolax.lexbor import LexborNode

REPORTS = (*reading.SEEDS, *reading.GOLD)
TODAY = date(2026, 11, 23)
DAMAGED = reading.SEEDS[4]  # two rules could not decide it
NAMES = names.of(reading.book())
NOTES = ".part-label, .page-mark, .note, .tag, .left"  # what the page says into the text
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" style="position:fixed',
    "\u202e倒过来\u202c",
    "零\u200b宽\ufeff\x00\x1b[31m",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp; &#60;",
)


def _held(judged: Assessment | Failure, path: str = "报告.txt", *decisions: Decision) -> Held:
    return Held("k1", path, b"", judged, decisions, 1)


def _page(held: Held, query: Mapping[str, Sequence[str]] | None = None) -> LexborHTMLParser:
    values = report.page(held, TODAY, query, NAMES)
    return LexborHTMLParser(
        rendered("report.html", {**values, "here": "report", "rules": "规则", "kept": ""})
    )


@cache
def _judged(path: Path) -> Assessment:
    return reading.assessed(path.read_bytes(), path.name)


@cache
def _of(path: Path) -> LexborHTMLParser:
    return _page(_held(_judged(path), path.name))


def _seen(words: str) -> str:
    """Words without what is not seen, and without the ends of lines."""
    return "".join(
        c for c in words if c == "\t" or category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )


def _text(page: LexborHTMLParser) -> list[str]:
    """The lines of the text pane, without what the page says of them."""
    copy = LexborHTMLParser(page.html or "")
    for note in copy.css(f".paper :is({NOTES})"):
        note.decompose()
    return [line.text() for line in copy.css(".paper .line")]


def _node(page: LexborHTMLParser, selector: str) -> LexborNode:
    found = page.css_first(selector)
    assert found is not None, selector
    return found


def _marked(page: LexborHTMLParser, link: LexborNode) -> str:
    """The text of the marks that a link leads to."""
    first, last = (link.attributes[k] or "" for k in ("href", "data-last"))
    numbers = range(int(first.removeprefix("#p")), int(last.removeprefix("p")) + 1)
    marks = {mark.attributes["id"]: mark.text() for mark in page.css("mark")}
    return "".join(marks[f"p{n}"] for n in numbers)


def _is_sound(page: LexborHTMLParser) -> None:
    """No id twice, no link to nowhere, nothing that acts by itself."""
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for link in page.css("a[href]"):
        href = link.attributes["href"] or ""
        assert href.startswith(("#", "/"))
        assert not href.startswith("#") or href[1:] in ids, href
    for node in page.css("*"):
        assert not [name for name in node.attributes if name == "style" or name.startswith("on")]
    assert [s.attributes.get("src") for s in page.css("script")] in ([], ["/static/report.js"])


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_text_is_the_report_s(path: Path) -> None:
    source = _judged(path).facts.report.text.source
    starts = [*source.line_starts, len(source.text)]
    wanted = [source.text[a:b] for a, b in pairwise(starts) if a < b]
    assert [_seen(line) for line in _text(_of(path))] == [_seen(line) for line in wanted]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_piece_of_evidence_is_marked(path: Path) -> None:
    judged, page = _judged(path), _of(path)
    values = report.page(_held(judged, path.name), TODAY, None, NAMES)
    assert values["left"] == ""
    text = passages.passages(judged.facts.report.text.source, layers.layers(judged, NAMES))
    marks = {mark.attributes["id"]: mark for mark in page.css("mark")}
    for outcome in judged.outcomes:
        for place in outcome.evidence:
            first, last = text.marks[(place.start, place.end)]  # type: ignore[index]
            mine = [marks[f"p{n}"] for n in range(first, last + 1)]
            assert _seen("".join(m.text() for m in mine)) == _seen(place.quote)
            assert all(outcome.rule.id in (m.attributes["data-rules"] or "").split() for m in mine)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_links_lead_somewhere_and_quotes_to_their_words(path: Path) -> None:
    page = _of(path)
    _is_sound(page)
    for link in page.css(".quotes a"):
        quote = link.text().strip().removeprefix("「").removesuffix("」")
        there = _seen(_marked(page, link))
        head, cut, tail = quote.partition("…") if len(quote) >= 120 else (quote, "", "")
        plain = "".join(there.split())
        assert plain.startswith("".join(head.split()))
        assert not cut or plain.endswith("".join(tail.split())[-20:])


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_gaps_stand_in_the_order_of_the_summary(path: Path) -> None:
    judged, page = _judged(path), _of(path)
    if judged.score is None:
        assert not page.css(".gap")
        return
    summary = _summary.summarise(judged)
    wanted = [gap.outcome.rule.id for gap in (*summary.gaps, *summary.reviews)]
    shown = page.css("#group-gaps .gap code, #group-reviews .gap code")
    assert [code.text() for code in shown] == wanted
    asked = {o.rule.id for o in judged.outcomes if o.asked}
    assert {code.text() for code in page.css(".gap .meta code")} == asked


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_figures_of_relations_lead_there_and_back(path: Path) -> None:
    judged, page = _judged(path), _of(path)
    assert len(page.css(".relation")) == len(judged.arithmetic) or judged.score is None
    for number, relation in enumerate(judged.arithmetic if judged.score else (), 1):
        links = page.css(f"#r{number} .operands a")
        assert len(links) == len(relation.evidence)
        for link in links:
            figure = _node(page, link.attributes["href"] or "")
            assert f"r{number}" in (figure.attributes["data-relations"] or "").split()


def test_hostile_text_is_shown_as_text() -> None:
    words = "".join(f"{n}、{h}\n某镇开展执法检查{n}次{h}。\n" for n, h in enumerate(HOSTILE, 1))
    judged = reading.assessed(reading.LEAD + words)
    page = _page(_held(judged, f"{HOSTILE[0]}.txt"))
    _is_sound(page)
    assert not page.css("img")
    html = page.html or ""
    assert not [c for c in html if c != "\n" and category(c) in ("Cc", "Cf", "Cs")]
    text = judged.facts.report.text.source.text
    assert _seen("".join(_text(page))) == _seen(text)


def test_hostile_words_of_the_result_are_text_too() -> None:
    for hostile in HOSTILE:
        rule = replace(builders.rule("work/x"), title=hostile, remedy=hostile)
        made = builders.outcome("review", rule=rule, message=hostile)
        judged = builders.assessment(made, path=hostile, facts=builders.facts(hostile))
        _is_sound(_page(_held(judged, hostile)))
    _is_sound(_page(_held(Failure(HOSTILE[0], "unreadable", HOSTILE[1]), HOSTILE[0])))


def test_a_query_narrows() -> None:
    held = _held(_judged(DAMAGED))
    page = _page(held, {"status": ["review", "partial"], "severity": ["warning", "info"]})
    shown = page.css(".gap:not([hidden])")
    assert shown
    assert {card.attributes["data-status"] for card in shown} <= {"review", "partial"}
    assert len(page.css(".gap")) == len(_of(DAMAGED).css(".gap"))
    assert len(page.css("#filter input[checked]")) == 4
    assert f"{len(shown)} 项符合条件" in _node(page, "#told").text()


def test_a_query_that_nothing_meets_says_so() -> None:
    page = _page(_held(_judged(DAMAGED)), {"pack": ["form"], "status": ["review"]})
    assert not page.css(".gap:not([hidden])")
    assert _node(page, "#told").text() == "没有符合条件的"
    assert not page.css(".group:not([hidden]) .gap")


def test_a_query_of_unknown_words_shows_all() -> None:
    page = _page(_held(_judged(DAMAGED)), {"pack": ["<script>"], "other": ["x"]})
    assert not page.css(".gap[hidden]")


def test_only_what_is_open_can_be_decided() -> None:
    page = _of(DAMAGED)
    for card in page.css(".gap"):
        offered = {i.attributes.get("value") for i in card.css("[name=status][type=hidden]")}
        is_open = card.attributes["data-status"] in ("fail", "partial", "review")
        assert offered == ({"waive"} if is_open else set())
        is_review = card.attributes["data-status"] == "review"
        assert bool(card.css("select[name=status]")) == is_review
    until = _node(page, "input[name=until]").attributes
    assert (until["min"], until["value"]) == ("2026-11-23", "2027-11-23")


@pytest.mark.parametrize(("status", "group"), [("", "waived"), ("pass", "passed")])
def test_what_is_decided_here_can_be_undone(status: str, group: str) -> None:
    rule = next(o.rule.id for o in _judged(DAMAGED).outcomes if o.status == "review")
    decision = Decision(rule, "已经核对", date(2027, 1, 1), by="某某", status=status)
    book = pipeline.excepting(
        replace(reading.book(), exceptions=Exceptions((decision,))), today=TODAY
    )
    made = pipeline.assess_bytes("报告.txt", DAMAGED.read_bytes(), book)
    card = _node(_page(_held(made, "报告.txt", decision)), f"#group-{group} .undo")
    assert _node_value(card, "rule") == rule
    assert _node_value(card, "status") == "undo"
    assert not _page(_held(made)).css(".undo")


def _node_value(form: LexborNode, name: str) -> str | None:
    field = form.css_first(f"[name={name}]")
    assert field is not None
    return field.attributes["value"]


def test_a_leap_day_has_a_next_year() -> None:
    values = report.page(_held(_judged(DAMAGED)), date(2028, 2, 29))
    assert values["until"] == "2029-02-28"


def test_a_document_of_another_kind_has_its_text_and_no_score() -> None:
    page = _page(_held(builders.other_kind()))
    assert "不是法治政府建设年度报告，没有评分。" in _node(page, "#verdict").text()
    assert not page.css(".gap, .relation, #filter")
    assert _text(page)[0].strip() == builders.ORIGINAL.splitlines()[0]
    _is_sound(page)


def test_a_failure_says_why() -> None:
    page = _page(_held(Failure("a/坏.pdf", "unreadable", "无法读取。"), "a/坏.pdf"))
    assert "无法读取。" in _node(page, ".problem").text()
    assert not page.css(".panes, .downloads")
    assert page.css("form[action='/reports/k1/remove']")
    _is_sound(page)


def test_every_result_has_a_page() -> None:
    made = builders.everything()
    for report_ in made.reports:
        _is_sound(_page(_held(report_)))
    for failure in made.failures:
        _is_sound(_page(_held(failure)))


def test_only_a_pdf_is_offered_as_one() -> None:
    ends = "a[href$='/download/pdf']"
    judged = builders.assessment(builders.outcome("fail"))
    assert _page(_held(judged, "报告.PDF")).css(ends)
    assert not _page(_held(judged, "报告.txt")).css(ends)


def test_a_long_text_is_cut_and_says_so() -> None:
    seed = reading.SEEDS[2].read_text(encoding="utf-8", errors="replace")
    lines = "第一行。\n" * (passages.LINES + 500)
    judged = reading.assessed(seed + lines)
    page = _page(_held(judged))
    assert len(page.css(".paper .line")) == passages.LINES
    assert f"只显示到第 {passages.LINES} 行" in _node(page, ".left").text()
    _is_sound(page)


def test_one_line_without_end_is_cut_too() -> None:
    words = "办理行政复议案件3件，" * (passages.CHARACTERS // 10)
    judged = reading.assessed(f"{reading.LEAD}一、工作情况\n{words}")
    page = _page(_held(judged))
    shown = sum(map(len, _text(page)))
    assert passages.CHARACTERS - 10 <= shown <= passages.CHARACTERS + 10
    _is_sound(page)


def test_pages_begin_with_their_number() -> None:
    judged = reading.assessed(reading.SEEDS[2].read_bytes())
    text = judged.facts.report.text
    source = replace(text.source, page_starts=(0, text.source.line_starts[10]))
    known = replace(
        judged.facts, report=replace(judged.facts.report, text=replace(text, source=source))
    )
    page = _page(_held(replace(judged, facts=known)))
    assert [mark.text() for mark in page.css(".page-mark")] == ["第 1 页", "第 2 页"]


def test_relations_without_end_are_counted_and_the_wrong_ones_shown() -> None:
    true = "全年办理行政复议案件3件，其中办结2件，未结1件。\n" * 300
    judged = reading.assessed(f"{reading.LEAD}一、工作情况\n{true}")
    wrong = replace(judged.arithmetic[0], holds=False)
    judged = replace(judged, arithmetic=(*judged.arithmetic, wrong))
    page = _page(_held(judged))
    assert len(page.css(".relation")) == relations.SHOWN
    assert "fail" in (page.css(".relation")[0].attributes["class"] or "")
    assert f"共 {len(judged.arithmetic)} 处" in _node(page, "#relations").text()
    _is_sound(page)
