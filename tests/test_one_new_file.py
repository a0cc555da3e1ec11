"""A reader, a kind of check, a rule, a renderer, a command: each is one new file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from checker import cli, detectors, readers, renderers
from checker.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

SEED = next((Path(__file__).parent.parent / "seeds").glob("000*.txt"))

READER = """
    from checker.readers import txt

    SUFFIXES = (".quoted",)

    def claims(suffix, data):
        return 3 if suffix in SUFFIXES else 0

    def read(path, data, limits):
        return txt.read(path, data[1:-1], limits)
"""
KIND = """
    from dataclasses import dataclass
    from checker.model.rule import Found, Missing

    GIVES = ()

    @dataclass(frozen=True, slots=True)
    class Kind:
        '''The report has at least this many characters.'''

        characters: int

        def find(self, facts, where):
            long = len(facts.report.text.content) >= self.characters
            return Found(()) if long else Missing()
"""
RULE = """
    title: 篇幅
    basis:
      - {instrument: 某某办法, asks: 报告应当详实}
    severity: info
    weight: 1
    pass: {long-enough: 1000}
    messages: {pass: 篇幅足够。, fail: 篇幅太短。}
    remedy: 写详细些。
    examples: {pass: [略], fail: [略]}
"""
RENDERER = """
    def render(result):
        return "".join(f"{report.path}\\t{report.score.value}\\n" for report in result.reports)
"""
COMMAND = """
    HELP = "问好"

    def add_arguments(parser):
        parser.epilog = "例：\\n  fazhi say-hello"

    def run(args):
        print("你好")
        return 0
"""


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Put a new module beside a package's own; afterwards nobody knows it."""
    before = set(sys.modules)

    def added(package: ModuleType, name: str, code: str) -> None:
        folder = tmp_path / "modules" / package.__name__
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.py").write_text(dedent(code), encoding="utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])

    yield added
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_reader(
    add: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(readers, "quoted", READER)
    (tmp_path / "夹").mkdir()
    (tmp_path / "夹" / "报告.quoted").write_bytes(b'"' + SEED.read_bytes() + b'"')
    assert main(["check", str(tmp_path / "夹"), "--format", "json", "--fail-on", "never"]) == 0
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    assert report["facts"]["reporting_year"] == 2022


def test_a_kind_of_check_and_a_rule_that_uses_it(
    add: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(detectors, "long_enough", KIND)
    pack = tmp_path / "规则" / "local"
    pack.mkdir(parents=True)
    (pack / "_pack.yaml").write_text("title: 本地\nversion: 1.0.0\n", encoding="utf-8")
    (pack / "length.yaml").write_text(dedent(RULE), encoding="utf-8")
    rules = ["--rules", str(tmp_path / "规则")]
    assert main(["check", str(SEED), "--format", "json", "--fail-on", "never", *rules]) == 0
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    status = {outcome["rule"]: outcome["status"] for outcome in report["outcomes"]}
    assert status["local/length"] == "pass"


def test_a_renderer(add: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    add(renderers, "short_lines", RENDERER)
    assert main(["check", str(SEED), "--format", "short-lines", "--fail-on", "never"]) == 0
    assert capsys.readouterr().out.startswith(f"{SEED}\t")
    assert main(["check", "--help"]) == 0
    assert "short-lines" in capsys.readouterr().out.replace("\n", "").replace(" ", "")


def test_a_command(add: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    add(cli, "say_hello", COMMAND)
    assert main(["say-hello"]) == 0
    assert capsys.readouterr().out == "你好\n"
    assert main(["--help"]) == 0
    assert "say-hello" in capsys.readouterr().out
