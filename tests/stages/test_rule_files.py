"""Whatever is wrong in a rule file is told with file, line, column and what would be right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import rule_folder
from rule_folder import PACK, RULE, changed

if TYPE_CHECKING:
    from pathlib import Path

HERE = "‸"  # marks, in a rule below, the place that the error should name
PARTIAL = "partial: {mention: 依法}\nmessages"

SYNTAX = [
    (RULE + f"{HERE}title: 又一个\n", "“title”重复"),
    (changed("asks:", f"{HERE}instrument:"), "“instrument”重复"),
    (changed("{mention: $ours", f"{HERE}&a {{mention: $ours"), "锚点"),
    (changed("$ours", f"{HERE}*a"), "别名"),
    (changed("severity: info", f"severity: {HERE}off"), "真假值"),
    (changed("remedy:", f"{HERE}on:"), "真假值"),
    (changed("写详细些。", f"{HERE}yes"), "真假值"),
    (changed("severity: info", f"severity: {HERE}!mine x"), "标签“!mine”"),
    (changed("写明了。, fail", f"写明了。 {HERE}]"), "花括号内缺少逗号"),
    (RULE + f"{HERE}---\ntitle: 又\n", "一份"),
    (changed("mention: $ours", "mention: " + "[" * 18 + HERE + "[" + "]" * 19), "嵌套"),
    (f"{HERE}# 空\n", "空"),
]
SHAPE = [
    (changed("weight", f"{HERE}wieght"), "不认识的键“wieght”。是不是想写“weight”？"),
    (changed("within", f"{HERE}wihtin"), "不认识的键“wihtin”。是不是想写“within”？"),
    (changed("asks", f"{HERE}ask"), "不认识的键“ask”。是不是想写“asks”？"),
    (HERE + changed("remedy: 写详细些。\n", ""), "缺少必填的键“remedy”"),
    (changed("  - {instrument: 某某办法, ", f"  - {HERE}{{"), "缺少必填的键“instrument”"),
    (changed("weight: 1", f"{HERE}weight: 很重"), "“weight”应为整数"),
    (changed("weight: 1", f"{HERE}weight: 101"), "不能大于 100"),
    (changed("severity: info", f"{HERE}severity: fatal"), "可用的有：info、warning、error"),
    (changed("severity: info", f"{HERE}severity: eror"), "是不是想写“error”？"),
    (changed("fail: [略]", f"{HERE}fail: []"), "至少要有 1 项"),
    (changed("{mention: $ours, within: [plan]}", "[法治]"), "应为键值表"),
    (changed("weight: 1", f"weight: 1\n{HERE}applies: 镇"), "“applies”应为键值表"),
    (changed("weight: 1", f"weight: 1\napplies: {{level: [{HERE}town]}}"), "township"),
    (changed("weight: 1", f"weight: 1\nvalid: {{{HERE}from: 99}}"), "不能小于 2004"),
]
MEANING = [
    (changed("mention", f"{HERE}mentoin"), "不认识的检查方式“mentoin”。是不是想写“mention”？"),
    (changed("mention: $ours, ", ""), "没有检查方式"),
    (changed("within", f"{HERE}part: plan, within"), "只能有一种检查方式"),
    (changed("[plan]", f"[{HERE}plna]"), "没有名为“plna”的部分。是不是想写“plan”？"),
    (changed("mention: $ours, within: [plan]", f"{HERE}part: paln"), "没有名为“paln”的部分"),
    (changed("mention: $ours", f"{HERE}figure: enforcment"), "是不是想写“enforcement”？"),
    (changed("mention: $ours", f"{HERE}mention: $our"), "没有名为“$our”的词表"),
    (changed("mention: $ours", f"mention: [法治, {HERE}$our]"), "没有名为“$our”的词表"),
    (changed("pass: 写明了。", f'{HERE}pass: "写了{{cuont}}处。"'), "是不是想写“count”？"),
    (changed("pass: 写明了。", f'{HERE}pass: "写了{{。"'), "花括号没有配对"),
    (changed("fail: 没有写。", f"fail: 无。, {HERE}partial: 有些。"), "不会得出“partial”"),
    (changed("fail: [略]", f"fail: [略], {HERE}partial: [略]"), "不会得出“partial”"),
    (changed("remedy", f"{HERE}belongs: plna\nremedy"), "没有名为“plna”的部分"),
    (changed("messages", f"{PARTIAL[:-8]}{HERE}messages"), "messages 里缺少“partial”"),
    (
        changed("examples", f"{HERE}examples", changed("messages", PARTIAL)).replace(
            "写明了。", "写明了。, partial: 有些。"
        ),
        "examples 里缺少“partial”",
    ),
]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize(("rule", "words"), [*SYNTAX, *SHAPE, *MEANING])
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, rule: str, words: str) -> None:
    plain = rule.replace(HERE, "")
    error = rule_folder.error(tmp_path, {"local/_pack.yaml": PACK, "local/a.yaml": plain})
    assert error.code == "rule-file"
    assert words in error.message
    before, mark, _ = rule.partition(HERE)
    place = re.fullmatch(rf"{tmp_path}/r/local/a\.yaml:(\d+):(\d+)", error.place)
    assert place
    if mark:
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        assert (int(place[1]), int(place[2])) == (line, column)


def test_a_sound_rule_is_not_refused(tmp_path: Path) -> None:
    book = rule_folder.book(tmp_path, {"local/_pack.yaml": PACK, "local/a.yaml": RULE})
    assert "local/a" in {rule.id for rule in book.rules}


@pytest.mark.parametrize("line", ["severity: 甲: 乙", "\tseverity: info"])
def test_errors_of_yaml_itself_are_told_in_chinese(tmp_path: Path, line: str) -> None:
    rule = changed("severity: info", line)
    error = rule_folder.error(tmp_path, {"local/_pack.yaml": PACK, "local/a.yaml": rule})
    assert not re.search("[a-z]{3} [a-z]{3}", error.message)


def test_a_term_of_the_pack_is_suggested(tmp_path: Path) -> None:
    rule = changed("$ours", "$our")
    error = rule_folder.error(tmp_path, {"local/_pack.yaml": PACK, "local/a.yaml": rule})
    assert "是不是想写“ours”？" in error.message


def test_a_day_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    rule = changed("mention: $ours, within: [plan]", "deadline: 02-30")
    error = rule_folder.error(tmp_path, {"local/_pack.yaml": PACK, "local/a.yaml": rule})
    assert error.code == "rule-file"


@pytest.mark.parametrize("value", ["{count:x}", "{count!r}", "{count:>9999999}"])
def test_a_message_only_names_its_values(tmp_path: Path, value: str) -> None:
    rule = changed("pass: 写明了。", f'pass: "{value}。"')
    error = rule_folder.error(tmp_path, {"local/_pack.yaml": PACK, "local/a.yaml": rule})
    assert error.code == "rule-file"


def test_a_rule_ends_after_it_begins(tmp_path: Path) -> None:
    rule = changed("weight: 1", "weight: 1\nvalid: {from: 2025, to: 2020}")
    error = rule_folder.error(tmp_path, {"local/_pack.yaml": PACK, "local/a.yaml": rule})
    assert error.code == "rule-file"
