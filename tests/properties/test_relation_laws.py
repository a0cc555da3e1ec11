"""Relations: a true one holds however it is rounded; a wrong digit in it is noticed."""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
import reading
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import pipeline, readers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.model.facts import Facts, Relation

HEAD = "某某镇2023年法治政府建设年度报告\n2023年，我镇推进法治政府建设。\n一、主要举措和成效\n"
NUMBERED = tuple(
    path
    for folder in sorted((reading.ROOT / "tests" / "gold").glob("arithmetic*"))
    for path in sorted(folder.glob("*.txt"))
)
IN_WORDS = ("k04", "m02")  # their numbers are written in Chinese numerals
DIGITS = re.compile(r"[0-9０-９]+")
counts = st.integers(min_value=1, max_value=99_999)


def _relations(words: str) -> tuple[Relation, ...]:
    return reading.known(f"{HEAD}{words}\n二、存在问题\n执法力量不足。\n").relations


def _holds(words: str, kind: str) -> list[bool]:
    return [r.holds for r in _relations(words) if r.kind == kind]


@given(st.lists(counts, min_size=2, max_size=8), st.sampled_from(("件", "宗", "份", "家次")))
@settings(max_examples=60, deadline=None)
def test_a_true_sum_holds_and_a_false_rest_is_noticed(parts: list[int], unit: str) -> None:
    names = ("邻里", "婚姻", "土地", "物业", "劳动", "消费", "医疗", "其他")[-len(parts) :]
    listed = "、".join(f"{n}类{p}{unit}" for n, p in zip(names, parts, strict=True))
    assert _holds(f"全年受理事项{sum(parts)}{unit}，其中{listed}。", "sum") == [True]
    assert _holds(f"全年受理事项{sum(parts) + 7}{unit}，其中{listed}。", "sum") == [False]


@given(counts, st.data(), st.integers(0, 2))
@settings(max_examples=100, deadline=None)
def test_rounding_a_rate_any_way_is_no_error(whole: int, data: st.DataObject, places: int) -> None:
    part = data.draw(st.integers(1, whole))
    how = data.draw(st.sampled_from((ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)))
    step = Decimal(1).scaleb(-places)
    rate = (Decimal(100) * part / whole).quantize(step, how)
    words = "受理纠纷{}件，调解成功{}件，调解成功率{}%。"
    assert _holds(words.format(whole, part, rate), "ratio") == [True]
    wrong = rate + 3 * step if rate + 3 * step <= 100 else rate - 3 * step
    if wrong > 0:
        assert _holds(words.format(whole, part, wrong), "ratio") == [False]


@given(counts, counts, counts)
@settings(max_examples=60, deadline=None)
def test_a_balance(carried: int, received: int, left: int) -> None:
    left %= carried + received
    done = carried + received - left
    words = "上年结转{}件，新收{}件，审结{}件，未结{}件。"
    if not left or not done:
        return
    assert _holds(words.format(carried, received, done, left), "balance") == [True]
    if received + 1 != done + left:  # else the carried ones are counted in
        assert _holds(words.format(carried, received + 1, done, left), "balance") == [False]


@given(st.integers(10, 99_999), st.integers(10, 99_999))
@settings(max_examples=60, deadline=None)
def test_a_growth(now: int, before: int) -> None:
    change = (Decimal(100) * (now - before) / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if not change:
        return
    word = "增长" if change > 0 else "下降"
    words = f"办理法律援助案件{now}件，较上年的{before}件{word}{{}}%。"
    assert _holds(words.format(abs(change)), "growth") == [True]
    assert _holds(words.format(abs(change) + Decimal("0.5")), "growth") == [False]


def _mutants(known: Facts, text: str, relation: Relation) -> Iterator[tuple[int, str]]:
    """The text with the first digit of each exact operand of a relation changed, and where."""
    for place in relation.places:
        figure = next((f for f in known.figures if f.end == place.end), None)
        if figure is None or figure.approximate:
            continue
        span = known.report.text.span(figure.start, figure.end)
        written = DIGITS.match(text, span.start)
        if written:
            digit = str(int(written[0][0]) % 9 + 1)
            yield span.start, text[: span.start] + digit + text[span.start + 1 :]


def _at(known: Facts, position: int) -> list[Relation]:
    spans = known.report.text.span
    return [
        r
        for r in known.relations
        if any(
            spans(p.start, p.end).start <= position < spans(p.start, p.end).end for p in r.places
        )
    ]


WRITTEN = [p for p in NUMBERED if p.stem not in IN_WORDS]


@cache
def _changed(path: Path) -> dict[str, Counter[str]]:
    """By what became of it, the kinds of the relations of a report that held, once for every operand
    whose first digit was changed: ``told``, ``alarmed``, ``kept`` (it still holds)."""
    source = readers.read("报告.txt", path.read_bytes())
    known = pipeline.read(source, reading.book())
    counts: dict[str, Counter[str]] = {"told": Counter(), "alarmed": Counter(), "kept": Counter()}
    for relation in known.relations:
        if not relation.holds:
            continue
        for position, words in _mutants(known, source.text, relation):
            after = _at(
                pipeline.read(readers.read("报告.txt", words.encode()), reading.book()), position
            )
            alike = (
                r.holds and r.kind == relation.kind and len(r.places) == len(relation.places)
                for r in after
            )
            counts["told"][relation.kind] += 1
            counts["alarmed"][relation.kind] += any(not r.holds for r in after)
            counts["kept"][relation.kind] += any(alike) and all(r.holds for r in after)
    return counts


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: p.stem)
def test_a_wrong_first_digit_is_noticed(path: Path) -> None:
    """Every relation that held and has its operand's first digit changed no longer holds."""
    counts = _changed(path)
    assert counts["told"].total()
    assert counts["kept"].total() <= counts["told"].total() * 0.04


@pytest.mark.parametrize(
    ("kind", "least"), [("growth", 0.95), ("balance", 0.85), ("ratio", 0.65), ("sum", 0.5)]
)
def test_most_wrong_digits_are_alarmed(kind: str, least: float) -> None:
    """The others vanish from what holds: lists that need not be whole, rates of another base."""
    told = sum(_changed(path)["told"][kind] for path in WRITTEN)
    assert told >= 100
    assert sum(_changed(path)["alarmed"][kind] for path in WRITTEN) >= least * told
