"""The five seeds in every format found: the same as before. ``UPDATE_SNAPSHOTS=1`` rewrites."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from checker import pipeline, plugins, readers, renderers
from checker.renderers import markdown

if TYPE_CHECKING:
    from checker.model.result import Assessment, Result

ROOT = Path(__file__).parent.parent
SNAPSHOTS = ROOT / "tests" / "snapshots"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
# how a workbook is packed is up to zlib and openpyxl; tests/stages/test_ledger.py reads its cells
FORMATS = [name for name in plugins.names(renderers) if name != "xlsx"]
START, END = "<!-- example:start -->", "<!-- example:end -->"
EXAMPLE_LINES = 9
UPDATE = os.environ.get("UPDATE_SNAPSHOTS") == "1"


def _judged(*seeds: Path) -> Result:
    book = pipeline.book()
    items = (pipeline.assess_bytes(f"seeds/{s.name}", s.read_bytes(), book) for s in seeds)
    return pipeline.result(items, book)


@pytest.fixture(scope="module")
def everything() -> Result:
    return _judged(*SEEDS)


def test_there_are_five_seeds() -> None:
    assert len(SEEDS) == 5


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_a_seed_is_rendered_as_before(seed: Path, name: str) -> None:
    made = plugins.load(renderers, name).render(_judged(seed))
    data = made if isinstance(made, bytes) else made.encode()
    kept = SNAPSHOTS / f"{seed.stem}.{name}"
    if UPDATE:
        kept.write_bytes(data)
    assert kept.exists(), "run the tests once with UPDATE_SNAPSHOTS=1 and read what they wrote"
    assert data == kept.read_bytes()


def test_the_example_in_the_readme_is_real(everything: Result) -> None:
    report = next(r for r in everything.reports if r.path.startswith("seeds/002"))
    text = plugins.load(renderers, "text").render(_judged(ROOT / report.path))
    shown = "\n".join(text.splitlines()[:EXAMPLE_LINES])
    block = f"{START}\n```\n$ fazhi check {report.path}\n{shown}\n  ……\n```\n{END}"
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    if UPDATE:
        readme.write_text(before + block + after, encoding="utf-8")
    assert before + block + after == readme.read_text(encoding="utf-8")


def test_no_snapshot_is_left_over() -> None:
    wanted = {f"{seed.stem}.{name}" for seed in SEEDS for name in FORMATS}
    assert {path.name for path in SNAPSHOTS.iterdir()} == wanted


def test_the_summaries_in_git_are_fresh(everything: Result) -> None:
    pages = dict(markdown.pages(everything))
    folder = ROOT / "reports_out"
    assert {path.name for path in folder.iterdir()} == set(pages), "run make demo"
    for name, text in pages.items():
        assert (folder / name).read_text(encoding="utf-8") == text, f"{name}: run make demo"


def test_the_result_of_the_seeds_is_as_published(everything: Result) -> None:
    schema = json.loads((ROOT / "docs" / "result.schema.json").read_text(encoding="utf-8"))
    printed = json.loads(plugins.load(renderers, "json").render(everything))
    assert [error.json_path for error in Draft202012Validator(schema).iter_errors(printed)] == []
    assert len(printed["reports"]) == len(SEEDS)


def test_every_quote_is_the_original(everything: Result) -> None:
    printed = json.loads(plugins.load(renderers, "json").render(everything))
    texts = {f"seeds/{s.name}": readers.read(s.name, s.read_bytes()).text for s in SEEDS}
    seen = 0
    for report in printed["reports"]:
        for place in _places(report):
            seen += 1
            assert texts[report["path"]][place["start"] : place["end"]] == place["quote"] != ""
    assert seen > 100


def _places(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON value
    if isinstance(value, list):
        return [place for item in value for place in _places(item)]
    if not isinstance(value, dict):
        return []
    inner = [place for item in value.values() for place in _places(item)]
    return [value, *inner] if "quote" in value else inner


def test_order_of_inputs_changes_no_report() -> None:
    there = {r.path: _words(r) for r in _judged(*SEEDS).reports}
    back = {r.path: _words(r) for r in _judged(*reversed(SEEDS)).reports}
    assert there == back


def _words(report: Assessment) -> list[tuple[str, str, str]]:
    return [(o.rule.id, o.status, o.message) for o in report.outcomes]
