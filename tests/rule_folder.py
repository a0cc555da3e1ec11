"""A folder of rules of one's own: a sound pack and rule, and how to read them or see them refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from checker import pipeline
from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.model.rule import Rulebook

PACK = "title: 本地\nversion: 1.0.0\nterms:\n  ours: [法治, $theirs]\n  theirs: [依法]\n"
RULE = """\
title: 篇幅
basis:
  - {instrument: 某某办法, asks: 报告应当详实}
severity: info
weight: 1
pass: {mention: $ours, within: [plan]}
messages: {pass: 写明了。, fail: 没有写。}
remedy: 写详细些。
examples: {pass: [法治], fail: [略]}
"""


def changed(old: str, new: str, rule: str = RULE) -> str:
    """The sound rule with one thing put differently."""
    assert old in rule
    return rule.replace(old, new)


def book(folder: Path, files: Mapping[str, str | bytes], profile: str | None = None) -> Rulebook:
    """The rules in force with ``files`` beside the shipped ones."""
    for name, content in files.items():
        path = folder / "r" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return pipeline.book([str(folder / "r")], profile=profile)


def error(
    folder: Path, files: Mapping[str, str | bytes], profile: str | None = None
) -> CheckerError:
    """What is said of ``files`` that cannot be used, in Chinese."""
    with pytest.raises(CheckerError) as caught:
        book(folder, files, profile)
    assert re.search("[\u4e00-\u9fff].*[。？]$", caught.value.message)
    return caught.value
