"""What lies over the packs: overlays, profiles that extend, settings, and where each value comes from."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import rule_folder
from rule_folder import PACK, RULE

from checker import pipeline
from checker.cli.main import main
from checker.errors import CheckerError
from checker.model.result import Assessment, Failure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.model.rule import Rule, Rulebook

APPEARANCE = "litigation/court-appearance"


def _rule(book: Rulebook, name: str) -> Rule:
    return next(rule for rule in book.rules if rule.id == name)


def _overlay(folder: Path, text: str) -> Rulebook:
    return rule_folder.book(folder, {"_overlay.yaml": text})


def test_single_fields_are_changed_and_the_rest_stays(tmp_path: Path) -> None:
    text = f"rules:\n  {APPEARANCE}: {{weight: 20, messages: {{fail: 缺。}}}}\n"
    before, after = (_rule(b, APPEARANCE) for b in (pipeline.book(), _overlay(tmp_path, text)))
    assert (after.weight, after.severity, after.remedy) == (20, before.severity, before.remedy)
    assert after.messages == {**before.messages, "fail": "缺。"}
    assert after.rungs == before.rungs
    assert after.changed == ("weight", "messages.fail")


def test_a_rule_is_left_out(tmp_path: Path) -> None:
    book = _overlay(tmp_path, f"rules:\n  {APPEARANCE}: skip\n")
    assert APPEARANCE not in {rule.id for rule in book.rules}
    assert all(APPEARANCE not in {r.id for r in b.rules} for b in book.by_level.values())


def test_words_are_added_and_taken_away(tmp_path: Path) -> None:
    text = "terms:\n  litigation/court-appearance: {add: [出声出效], remove: [告官见官]}\n"
    words = _rule(_overlay(tmp_path, text), APPEARANCE).rungs[-1][1].kind.words  # type: ignore[attr-defined]
    assert "出声出效" in words.words
    assert "告官见官" not in words.words
    assert "出庭应诉" in words.words


def test_words_of_the_vocabulary_are_added_for_every_rule_that_uses_them(tmp_path: Path) -> None:
    book = _overlay(tmp_path, "terms:\n  vocabulary/leader: {add: [开发区主任甲]}\n")
    assert "开发区主任甲" in book.vocabulary.words
    assert "开发区主任甲" not in pipeline.book().vocabulary.words


def test_an_overlay_may_change_a_condition_and_its_examples(tmp_path: Path) -> None:
    text = (
        f"rules:\n  {APPEARANCE}:\n    pass: {{mention: [出庭大吉]}}\n"
        "    messages: {pass: 写了。}\n    examples: {pass: [本年出庭大吉。]}\n"
    )
    rule = _rule(_overlay(tmp_path, text), APPEARANCE)
    assert rule.examples["pass"] == ("本年出庭大吉。",)
    assert dict(rule.rungs)["pass"].name == "mention"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("rules:\n  litigation/court-apearance: skip\n", "2:3", APPEARANCE),
        ("rules:\n  work/enforcement: off\n", "2:21", "真假"),
        ("rules:\n  work/enforcement: skp\n", "2:3", "是不是想写“skip”"),
        ("rules:\n  work/enforcement: {wieght: 3}\n", "2:22", "是不是想写“weight”"),
        ("rules:\n  work/enforcement: {weight: 300}\n", "2:22", "不能大于 100"),
        ("rules:\n  work/enforcement: {pass: {mentoin: [甲]}}\n", "2:29", "mention"),
        (
            "rules:\n  work/enforcement: {pass: {mention: [$no-such-words]}}\n",
            "2:39",
            "没有名为“$no-such-words”",
        ),
        ("rules:\n  work/enforcement: {messages: {pass: '{vaule}。'}}\n", "2:33", "value"),
        ("rules:\n  work/enforcement: {belongs: achievement}\n", "2:22", "achievements"),
        ("rules:\n  work/enforcement: {}\n", "2:3", "不能为空"),
        ("terms:\n  litigation/court-apearance: {add: [甲]}\n", "2:3", APPEARANCE),
        ("terms:\n  litigation/court-appearance: {remove: [没有的词]}\n", "2:42", "没有的词"),
        ("terms:\n  litigation/court-appearance: {added: [甲]}\n", "2:33", "add"),
        ("rulse: {}\n", "1:1", "rules"),
    ],
)
def test_what_is_wrong_in_an_overlay_has_its_place(
    tmp_path: Path, text: str, place: str, words: str
) -> None:
    error = rule_folder.error(tmp_path, {"_overlay.yaml": text})
    assert error.place.endswith(f"_overlay.yaml:{place}")
    assert words in error.message


def test_two_overlays_that_want_different_things_are_refused(tmp_path: Path) -> None:
    folders = []
    for name, weight in (("a", 3), ("b", 4)):
        (tmp_path / name).mkdir()
        text = f"rules:\n  {APPEARANCE}: {{weight: {weight}}}\n"
        (tmp_path / name / "_overlay.yaml").write_text(text, encoding="utf-8")
        folders.append(str(tmp_path / name))
    with pytest.raises(CheckerError) as caught:
        pipeline.book(folders)
    assert caught.value.place.endswith("b/_overlay.yaml:2:33")
    assert "a/_overlay.yaml:2:33" in caught.value.message
    (tmp_path / "b/_overlay.yaml").write_text(f"rules:\n  {APPEARANCE}: skip\n", encoding="utf-8")
    with pytest.raises(CheckerError, match=r"冲突|skip"):
        pipeline.book(folders)
    same = (tmp_path / "a/_overlay.yaml").read_text(encoding="utf-8")
    (tmp_path / "b/_overlay.yaml").write_text(same, encoding="utf-8")
    assert _rule(pipeline.book(folders), APPEARANCE).weight == 3


def _profiles(folder: Path, files: Mapping[str, str]) -> dict[str, str | bytes]:
    del folder
    return {f"profiles/{name}.yaml": text for name, text in files.items()}


def test_a_profile_extends_another(tmp_path: Path) -> None:
    files = _profiles(
        tmp_path,
        {
            "one": f"title: 一\nextends: default\nrules:\n  {APPEARANCE}: {{weight: 9, severity: info}}\n",
            "two": f"title: 二\nextends: one\nmin-score: 50\nrules:\n  {APPEARANCE}: {{weight: 8}}\n",
        },
    )
    book = rule_folder.book(tmp_path, files, "two")
    rule = _rule(book, APPEARANCE)
    assert (rule.weight, rule.severity) == (8, "info")
    assert (book.policy.title, book.policy.min_score, book.policy.fail_on) == (
        "二",
        Fraction(50),
        "error",
    )
    assert book.by_level == {}


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        ({"p": "title: 甲\nextends: defualt\n"}, "p.yaml:2:1", "是不是想写“default”"),
        ({"p": "title: 甲\nextends: q\n", "q": "title: 乙\nextends: p\n"}, ":2:1", "绕回"),
        ({"p": "title: 甲\nextends: default\nfor: {level: [village]}\n"}, "p.yaml:3:15", "village"),
        ({"p": "title: 甲\nextends: default\nrules: {a/b: skip}\n"}, "p.yaml:3:9", "没有规则"),
        ({"p": "title: 甲\nextends: default\npacks: [wrok]\n"}, "p.yaml:3:9", "work"),
    ],
)
def test_what_is_wrong_in_a_profile_has_its_place(
    tmp_path: Path, files: Mapping[str, str], place: str, words: str
) -> None:
    error = rule_folder.error(tmp_path, _profiles(tmp_path, files))
    assert error.place.endswith(place)
    assert words in error.message


def test_the_level_of_a_report_chooses_unless_a_profile_is_forced() -> None:
    free, forced = pipeline.book(), pipeline.book(profile="strict")
    assert free.of("township").policy.profile == "township"
    assert free.of(None).policy.profile == "default"
    assert forced.of("township").policy.profile == "strict"
    for level in ("province", "prefecture", "county", "township", "department"):
        assert free.of(level).policy.profile == level


def _settings(folder: Path, text: str) -> str:
    (folder / "fazhi.yaml").write_text(text, encoding="utf-8")
    return str(folder / "fazhi.yaml")


def test_settings_lie_above_overlays_and_profiles(tmp_path: Path) -> None:
    rule_folder.book(tmp_path, {"_overlay.yaml": f"rules:\n  {APPEARANCE}: {{weight: 3}}\n"})
    text = (
        f"extends: strict\noverlays: [r]\ngate: {{min-score: 61.5}}\n"
        f"rules:\n  {APPEARANCE}: {{severity: error}}\n  work/legislation: skip\n"
    )
    book = pipeline.book(settings=_settings(tmp_path, text))
    rule = _rule(book, APPEARANCE)
    assert (rule.weight, rule.severity) == (3, "error")
    assert book.policy.profile == "strict"
    assert float(book.policy.min_score or 0) == 61.5
    assert "work/legislation" not in {rule.id for rule in book.rules}
    asked = pipeline.book(settings=_settings(tmp_path, text), fail_on="never")
    assert (asked.policy.fail_on, float(asked.policy.min_score or 0)) == ("never", 61.5)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("extends: stirct\n", "1:1", "strict"),
        ("profile: strict\n", "1:1", "不认识的键"),
        ("gate: {fail_on: error}\n", "1:8", "fail-on"),
        ("gate: {min-score: 101}\n", "1:8", "100"),
        ("rules: [work/enforcement]\n", "1:1", "键值表"),
        ("overlays: r\n", "1:1", "列表"),
    ],
)
def test_what_is_wrong_in_settings_has_its_place(
    tmp_path: Path, text: str, place: str, words: str
) -> None:
    with pytest.raises(CheckerError) as caught:
        pipeline.book(settings=_settings(tmp_path, text))
    assert caught.value.place.endswith(f"fazhi.yaml:{place}")
    assert words in caught.value.message


def test_the_first_settings_walking_up_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _settings(tmp_path, "rules:\n  work/legislation: skip\n  work/enforcement: {weight: 2}\n")
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert main(["config", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    places = {origin["name"]: origin["place"] for origin in told["origins"]}
    assert told["settings"] == "../../fazhi.yaml"
    assert places["rules.work/legislation"] == "../../fazhi.yaml:2:3"
    assert places["rules.work/enforcement.weight"] == "../../fazhi.yaml:3:22"
    assert places["gate.fail-on"].startswith("rules/profiles/default.yaml:")
    assert "work/legislation" not in {rule["id"] for rule in told["rules"]}


def test_a_rule_added_beside_the_shipped_ones_may_be_changed_too(tmp_path: Path) -> None:
    files = {
        "local/_pack.yaml": PACK,
        "local/a.yaml": RULE,
        "_overlay.yaml": "rules:\n  local/a: {weight: 7}\n",
    }
    assert _rule(rule_folder.book(tmp_path, files), "local/a").weight == 7


def test_a_vocabulary_does_not_silently_take_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    error = rule_folder.error(tmp_path, {"vocabulary/mine.yaml": "terms: {leader: [甲]}\n"})
    assert "vocabulary/leader" in error.message
    entry = "levels: [{name: county, title: 县, rank: 2, endings: [县]}]\n"
    assert "已经有了" in rule_folder.error(tmp_path, {"vocabulary/mine.yaml": entry}).message


def test_a_changed_field_does_not_bring_a_skipped_rule_back_but_use_does(tmp_path: Path) -> None:
    name = "work/enforcement-lenience"  # skipped for townships

    def ids(text: str) -> set[str]:
        return {rule.id for rule in _overlay(tmp_path, text).of("township").rules}

    assert name not in ids(f"rules: {{{name}: {{weight: 4}}}}\n")
    assert name in ids(f"rules: {{{name}: use}}\n")


def test_one_folder_given_twice_counts_once(tmp_path: Path) -> None:
    rule_folder.book(tmp_path, {"local/_pack.yaml": PACK, "local/a.yaml": RULE})
    folder = str(tmp_path / "r")
    settings = _settings(tmp_path, "overlays: [r]\n")
    book = pipeline.book([folder, f"{folder}/", f"{folder}/../r"], settings=settings)
    assert sum(rule.id == "local/a" for rule in book.rules) == 1


def test_a_profile_of_one_s_own_may_take_a_level_over(tmp_path: Path) -> None:
    text = "title: 本省乡镇\nextends: township\nfor: {level: [township]}\n"
    book = rule_folder.book(tmp_path, {"profiles/ours.yaml": text})
    assert book.of("township").policy.profile == "ours"
    assert book.of("county").policy.profile == "county"
    twice = {"profiles/a.yaml": text, "profiles/b.yaml": text}
    assert "已由方案" in rule_folder.error(tmp_path, twice).message


def test_one_overlay_may_not_take_away_what_another_adds(tmp_path: Path) -> None:
    folders = []
    for name, change in (("a", "add"), ("b", "remove")):
        (tmp_path / name).mkdir()
        text = f"terms:\n  litigation/court-appearance: {{{change}: [出庭出声]}}\n"
        (tmp_path / name / "_overlay.yaml").write_text(text, encoding="utf-8")
        folders.append(str(tmp_path / name))
    for order in (folders, folders[::-1]):
        with pytest.raises(CheckerError, match="请只留一处"):
            pipeline.book(order)


KIND = """\
documents:
  - {name: pufa-report, title: 普法工作年度报告, judged: true, groups: [[普法], [年度报告]]}
roles:
  - {name: pufa-work, title: 工作情况, document: pufa-report, traits: [body, deeds], headings: [工作情况]}
"""
PUFA = """\
某某县2024年普法工作年度报告
一、工作情况
开展普法宣传12场。
"""


def _judged(folder: Path, files: Mapping[str, str | bytes]) -> Assessment | Failure:
    return pipeline.assess_bytes("报告.txt", PUFA.encode(), rule_folder.book(folder, files))


def test_a_kind_of_report_that_a_folder_adds_is_told_before_those_that_are_there(
    tmp_path: Path,
) -> None:
    rule = rule_folder.changed(
        "{mention: $ours, within: [plan]}", "{mention: 普法, within: [pufa-work]}"
    )
    files = {
        "vocabulary/pufa.yaml": KIND,
        "pufa/_pack.yaml": "title: 普法\nversion: 1.0.0\ndocument: pufa-report\n",
        "pufa/a.yaml": rule,
    }
    made = _judged(tmp_path, files)
    assert isinstance(made, Assessment)
    assert [(o.rule.id, o.status) for o in made.outcomes] == [("pufa/a", "pass")]
    assert not made.facts.is_annual_report


def test_a_report_that_no_rule_looks_at_does_not_pass(tmp_path: Path) -> None:
    made = _judged(tmp_path, {"vocabulary/pufa.yaml": KIND})
    assert isinstance(made, Failure)
    assert (made.code, "没有用于这种文书的规则" in made.message) == ("no-rules", True)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{name: d, title: 某法, words: [某法], since: '2025-02-31'}", "不是一个日子"),
        ("{name: d, title: 某法, words: [某法]}", "since"),
        ("{name: d, title: 某法, words: [某法], since: '2025-02-01', until: 2020}", "早于"),
    ],
)
def test_a_dated_term_needs_a_time(tmp_path: Path, entry: str, words: str) -> None:
    error = rule_folder.error(tmp_path, {"vocabulary/mine.yaml": f"dated:\n  - {entry}\n"})
    assert words in error.message
    assert "vocabulary/mine.yaml:2" in error.place


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"overlay.yaml": "rules: {work/enforcement: skip}\n"}, "_overlay.yaml"),
        ({"profile/x.yaml": "title: 甲\nextends: default\n"}, "profiles/"),
        ({"local/b.yaml.txt": RULE}, "多了后缀"),
    ],
)
def test_what_is_only_nearly_in_its_place_is_told(
    tmp_path: Path, files: Mapping[str, str | bytes], words: str
) -> None:
    assert words in rule_folder.error(tmp_path, files).message


@pytest.mark.parametrize("name", ["fazhi.yml", "fazhi.yaml.txt"])
def test_settings_under_nearly_their_name_are_told(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("gate: {min-score: 1}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["config"]) == 2
    assert "设置文件应叫 fazhi.yaml" in capsys.readouterr().err


def test_a_rule_that_was_left_out_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _overlay(tmp_path, f"rules: {{{APPEARANCE}: skip}}\n")
    assert main(["rules", "show", APPEARANCE, "--rules", str(tmp_path / "r")]) == 2
    assert "_overlay.yaml 略去了它" in capsys.readouterr().err
