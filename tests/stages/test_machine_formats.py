"""What other systems read: valid by their schemas, right by the result, harmless whatever a report holds."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import builders
import made
import pytest
import reading
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from lxml import etree

from checker import pipeline, readers, scoring
from checker.model.exceptions import Decision, Notice
from checker.model.result import Failure
from checker.model.rule import SEVERITIES, STATUSES, Policy
from checker.renderers import github, gitlab, junit, sarif

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model.outcome import Outcome
    from checker.model.result import Assessment, Result

SCHEMAS = Path(__file__).parent.parent / "schemas"
RENDER = {m.__name__.rpartition(".")[2]: m.render for m in (github, gitlab, junit, sarif)}
WAIVER = Decision("work/a", "上级已同意", date(2027, 3, 31), by="司法局")
EXPIRED = Notice("expired", "豁免“work/a”已于 2024-01-01 到期，不再有效。", "fazhi.yaml:3:5")
HOSTILE = [
    "标题\n::set-output name=a::b",
    "标题\r::add-mask::1",
    "::stop-commands::停",
    "  ::error file=a::假的",
    "##[add-path]/tmp",
    "###[error]假的 ##vso[task.setvariable]x",
    "::debug::%0A::warning::假的%25",
    "a,line=1,title=假的::假的",
    "行\u2028::error::假的\u2029二\x85三\x0b四",
    "]]><failure/><!-- &amp; &#x1b; \ufffe\uffff\x00\x1b[31m\ud800",
    "[点我](http://evil.example) {0} {{1}} \u202e\u2066反\u200b",
    '"}],"runs":[]',
    "报告.txt?x#y:z&" + "长" * 5000,
    "",
]


@cache
def schema() -> Draft4Validator:
    text = (SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text))


@cache
def xsd() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


@cache
def seeds() -> Result:
    items = [
        pipeline.assess_bytes(f"seeds/{seed.name}", seed.read_bytes(), reading.book())
        for seed in reading.SEEDS
    ]
    broken = pipeline.assess_bytes("坏.pdf", b"%PDF-1.4 nothing", reading.book())
    return pipeline.result([*items, broken], reading.book())


def let_off() -> Result:
    report = builders.assessment(
        builders.outcome("fail", "work/a", waived=WAIVER),
        builders.outcome("fail", "work/b", baseline="known"),
        builders.outcome("partial", "work/c", baseline="worse"),
        builders.outcome("fail", "work/d", baseline="new"),
        builders.outcome("review", "work/e", waived=WAIVER),
        builders.outcome("review", "work/f"),
        builders.outcome("pass", "work/g", attested=replace(WAIVER, status="pass")),
    )
    return replace(builders.result(report), notices=(EXPIRED,))


def hostile(words: str) -> Result:
    place = replace(builders.evidence(words), section=(words, words))
    bad = builders.rule("work/bad", title=words, remedy=words)
    report = builders.assessment(
        builders.outcome("fail", rule=bad, message=words, evidence=(place, place)),
        builders.outcome("fail", "work/b", waived=replace(WAIVER, because=words, by=words)),
        builders.outcome("review", "work/c", message=words, nearest=(place,)),
        path=words,
        facts=builders.facts(words),
    )
    told = builders.result(report, failures=(Failure(words, "unreadable", words),))
    return replace(told, notices=(Notice("unused", words, words),))


RESULTS: dict[str, Callable[[], Result]] = {
    "everything": builders.everything,
    "empty": builders.result,
    "let-off": let_off,
    "seeds": seeds,
    **{f"hostile-{number}": partial(hostile, words) for number, words in enumerate(HOSTILE)},
}


@pytest.mark.parametrize("name", RESULTS)
def test_each_is_what_its_schema_asks_and_the_same_twice(name: str) -> None:
    result = RESULTS[name]()
    written = {key: render(result) for key, render in RENDER.items()}
    assert written == {key: render(result) for key, render in RENDER.items()}
    for text in written.values():
        text.encode()  # no halves of characters
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text)
    errors = schema().iter_errors(json.loads(written["sarif"]))
    assert [f"{list(e.absolute_path)}: {e.message[:200]}" for e in errors] == []
    xsd().assertValid(etree.fromstring(written["junit"].encode()))
    _check_gitlab(json.loads(written["gitlab"]))
    commands(written["github"])


# --- SARIF


def run_of(result: Result) -> dict[str, Any]:
    log = json.loads(sarif.render(result))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run: dict[str, Any] = log["runs"][0]
    return run


def test_a_region_is_the_quote_by_offset_and_by_line() -> None:
    run = run_of(seeds())
    breaks = re.compile("|".join(run["newlineSequences"]))
    seen = 0
    for result in run["results"]:
        for location in result["locations"]:
            physical = location["physicalLocation"]
            if "region" not in physical:  # nothing found, and nowhere for it
                continue
            region, uri = physical["region"], unquote(physical["artifactLocation"]["uri"])
            data = (reading.ROOT / uri).read_bytes()
            text = readers.read(uri, data).text
            starts = [0, *(match.end() for match in breaks.finditer(text))]
            first, last = (
                starts[region[f"{end}Line"] - 1] + region[f"{end}Column"] - 1
                for end in ("start", "end")
            )
            assert text[first:last] == region["snippet"]["text"] != ""
            assert (first, last - first) == (region["charOffset"], region["charLength"])
            seen += 1
    assert seen > 50


def test_results_are_gaps_and_reviews_with_their_rules() -> None:
    run = run_of(seeds())
    rules = run["tool"]["driver"]["rules"]
    outcomes = [(o, r) for r in seeds().reports for o in r.outcomes]
    wanted = [o for o, _ in outcomes if o.status in ("fail", "partial", "review")]
    assert [r["ruleId"] for r in run["results"]] == [o.rule.id for o in wanted]
    assert {rule["id"] for rule in rules} == {o.rule.id for o, _ in outcomes}
    for result, outcome in zip(run["results"], wanted, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"] == {"fazhi/v1": outcome.fingerprint}
        assert (result["kind"] == "review") == (outcome.status == "review")
        assert (result["level"] == "none") == (outcome.status == "review")
        assert outcome.rule.remedy in result["message"]["text"]
        assert len(result["locations"]) == max(1, len(outcome.evidence))
    rule = next(rule for rule in rules if rule["id"] == "statutory/causes")
    assert rule["properties"]["tags"] == ["statutory"]
    assert "怎么写" in rule["help"]["text"]
    assert "**依据**" in rule["help"]["markdown"]


def test_what_is_let_off_is_suppressed_and_the_baseline_told() -> None:
    results = {r["ruleId"]: r for r in run_of(let_off())["results"]}
    states = {name: r["baselineState"] for name, r in results.items()}
    assert states == {
        "work/a": "new",
        "work/b": "unchanged",
        "work/c": "updated",
        "work/d": "new",
        "work/e": "new",
        "work/f": "new",
    }
    assert {name for name, r in results.items() if r["suppressions"]} == {
        "work/a",
        "work/b",
        "work/e",
    }
    told = results["work/a"]["suppressions"][0]
    assert told["status"] == "accepted"
    assert "上级已同意（司法局，至 2027-03-31）" in told["justification"]
    assert results["work/b"]["suppressions"][0]["justification"] == "基线里已有"


def test_without_a_baseline_no_result_has_a_state() -> None:
    assert all("baselineState" not in r for r in run_of(builders.everything())["results"])


def test_the_run_tells_what_could_not_be_read_and_what_has_ended() -> None:
    [invocation] = run_of(replace(builders.everything(), notices=(EXPIRED,)))["invocations"]
    assert invocation["executionSuccessful"] is False
    unread, other = invocation["toolExecutionNotifications"]
    assert (unread["level"], other["level"]) == ("error", "warning")
    assert unread["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%E5%9D%8F.pdf"
    assert "不是法治政府建设年度报告" in other["message"]["text"]
    [notice] = invocation["toolConfigurationNotifications"]
    assert "fazhi.yaml:3:5" in notice["message"]["text"]
    assert run_of(builders.result())["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("夹/报告 1.txt", "%E5%A4%B9/%E6%8A%A5%E5%91%8A%201.txt"),
        ("-", "-"),
        ("a:b?c#d%e[1].txt", "a%3Ab%3Fc%23d%25e%5B1%5D.txt"),
        ("包.zip/内/一.txt", "%E5%8C%85.zip/%E5%86%85/%E4%B8%80.txt"),
        ("..\\上年\\报告.txt", "../%E4%B8%8A%E5%B9%B4/%E6%8A%A5%E5%91%8A.txt"),
        ("/data/报告.txt", "file:///data/%E6%8A%A5%E5%91%8A.txt"),
        ("C:\\报\\a.txt", "file:///C:/%E6%8A%A5/a.txt"),
        ("\\\\服务器\\a.txt", "file://%E6%9C%8D%E5%8A%A1%E5%99%A8/a.txt"),
    ],
)
def test_paths_are_uri_references(path: str, uri: str) -> None:
    report = builders.assessment(builders.outcome("fail"), path=path)
    run = run_of(builders.result(report))
    [location] = run["results"][0]["locations"]
    artifact = location["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri
    assert re.fullmatch(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*", uri)
    assert (artifact.get("uriBaseId") == "%SRCROOT%") == (not uri.startswith("file:"))
    assert run["artifacts"][0]["location"] == artifact


def test_no_message_holds_a_link_or_an_argument() -> None:
    run = run_of(hostile("[点我](http://evil.example) {0}"))
    result = run["results"][0]
    rule = run["tool"]["driver"]["rules"][0]
    for text in (
        *(result["message"]["text"], rule["shortDescription"]["text"], rule["help"]["text"]),
        run["artifacts"][0]["description"]["text"],
    ):
        assert "点我" in text
        assert "](" not in text
        assert "{" not in text
    snippet = result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"]
    assert snippet == "[点我](http://evil.example) {0}"


# --- JUnit


def suites(result: Result) -> list[etree._Element]:
    root = etree.fromstring(junit.render(result).encode())
    found = list(root)
    for key, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        for element in (root, *found):
            assert int(element.get(key)) == len(list(element.iter(tag)))
    for suite in found:
        assert int(suite.get("skipped")) == len(list(suite.iter("skipped")))
    return found


def states(suite: etree._Element) -> dict[str, str]:
    """What each case holds, by its rule or name."""
    return {
        case.get("name").split()[0]: " ".join(child.tag for child in case)
        for case in suite.iter("testcase")
    }


def test_only_what_closes_the_gate_is_a_failure() -> None:
    report, other, broken = suites(builders.everything())
    assert states(report) == {
        "work/enforcement": "",
        "work/legal-publicity": "system-out",
        "statutory/shortcomings": "failure",
        "statutory/causes": "failure",
        "work/legality-review": "system-out",
        "litigation/court-appearance": "skipped",
        "通过的要求": "",
    }
    assert states(other) == {"通过的要求": "failure"}
    assert states(broken) == {"读取文件": "error"}
    assert broken.get("name") == "坏.pdf"


def test_what_is_let_off_is_skipped_with_its_reason() -> None:
    report, notices = suites(let_off())
    assert states(report) == {
        "work/a": "skipped",
        "work/b": "skipped",
        "work/c": "system-out",
        "work/d": "failure",
        "work/e": "skipped",
        "work/f": "system-out",
        "work/g": "system-out",
        "通过的要求": "",
    }
    assert "上级已同意" in report.find(".//skipped").get("message")
    assert "到期" in notices.find(".//system-out").text


def made_outcome(case: tuple[str, str, bool, str], number: int) -> Outcome:
    status, severity, waived, baseline = case
    rule = builders.rule(f"work/r{number}", severity=severity)
    return builders.outcome(status, rule=rule, waived=WAIVER if waived else None, baseline=baseline)


@settings(deadline=None)
@given(
    cases=st.lists(
        st.tuples(
            st.sampled_from(STATUSES),
            st.sampled_from(SEVERITIES),
            st.booleans(),
            st.sampled_from(["", "known", "new", "worse"]),
        ),
        max_size=5,
    ),
    fail_on=st.sampled_from([*SEVERITIES, "never"]),
    floor=st.sampled_from([None, 0, 50, 100]),
    other=st.booleans(),
)
def test_a_suite_is_red_exactly_where_the_gate_is_closed(
    *, cases: list[tuple[str, str, bool, str]], fail_on: str, floor: int | None, other: bool
) -> None:
    outcomes = () if other else tuple(made_outcome(c, n) for n, c in enumerate(cases))
    policy = Policy("p", (("A", 90), ("D", 0)), fail_on, None if floor is None else Fraction(floor))
    score = None if other else scoring.score(outcomes, policy)
    gate = scoring.gate(score, outcomes, builders.facts(), policy)
    report = builders.assessment(*outcomes, policy=policy, score=score, gate=gate)
    result = builders.result(report)
    [suite] = suites(result)
    assert (suite.get("failures") != "0") == (not gate.passed)
    if not gate.passed:  # and whoever reads the others sees why
        assert commands(github.render(result))
        assert json.loads(gitlab.render(result))


# --- GitHub


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner reads them: kind, properties, message. Nothing else acts."""
    found = []
    for line in re.split(r"\r\n|\r|\n", text):
        if not line.lstrip().startswith("::"):
            assert "##[" not in line
            continue
        head, _, message = line.lstrip()[2:].partition("::")
        kind, _, rest = head.partition(" ")
        assert kind in ("error", "warning", "notice"), line
        pairs = [pair.split("=", 1) for pair in rest.split(",") if pair]
        names = [name for name, _ in pairs]
        assert len(set(names)) == len(names)
        assert set(names) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        found.append((kind, {name: _unescaped(value) for name, value in pairs}, message))
    return found


def _unescaped(value: str) -> str:
    for written, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(written, meant)
    return value


@pytest.mark.parametrize("words", HOSTILE)
def test_no_report_gives_a_command(words: str) -> None:
    expected = Counter(kind for kind, _, _ in commands(github.render(hostile("无害"))))
    text = github.render(hostile(words))
    assert Counter(kind for kind, _, _ in commands(text)) == expected
    assert text.count("\n") == github.render(hostile("无害")).count("\n")
    assert not re.search(r"##(?:\[|vso\[)", text)


def test_annotations_stand_at_the_place_with_the_gravest_first() -> None:
    light = builders.outcome("fail", rule=builders.rule("work/light", severity="info"))
    heavy = builders.outcome("fail", rule=builders.rule("work/heavy", weight=20))
    half = builders.outcome("partial", "work/half")
    report = builders.assessment(light, half, builders.outcome("fail"), heavy, path="a,b:c%.txt")
    broken = Failure("坏.pdf", "unreadable", "无法读取。")
    text = github.render(replace(builders.result(report, failures=(broken,)), notices=(EXPIRED,)))
    found = commands(text)
    assert [kind for kind, _, _ in found] == ["error"] * 3 + ["warning"] * 2 + ["notice"]
    titles = ["无法检查", "规则heavy：缺失", "规则enforcement：缺失"]
    assert [p["title"] for _, p, _ in found] == [
        *titles,
        "例外",
        "规则half：不完整",
        "规则light：缺失",
    ]
    assert found[4][1] | {"title": ""} == {
        "file": "a,b:c%.txt",
        "line": "3",
        "endLine": "3",
        "col": "1",
        "endColumn": "12",
        "title": "",
    }
    assert text.splitlines()[-1] == (
        "fazhi 检查 1 份，1 份未通过，1 个文件无法检查；错误 3 条，警告 2 条，提示 1 条。"
    )


@pytest.mark.parametrize("path", ["包.ZIP/一.txt", "-"])
def test_lines_of_what_is_no_file_are_told_in_words(path: str) -> None:
    result = builders.result(builders.assessment(builders.outcome("partial"), path=path))
    found = commands(github.render(result))
    assert found
    for _, properties, message in found[1:]:
        assert "line" not in properties
        assert "col" not in properties
        assert "（第 3 行）" in message
    assert ("file" in found[0][1]) == (path != "-")
    issues = json.loads(gitlab.render(result))
    assert all(issue["location"]["lines"]["begin"] == 1 for issue in issues)
    assert "（第 3 行）" in issues[-1]["description"]


def test_only_a_text_has_lines_of_its_own() -> None:
    words = reading.SEEDS[0].read_text(encoding="utf-8")
    files = {
        "a.txt": words.encode(),
        "a.md": words.encode(),
        "a.html": made.page_of_paragraphs(words).encode(),
        "a.docx": made.document(words),
        "a.ofd": made.fixed_pages(words),
    }
    for path, data in files.items():
        result = builders.result(reading.assessed(data, path))
        found = commands(github.render(result))
        placed = [properties for _, properties, _ in found if "line" in properties]
        assert bool(placed) == path.endswith((".txt", ".md")), path
        assert any("位置：" in message for _, _, message in found)
        places = [place for r in run_of(result)["results"] for place in r["locations"]]
        paged = [place for place in places if "page" in place.get("properties", {})]
        assert bool(paged) == path.endswith(".ofd"), path


def test_what_is_let_off_is_no_annotation() -> None:
    found = commands(github.render(let_off()))
    assert [properties["title"] for _, properties, _ in found] == [
        *("规则d：缺失，新增", "例外", "规则c：不完整，比基线差", "规则f：需人工判断")
    ]


def test_a_long_list_says_how_many_are_shown() -> None:
    outcomes = [builders.outcome("fail", f"work/r{n}") for n in range(11)]
    text = github.render(builders.result(builders.assessment(*outcomes)))
    assert "错误 11 条，警告 0 条，提示 0 条（每种只显示前 10 条）" in text


# --- GitLab


def _check_gitlab(issues: list[dict[str, Any]]) -> None:
    for issue in issues:
        assert set(issue) == {*("description", "check_name", "fingerprint", "severity", "location")}
        assert issue["severity"] in ("blocker", "critical", "major", "minor", "info")
        assert issue["location"]["lines"]["begin"] >= 1
        assert issue["description"]
        assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"])
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(prints)


def test_the_list_has_every_open_gap_with_its_severity() -> None:
    issues = json.loads(gitlab.render(builders.everything()))
    assert [(i["check_name"], i["severity"]) for i in issues] == [
        ("unusable/unreadable", "blocker"),
        ("work/legal-publicity", "major"),
        ("statutory/shortcomings", "critical"),
        ("statutory/causes", "critical"),
        ("work/legality-review", "info"),
        ("gate", "critical"),
    ]
    assert [i["location"]["lines"]["begin"] for i in issues] == [1, 3, 5, 4, 1, 1]
    names = {i["check_name"] for i in json.loads(gitlab.render(let_off()))}
    assert names == {"work/c", "work/d", "work/f"}


def test_two_reports_of_one_issuer_share_no_fingerprint() -> None:
    def report(path: str) -> Assessment:
        return builders.assessment(builders.outcome("fail"), path=path)

    issues = json.loads(gitlab.render(builders.result(*map(report, ["a.txt", "b.txt", "a.txt"]))))
    _check_gitlab(issues)
    alone = json.loads(gitlab.render(builders.result(report("b.txt"))))
    assert issues[1] == alone[0]  # the same whatever stands beside it


def test_severities_fall_by_rule_and_status() -> None:
    order = ("blocker", "critical", "major", "minor", "info")
    for status in ("fail", "partial"):
        outcomes = [
            builders.outcome(status, rule=builders.rule(f"work/{severity}", severity=severity))
            for severity in reversed(SEVERITIES)
        ]
        issues = json.loads(gitlab.render(builders.result(builders.assessment(*outcomes))))
        ranks = [order.index(i["severity"]) for i in issues if i["check_name"] != "gate"]
        assert all(one < other for one, other in pairwise(ranks))
