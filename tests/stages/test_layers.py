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
        ("rules:\n  work/enforcement: skp\n", "2:3", "应为 skip"),
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
        ("terms:\n  litigation/court-appearance: {remove: [没有的词]}\n", "2:3", "没有的词"),
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
