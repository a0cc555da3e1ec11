"""What must hold of reading and normalising any text, whatever it says."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import noise
import pytest
import reading
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from made_up import often, texts

from checker import normalise, pipeline, readers
from checker.model.result import Failure
from checker.model.text import Source, Text
from checker.normalise import lines, markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

TITLE = "某某镇2023年法治政府建设年度报告\n"


def _source(words: str, *, markdown: bool = False) -> Source:
    source = readers.read("报告.md" if markdown else "报告.txt", ("字" + words).encode())
    return replace(source, markup="markdown" if markdown else "plain")


def _is_sound(view: Text) -> bool:
    """Whether every character has a place, in order, inside the original."""
    origins, end = list(view.origins), len(view.source.text)
    ordered = all(a <= b for a, b in pairwise(origins))
    inside = not origins or 0 <= origins[0] <= origins[-1] < end
    damage = all(0 <= d.span.start < d.span.end <= end for d in view.damage)
    return len(origins) == len(view.content) and ordered and inside and damage


@often
@given(texts, st.permutations(normalise.STEPS), st.integers(0, 7), st.booleans())
def test_every_chain_of_normalisers_keeps_places_in_order_and_inside(
    words: str,
    steps: list[Callable[[Text], Text]],
    count: int,
    markdown: bool,  # noqa: FBT001
) -> None:
    source = _source(words, markdown=markdown)
    view = Text(source, source.text, range(len(source.text)))
    for step in steps[:count]:
        view = step(view)
        assert _is_sound(view)


def _normalised(source: Source, steps: Iterable[Callable[[Text], Text]]) -> str:
    view = Text(source, source.text, range(len(source.text)))
    for step in steps:
        view = step(view)
    return view.content


def _plain(words: str) -> Source:
    return Source("报告.txt", words, "utf-8", (0,))


@often
@given(texts)
def test_normalising_twice_without_joining_lines_is_normalising_once(words: str) -> None:
    steps = [step for step in normalise.STEPS if step is not lines.joined]
    once = _normalised(_source(words), steps)
    assert _normalised(_plain(once), steps) == once


@pytest.mark.xfail(reason="a line that was joined may be long enough to be joined on")
@settings(deadline=None, phases=[Phase.explicit])
@example("。。。。一是2022年排查发现\n1.\n还有待提升。。2024年3月1日\n\n" + TITLE)
@given(texts)
def test_normalising_any_text_twice_is_normalising_it_once(words: str) -> None:
    once = _normalised(_source(words), normalise.STEPS)
    assert _normalised(_plain(once), normalise.STEPS) == once


@pytest.mark.parametrize("path", reading.SEEDS + reading.GOLD, ids=lambda path: path.stem[:3])
def test_normalising_a_report_twice_is_normalising_it_once(path: Path) -> None:
    once = reading.text(path.read_bytes()).content
    assert reading.text(once).content == once


@pytest.mark.parametrize("width", [28, 45])
@pytest.mark.parametrize("path", reading.SEEDS, ids=lambda path: path.stem[:3])
def test_normalising_a_cut_report_twice_is_normalising_it_once(path: Path, width: int) -> None:
    once = reading.text(noise.by_count(path.read_text(encoding="utf-8"), width)).content
    assert reading.text(once).content == once


@given(texts)
def test_a_text_without_marks_is_left_alone_by_markdown(words: str) -> None:
    source = _source(words)
    view = Text(source, source.text, range(len(source.text)))
    assert markup.dropped(view) is view


@often
@given(st.binary(max_size=400) | texts.map(lambda words: words.encode("gb18030", "replace")[1:]))
def test_any_bytes_are_a_source_or_an_error_with_words(data: bytes) -> None:
    for path in ("报告.txt", "报告.md", "报告"):
        made = pipeline.assess_bytes(path, data, reading.book())
        if isinstance(made, Failure):
            assert made.code in ("empty", "unsupported", "binary", "unreadable")
            assert made.message.endswith("。")
        else:
            source = made.facts.report.text.source
            assert source == readers.read(path, data)
            assert source.text.strip()
