"""Two results compared: what is closed, new, worse; which report is which; a file of strangers."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import builders
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from checker import delta
from checker.cli import _delta_json, _delta_words
from checker.cli.main import main
from checker.delta import read
from checker.errors import CheckerError
from checker.model.exceptions import Decision
from checker.model.facts import Named
from checker.model.result import Failure
from checker.renderers import json as renderer

if TYPE_CHECKING:
    from checker.delta.nouns import Comparison, Results
    from checker.model.outcome import Outcome
    from checker.model.result import Assessment

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "delta.schema.json").read_text(encoding="utf-8"))
LEVELS = ["pass", "review", "partial", "fail"]  # from settled to furthest off


def _closed(schema: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: _closed(value) for key, value in schema.items()}
    return {**inner, "additionalProperties": False} if "additionalProperties" in schema else inner


OURS = Draft202012Validator(_closed(SCHEMA))


def _bytes(*reports: Assessment, **changes: object) -> bytes:
    made = replace(builders.result(*reports), **changes)  # type: ignore[arg-type]
    return renderer.render(made).encode()


def _results(*reports: Assessment, path: str = "结果.json", **changes: object) -> Results:
    return read.results(_bytes(*reports, **changes), path)


def _compared(before: Results, after: Results) -> Comparison:
    (found,) = delta.comparisons([before, after])
    told = json.loads(_delta_json.as_json([before, after], [found]))
    assert [error.json_path for error in OURS.iter_errors(told)] == []
    assert _delta_words.as_text([before, after], [found]).endswith("\n")
    return found


def _of(before: Outcome, after: Outcome) -> list[str]:
    found = _compared(_results(builders.assessment(before)), _results(builders.assessment(after)))
    return [change.kind for change in found.pairs[0].changes]


def _named(issuer: str, year: int | None, path: str) -> Assessment:
    known = builders.facts(f"{issuer}{year}年法治政府建设年度报告")
    named = Named(issuer, 0, 3, "title") if issuer else None
    known = replace(known, issuer=named, year=year)
    return builders.assessment(builders.outcome("fail"), facts=known, path=path)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("then", LEVELS)
@pytest.mark.parametrize("now", LEVELS)
def test_each_step_has_its_word(then: str, now: str) -> None:
    wanted = {(True, False): "closed", (False, True): "new"}.get((now == "pass", then == "pass"))
    if wanted is None:
        wanted = "worse" if LEVELS.index(now) > LEVELS.index(then) else "better"
    found = _of(builders.outcome(then), builders.outcome(now))
    assert found == ([] if then == now else [wanted if then != now else ""])


@pytest.mark.parametrize(
    ("then", "now", "kinds"),
    [
        ("3 件\n复议", "３件复议", []),
        ("复议3件。", "复议4件。", ["changed"]),
    ],
)
def test_a_place_is_the_same_whatever_its_width_and_lines(
    then: str, now: str, kinds: list[str]
) -> None:
    before = builders.outcome("fail", evidence=(builders.evidence(then),))
    after = builders.outcome("fail", evidence=(builders.evidence(now),))
    assert _of(before, after) == kinds


def test_a_changed_gap_tells_which_places() -> None:
    one, two, three = map(builders.evidence, ("一处。", "二处。", "三处。"))
    before = builders.outcome("fail", evidence=(one, two))
    after = builders.outcome("fail", evidence=(two, three))
    found = _compared(_results(builders.assessment(before)), _results(builders.assessment(after)))
    (change,) = found.pairs[0].changes
    assert [place.quote for place in change.gone] == ["一处。"]
    assert [place.quote for place in change.come] == ["三处。"]
    assert not change.is_setback


def test_what_is_waived_is_no_setback() -> None:
    waiver = Decision("work/enforcement", "上级已同意", date(2027, 3, 31))
    before = _results(builders.assessment(builders.outcome("pass")))
    after = _results(builders.assessment(builders.outcome("fail", waived=waiver)))
    assert not _compared(before, after).has_setback
    assert _compared(before, _results(builders.assessment(builders.outcome("fail")))).has_setback


def test_reports_are_matched_by_issuer_and_year_whatever_their_files() -> None:
    before = _results(_named("甲镇", 2023, "甲.txt"), _named("乙镇", 2023, "乙.txt"))
    after = _results(_named("乙镇", 2023, "甲.txt"), _named(" 甲 镇", 2023, "x/丙.txt"))
    pairs = _compared(before, after).pairs
    assert [(p.before.path, p.after.path) for p in pairs] == [
        ("甲.txt", "x/丙.txt"),
        ("乙.txt", "甲.txt"),
    ]


def test_reports_without_issuer_or_year_are_matched_by_file_name() -> None:
    before = _results(_named("", 2023, "旧\\甲.txt"), _named("乙镇", None, "乙.txt"))
    after = _results(_named("乙镇", 2023, "新/乙.txt"), _named("甲镇", 2023, "新/甲.txt"))
    pairs = _compared(before, after).pairs
    assert [(p.before.path, p.after.path) for p in pairs] == [
        ("旧\\甲.txt", "新/甲.txt"),
        ("乙.txt", "新/乙.txt"),
    ]


def test_two_known_reports_are_not_matched_by_file_name() -> None:
    before = _results(_named("甲镇", 2022, "报告.txt"), _named("乙镇", 2022, "乙.txt"))
    after = _results(_named("甲镇", 2023, "报告.txt"), _named("乙镇", 2022, "乙.txt"))
    found = _compared(before, after)
    assert [p.before.path for p in found.pairs] == ["乙.txt"]
    assert [r.path for r in found.only_before] == ["报告.txt"]
    assert [r.path for r in found.only_after] == ["报告.txt"]


def test_several_of_one_issuer_and_year_are_told_apart_by_file_name() -> None:
    twice = [_named("甲镇", 2023, "a.txt"), _named("甲镇", 2023, "b.txt")]
    pairs = _compared(_results(*twice), _results(*reversed(twice))).pairs
    assert [(p.before.path, p.after.path) for p in pairs] == [
        ("a.txt", "a.txt"),
        ("b.txt", "b.txt"),
    ]


def test_one_report_on_each_side_is_the_same_report() -> None:
    found = _compared(_results(_named("甲镇", 2022, "a")), _results(_named("乙镇", 2023, "b")))
    assert len(found.pairs) == 1


def test_a_rule_of_one_result_only_is_neither_closed_nor_new() -> None:
    before = builders.assessment(builders.outcome("fail", "work/a"), builders.outcome("pass"))
    after = builders.assessment(builders.outcome("fail", "work/b"), builders.outcome("pass"))
    found = _compared(_results(before), _results(after, digest="sha256:" + "1" * 64))
    (pair,) = found.pairs
    assert pair.changes == ()
    assert [judged.rule for judged in pair.rules_only_before] == ["work/a"]
    assert [judged.rule for judged in pair.rules_only_after] == ["work/b"]
    assert not found.is_by_same_rules
    assert "两次用的规则不同" in _delta_words.as_text([_results(before)] * 2, [found])


def test_three_drafts_are_compared_step_by_step_and_first_to_last() -> None:
    drafts = [
        _results(builders.assessment(builders.outcome(s)), path=f"{s}.json")
        for s in ("fail", "pass", "partial")
    ]
    found = delta.comparisons(drafts)
    assert [(step.old, step.new, step.has_setback) for step in found] == [
        (0, 1, False),
        (1, 2, True),
        (0, 2, False),
    ]
    page = _delta_words.as_markdown(drafts, found)
    assert page.count("| fail.json → ".replace(".", "\\.")) == 2
    assert "最后一步" in page


BAD = [
    b"",
    b"\xff\xfe",
    b"\x00" * 100,
    "某某镇2023年法治政府建设年度报告".encode(),
    b"null",
    b"[]",
    b"{}",
    b'"fazhi-result/1"',
    b'{"schema": ["fazhi-result/1"]}',
    b'{"schema": "fazhi-result/2"}',
    b'{"schema": "fazhi-figures/1", "figures": []}',
    b'{"schema": "fazhi-result/1"}',
    b'{"schema": "fazhi-result/1", "rules": 1, "reports": 1, "errors": 1}',
    b"[" * 1_000_000,
    b'{"a":' * 1_000_000,
    b"9" * 100_000,
    b'{"schema": ' + b"9" * 100_000 + b"}",
]


@pytest.mark.parametrize("data", BAD, ids=range(len(BAD)))
def test_what_is_no_result_is_refused(data: bytes) -> None:
    with pytest.raises(CheckerError) as refused:
        read.results(data, "坏.json")
    assert refused.value.code == "result"
    assert "fazhi check" in refused.value.message


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:  # noqa: ANN401
    pairs: list[tuple[str | int, Any]] = list(value.items()) if isinstance(value, dict) else []
    if isinstance(value, list):
        pairs = list(enumerate(value))
    return [path, *(found for key, inner in pairs for found in _paths(inner, (*path, key)))]


RESULT = json.loads(renderer.render(builders.everything()))
PATHS = _paths(RESULT)
ODD: list[Any] = [
    None,
    True,
    -1,
    0,
    1,
    10**400,
    1e308,
    float("inf"),
    float("nan"),
    "",
    "字",
    "\ud800",
    [],
    {},
    [1],
]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PATHS), st.sampled_from(ODD), st.booleans())
def test_no_odd_value_traces_back(path: tuple[str | int, ...], odd: object, drop: bool) -> None:  # noqa: FBT001
    made = copy.deepcopy(RESULT)
    if path:
        holder = made
        for key in path[:-1]:
            holder = holder[key]
        if drop:
            del holder[path[-1]]
        else:
            holder[path[-1]] = odd
    else:
        made = odd
    try:
        after = read.results(json.dumps(made).encode(), "新.json")
    except CheckerError as refused:
        assert refused.code == "result"  # noqa: PT017 - either way is right
        return
    before = read.results(json.dumps(RESULT).encode(), "旧.json")
    for one, other in ((before, after), (after, before)):
        found = delta.comparisons([one, other])
        if found[0].pairs:
            _delta_words.as_text([one, other], found)
            _delta_words.as_markdown([one, other], found)
            json.loads(_delta_json.as_json([one, other], found))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_a_shell_of_windows_has_written_is_read(encoding: str) -> None:
    data = _bytes(builders.assessment(builders.outcome("fail"))).decode().encode(encoding)
    assert len(read.results(data, "x").reports) == 1


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "a | b",
        "# 标题\n\n- 列表",
        "[点](http://e.example)",
        "\x1b[31m\u202e",
    ],
)
def test_hostile_words_stay_words(hostile: str) -> None:
    def pages(words: str) -> tuple[str, str]:
        rule = builders.rule(title=f"{words}乙")
        place = builders.evidence(f"{words}甲")
        reports = [
            builders.assessment(
                builders.outcome(status, rule=rule, message=words, evidence=(place,) if n else ()),
                facts=builders.facts(words),
                path=f"{words}.txt",
            )
            for n, status in enumerate(("partial", "fail", "fail"))
        ]
        results = [_results(r, path=f"{words}.json") for r in reports]
        found = delta.comparisons(results)
        return _delta_words.as_text(results, found), _delta_words.as_markdown(results, found)

    def kinds(page: str) -> list[str]:
        tokens = MarkdownIt("commonmark").enable("table").parse(page)
        return [k.type for t in tokens for k in (t, *(t.children or []))]

    text, page = pages(hostile)
    safe_text, safe_page = pages("x")
    assert text.count("\n") == safe_text.count("\n")
    assert kinds(page) == kinds(safe_page)
    assert not set("\x1b\u202e") & set(text + page)


def _main(tmp_path: Path, *files: bytes) -> int:
    names = []
    for number, data in enumerate(files):
        (tmp_path / f"{number}.json").write_bytes(data)
        names.append(str(tmp_path / f"{number}.json"))
    return main(["delta", *names])


def test_exit_statuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = _bytes(builders.assessment(builders.outcome("pass")))
    bad = _bytes(builders.assessment(builders.outcome("fail")))
    assert _main(tmp_path, bad, good) == 0
    assert _main(tmp_path, good, bad) == 1
    assert _main(tmp_path, good, bad, good) == 0
    assert _main(tmp_path, bad, good, bad) == 1
    assert _main(tmp_path, bad, b"{}") == 2
    assert _main(tmp_path, bad, _bytes()) == 2
    capsys.readouterr()
    assert main(["delta", str(tmp_path), str(tmp_path)]) == 2
    assert "这是文件夹" in capsys.readouterr().err


def test_a_report_that_can_no_longer_be_read_is_not_passed_over(tmp_path: Path) -> None:
    one, two = _named("甲镇", 2023, "甲.txt"), _named("乙镇", 2023, "乙.txt")
    broken = (Failure("乙.txt", "unreadable", "无法读取。"),)
    assert _main(tmp_path, _bytes(one, two), _bytes(one)) == 0
    assert _main(tmp_path, _bytes(one, two), _bytes(one, failures=broken)) == 2
