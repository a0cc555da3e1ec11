"""``fazhi rules new, check, test --corpus, diff``: as those who write rules use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml
from rule_folder import PACK, RULE, changed

from checker import pipeline
from checker.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
SEEDS = [str(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]
TWO = "fail: [略, 法治]"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _write(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = Path("r") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(list(arguments))
    out, err = capsys.readouterr()
    return status, out + err


def test_a_new_rule_is_sound_but_unfilled(capsys: pytest.CaptureFixture[str]) -> None:
    status, told = _said(capsys, "rules", "new", "anhui/village-counsel", "--title", "村法律顾问")
    assert (status, Path("本地规则/anhui/_pack.yaml").is_file()) == (0, True)
    assert "fazhi rules test --rules 本地规则" in told
    status, told = _said(capsys, "rules", "check", "本地规则")
    assert status == 1
    assert "本地规则/anhui/village-counsel.yaml:7:6：还有没填的" in told
    assert _said(capsys, "rules", "test", "--rules", "本地规则")[0] == 0
    status, told = _said(capsys, "rules", "new", "anhui/village-counsel")
    assert (status, "已经有了" in told) == (2, True)
    assert _said(capsys, "rules", "new", "work/enforcement")[0] == 2
    assert _said(capsys, "rules", "new", "../../etc/x")[0] == 2


def test_what_editors_complete_by_is_a_schema_that_the_shipped_files_keep() -> None:
    schemas = pipeline.schemas()
    sorts = {"rule", "pack", "profile", "vocabulary", "overlay", "settings", "exceptions"}
    assert set(schemas) == sorts
    for sort, pattern in (
        ("rule", "*/[a-z]*.yaml"),
        ("pack", "*/_pack.yaml"),
        ("profile", "profiles/*.yaml"),
        ("vocabulary", "vocabulary/*.yaml"),
    ):
        validator = jsonschema.Draft202012Validator(schemas[sort])
        for path in sorted((ROOT / "rules").glob(pattern)):
            if sort == "rule" and path.parent.name in ("profiles", "vocabulary"):
                continue
            validator.validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    overlay = jsonschema.Draft202012Validator(schemas["overlay"])
    assert overlay.is_valid({"rules": {"a/b": "skip", "c/d": {"pass": {"mention": ["甲"]}}}})
    assert not overlay.is_valid({"rules": {"a/b": {"pass": {"mentoin": ["甲"]}}}})


def test_every_error_is_told_not_only_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    _write(
        {
            "local/_pack.yaml": PACK,
            "local/a.yaml": changed("severity: info", "severity: inof"),
            "local/b.yaml": changed("weight: 1", "weight: much"),
            "local/c.yaml": changed("$ours", "$ours-not"),
            "_overlay.yaml": "rulse: {}\n",
        }
    )
    status, told = _said(capsys, "rules", "check", "r")
    assert status == 2
    for place in ("r/local/a.yaml:4", "r/local/b.yaml:5", "r/local/c.yaml:6", "r/_overlay.yaml:1"):
        assert f"错误  {place}" in told
    assert "4 处错误" in told


@pytest.mark.parametrize(
    ("rule", "pack", "words"),
    [
        (RULE, PACK, "近似句"),
        (changed("fail: [略]", TWO).replace("$ours", "依法"), PACK, "没有规则使用"),
        (changed("fail: [略]", TWO).replace("weight: 1", "weight: 0"), PACK, "权重是 0"),
        (changed("fail: [略]", TWO).replace("写详细些。", "写详细些"), PACK, "句号"),
        (changed("fail: [略]", TWO).replace("写明了。", "写明了"), PACK, "消息"),
        (changed("fail: [略]", TWO).replace("某某办法", "《某某办法》"), PACK, "书名号"),
        (
            changed("fail: [略]", TWO).replace("$ours", "{words: [甲], unless: [乙]}"),
            PACK,
            "“乙”不含",
        ),
        (
            changed("fail: [略]", TWO)
            .replace("remedy", "partial: {mention: $ours, within: [plan]}\nremedy")
            .replace("fail: 没有写。", "partial: 有。, fail: 没有写。")
            .replace("pass: [法治]", "pass: [法治], partial: [法治]"),
            PACK,
            "永远轮不到",
        ),
    ],
)
def test_what_makes_a_rule_doubtful(
    rule: str, pack: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _write({"local/_pack.yaml": pack, "local/a.yaml": rule})
    status, told = _said(capsys, "rules", "check", "r")
    assert status == 1
    assert words in told
    assert "疑点  r/local/" in told


def test_two_rules_with_one_condition_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    rule = changed("fail: [略]", TWO)
    _write({"local/_pack.yaml": PACK, "local/a.yaml": rule, "local/b.yaml": rule})
    status, told = _said(capsys, "rules", "check", "r", "--format", "json")
    assert status == 1
    (finding,) = json.loads(told)["findings"]
    assert "local/a" in finding["message"]
    assert finding["place"] == "r/local/b.yaml:6:1"


def test_the_shipped_rules_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert _said(capsys, "rules", "check") == (0, "0 处错误，0 处疑点。\n")


def test_a_corpus_tells_which_rules_never_speak_up(capsys: pytest.CaptureFixture[str]) -> None:
    never = changed("$ours, within: [plan]", "[法治]")
    always = changed("$ours, within: [plan]", "[绝无此词]")
    _write({"local/_pack.yaml": PACK, "local/never.yaml": never, "local/always.yaml": always})
    status, told = _said(capsys, "rules", "test", "--rules", "r", "--corpus", *SEEDS)
    assert status == 0
    assert "| local/never | 5 | 0 | 0 | 0 | 0 | 从未触发 |" in told
    assert "| local/always | 0 | 0 | 5 | 0 | 0 | 总是触发 |" in told
    assert "| litigation/court-appearance | " in told
    assert _said(capsys, "rules", "test", "--corpus", "没有")[0] == 2


def test_a_difference_of_a_weight_and_a_word_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    overlay = (
        "rules:\n  work/enforcement: {weight: 20}\n  work/legislation: skip\n"
        "terms:\n  work/normative: {add: [制度文本]}\n"
    )
    _write({"_overlay.yaml": overlay})
    status, told = _said(capsys, "rules", "diff", *SEEDS, "--rules", "r")
    assert status == 0
    assert "| work/enforcement | weight | 7 | 20 |" in told
    assert "| work/legislation | 去掉 | 有 |  |" in told
    assert "| work/normative-documents | 条件 |  | 加：制度文本 |" in told
    assert "| work/legislation | 符合 | 未判断 | 1 |" in told
    status, told = _said(capsys, "rules", "diff", *SEEDS, "--rules", "r", "--format", "json")
    reports = json.loads(told)["reports"]
    assert [len(report["score"]) for report in reports] == [2] * 5
    status, told = _said(capsys, "rules", "diff", *SEEDS)
    assert "规则的改动（0 处）" in told
    assert "（0 份有变化）" in told
