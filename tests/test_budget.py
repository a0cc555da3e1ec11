"""What one report may cost, in counted work: calls of Python functions, not seconds, so that a busy machine
does not fail it. Counts differ a little between versions of Python; the budgets leave room for that."""

from __future__ import annotations

import cProfile
import importlib.util
import pstats
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker import pipeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from checker.model.rule import Rulebook

ROOT = Path(__file__).parent.parent
CALLS = 330_000  # of Python and C functions for one report of 10-20 KB, on average
GROWTH = 1.25  # how much more a report twice as long may cost for each of its characters
SHARE = 0.01  # of a report's cost that one more rule may add
_REPORTS = range(6)


@cache
def _corpus() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_made", ROOT / "benchmarks" / "corpus.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["corpus_made"] = module
    spec.loader.exec_module(module)
    return module


@cache
def _book() -> Rulebook:
    return pipeline.book()


def _calls(work: Callable[[], object]) -> int:
    profile = cProfile.Profile()
    profile.runcall(work)
    counted: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return counted


def _judge(text: str) -> int:
    data = text.encode()
    return _calls(lambda: pipeline.assess_bytes("a.txt", data, _book()))


@pytest.fixture(scope="module")
def texts() -> list[str]:
    made: list[str] = [_corpus().report(number) for number in _REPORTS]
    _judge(made[0])  # whatever is made once
    return made


def test_a_report_costs_no_more_than_its_budget(texts: list[str]) -> None:
    assert sum(map(_judge, texts)) / len(texts) < CALLS


def test_the_cost_grows_with_the_length(texts: list[str]) -> None:
    head, *lines = texts[0].split("\n")
    once = "\n".join((head, *lines))
    four = "\n".join((head, *lines * 4))
    assert _judge(four) / 4 < _judge(once) * GROWTH


def test_one_more_rule_costs_little(texts: list[str], tmp_path: Path) -> None:
    rules = tmp_path / "own"
    rules.mkdir()
    (rules / "_pack.yaml").write_text("version: 1.0.0\ntitle: 本地\n", encoding="utf-8")
    count = 20
    for number in range(count):
        (rules / f"r{number}.yaml").write_text(
            f"title: 第{number}条\n"
            "basis: [{instrument: 法治政府建设与责任落实督察工作规定, asks: 如实报告}]\n"
            "severity: info\nweight: 1\n"
            f"pass: {{together: [[培训, 学习], [执法人员, 第{number}期]], reach: 40}}\n"
            "partial: {mention: [执法人员]}\n"
            "messages: {pass: 有, partial: 不全, fail: 无}\nremedy: 写明几期。\n"
            "examples: {pass: [执法人员培训3次。], fail: [无关。], partial: [执法人员5名。]}\n",
            encoding="utf-8",
        )
    more = pipeline.book([str(tmp_path)])
    assert len(more.rules) == len(_book().rules) + count
    data = [text.encode() for text in texts]

    def all_by(book: Rulebook) -> int:
        return _calls(lambda: [pipeline.assess_bytes("a.txt", one, book) for one in data])

    all_by(more)
    bare = all_by(_book())
    assert (all_by(more) - bare) / count < bare * SHARE


def test_judging_again_costs_no_more(texts: list[str]) -> None:
    first = _judge(texts[1])
    assert _judge(texts[1]) <= first
