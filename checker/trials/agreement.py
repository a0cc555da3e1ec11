"""Verdicts against a person's labels: confusion by element, facts, false passes."""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import pipeline
from checker.errors import CheckerError
from checker.model.result import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model.result import Assessment
    from checker.model.rule import Rulebook

# Names of elements in label files → rule ids of the contract.
ELEMENTS = {
    "achievements": "statutory/achievements",
    "shortcomings": "statutory/shortcomings",
    "causes": "statutory/causes",
    "first_responsible_person": "statutory/first-responsible-person",
    "next_year_plan": "statutory/next-year-plan",
    "court_appearance": "litigation/court-appearance",
    "litigation": "litigation/litigation",
    "reconsideration": "litigation/reconsideration",
    "enforcement": "work/enforcement",
    "normative_documents": "work/normative-documents",
    "legality_review": "work/legality-review",
    "disclosure": "work/information-disclosure",
    "study_of_xi_rule_of_law_thought": "work/rule-of-law-study",
    "legal_publicity": "work/legal-publicity",
}
FACTS = ("year", "level", "published", "signed", "is_annual_report")


class Verdict(NamedTuple):
    """One label beside one verdict; ``wanted`` lists every status that a person would accept."""

    report: str
    element: str
    wanted: tuple[str, ...]
    got: str

    @property
    def agrees(self) -> bool:
        """Whether a person would accept the verdict."""
        return self.got in self.wanted

    @property
    def is_false_pass(self) -> bool:
        """Whether the report was told that it holds what it does not."""
        return self.got == "pass" and not self.agrees


class Agreement(NamedTuple):
    """Every element and every fact of every labelled report."""

    elements: tuple[Verdict, ...]
    facts: tuple[Verdict, ...]


def agreement(folder: str, book: Rulebook) -> Agreement:
    """Judge the ``.txt`` beside each label file of a folder. Errors: ``no-labels``, ``label``."""
    elements: list[Verdict] = []
    facts: list[Verdict] = []
    for name, labels, data in _labelled(folder):
        found = pipeline.assess_bytes(name, data, book)
        if isinstance(found, Failure):
            raise CheckerError(found.code, found.message, name)
        elements.extend(_elements(name, labels, found))
        facts.extend(_facts(name, labels, found))
    return Agreement(tuple(elements), tuple(facts))


def _labelled(folder: str) -> Iterator[tuple[str, Mapping[str, Any], bytes]]:
    names = (
        sorted(n for n in os.listdir(folder) if n.endswith(".json"))
        if os.path.isdir(folder)
        else []
    )
    if not names:
        raise CheckerError(
            "no-labels", "文件夹里没有标注文件（*.json，与同名 .txt 成对）。", folder
        )
    for name in names:
        path = os.path.join(folder, name)
        text = path.removesuffix(".json") + ".txt"
        try:
            with open(path, encoding="utf-8") as file:
                labels = json.load(file)
            with open(text, "rb") as file:
                data = file.read()
        except (OSError, ValueError) as error:
            raise CheckerError("label", f"标注或正文无法读取：{error}", path) from None
        yield name.removesuffix(".json"), labels, data


def _elements(name: str, labels: Mapping[str, Any], found: Assessment) -> Iterator[Verdict]:
    got = {outcome.rule.id: outcome.status for outcome in found.outcomes}
    for element, wanted in labels["elements"].items():
        accepted = tuple(wanted) if isinstance(wanted, list) else (wanted,)
        yield Verdict(name, element, accepted, got.get(ELEMENTS[element], "absent"))


def _facts(name: str, labels: Mapping[str, Any], found: Assessment) -> Iterator[Verdict]:
    known = found.facts
    got = {
        "year": known.year,
        "level": known.level,
        "published": known.published.day.isoformat() if known.published else None,
        "signed": known.signed.day.isoformat() if known.signed else None,
        "is_annual_report": known.is_annual_report,
    }
    for fact in FACTS:
        wanted = labels.get(fact, True if fact == "is_annual_report" else None)
        yield Verdict(name, fact, (str(wanted),), str(got[fact]))


def confusion(verdicts: Sequence[Verdict]) -> dict[str, Counter[tuple[str, str]]]:
    """For each element how often a label (its accepted status where it agrees, else the first)
    met a verdict."""
    tables: dict[str, Counter[tuple[str, str]]] = {}
    for verdict in verdicts:
        wanted = verdict.got if verdict.agrees else verdict.wanted[0]
        tables.setdefault(verdict.element, Counter())[wanted, verdict.got] += 1
    return tables
