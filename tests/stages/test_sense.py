"""What is written in a rule file and would do nothing, or could never hold, is told with its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import rule_folder
from rule_folder import PACK, RULE, changed

from checker.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

CONDITION = "{mention: $ours, within: [plan]}"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("{mention: 法治, distance: 5}", "没有写“near”时，“distance”不起作用"),
        ("{mention: 法治, within: [plan], not-within: [causes, plan]}", "又要找、又不要找"),
        ("{mention: 法治, within: [plan, plan]}", "重复"),
        ("{count: [甲, 乙], least: 3}", "多于列出的 2 项"),
        ("{at-least: 2, of: [{mention: 法治}]}", "多于列出的 1 项"),
        ("{figure: court-appearances, minimum: 9, maximum: 2}", "永远不会符合"),
        ("{figure: court-appearances, share-of: litigation-cases}", "“minimum”或“maximum”"),
        ("{figure: court-appearances, alike: 法院}", "“equals”或“consistent”"),
        ('{pattern: "(?P=甲)"}', "不能引用前面的一组"),
        ('{pattern: "(?>甲)"}', "原子组"),
        ('{pattern: "(?#甲)"}', "不能写注释"),
    ],
)
def test_a_condition_that_does_not_make_sense(tmp_path: Path, condition: str, words: str) -> None:
    files = {"local/_pack.yaml": PACK, "local/a.yaml": changed(CONDITION, condition)}
    error = rule_folder.error(tmp_path, files)
    assert words in error.message
    assert "local/a.yaml:6:" in error.place


def test_credit_for_what_a_rule_cannot_give(tmp_path: Path) -> None:
    rule = changed("weight: 1\n", "weight: 1\ncredit: 0.3\n")
    error = rule_folder.error(tmp_path, {"local/_pack.yaml": PACK, "local/a.yaml": rule})
    assert "partial" in error.message
    assert "local/a.yaml:6:" in error.place


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "local/_pack.yaml",
            "title: 本地\nversion: 1.0.0\nterms: {leader: [甲]}\n",
            "公用词汇（vocabulary）里的同名",
        ),
        (
            "vocabulary/a.yaml",
            "roles:\n  - {name: x, title: 甲, headings: [乙], traits: [deed]}\n",
            "是不是想写“deeds”",
        ),
        (
            "vocabulary/a.yaml",
            "roles:\n  - {name: x, title: 甲, headings: [乙], document: anual}\n",
            "没有名为“anual”的、要评判的文书种类",
        ),
        (
            "vocabulary/a.yaml",
            "documents:\n  - {name: x, title: 甲, groups: [乙], judged: true, default: true}\n",
            "默认的文书种类已有",
        ),
        ("profiles/p.yaml", "title: 甲\nextends: default\npacks: [work, work]\n", "重复"),
        (
            "profiles/p.yaml",
            "title: 甲\nextends: default\ngrades: {A: 60, B: 60, C: 0}\n",
            "两个等级分不开",
        ),
    ],
)
def test_what_would_do_nothing_in_another_file(
    tmp_path: Path, name: str, content: str, words: str
) -> None:
    error = rule_folder.error(tmp_path, {name: content})
    assert words in error.message
    assert name in error.place


def _doubts(
    folder: Path, files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> list[tuple[str, str]]:
    for name, content in files.items():
        path = folder / "r" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    main(["rules", "check", str(folder / "r"), "--format", "json"])
    return [(f["place"], f["message"]) for f in json.loads(capsys.readouterr().out)["findings"]]


SOUND = changed("fail: [略]", "fail: [略, 又略]")


@pytest.mark.parametrize(
    ("name", "content", "line", "words"),
    [
        ("vocabulary/v.yaml", "terms:\n  nobody-asks: [甲]\n", 2, "没有规则使用"),
        ("_overlay.yaml", "terms:\n  local/theirs: {add: [依法]}\n", 2, "本来就有“依法”"),
        (
            "local/b.yaml",
            SOUND.replace("asks: 报告应当详实", "asks: 报告应当详实, valid: {to: 2018}")
            .replace("severity", "valid: {from: 2020}\nseverity")
            .replace("$ours", "$theirs"),
            3,
            "没有重合",
        ),
        (
            "local/b.yaml",
            SOUND.replace("asks: 报告应当详实", "asks: 报告应当详实, level: [province]")
            .replace("severity", "applies: {level: [township]}\nseverity")
            .replace("$ours", "$theirs"),
            3,
            "层级",
        ),
    ],
)
def test_what_is_only_doubtful(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: str,
    line: int,
    words: str,
) -> None:
    files = {"local/_pack.yaml": PACK, "local/a.yaml": SOUND}
    assert _doubts(tmp_path, files, capsys) == []
    ((place, message),) = _doubts(tmp_path, {**files, name: content}, capsys)
    assert words in message
    assert f"/r/{name}:{line}:" in place


def test_wrong_terms_of_several_packs_are_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = "title: 本地\nversion: 1.0.0\nterms: {ours: [$nowhere]}\n"
    files = {"one/_pack.yaml": pack, "two/_pack.yaml": pack, "two/a.yaml": RULE}
    found = _doubts(tmp_path, files, capsys)
    assert [p.rpartition("/r/")[2].split(":")[0] for p, words in found if "nowhere" in words] == [
        "one/_pack.yaml",
        "two/_pack.yaml",
    ]


def test_examples_are_tried_as_a_profile_of_a_level_has_the_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = (
        "title: 本镇\nextends: default\nfor: {level: [township]}\n"
        "rules:\n  local/a: {pass: {mention: 依法治镇}}\n"
    )
    files = {"local/_pack.yaml": PACK, "local/a.yaml": SOUND, "profiles/ours.yaml": profile}
    for name, content in files.items():
        path = tmp_path / "r" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    assert main(["rules", "test", "--rules", str(tmp_path / "r")]) == 1
    told = capsys.readouterr().out
    assert "local/a（方案 ours）：应为 pass，得到 fail" in told
    assert "fail 的理由：没有写。" in told
