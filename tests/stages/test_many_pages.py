"""The pages on many reports: every figure recomputed here, every order sorted again, hostile words shown."""

from __future__ import annotations

import json
import re
import statistics as figures
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import builders
import pytest
import reading
from selectolax.lexbor import LexborHTMLParser

from checker import pipeline
from checker.delta import read
from checker.model.exceptions import Decision
from checker.model.facts import Named
from checker.model.result import Assessment, Failure, Gate
from checker.renderers import _words
from checker.renderers import json as as_json
from checker.web import templating
from checker.web.nouns import Held
from checker.web.templating import rendered
from checker.web.views import collation, comparison, drafts, heat, rows, spread, statistics, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from checker.model.outcome import Outcome

_HOME = (
    '{% extends "base.html" %}{% block title %}报告{% endblock %}'
    '{% block main %}{% include "_table.html" %}{% endblock %}'
)
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" style="position:fixed',
    "\u202e倒过来\u202c\u200b\x00\x1b[31m",
    "{{ 7 * 7 }}{% raw %}",
    "长" * 5000,
)
FRAME = {"rules": "规则", "kept": "…"}


@cache
def _session() -> tuple[Held, ...]:
    """Seeds and gold, and a file that cannot be read."""
    paths = (*reading.SEEDS, *reading.GOLD)
    judged = [pipeline.assess_bytes(p.name, p.read_bytes(), reading.book()) for p in paths]
    return _held(*judged, Failure("坏.pdf", "unreadable", "PDF 不完整。"))


def _held(*judged: Assessment | Failure) -> tuple[Held, ...]:
    return tuple(Held(f"k{n}", j.path, b"", j, (), n) for n, j in enumerate(judged, 1))


@cache
def _scored() -> Mapping[str, Assessment]:
    found = {h.key: h.judged for h in _session() if isinstance(h.judged, Assessment)}
    return {key: judged for key, judged in found.items() if judged.score is not None}


def _table(session: Sequence[Held], **query: str) -> table.Table:
    made = table.page(session, query)["table"]
    assert isinstance(made, table.Table)
    return made


def _home(session: Sequence[Held], **query: str) -> LexborHTMLParser:
    template = templating._environment().from_string(_HOME)  # noqa: SLF001 - the home page is not here
    return LexborHTMLParser(
        template.render({**table.page(session, query), "here": "home", **FRAME})
    )


def _statistics(session: Sequence[Held], **query: str) -> LexborHTMLParser:
    values = statistics.page(session, query)
    return LexborHTMLParser(rendered("statistics.html", {**values, **FRAME}))


def _compare(session: Sequence[Held], **query: str) -> LexborHTMLParser:
    values = comparison.page(session, query)
    return LexborHTMLParser(rendered("compare.html", {**values, **FRAME}))


def _texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [node.text(strip=True) for node in page.css(selector)]


# The table


def _facts(judged: Assessment) -> Mapping[str, object]:
    """What the columns are sorted by, read off the assessment without the view."""
    known, score = judged.facts, judged.score
    assert score is not None
    open_ = [o for o in judged.outcomes if not o.is_let_off]
    return {
        "year": known.year,
        "score": score.value,
        "interval": (score.low, score.high),
        "grade": "ABCD".index(score.grade),
        "gate": not judged.gate.passed,
        "fail": sum(o.status == "fail" for o in open_),
        "partial": sum(o.status == "partial" for o in open_),
        "review": sum(o.status == "review" for o in open_),
        "broken": sum(not r.holds for r in judged.arithmetic),
        "published": known.published and known.published.day,
        "signed": known.signed and known.signed.day,
    }


@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize("column", tuple(_facts(builders.assessment(builders.outcome("pass")))))
def test_the_table_sorts_by_every_column(column: str, direction: str) -> None:
    facts = {key: _facts(judged)[column] for key, judged in _scored().items()}
    known = [key for key in facts if facts[key] is not None]
    unknown = [key for key in facts if facts[key] is None]
    for place in range(len(known)):  # an insertion sort, so that it is not the sort of the view
        here = place
        while here and (
            facts[known[here]] < facts[known[here - 1]]  # type: ignore[operator]
            if direction == "asc"
            else facts[known[here]] > facts[known[here - 1]]  # type: ignore[operator]
        ):
            known[here - 1 : here + 1] = known[here], known[here - 1]
            here -= 1
    found = _table(_session(), sort=column, dir=direction).rows
    assert [row.key for row in found] == [*known, *unknown]


def test_every_column_has_a_link_that_sorts_and_says_so() -> None:
    page = _home(_session(), sort="score", dir="desc", q="街道")
    heads = page.css("table.many thead th[class^=c-] a")
    assert len(heads) == len(rows.COLUMNS)
    for head, column in zip(heads, rows.COLUMNS, strict=True):
        href = head.attributes["href"] or ""
        assert f"sort={column.key}&dir=" in href
        assert "q=%E8%A1%97%E9%81%93" in href
    sorted_ = page.css("th[aria-sort]")
    assert [(th.text(strip=True), th.attributes["aria-sort"]) for th in sorted_] == [
        ("得分", "descending")
    ]
    assert "dir=asc" in (sorted_[0].css("a")[0].attributes["href"] or "")


def test_names_stand_in_the_order_of_pinyin() -> None:
    names = ["张家镇", "安定县", "中山市", "北京市", "上海市", "A县", "沅溪县", "🙂镇", "东莞市"]
    order = ["A县", "安定县", "北京市", "东莞市", "上海市", "张家镇", "中山市", "沅溪县", "🙂镇"]
    assert sorted(names, key=collation.by_pinyin) == order


def test_what_nobody_knows_stands_last_whichever_way() -> None:
    nameless = replace(builders.facts(), issuer=None, year=None)
    reports = [
        builders.assessment(builders.outcome("pass"), facts=nameless),
        builders.assessment(builders.outcome("pass")),
    ]
    for direction in ("asc", "desc"):
        found = _table(_held(*reports), sort="issuer", dir=direction).rows
        assert [row.key for row in found] == ["k2", "k1"]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"level": "township"}, lambda a: a.facts.level == "township"),
        ({"year": "2023"}, lambda a: a.facts.year == 2023),
        ({"grade": "B"}, lambda a: a.score.grade == "B"),
        ({"gate": "failed"}, lambda a: not a.gate.passed),
        ({"q": "街道"}, lambda a: "街道" in f"{a.facts.title}{a.facts.issuer}"),
        (
            {"level": "county", "gate": "passed"},
            lambda a: a.facts.level == "county" and a.gate.passed,
        ),
        ({"level": "nowhere", "year": "x", "sort": "x", "dir": "x"}, lambda _: True),
    ],
)
def test_the_table_filters(query: dict[str, str], wanted: object) -> None:
    expected = [key for key, judged in _scored().items() if wanted(judged)]  # type: ignore[operator]
    found = _table(_session(), **query)
    assert [row.key for row in found.rows] == expected
    assert found.total == len(_scored())


def test_a_search_looks_at_issuer_title_and_file_whatever_width_and_case() -> None:
    held = _held(builders.assessment(builders.outcome("pass"), path="下发/Ａ稿-终.docx"))
    for sought in ("某某镇", "法治政府", "a稿", "某某 A稿", " "):
        assert len(_table(held, q=sought).rows) == 1, sought
    assert not _table(held, q="某某 不在").rows
    page = _home(held, q="不在")
    assert not page.css("table.many")
    assert "没有符合条件的报告" in page.css_first("main").text()  # type: ignore[union-attr]


def test_failures_and_other_documents_are_listed_with_their_reason() -> None:
    made = _table(_session())
    unscored = [
        h.key for h in _session() if isinstance(h.judged, Assessment) and h.judged.score is None
    ]
    assert [aside.key for aside in made.others] == unscored
    assert [(aside.name, aside.why) for aside in made.failures] == [("坏.pdf", "PDF 不完整。")]
    assert all(aside.why for aside in made.others)
    assert len(made.rows) + len(made.others) + len(made.failures) == len(_session())


def test_every_report_can_be_opened_removed_and_chosen_for_a_comparison() -> None:
    page = _home(_session())
    for key in _scored():
        assert page.css(f'table.many th a[href="/reports/{key}"]')
        assert page.css(f'form[action="/reports/{key}/remove"][method="post"] button')
        for side in ("old", "new"):
            assert page.css(f'input[type=radio][name="{side}"][value="{key}"][form="pick"]')
    assert page.css('form#pick[action="/compare"]')
    assert page.css('form[action="/clear"][method="post"]')
    for name in ("html", "json", "xlsx", "csv", "markdown"):
        assert page.css(f'a[href="/download/{name}"]')
    assert not page.css('a[href="/decisions.yaml"]')
    decided = replace(_session()[0], decisions=(Decision("a/b", "因", date(2027, 1, 1)),))
    assert _home([decided]).css('a[href="/decisions.yaml"]')


@pytest.mark.parametrize("show", [_home, _statistics, _compare])
def test_pages_stand_with_nothing_and_with_failures_only(show: object) -> None:
    for session in ((), _held(Failure("坏.pdf", "x", "坏了。")), _held(builders.other_kind())):
        page = show(session)  # type: ignore[operator]
        assert page.css_first("main") is not None
        assert not page.css("#map, table.many")


# Statistics


def _raw() -> Counter[tuple[str, str]]:
    return Counter((o.rule.id, o.status) for a in _scored().values() for o in a.outcomes)


def test_what_is_missed_is_counted_rule_by_rule() -> None:
    made, raw = statistics.page(_session(), {})["misses"], _raw()
    assert isinstance(made, tuple)
    expected = {rule for rule, status in raw if status in ("fail", "partial", "review")}
    assert {miss.rule for miss in made} == expected
    for miss in made:
        fail, partial, review, passed = (
            raw[miss.rule, status] for status in ("fail", "partial", "review", "pass")
        )
        assert (miss.fail, miss.partial, miss.review) == (fail, partial, review)
        assert miss.applied == fail + partial + review + passed
        assert float(miss.share[:-1]) == pytest.approx(
            100 * (fail + partial) / miss.applied, abs=0.0501
        )
        assert miss.is_small == (miss.applied < 5)
    usual = [(m.fail + m.partial) / m.applied for m in made if not m.is_small]
    assert usual == sorted(usual, reverse=True)
    assert [m.is_small for m in made] == sorted(m.is_small for m in made)


def test_the_reports_that_miss_a_rule_are_listed() -> None:
    rule = "statutory/causes"
    page = _statistics(_session(), rule=rule)
    links = [a.attributes["href"] for a in page.css(".short a")]
    expected = [
        key
        for status in ("fail", "partial", "review")
        for key, a in _scored().items()
        if any(o.rule.id == rule and o.status == status for o in a.outcomes)
    ]
    assert links == [f"/reports/{key}#g-statutory_causes" for key in expected]
    assert not _statistics(_session(), rule="no/such").css(".short")


def test_the_spread_counts_each_report_once_on_the_step_of_its_shown_score() -> None:
    made = spread.spread(rows.rows(_session()))
    assert made.total == sum(step.total for step in made.steps) == len(_scored())
    assert len(made.steps) == 20  # 5 points each: there are many reports
    expected: Counter[tuple[int, str]] = Counter()
    for judged in _scored().values():
        assert judged.score is not None
        shown = float(_words.rounded(judged.score.value))
        expected[min(int(shown // 5), 19), judged.facts.level or ""] += 1
    for n, step in enumerate(made.steps):
        assert step.counts == tuple(expected[n, level] for level, _ in made.levels)


def test_the_chart_draws_the_numbers_of_the_tables() -> None:
    page = _statistics(_session())
    node = page.css_first("script#figures")
    assert node is not None
    told = json.loads(node.text())
    body = [
        [cell.text(strip=True) for cell in row.css("th, td")]
        for row in page.css("section[aria-labelledby=spread] tbody tr")
    ]
    assert told["spread"]["labels"] == [row[0] for row in body]
    for n, series in enumerate(told["spread"]["series"], 1):
        assert list(map(str, series["counts"])) == [row[n] for row in body]
    names = _texts(page, "section[aria-labelledby=misses] tbody th a")
    assert told["misses"]["labels"] == names[:15]


def test_a_score_of_hundred_and_one_of_nothing_have_a_step() -> None:
    best = builders.assessment(builders.outcome("pass"))
    worst = builders.assessment(builders.outcome("fail"))
    steps = spread.spread(rows.rows(_held(best, worst))).steps
    assert [(step.title, step.total) for step in (steps[0], steps[-1])] == [
        ("0–9.9", 1),
        ("90–100", 1),
    ]


def test_groups_tell_quantiles_and_small_ones_none() -> None:
    scores: dict[str, list[Fraction]] = {}
    for judged in _scored().values():
        assert judged.score is not None
        scores.setdefault(judged.facts.level or "", []).append(judged.score.value)
    found = rows.rows(_session())
    made = spread.groups(found)
    levels = [key for key, _ in spread.spread(found).levels]
    assert made[0].count == len(_scored())
    assert len(made) == len(levels) + 1
    for group, level in zip(made[1:], levels, strict=True):
        mine = sorted(scores[level])
        assert group.count == len(mine)
        assert float(group.lowest) == pytest.approx(float(mine[0]), abs=0.0501)
        assert float(group.highest) == pytest.approx(float(mine[-1]), abs=0.0501)
        assert group.is_small == (len(mine) < 5)
        told = (group.lower, group.median, group.upper)
        if len(mine) < 5:
            assert told == ("", "", "")
        else:
            expected = figures.quantiles(list(map(float, mine)), n=4, method="inclusive")
            assert [float(q) for q in told] == pytest.approx(expected, abs=0.0501)
    years = spread.by_year(found)
    assert all(bool(g.median) == (g.count >= 5) for g in years)
    page = _statistics(_session())
    small = sum(g.is_small for g in (*made, *years))
    assert _texts(page, "table.groups .few-cell") == ["样本少，仅供参考"] * small


def test_one_level_is_not_told_twice() -> None:
    made = spread.groups(rows.rows(_held(*[builders.assessment(builders.outcome("pass"))] * 6)))
    assert [(group.level, group.years, group.count, group.median) for group in made] == [
        ("乡镇（街道）", "2023", 6, "100.0")
    ]


def test_the_chart_leaves_out_rules_that_say_little() -> None:
    usual = [builders.assessment(builders.outcome("fail", "a/usual")) for _ in range(5)]
    rare = builders.assessment(builders.outcome("fail", "a/rare"))
    for reports, drawn in (([*usual, rare], ["规则usual"]), ([rare], ["规则rare"])):
        told = statistics.page(_held(*reports), {})["figures"]
        assert isinstance(told, dict)
        assert told["misses"]["labels"] == drawn


def test_a_small_session_is_marked_as_such() -> None:
    few = [held for held in _session() if held.key in _scored()][:4]
    assert "样本少，仅供参考" in _texts(_statistics(few), "p.few")[0]
    assert not _statistics(_session()).css("p.few")


def test_statistics_of_a_level_count_its_reports_alone() -> None:
    values = statistics.page(_session(), {"level": "township"})
    assert values["count"] == sum(a.facts.level == "township" for a in _scored().values())


def test_every_cell_of_the_map_says_what_the_report_was_told() -> None:
    page = _statistics(_session())
    columns = [
        (a.attributes["href"] or "").rpartition("/")[2] for a in page.css("#map thead .upright a")
    ]
    assert sorted(columns) == sorted(_scored())
    lows = [_scored()[key].score.low for key in columns]  # type: ignore[union-attr]
    assert lows == sorted(lows, reverse=True)
    values = statistics.page(_session(), {})["heat"]
    assert isinstance(values, heat.Heat)
    asked = {
        o.rule.id for a in _scored().values() for o in a.outcomes if o.status != "not_applicable"
    }
    assert {line.miss.rule for line in values.lines} == asked
    lines = page.css("#map tbody tr")
    for line, node in zip(values.lines, lines, strict=True):
        cells = node.css("td")[1:]
        for key, cell in zip(columns, cells, strict=True):
            _check_cell(cell.html or "", _outcome(key, line.miss.rule), key)


def _outcome(key: str, rule: str) -> Outcome | None:
    return next((o for o in _scored()[key].outcomes if o.rule.id == rule), None)


def _check_cell(html: str, outcome: Outcome | None, key: str) -> None:
    if outcome is None or not outcome.asked:
        assert "<a" not in html
        return
    assert f'href="/reports/{key}#g-{outcome.rule.id.replace("/", "_")}"' in html
    assert f'class="{outcome.status}"' in html
    assert heat.SYMBOLS[outcome.status] in html
    assert 'aria-label="' in html


def test_what_is_let_off_is_shown_as_such() -> None:
    waiver = Decision("work/enforcement", "因", date(2027, 1, 1))
    report = builders.assessment(
        builders.outcome("fail", waived=waiver), builders.outcome("fail", "a/b")
    )
    page = _statistics(_held(report))
    assert _texts(page, "#map td.let-off a") == ["免"]
    assert page.css("#map td.let-off a")[0].attributes["aria-label"] == "缺失，已豁免"


def test_a_wide_map_is_shown_in_parts() -> None:
    many = _many(130)
    first, last, beyond = (_statistics(many, page=n) for n in ("1", "3", "99999999"))
    assert len(first.css("#map .upright")) == 60
    assert len(last.css("#map .upright")) == 10
    assert _texts(last, ".pages a") == ["第 1–60 份", "第 61–120 份"]
    assert len(beyond.css("#map .upright")) == 60
    assert not _statistics(_session()).css(".pages")


# Comparison


def _drafts() -> tuple[Held, ...]:
    full = reading.SEEDS[4].read_text(encoding="utf-8")
    texts = (full[: len(full) * 2 // 3], full.replace("复议", "议"), full)
    judged = [reading.assessed(text, f"第{n}稿.txt") for n, text in enumerate(texts, 1)]
    return _held(*judged)


def test_a_report_is_compared_as_its_json_would_be() -> None:
    for judged in (*_scored().values(), builders.other_kind()):
        result = builders.result(judged)
        through = read.results(as_json.render(result).encode(), judged.path)
        assert drafts.results(judged.path, judged).reports == through.reports


def test_each_rule_is_in_the_list_that_its_two_statuses_say() -> None:
    old, new, _ = _drafts()
    page = _compare(_drafts(), old=old.key, new=new.key)
    rank = {"pass": 0, "not_applicable": 0, "review": 1, "partial": 2, "fail": 3}
    assert isinstance(old.judged, Assessment)
    assert isinstance(new.judged, Assessment)
    now = {o.rule.id: o for o in new.judged.outcomes}
    expected: dict[str, list[str]] = {}
    for then in old.judged.outcomes:
        before, after = rank[then.status], rank[now[then.rule.id].status]
        kind = ("closed" if before else "") if not after else "new" if not before else ""
        kind = kind or ("worse" if after > before else "better" if after < before else "still")
        if before or after:
            expected.setdefault(kind, []).append(then.rule.id)
    assert expected["closed"]
    for kind in ("closed", "better", "new", "worse"):
        told = page.css(f"#{kind} li")
        links = [[a.attributes["href"] for a in li.css(".turn a")] for li in told]
        assert links == [
            [f"/reports/{key}#g-{rule.replace('/', '_')}" for key in (old.key, new.key)]
            for rule in expected.get(kind, [])
        ], kind
    still = page.css("#changed li") + page.css("#unchanged li")
    assert len(still) == len(expected["still"])
    quotes = _texts(page, "#closed q")
    assert quotes
    text = reading.SEEDS[4].read_text(encoding="utf-8")
    assert any("".join(q.split()) in "".join(text.split()) for q in quotes)


def test_scores_of_both_and_their_difference() -> None:
    old, new, _ = _drafts()
    page = _compare(_drafts(), old=old.key, new=new.key)
    then, now = (float(word) for word in _texts(page, ".side .points strong"))
    assert float(_texts(page, ".gain strong")[0].replace("−", "-")) == pytest.approx(now - then)
    assert len(_texts(page, ".counts li")) == 6


def test_a_chain_of_drafts_is_offered_and_the_last_two_compared() -> None:
    page = _compare(_drafts())
    hrefs = [a.attributes["href"] for a in page.css(".chain a")]
    assert hrefs == [f"/compare?old=k{a}&new=k{b}" for a, b in ((1, 2), (2, 3), (1, 3))]
    assert _texts(page, ".chain a[aria-current]") == ["2 → 3"]
    chosen = [option.attributes["value"] for option in page.css("select option[selected]")]
    assert chosen == ["k2", "k3"]


def test_a_chain_stands_below_where_other_reports_are_compared() -> None:
    others = [replace(held, key=f"x{held.key}") for held in _session()[:2]]
    page = _compare((*_drafts(), *others), old="xk1", new="xk2")
    order = [node.attributes["class"] for node in page.css("section.chain, section.sides")]
    assert order == ["card sides", "card chain"]


def test_reports_of_different_issuers_are_compared_with_a_word_of_warning() -> None:
    one, other = list(_scored())[:2]
    page = _compare(_session(), old=one, new=other)
    assert "单位不同" in _texts(page, "p.few")[0]
    assert not page.css(".chain")
    assert page.css(".bundle")


def test_wrong_choices_get_a_kind_answer() -> None:
    one = next(iter(_scored()))
    assert "同一份" in _texts(_compare(_session(), old=one, new=one), ".problem")[0]
    assert "不在这里" in _texts(_compare(_session(), old="gone", new=one), ".problem")[0]
    assert not _compare(_session(), old=one).css(".problem, .bundle")
    alone = _compare(_held(builders.assessment(builders.outcome("pass"))))
    assert "只有 1 份" in alone.css_first("main").text()  # type: ignore[union-attr]


# All of them


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(words: str) -> None:
    known = replace(builders.facts(words), issuer=Named(words, 0, 1, "title"), kind_reason=words)
    rule = builders.rule(title=words)
    judged = [
        builders.assessment(
            builders.outcome(
                status, rule=rule, message=words, evidence=(builders.evidence(words),)
            ),
            path=f"{words}.txt",
            facts=known,
        )
        for status in ("fail", "partial", "pass")
    ]
    other = replace(judged[0], score=None, gate=Gate(passed=False, reasons=()))
    session = _held(*judged, other, Failure(words, "x", words))
    key = rule.id
    for page in (
        *(_home(session, **query) for query in ({}, {"q": words}, {"sort": words, "level": words})),
        *(_statistics(session, **query) for query in ({}, {"rule": key}, {"level": words})),
        *(_compare(session, **query) for query in ({}, {"old": "k2", "new": "k1"}, {"old": words})),
    ):
        scripts = [s.attributes.get("src") or s.attributes.get("id") for s in page.css("script")]
        assert set(scripts) <= {
            "figures",
            "/static/vendor/chart.umd.min.js",
            "/static/statistics.js",
        }
        assert not page.css("img, [style]")
        html = page.html or ""
        assert not any(name.startswith("on") for n in page.css("*") for name in n.attributes)
        assert not re.search("[\u202e\u202c\u200b\x00\x1b]", html)
        for figure in page.css("script#figures"):
            json.loads(figure.text())


@pytest.mark.parametrize("show", [_home, _statistics, _compare])
def test_pages_are_fit_for_the_policy_and_for_screen_readers(show: object) -> None:
    page = show(_session())  # type: ignore[operator]
    assert not page.css("[style], style")
    for script in page.css("script"):
        assert script.attributes.get("src") or script.attributes.get("type") == "application/json"
    for node in page.css("table"):
        assert node.css("thead th[scope=col]")
        assert all(th.attributes.get("scope") == "row" for th in node.css("tbody th"))
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for node in page.css("[aria-labelledby]"):
        assert node.attributes["aria-labelledby"] in ids
    for node in page.css('a[href^="#"]'):
        assert (node.attributes["href"] or "")[1:] in ids


def _many(count: int) -> tuple[Held, ...]:
    judged = list(_scored().values())
    return _held(*(judged[n % len(judged)] for n in range(count)))


@pytest.mark.parametrize("show", [_home, _statistics, _compare])
def test_three_hundred_reports_are_shown_in_a_second(show: object) -> None:
    session = _many(300)
    show(session[:2])  # type: ignore[operator]  # templates are compiled
    best = 9.0
    for _ in range(3):
        begun = time.perf_counter()
        show(session)  # type: ignore[operator]
        best = min(best, time.perf_counter() - begun)
    assert best < 1
