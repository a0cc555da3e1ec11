"""YAML → Rulebook: packs, vocabulary, profiles and folders around the rules, and the cache."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import reading
import rule_folder
from rule_folder import PACK, RULE, changed

from checker import facts, judge, pipeline
from checker.detectors import mention
from checker.errors import CheckerError
from checker.model.facts import Term

if TYPE_CHECKING:
    from pathlib import Path

SOUND: dict[str, str | bytes] = {"local/_pack.yaml": PACK, "local/a.yaml": RULE}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        ({"local/a.yml": RULE}, "local/a.yml", ".yaml"),
        ({"local/a.yaml": RULE}, "local/a.yaml:1:1", "_pack.yaml"),
        ({**SOUND, "local/b/a.yaml": RULE}, "local/b/a.yaml", "不能更深"),
        ({**SOUND, "local/a.yaml": RULE.encode("gb18030")}, "local/a.yaml:1", "UTF-8"),
        ({**SOUND, "local/a.yaml": b"#" * 3_000_000}, "local/a.yaml", "KB"),
        ({"local/_pack.yaml": "title: 无\n"}, "local/_pack.yaml:1:1", "version"),
        ({"local/_pack.yaml": PACK + "more: 1\n"}, "local/_pack.yaml:6:1", "more"),
        ({**SOUND, "local/_pack.yaml": PACK.replace("依法", "$ours")}, "local/_pack", "引用了自己"),
        ({"work/enforcement.yaml": RULE}, "work/enforcement.yaml:1:1", "_overlay.yaml"),
        ({"profiles/p.yaml": "title: 无\n"}, "profiles/p.yaml:1:1", "缺少必填的键"),
        ({"vocabulary/v.yaml": "roels: []\n"}, "vocabulary/v.yaml:1:1", "是不是想写“roles”"),
    ],
)
def test_what_is_wrong_around_rules(
    tmp_path: Path, files: dict[str, str | bytes], place: str, words: str
) -> None:
    error = rule_folder.error(tmp_path, files)
    assert error.code == "rule-file"
    assert words in error.message
    assert error.place.startswith(f"{tmp_path}/r/{place}")


def test_folders_without_rules(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    assert rule_folder.error(tmp_path, {}).code == "no-rules"
    with pytest.raises(CheckerError) as caught:
        pipeline.book([str(tmp_path / "nowhere")])
    assert caught.value.code == "rules-not-found"


def test_profiles_are_looked_up(tmp_path: Path) -> None:
    assert rule_folder.error(tmp_path, SOUND, "defualt").code == "unknown-profile"
    profile = "title: 严\nfail-on: info\ngrades: {好: 50, 差: 0}\nmin-score: 60.5\npacks: [{}]\n"
    wrong = {"profiles/mine.yaml": profile.replace("{}", "wrok")}
    error = rule_folder.error(tmp_path, wrong, "mine")
    assert error.place.endswith("profiles/mine.yaml:5:9")
    assert "是不是想写“work”？" in error.message
    right = {"profiles/mine.yaml": profile.replace("{}", "work")}
    book = rule_folder.book(tmp_path, right, "mine")
    assert {rule.id.partition("/")[0] for rule in book.rules} == {"work"}
    assert (book.policy.fail_on, book.policy.min_score) == ("info", Fraction(121, 2))
    assert book.policy.grades == (("好", 50), ("差", 0))


def test_what_the_command_asks_stands_over_the_profile() -> None:
    policy = pipeline.book(fail_on="never", min_score=Fraction(7)).policy
    assert (policy.fail_on, policy.min_score) == ("never", Fraction(7))


def test_a_rule_is_resolved_and_the_same_from_the_cache(tmp_path: Path) -> None:
    fresh, kept = rule_folder.book(tmp_path, SOUND), rule_folder.book(tmp_path, SOUND)
    assert list((tmp_path / "cache").rglob("*.json"))
    assert fresh == kept
    (rule,) = (rule for rule in fresh.rules if rule.id == "local/a")
    ((rung, condition),) = rule.rungs
    assert (rung, condition.name, condition.where.within) == ("pass", "mention", ("plan",))
    assert condition.kind == mention.Kind(Term(("法治", "依法")))
    assert {"法治", "依法"} <= set(fresh.vocabulary.words)
    other = rule_folder.book(tmp_path, {**SOUND, "local/a.yaml": RULE + "\n"})
    assert other.digest != fresh.digest
    assert other.rules == fresh.rules


def test_a_broken_cache_is_not_believed(tmp_path: Path) -> None:
    fresh = rule_folder.book(tmp_path, SOUND)
    for path in (tmp_path / "cache").rglob("*.json"):
        path.write_text("{", encoding="utf-8")
    assert rule_folder.book(tmp_path, SOUND) == fresh


def test_a_wrong_version_is_told_as_such(tmp_path: Path) -> None:
    error = rule_folder.error(tmp_path, {"local/_pack.yaml": PACK.replace("1.0.0", "1.0.x")})
    assert "月-日" not in error.message


def test_a_second_pack_of_one_name_is_refused(tmp_path: Path) -> None:
    error = rule_folder.error(tmp_path, {"work/_pack.yaml": PACK, "work/a.yaml": RULE})
    assert "/r/work/_pack.yaml" in error.place


@pytest.mark.parametrize(
    ("condition", "old", "new"),
    [
        ("figure: enforcement", "没有写。", '"没有写，只有{value}。"'),
        ("any-of: [{mention: 略}, {figure: enforcement}]", "写明了。", '"写明了{value}。"'),
    ],
)
def test_a_message_never_lacks_its_value(
    tmp_path: Path, condition: str, old: str, new: str
) -> None:
    rule = changed(old, new, changed("mention: $ours, within: [plan]", condition))
    try:
        book = rule_folder.book(tmp_path, {**SOUND, "local/a.yaml": rule})
    except CheckerError as error:
        assert error.code == "rule-file"  # noqa: PT017 - to refuse it is as good
        return
    (made,) = (rule for rule in book.rules if rule.id == "local/a")
    known = facts.read(reading.report("略。"), book.vocabulary)
    assert judge.outcome(known, made).message
