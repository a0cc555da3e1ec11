"""No rule is filler: each speaks up on something in the gold and stays silent on something there."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import reading

from checker import pipeline
from checker.pipeline import Input
from checker.trials import corpus

if TYPE_CHECKING:
    from collections.abc import Sequence

GOLD = reading.ROOT / "tests" / "gold"
FOLDERS = (GOLD, GOLD / "wording", GOLD / "disclosure", *sorted(GOLD.glob("arithmetic*")))


@cache
def _firings() -> Sequence[corpus.Firing]:
    paths = [
        path
        for folder in FOLDERS
        for path in sorted(folder.glob("*"))
        if path.suffix in (".txt", ".html")
    ]
    inputs = [Input(path.name, path.read_bytes) for path in [*paths, *reading.SEEDS]]
    return corpus.firings(pipeline.check(inputs, reading.book()), reading.book())


def test_every_rule_speaks_up_on_something() -> None:
    assert [f.rule for f in _firings() if f.doubt in (corpus.NEVER, corpus.NOWHERE)] == []


def test_every_rule_is_silent_on_something() -> None:
    assert [f.rule for f in _firings() if f.doubt == corpus.ALWAYS] == []


def test_there_are_enough_of_them() -> None:
    packs = defaultdict(list)
    for rule in reading.book().rules:
        packs[rule.id.partition("/")[0]].append(rule.id)
    assert len(reading.book().rules) >= 80
    assert {"outline", "wording", "form", "history", "disclosure"} <= set(packs)
