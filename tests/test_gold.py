"""Verdicts against a person's labels: what is right, where snapshots only say what is the same."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import reading
import yaml

from checker.trials import agreement, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from _pytest.mark import ParameterSet

FOLDER = reading.ROOT / "tests" / "gold"
SEED_LABELS = tuple(sorted((FOLDER / "seeds").glob("*.json")))
GOLD_LABELS = tuple(sorted(FOLDER.glob("*.json")))
KNOWN: Mapping[str, Mapping[str, Mapping[str, Any]]] = yaml.safe_load(
    (FOLDER / "known_misses.yaml").read_text(encoding="utf-8")
)
STATUSES = {"pass", "partial", "fail", "not_applicable", "review"}


class Label(NamedTuple):
    """One thing that a person says of a report, every answer that is right, and the checker's."""

    report: str
    what: str
    right: tuple[object, ...]
    got: object

    @property
    def agrees(self) -> bool:
        return self.got in self.right


def _text(labels: Path) -> Path:
    if labels.parent == FOLDER:
        return labels.with_suffix(".txt")
    return reading.ROOT / "seeds" / f"{labels.stem}.txt"


@cache
def _labels(path: Path) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
    """Labels of the elements and of the facts of one report, beside what the checker says."""
    said = json.loads(path.read_text(encoding="utf-8"))
    made = reading.assessed(_text(path).read_bytes())
    status = reading.verdicts(made)
    facts = made.facts
    got = {
        "year": facts.year,
        "level": facts.level,
        "published": facts.published and facts.published.day.isoformat(),
        "signed": facts.signed and facts.signed.day.isoformat(),
        "is_annual_report": facts.is_annual_report,
    }
    elements = (
        Label(path.stem[:3], what, _answers(right), status.get(agreement.ELEMENTS[what], "absent"))
        for what, right in said["elements"].items()
    )
    known = (
        Label(path.stem[:3], what, _answers(said.get(what, what == "is_annual_report")), found)
        for what, found in got.items()
    )
    return tuple(elements), tuple(known)


def _answers(right: object) -> tuple[object, ...]:
    return tuple(right) if isinstance(right, list) else (right,)


def _all(paths: Iterable[Path], which: int) -> list[Label]:
    return [label for path in paths for label in _labels(path)[which]]


def _cases(is_meant: Callable[[Mapping[str, Any]], bool]) -> list[ParameterSet]:
    """Every labelled report; one that has a known miss of the kind meant fails as it is known to."""
    meant = {name for name, misses in KNOWN.items() if any(map(is_meant, misses.values()))}
    reason = pytest.mark.xfail(reason="see known_misses.yaml")
    return [
        pytest.param(p, id=p.stem[:3], marks=[reason] if p.stem[:3] in meant else [])
        for p in (*SEED_LABELS, *GOLD_LABELS)
    ]


def _share(labels: list[Label]) -> float:
    return sum(label.agrees for label in labels) / len(labels)


@pytest.mark.parametrize("path", SEED_LABELS, ids=lambda path: path.stem[:3])
def test_every_label_of_a_seed_agrees(path: Path) -> None:
    elements, facts = _labels(path)
    assert len(elements) == 14
    assert [label for label in (*elements, *facts) if not label.agrees] == []


def test_there_are_labels_to_agree_with() -> None:
    assert len(SEED_LABELS) == 5
    assert len(GOLD_LABELS) >= 30
    assert all(_text(path).is_file() for path in (*SEED_LABELS, *GOLD_LABELS))
    elements = _all(GOLD_LABELS, 0)
    assert len(elements) >= 350
    assert all(set(label.right) <= STATUSES for label in elements)


def test_elements_of_gold_agree() -> None:
    assert _share(_all(GOLD_LABELS, 0)) >= 0.97


@pytest.mark.parametrize("path", _cases(lambda miss: miss["got"] == "pass"))
def test_no_report_is_told_that_it_holds_what_it_does_not(path: Path) -> None:
    elements, _ = _labels(path)
    assert [label for label in elements if label.got == "pass" and not label.agrees] == []


def test_facts_of_gold_agree() -> None:
    facts = _all(GOLD_LABELS, 1)
    assert _share(facts) >= 0.95
    for what in ("year", "level", "published", "signed", "is_annual_report"):
        assert _share([label for label in facts if label.what == what]) >= 0.9


@pytest.mark.parametrize("path", _cases(lambda miss: miss["got"] in ("True", "False")))
def test_no_other_document_is_scored_and_no_report_refused(path: Path) -> None:
    _, facts = _labels(path)
    (label,) = (label for label in facts if label.what == "is_annual_report")
    assert label.agrees


def test_other_documents_are_among_the_labelled() -> None:
    told = [label for label in _all(GOLD_LABELS, 1) if label.what == "is_annual_report"]
    assert sum(label.right == (False,) for label in told) >= 8


def test_every_miss_is_known_and_every_known_miss_is_one() -> None:
    labels = _all(GOLD_LABELS, 0) + _all(GOLD_LABELS, 1)
    misses = {(label.report, label.what): label.got for label in labels if not label.agrees}
    known = {(name, what): miss["got"] for name, m in KNOWN.items() for what, miss in m.items()}
    assert {key: str(got) for key, got in misses.items()} == known


def test_the_command_counts_as_we_do() -> None:
    counted = agreement.agreement(str(FOLDER), reading.book())
    ours = {(x.report, x.what, str(x.got), x.agrees) for x in _all(GOLD_LABELS, 0)}
    assert {(v.report[:3], v.element, v.got, v.agrees) for v in counted.elements} == ours


def test_figures_agree_with_hand_labels() -> None:
    found = numbers.figures(str(FOLDER / "figures"), reading.book())
    assert found.reports >= 5
    assert found.labelled >= 500
    assert found.right >= 0.97 * found.read
    assert found.right >= 0.97 * found.labelled
    assert found.listed >= 0.95 * found.right


def test_planted_errors_are_found_and_nothing_else_is_alarmed() -> None:
    folders = [FOLDER, *sorted(FOLDER.glob("arithmetic*"))]
    found = numbers.arithmetic([str(f) for f in folders if f.is_dir()], reading.book())
    assert found.alarms == ()
    assert sum(found.planted.values()) >= 100
    assert all(planted >= 15 for kind, planted in found.planted.items() if kind != "order")
    assert sum(found.found.values()) >= 0.95 * sum(found.planted.values())
    assert found.listed >= 500
    assert found.holding >= 400


@pytest.mark.parametrize("labels", SEED_LABELS, ids=lambda p: p.stem[:3])
def test_the_relations_of_a_seed_are_found_and_hold(labels: Path) -> None:
    known = reading.assessed(_text(labels).read_bytes())
    assert [r.message for r in known.arithmetic if not r.holds] == []
    told = [set(re.findall(r"\d+(?:\.\d+)?", r.message)) for r in known.arithmetic]
    for relation in json.loads(labels.read_text(encoding="utf-8"))["relations"]:
        wanted = set(re.findall(r"\d+(?:\.\d+)?", relation))
        assert any(wanted <= numbers_ for numbers_ in told), relation
