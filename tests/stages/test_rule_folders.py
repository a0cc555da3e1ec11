"""Rule folders of strangers and caches of unknown state: refused with a place, or as good as none."""

from __future__ import annotations

import builtins
import json
import os
import re
from fractions import Fraction
from typing import IO, TYPE_CHECKING, Any

import pytest
import rule_folder
from rule_folder import PACK, RULE, changed

from checker import pipeline
from checker.errors import CheckerError
from checker.rulebook import cache, checked, files, yaml_places

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOUND: dict[str, str | bytes] = {"local/_pack.yaml": PACK, "local/a.yaml": RULE}
PROFILE = "title: 严\nfail-on: info\ngrades: {好: 50, 差: 0}\npacks: ['*']\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def _refusals(folder: Path, changes: dict[str, str | bytes]) -> tuple[set[str], str]:
    """Places inside the folder, and the message, of a refusal.

    Asked twice, because what is wrong the first time must not be kept for the second.
    """
    errors = [rule_folder.error(folder, {**SOUND, **changes}) for _ in range(2)]
    ((code, message),) = {(error.code, error.message) for error in errors}
    assert code == "rule-file"
    return {error.place.removeprefix(f"{folder}/r/") for error in errors}, message


HERE = "‸"  # marks the place that the error should name


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("mention: $ours", f"{HERE}mention: $our", "是不是想写“ours”"),
        ("[plan]", f"[{HERE}plna]", "是不是想写“plan”"),
        ("pass: 写明了。", f'{HERE}pass: "{{cuont}}。"', "是不是想写“count”"),
        ("pass: 写明了。", f'{HERE}pass: "{{count:>9}}。"', "应只写名称：“{count}”"),
        ("fail: [略]", f"fail: [略], {HERE}partial: [略]", "不会得出"),
        ("weight: 1", f"weight: 1\nvalid: {{from: 2024, {HERE}to: 2020}}", "不能早于"),
        ("报告应当详实", f"略, valid: {{from: 2024, {HERE}to: 2020}}", "不能早于"),
        ("weight: 1", f"{HERE}weight: 5.0", "应为整数"),
        ("weight: 1", f"{HERE}weight: 1_0", "应为整数"),
        ("weight: 1", f"{HERE}weight: 012", "应为整数"),
        ("weight: 1", f"{HERE}weight: 0x1F", "应为整数"),
        ("weight: 1", f"{HERE}weight: true", "应为整数"),
        ("mention: $ours", f'{HERE}mention: " "', "“mention”的写法不对：“ ”（不能只有空白）"),
        ("mention: $ours", f'mention: [法治, {HERE}"\u3000"]', "第 2 项的写法不对"),
        ("mention: $ours", f'mention: {{words: [{HERE}"\u200b"]}}', "不能只有空白"),
        ("title: 篇幅", f'{HERE}title: "\\t"', "不能只有空白"),
        ("fail: [略]", f'fail: [{HERE}" "]', "不能只有空白"),
        ("remedy", f'{HERE}" ": x\nremedy', "键必须是一个词"),
        ("info", f"{HERE}!!python/object:os.system x", "“!!python/object:os.system”"),
        ("info", f"{HERE}!!str info", "标签“!!str”"),
        ("examples: {", f"examples: {HERE}!!map {{", "标签“!!map”"),
    ],
)
def test_a_place_is_told_the_first_time_and_the_second(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    marked = changed(old, new)
    before = marked.partition(HERE)[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    rule = marked.replace(HERE, "")
    places, message = _refusals(tmp_path, {"local/a.yaml": rule})
    assert places == {f"local/a.yaml:{line}:{column}"}
    assert words in message


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"local/b.YAML": RULE}, "local/b.YAML", "请改名为 b.yaml"),
        ({"local/b.Yaml": RULE}, "local/b.Yaml", ".Yaml 不会被读取"),
        ({"local/b.yml": RULE}, "local/b.yml", "请改名为 b.yaml"),
        ({"local/b\n.yaml": RULE}, "local/b\n.yaml", "无法显示"),
        ({"profiles/default.yaml": PROFILE}, "profiles/default.yaml:1:1", "已有同名方案"),
        (
            {"profiles/mine.yaml": PROFILE.replace("差: 0", "差: 10")},
            "profiles/mine.yaml:3:1",
            "从 0 分起",
        ),
        (
            {"profiles/mine.yaml": PROFILE.replace("'*'", "' '")},
            "profiles/mine.yaml:4:9",
            "空白",
        ),
        (
            {"profiles/mine.yaml": PROFILE.replace("差: 0", "' ': 0")},
            "profiles/mine.yaml:3:17",
            "键必须是一个词",
        ),
    ],
)
def test_what_is_wrong_around_rules(
    tmp_path: Path, changes: dict[str, str | bytes], place: str, words: str
) -> None:
    places, message = _refusals(tmp_path, changes)
    assert places == {place}
    assert words in message


def test_a_profile_of_a_new_name_is_added(tmp_path: Path) -> None:
    book = rule_folder.book(tmp_path, {**SOUND, "profiles/mine.yaml": PROFILE}, "mine")
    assert book.policy.grades == (("好", 50), ("差", 0))


def test_a_profile_that_nobody_asked_for_is_checked_too(tmp_path: Path) -> None:
    wrong = PROFILE.replace("'*'", "wrok")
    changes: dict[str, str | bytes] = {**SOUND, "profiles/mine.yaml": wrong}
    assert rule_folder.error(tmp_path, changes).place.endswith("mine.yaml:4:9")
    assert rule_folder.error(tmp_path, changes, "mine").place.endswith("mine.yaml:4:9")


def test_numbers_as_people_write_them(tmp_path: Path) -> None:
    rule = changed("weight: 1", "weight: 7\ncredit: 0.25\npartial: {mention: 法}")
    rule = changed("fail: 没有写。", "partial: 提到。, fail: 没有写。", rule)
    rule = changed("fail: [略]", "partial: [法], fail: [略]", rule)
    made = rule_folder.book(tmp_path, {**SOUND, "local/a.yaml": rule}).rules
    (mine,) = (rule for rule in made if rule.id == "local/a")
    assert (mine.weight, mine.partial_credit) == (7, Fraction(1, 4))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "r" / "local").mkdir(parents=True)
    os.mkfifo(tmp_path / "r" / "local" / "z.yaml")
    places, message = _refusals(tmp_path, {})
    assert places == {"local/z.yaml"}
    assert "普通文件" in message


def test_a_device_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "r" / "local").mkdir(parents=True)
    (tmp_path / "r" / "local" / "z.yaml").symlink_to("/dev/zero")
    places, message = _refusals(tmp_path, {})
    assert places == {"local/z.yaml"}
    assert "普通文件" in message


def test_size_is_asked_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "r" / "local" / "z.yaml"
    large.parent.mkdir(parents=True)
    with large.open("wb") as file:
        file.truncate(yaml_places.MAX_BYTES + 1)
    plain = builtins.open

    def watched(path: str, mode: str) -> IO[bytes]:
        assert str(path) != str(large), "it was opened"
        return plain(path, mode)

    monkeypatch.setattr("builtins.open", watched)
    with pytest.raises(CheckerError, match="KB"):
        files.collect([str(tmp_path / "r")])


@pytest.mark.parametrize("folder", ["r", "r/local"])
def test_a_folder_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path) == str(tmp_path / folder):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)
    error = rule_folder.error(tmp_path, SOUND)
    assert (error.code, error.place) == ("rule-file", f"{tmp_path}/{folder}")
    assert "没有权限" in error.message


def test_a_link_to_nowhere_is_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "r" / "local").mkdir(parents=True)
    (tmp_path / "r" / "local" / "z.yaml").symlink_to("nowhere")
    places, message = _refusals(tmp_path, {})
    assert places == {"local/z.yaml"}
    assert "路径不存在" in message


def _emptied(group: Any) -> Any:  # noqa: ANN401 - any JSON value
    return [[path, {}] for path, _ in group]


MISSHAPEN: list[Callable[[dict[str, Any]], Any]] = [
    lambda _: {},
    lambda _: [],
    lambda _: None,
    lambda _: "rule",
    lambda kept: {**kept, "rule": {}},
    lambda kept: {**kept, "rule": None},
    lambda kept: {**kept, "rule": []},
    lambda kept: {**kept, "more": []},
    lambda kept: {**kept, "rule": [[1, {}]]},
    lambda kept: {**kept, "rule": [["a.yaml"]]},
    lambda kept: {**kept, "rule": [["a.yaml", []]]},
    lambda kept: {**kept, "rule": _emptied(kept["rule"])},
    lambda kept: {**kept, "vocabulary": _emptied(kept["vocabulary"])},
    lambda kept: {**kept, "profile": _emptied(kept["profile"])},
    lambda kept: {**kept, "rule": [[p, {**d, "pass": 3}] for p, d in kept["rule"]]},
    lambda kept: {**kept, "rule": [[p, {**d, "basis": [0]}] for p, d in kept["rule"]]},
    lambda kept: {"rule": kept["rule"]},
]


@pytest.mark.parametrize("number", range(len(MISSHAPEN)))
def test_a_misshapen_cache_is_as_good_as_none(tmp_path: Path, number: int) -> None:
    fresh = rule_folder.book(tmp_path, SOUND)
    (path,) = (tmp_path / "cache").rglob("*.json")
    name = path.stem.replace("-", ":")
    kept = cache.cached(name)
    cache.keep(name, MISSHAPEN[number](kept))
    assert cache.cached(name) != kept
    assert rule_folder.book(tmp_path, SOUND) == fresh
    assert json.dumps(cache.cached(name)) == json.dumps(kept)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_cache_is_as_good_as_none(tmp_path: Path, data: bytes) -> None:
    fresh = rule_folder.book(tmp_path, SOUND)
    (path,) = (tmp_path / "cache").rglob("*.json")
    whole = path.read_bytes()
    for damaged in (data, whole[:-9], re.sub(rb'"weight": \d+', b'"weight": "x"', whole)):
        path.write_bytes(damaged)
        assert rule_folder.book(tmp_path, SOUND) == fresh
        assert path.read_bytes() == whole


def test_a_sound_cache_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = rule_folder.book(tmp_path, SOUND)
    monkeypatch.setattr(checked, "documents", lambda *_: pytest.fail("the files were parsed"))
    assert rule_folder.book(tmp_path, SOUND) == fresh


def test_one_pack_in_two_folders_is_two_packs(tmp_path: Path) -> None:
    flat: dict[str, str | bytes] = {"_pack.yaml": PACK, "a.yaml": RULE}
    rule_folder.book(tmp_path / "1", flat)
    (tmp_path / "1" / "r").rename(tmp_path / "1" / "q")
    assert "q/a" in {rule.id for rule in pipeline.book([str(tmp_path / "1" / "q")]).rules}
