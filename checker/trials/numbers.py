"""Figures and arithmetic against a person's labels: what is read, what is found, what is alarmed."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import pipeline, readers
from checker.characters import fold
from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model.facts import Facts, Figure, Relation
    from checker.model.rule import Rulebook

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ENOUGH = 3  # numbers of a labelled relation that a found one must have, or all where it has fewer
_MYRIAD = 10**4
_ORDER = "order"  # a part above its whole: a note, no relation
_ORDER_RULE = "substance/part-within-whole"
_COUNTERS = {"個": "个", "項": "项", "場": "场", "處": "处", "戶": "户", "條": "条", "級": "级"}


class FigureAgreement(NamedTuple):
    """Labelled figures, figures read, how many of them are right in value and unit, and of those
    how many are listed under a right indicator. ``wrong`` tells each that is not, in words."""

    reports: int
    labelled: int
    read: int
    right: int
    listed: int
    wrong: tuple[str, ...]


class ArithmeticAgreement(NamedTuple):
    """Planted errors and how many were found, by kind; alarms about nothing; relations that hold,
    and how many of those that a person listed are among them."""

    reports: int
    planted: Mapping[str, int]
    found: Mapping[str, int]
    alarms: tuple[str, ...]
    holding: int
    listed: int
    matched: int
    missed: tuple[str, ...]


def figures(folder: str, book: Rulebook) -> FigureAgreement:
    """Compare the figures of each text that a label file of ``folder`` names. Errors: ``label``."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    names = sorted(n for n in os.listdir(folder) if n.endswith(".json"))
    for name in names:
        labels = _load(os.path.join(folder, name))
        known = _facts(os.path.join(os.path.dirname(folder), labels["text"]), book)
        scored, told = _compared(known, labels["figures"])
        counts.update(scored)
        wrong.extend(f"{name.removesuffix('.json')}：{words}" for words in told)
    return FigureAgreement(
        len(names),
        counts["labelled"],
        counts["read"],
        counts["right"],
        counts["listed"],
        tuple(wrong),
    )


def _compared(
    known: Facts, labels: Sequence[Mapping[str, Any]]
) -> tuple[Counter[str], Iterator[str]]:
    """Counts for one report, and what is wrong in it."""
    text = known.report.text
    read: dict[int, list[Figure]] = {}
    for figure in known.figures:
        if not figure.zero_stated:
            read.setdefault(text.span(figure.start, figure.end).start, []).append(figure)
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    used: set[int] = set()
    for label in labels:
        at, end = label["at"], label["at"] + len(label["written"])
        near = [
            start
            for start, found in read.items()
            if start < end and text.span(found[0].start, found[0].end).end > at
        ]
        used.update(near)
        if label.get("vague"):
            continue
        counts["labelled"] += 1
        if not near or not _is_right(read[near[0]][0], label):
            got = f"{read[near[0]][0].value}{read[near[0]][0].unit}" if near else "没有读到"
            wrong.append(f"{label['written']}，{got}")
            counts["read"] += bool(near)
            continue
        counts["read"] += 1
        counts["right"] += 1
        wanted = {label["indicator"], *label.get("also", ())}
        names = {f.indicator or None for f in read[near[0]]}
        counts["listed"] += bool(wanted & names)
        if not wanted & names:
            wrong.append(f"{label['written']}，应列入 {label['indicator']}，列入 {names}")
    extra = sorted(set(read) - used)
    counts["read"] += len(extra)
    wrong.extend(
        f"{text.quote(text.span(f.start, f.end))}，不是数据" for s in extra for f in read[s]
    )
    return counts, iter(wrong)


def _is_right(figure: Figure, label: Mapping[str, Any]) -> bool:
    unit = fold(label["unit"].translate(str.maketrans(_COUNTERS)))
    accepted = [(Decimal(label["value"]), unit)]
    if "alt" in label:
        accepted.append((Decimal(label["alt"]["value"]), fold(label["alt"]["unit"])))
    return (figure.value, figure.unit) in accepted


def arithmetic(folders: Sequence[str], book: Rulebook) -> ArithmeticAgreement:
    """Compare the relations of each labelled ``.txt`` of the folders. Errors: ``label``."""
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    alarms: list[str] = []
    missed: list[str] = []
    counts: Counter[str] = Counter()
    for path in (p for folder in folders for p in _label_files(folder)):
        labels = _load(path)
        known = _facts(path.removesuffix(".json") + ".txt", book)
        broken = [r for r in known.relations if not r.holds]
        held = [_numbers(r.message) for r in known.relations if r.holds]
        name = os.path.basename(path).removesuffix(".json")
        used: set[int] = set()
        noted = _noted(path.removesuffix(".json") + ".txt", book, labels)
        for error in labels.get("numeric_errors", ()):
            planted[error["kind"]] += 1
            if error["kind"] == _ORDER:
                is_noted = any(_covers(known, s, error["quote"]) for s in noted)
                found[_ORDER] += is_noted
                if not is_noted:
                    missed.append(f"{name}：{_line(error['quote'])}（{error['note'][:60]}）")
                continue
            hits = [i for i, r in enumerate(broken) if _overlaps(known, r, error["quote"])]
            found[error["kind"]] += bool(hits)
            used.update(hits)
            if not hits:
                missed.append(f"{name}：{_line(error['quote'])}（{error['note'][:60]}）")
        alarms.extend(f"{name}：{r.message}" for i, r in enumerate(broken) if i not in used)
        wanted = [_numbers(relation) for relation in labels.get("relations", ())]
        counts["matched"] += sum(any(_is_same(w, h) for h in held) for w in wanted)
        counts["listed"] += len(wanted)
        counts["holding"] += len(held)
        counts["reports"] += 1
    return ArithmeticAgreement(
        counts["reports"],
        dict(planted),
        dict(found),
        tuple(alarms),
        counts["holding"],
        counts["listed"],
        counts["matched"],
        tuple(missed),
    )


def _label_files(folder: str) -> list[str]:
    names = sorted(n for n in os.listdir(folder) if n.endswith(".json"))
    return [os.path.join(folder, name) for name in names]


def _load(path: str) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8") as file:
            loaded: dict[str, Any] = json.load(file)
            return loaded
    except (OSError, ValueError) as error:
        raise CheckerError("label", f"标注无法读取：{error}", path) from None


def _facts(path: str, book: Rulebook) -> Facts:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise CheckerError("label", f"正文无法读取：{error}", path) from None
    return pipeline.read(readers.read(os.path.basename(path), data), book)


def _noted(path: str, book: Rulebook, labels: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Places of the notes about parts above their whole, where a person planted some."""
    if not any(e["kind"] == _ORDER for e in labels.get("numeric_errors", ())):
        return []
    with open(path, "rb") as file:
        judged = pipeline.assess(readers.read(os.path.basename(path), file.read()), book)
    return [
        (item.start, item.end)
        for outcome in judged.outcomes
        if outcome.rule.id == _ORDER_RULE and outcome.status == "fail"
        for item in outcome.evidence
    ]


def _covers(known: Facts, span: tuple[int, int], quote: str) -> bool:
    start = known.report.text.source.text.find(quote)
    return span[0] < start + len(quote) and span[1] > start


def _overlaps(known: Facts, relation: Relation, quote: str) -> bool:
    text = known.report.text
    start = text.source.text.find(quote)
    spans = [text.span(place.start, place.end) for place in relation.places]
    return any(s.start < start + len(quote) and s.end > start for s in spans)


def _line(words: str) -> str:
    return words.replace("\n", "").replace("\t", " ")[:40]


def _numbers(words: str) -> set[Decimal]:
    return {Decimal(n).normalize() for n in _NUMBER.findall(words)}


def _is_same(wanted: set[Decimal], held: set[Decimal]) -> bool:
    scaled = {(n * _MYRIAD).normalize() for n in wanted}
    enough = min(_ENOUGH, len(wanted))
    return max(len(wanted & held), len(scaled & held)) >= enough
