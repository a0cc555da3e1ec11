"""The command line's parts; what a user sees of the whole is in ``tests/scenarios``."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import builders
import pytest

from checker import cli, plugins, readers, scoring
from checker.cli import _inputs, _output, _parser, _rule_words, _terminal, main
from checker.errors import CheckerError
from checker.model.result import MARK
from checker.model.rule import Policy
from checker.renderers import markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = next(iter(sorted((Path(__file__).parent.parent.parent / "seeds").glob("000*.txt"))))
COMMANDS = [name for name in plugins.names(cli) if name != "main"]


def _collected(paths: Sequence[str], out: str | None = None) -> list[str]:
    return [found.input.path for found in _inputs.collect(paths, out)]


def _code(path: str) -> str:
    (found,) = _inputs.collect([path], None)
    with pytest.raises(CheckerError) as caught:
        found.input.load()
    return caught.value.code


def test_folders_are_searched_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.md", "c.bin", ".d.txt", "x/e.TXT", ".git/f.txt", "out/README.md"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("字")
    assert _collected(["."], "out") == ["a.md", "b.txt", os.path.join("x", "e.TXT")]
    assert _collected(["x", "b.txt", "./b.txt", "*.md"]) == [
        os.path.join("x", "e.TXT"),
        "b.txt",
        "a.md",
    ]


def test_a_named_file_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "报告.bin"
    path.write_text("字")
    (found,) = _inputs.collect([str(path)], None)
    assert found.input.load() == "字".encode()


def test_what_cannot_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("空").mkdir()
    assert _code("没有.txt") == "not-found"
    assert _code("*.txt") == "unmatched-glob"
    assert _code("空") == "empty-folder"
    assert _code(os.devnull) == "special-file"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "Permission denied"), "permission-denied"),
        (FileNotFoundError(2, "No such file"), "not-found"),
        (NotADirectoryError(20, "Not a directory"), "not-found"),
        (OSError(5, "Input/output error"), "unreadable"),
    ],
)
def test_what_the_system_refuses_is_told(
    error: OSError, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "密.txt"
    path.write_text("字")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("builtins.open", refuse)
    assert _code(str(path)) == code


def test_a_closed_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr("os.scandir", refuse)
    assert _code(str(tmp_path)) == "permission-denied"


def test_size_is_asked_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(readers.DEFAULT.bytes + 1)
    monkeypatch.setattr("builtins.open", lambda *_: pytest.fail("it was opened"))
    assert _code(str(path)) == "too-large"


def test_a_file_that_grows_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "长.txt"
    path.write_bytes(b"x" * 11)
    monkeypatch.setattr(os, "stat", lambda _: os.stat_result([0o100644, *[0] * 9]))
    (found,) = _inputs.collect([str(path)], None, readers.Limits(bytes=10))
    with pytest.raises(CheckerError) as caught:
        found.input.load()
    assert caught.value.code == "too-large"


def test_files_are_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "果.json"
    path.write_text("旧")
    path.chmod(0o600)
    _output.write_all([(str(path), "新")], [])
    assert path.read_text() == "新"
    assert path.stat().st_mode & 0o777 == 0o600

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(CheckerError, match="磁盘已满"):
        _output.write_all([(str(path), "更新")], [])
    assert path.read_text() == "新"
    assert [p.name for p in tmp_path.iterdir()] == ["果.json"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "真.json", tmp_path / "链.json"
    target.write_text("旧")
    link.symlink_to(target)
    _output.write_all([(str(link), "新")], [])
    assert link.is_symlink()
    assert target.read_text() == "新"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"  fazhi {command}" in shown
    for english in ("usage", "options", "positional", "show this"):
        assert english not in shown


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["check"],
        ["chek"],
        ["check", "--formt", "json", "x"],
        ["check", "x", "--format"],
        ["check", "x", "--quiet=3"],
        ["check", "x", "--fail-on", "off"],
        ["check", "x", "--format", "json="],
        ["rules", "show"],
        ["rules", "lst"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_told_in_chinese(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    for english in ("usage", "error", "argument", "required", "expected", "invalid", "choose"):
        assert english not in said.err.replace("error、warning", "")


def test_suggestions_name_the_nearest_and_the_rest() -> None:
    assert _parser.suggestion("jsn", ["json", "text"]) == "是不是想用 json？可用的有：json、text。"
    assert _parser.suggestion("?", ["json"]) == "可用的有：json。"


def test_the_bar_appears_only_for_many_files_and_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few, many = list(range(_terminal.MANY)), list(range(_terminal.MANY + 1))
    monkeypatch.setattr(sys, "stderr", _Terminal())
    assert _terminal.watched(few) is few
    watched = _terminal.watched(many)
    assert watched is not many
    assert list(watched) == many
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert _terminal.watched(many) is many


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_table_ranks_and_is_no_markup() -> None:
    worse = builders.assessment(builders.outcome("fail"), facts=builders.facts("[red]甲[/red]"))
    better = builders.assessment(builders.outcome("pass"), facts=builders.facts("乙\x1b[31m"))
    drawn = _terminal.table(builders.result(worse, better, builders.other_kind()))
    assert drawn.index("乙") < drawn.index("[red]甲[/red]") < drawn.index("解读.txt")
    assert "\x1b" not in drawn


def test_a_rule_is_shown_with_all_that_it_says() -> None:
    shown = _rule_words.rule_text(builders.rule(levels=("county", "township"), first_year=2021))
    for words in (
        "县级、乡镇（街道）",
        "2021 年度起",
        "《某某规定》第五条：写明情况",
        "走访企业8家",
    ):
        assert words in shown


def test_results_of_ours_are_passed_over_and_counted(tmp_path: Path) -> None:
    page = dict(markdown.pages(builders.result(builders.assessment())))["README.md"]
    (tmp_path / "甲.txt").write_text("字")
    (tmp_path / "README.md").write_text(page)
    (tmp_path / "旧.md").write_bytes(b"\xef\xbb\xbf\r\n" + page.replace("\n", "\r\n").encode())
    found = _inputs.collect([str(tmp_path)], None)
    assert [Path(item.input.path).name for item in found] == ["甲.txt"]
    assert [Path(path).name for path in found.passed_over] == ["README.md", "旧.md"]
    named = _inputs.collect([str(tmp_path), str(tmp_path / "README.md")], None)
    assert [Path(path).name for path in named.passed_over] == ["旧.md"]
    with pytest.raises(CheckerError) as caught:
        readers.read("README.md", named[1].input.load())
    assert caught.value.code == "own-result"


def test_every_markdown_says_first_that_it_is_a_result() -> None:
    one, two = builders.assessment(), builders.assessment(path="乙.txt")
    made = [text for _, text in markdown.pages(builders.result(one, two))]
    made += [markdown.render(builders.result(*some)) for some in ((), (one,), (one, two))]
    for text in made:
        assert readers.is_own_result(text.encode())
        assert text.count(MARK) == 1
        assert text.partition("\n")[0].endswith("-->")


@pytest.mark.parametrize("data", [b"\x1c", b"\x1c\x1d\n", b"\x85", "\u200b\u3000\x85".encode()])
def test_only_blanks_and_controls_are_no_text(data: bytes) -> None:
    with pytest.raises(CheckerError) as caught:
        readers.read("空.txt", data)
    assert caught.value.code in ("empty", "binary")


def test_more_text_than_can_be_judged_is_refused() -> None:
    limits = readers.Limits(characters=3)
    assert readers.read("三.txt", "三个字".encode(), limits).text == "三个字"
    with pytest.raises(CheckerError) as caught:
        readers.read("四.txt", "四个字了".encode(), limits)
    assert caught.value.code == "too-large"


@pytest.mark.parametrize(("label", "alone"), [("fail", 1), ("pass", 0)])
def test_a_table_that_could_be_written_is_no_failure(
    label: str, alone: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A false pass is for the tests to see; whoever writes the table has written it."""
    (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
    labels = {"elements": {"achievements": label}}
    (tmp_path / "a.json").write_text(json.dumps(labels))
    doc = tmp_path / "表.md"
    doc.write_text("<!-- accuracy:start -->\n<!-- accuracy:end -->\n")
    command = ["rules", "test", "--gold", str(tmp_path)]
    assert main.main([*command, "--doc", str(doc)]) == 0
    assert "1 份报告" in doc.read_text()
    assert main.main(command) == alone
    assert "1 份报告" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("low", "floor", "told"),
    [
        (Fraction(260, 3), "86.7", "86.67 低于要求的 86.7"),
        (Fraction("86.6999"), "86.7", "86.6999 低于要求的 86.7"),
        (Fraction("86.74"), "86.75", "86.7 低于要求的 86.75"),
        (Fraction("9.95"), "10", "9.95 低于要求的 10.0"),
        (Fraction(0), "0.000001", "0.0 低于要求的 0.000001"),
    ],
)
def test_what_the_gate_says_is_true(low: Fraction, floor: str, told: str) -> None:
    policy = Policy("default", (("A", 0),), "never", Fraction(floor))
    score = replace(builders.score(), low=low)
    gate = scoring.gate(score, (), builders.facts(), policy)
    assert gate.reasons == (f"得分下限 {told}。",)


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_ends_without_a_traceback() -> None:
    code = (
        "import signal, sys; from checker.cli.main import main; print(1, flush=True); "
        "signal.signal(signal.SIGINT, signal.default_int_handler); sys.exit(main())"
    )  # where the tests run in the background the signal may be ignored
    with subprocess.Popen(
        [sys.executable, "-c", code, "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"1\n"
        time.sleep(0.3)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=20)
    assert running.returncode == 130
    assert said.decode() == "fazhi：已中断。\n"


HEAVY = ("rich", "jsonschema", "yaml", "opencc", "pathlib", "importlib.metadata", "shutil")


def test_a_cold_check_loads_nothing_that_it_does_not_need() -> None:
    code = (
        "import sys; from checker.cli.main import main; "
        "status = main(); print(*sorted(sys.modules), file=sys.stderr); sys.exit(status)"
    )
    command = [sys.executable, "-c", code, "check", str(SEED), "--format", "json"]
    subprocess.run(command, check=False, capture_output=True)  # whatever is cached is cached now
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    assert set(HEAVY) & set(done.stderr.split()) == set()
