"""Rule files made to hurt: refused with their place, or read within bounds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import reading
import rule_folder
from rule_folder import PACK, RULE, changed

from checker import pipeline
from checker.model.result import Assessment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SEED = reading.ROOT / "seeds" / "003_76f9455ffe8be1a0.txt"
CONDITION = "{mention: $ours, within: [plan]}"
HEAD = "title: 甲\nversion: 1.0.0\nterms:\n"


def _terms(*lines: str) -> dict[str, str]:
    body = "".join(f"  {line}\n" for line in lines)
    return {"local/_pack.yaml": HEAD + body, "local/a.yaml": RULE}


def _rule(condition: str) -> dict[str, str]:
    return {"local/_pack.yaml": PACK, "local/a.yaml": changed(CONDITION, condition)}


DOUBLED = _terms(
    "ours: [$t40]", "t0: [甲]", *(f"t{i}: [$t{i - 1}, $t{i - 1}]" for i in range(1, 41))
)
CHAINED = _terms("ours: [$t999]", "t0: [甲]", *(f"t{i}: [$t{i - 1}]" for i in range(1, 1000)))
ALIASED = _terms("ours: &a [甲]", "b: &b [*a, *a]")
MANY = _rule("{any-of: [" + ", ".join(["{mention: 甲}"] * 9000) + "]}")
DEEP = _rule("{any-of: [" * 300 + "{mention: 甲}" + "]}" * 300)
WIDE = _terms("ours: [" + ", ".join(f"词{i}" for i in range(90_000)) + "]")
BARRED = _terms("ours: {words: [法], unless: [" + ", ".join(f"法{i}" for i in range(90_000)) + "]}")
PATTERNS = {
    "local/_pack.yaml": PACK,
    **{
        f"local/r{n}.yaml": changed(
            CONDITION,
            "{any-of: [" + ", ".join(f"{{pattern: '甲{n}乙{i}'}}" for i in range(60)) + "]}",
        )
        for n in range(2)
    },
}


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (DOUBLED, "层"),
        (CHAINED, "层"),
        (ALIASED, "锚点"),
        (MANY, "条件超过 100 个"),
        (DEEP, "嵌套超过 20 层"),
        (PATTERNS, "超过 100 个"),
        (_rule("{pattern: '" + "甲" * 201 + "'}"), "太长"),
    ],
    ids=["doubled", "chained", "aliased", "many", "deep", "patterns", "long"],
)
def test_what_would_not_end_is_refused(
    tmp_path: Path, files: Mapping[str, str], words: str
) -> None:
    began = time.monotonic()
    error = rule_folder.error(tmp_path, files)
    assert words in error.message
    assert "/local/" in error.place
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "files",
    [WIDE, BARRED, _rule("{pattern: '(((甲*)*)*)*乙{1,999}[^丙]{0,999}丁'}")],
    ids=["wide", "barred", "backtracking"],
)
def test_what_is_only_large_is_read(tmp_path: Path, files: Mapping[str, str]) -> None:
    began = time.monotonic()
    book = rule_folder.book(tmp_path, files)
    data = SEED.read_bytes() + ("甲" * 20_000).encode()
    assert isinstance(pipeline.assess_bytes("报告.txt", data, book), Assessment)
    assert time.monotonic() - began < 30


def test_a_folder_that_is_a_link_is_told(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "local").symlink_to(tmp_path / "elsewhere")
    error = rule_folder.error(tmp_path, {})
    assert error.place.endswith("r/local")
    assert "符号链接" in error.message
