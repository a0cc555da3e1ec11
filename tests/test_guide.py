"""The guide to writing rules, followed literally in an empty folder."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from checker import pipeline
from checker.cli.main import main

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELISION = "……"


def _commands(block: str) -> list[tuple[str, str]]:
    """Commands and what they print, of one block."""
    parts = re.split(r"^\$ fazhi (.*)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def _pattern(told: str) -> str:
    """What is printed, as a pattern: an elision stands for anything, and a score for any score."""
    pattern = ".*".join(re.escape(piece) for piece in told.split(ELISION))
    return re.sub(r"\d+\\\.\d\b", r"\\d+\\.\\d", pattern)


def test_the_guide_followed_literally_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = []
    for language, name, body in _BLOCK.findall(GUIDE):
        if name:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(body, encoding="utf-8")
            continue
        assert language == "sh"
        for command, told in _commands(body):
            status = main(shlex.split(command))
            out, err = capsys.readouterr()
            assert status in (0, 1), f"{command}: {err}"
            assert re.fullmatch(_pattern(told), out, re.DOTALL), f"{command}:\n{out}{err}"
            done.append(command)
    assert len(done) >= 8


def test_the_guide_names_every_kind_of_check() -> None:
    listed = GUIDE.partition("## 检查方式一览")[2]
    assert [name for name in pipeline.kinds() if f"`{name}`" not in listed] == []
