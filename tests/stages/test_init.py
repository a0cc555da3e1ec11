"""The settings file that ``fazhi init`` writes: it changes nothing, and each of its examples is sound."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from checker import pipeline
from checker.cli import _init_words
from checker.cli.main import main
from checker.errors import CheckerError
from checker.rulebook import shapes

ROOT = Path(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("000*.txt"))
BLOCKS = _init_words.text().split("\n\n")[1:]
PACK = "title: 本地\nversion: 1.0.0\n"
WAIVER = (
    "waivers:\n  - {rule: statutory/causes, issuer: 某某镇, because: 补报, until: 2099-12-31}\n"
)


def _taken(block: str) -> str:
    """A block as somebody leaves it who takes the marks of examples away."""
    return re.sub(r"^# ", "", block, flags=re.MULTILINE)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "报告.txt": SEED.read_text(encoding="utf-8"),
        "街道/甲.txt": "甲",
        "README.md": "甲",
        "解读/甲.txt": "甲",
        "报告/2025/某镇.txt": "某镇",
        "本地规则/local/_pack.yaml": PACK,
        "fazhi-exceptions.yaml": WAIVER,
        "fazhi-baseline.json": '{"schema": "fazhi-baseline/1", "reports": []}',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _judged(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    capsys.readouterr()
    status = main(["check", "报告.txt", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    del told["rules"]["digest"]
    return status, told


def test_the_file_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = _judged(capsys)
    assert main(["init"]) == 0
    assert "已写出 fazhi.yaml" in capsys.readouterr().out
    assert _judged(capsys) == before
    assert main(["config"]) == 0
    assert "设置文件：fazhi.yaml" in capsys.readouterr().out


def test_every_key_is_explained_and_only_these() -> None:
    assert sorted(_init_words.keys()) == sorted(shapes.SETTINGS["properties"])
    assert len(BLOCKS) == len(_init_words.keys())
    assert all(line.startswith(("# ", "## ")) for b in BLOCKS for line in b.splitlines())


@pytest.mark.parametrize("block", BLOCKS, ids=_init_words.keys())
def test_each_example_may_be_taken(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = _init_words.text().replace(block, _taken(block))
    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - words stay words; nothing is built
    assert len(data) == 1
    Path("fazhi.yaml").write_text(text, encoding="utf-8")
    status = main(["check", "报告.txt", "--quiet"])
    assert capsys.readouterr().err == ""
    assert status in (0, 1)


def test_all_examples_may_be_taken_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("fazhi.yaml").write_text(_taken(_init_words.text()), encoding="utf-8")
    assert main(["check", "报告.txt", "--quiet"]) in (0, 1)
    assert main(["config"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "（strict）" in out
    assert "litigation/court-appearance.weight = 15" in out


def test_the_published_schema_knows_the_examples() -> None:
    schema = pipeline.schemas()["settings"]
    data = yaml.safe_load(re.sub(r"until: (\S+)", r"until: '\1'", _taken(_init_words.text())))
    assert [e.message for e in Draft202012Validator(schema).iter_errors(data)] == []


@pytest.mark.parametrize("there", ["file", "link"])
def test_nothing_is_overwritten(there: str, capsys: pytest.CaptureFixture[str]) -> None:
    if there == "file":
        Path("fazhi.yaml").write_text("gate: {fail-on: never}\n", encoding="utf-8")
    else:
        Path("fazhi.yaml").symlink_to("没有")
    assert main(["init"]) == 2
    assert "已有 fazhi.yaml，没有改动" in capsys.readouterr().err
    if there == "file":
        assert Path("fazhi.yaml").read_text(encoding="utf-8") == "gate: {fail-on: never}\n"


def test_another_file_and_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--out", "街道/设置.yaml"]) == 0
    assert "--config 街道/设置.yaml" in capsys.readouterr().out
    assert main(["check", "报告.txt", "--quiet", "--config", "街道/设置.yaml"]) in (0, 1)
    assert main(["init", "--out", "街道"]) == 2
    assert main(["init", "--out", "没有/fazhi.yaml"]) == 2
    assert main(["init", "--out", ""]) == 2


def test_it_says_which_settings_it_hides(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    assert "不再起作用" not in capsys.readouterr().out
    assert main(["init", "--out", "街道/fazhi.yaml"]) == 0
    assert "fazhi.yaml 不再起作用" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", " \n\n", "---\n"])
def test_a_blank_settings_file_is_still_refused(text: str) -> None:
    Path("fazhi.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CheckerError):
        pipeline.book(settings="fazhi.yaml")


def test_a_rule_of_comments_only_is_still_refused() -> None:
    Path("本地规则/local/x.yaml").write_text("# 略\n", encoding="utf-8")
    with pytest.raises(CheckerError) as refused:
        pipeline.book(["本地规则"])
    assert refused.value.place.startswith("本地规则/local/x.yaml")
