"""Reports into which people who had not seen the rules planted wrong wording and form."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import reading

if TYPE_CHECKING:
    from checker.model.result import Assessment

FOLDER = Path(__file__).parent / "gold" / "wording"
# What the labels call a defect, and the rules that may tell it.
RULES = {
    "anachronism-thought": ("wording/premature-thought", "wording/premature-congress"),
    "anachronism-outline": ("wording/premature-outline", "wording/popularisation-period"),
    "anachronism-law": ("wording/premature-law", "wording/premature-outline"),
    "stale-outline": ("wording/outdated-outline",),
    "stale-thought": ("wording/outdated-thought",),
    "stale-congress": ("wording/outdated-congress",),
    "stale-adjectives": ("wording/outdated-adjectives",),
    "missing-thought": ("work/rule-of-law-study",),
    "missing-congress": ("wording/current-congress",),
    "new-revision-stale": ("wording/outdated-revision",),
    "other-years-campaign": ("wording/other-year-campaign",),
    "old-popularisation-plan": ("wording/popularisation-period", "wording/premature-outline"),
    "truncated-name": (
        "wording/outline-named-in-full",
        "wording/planning-name",
        "wording/study-outline-name",
    ),
    "malformed-congress": ("wording/congress-plenums", "wording/congress-bare"),
    "fused-thought": ("wording/thought-fused",),
    "wrong-instrument": ("wording/own-regulation", "wording/rules-of-counties"),
    "inspection-character": ("wording/inspection-word",),
    "legal-word-slip": ("wording/decision-word",),
    "title-missing-year": ("form/title-year",),
    "title-missing-issuer": ("form/issuer-named", "form/title"),
    "no-title": ("form/title",),
    "signature-missing": ("form/signature",),
    "numbering-gap": ("form/numbering",),
    "template-residue": ("form/template-residue", "form/heading-last-year"),
    "duplicated-paragraph": ("form/no-repetition",),
    "unfinished-sentence": ("form/sentences-finished",),
    "as-of-midyear": ("timeliness/full-year-figures",),
    "reconsideration-organ": ("litigation/reconsideration-role",),
    "leader-formula-only": ("substance/leader-formula",),
    "parts-out-of-order": ("form/parts-in-order",),
    "empty-heading": ("form/headings-filled",),
    "signed-after-published": ("timeliness/signed-before-published",),
}


class Planted(NamedTuple):
    """A label, and what the rules that may tell it say of the report."""

    report: str
    kind: str
    quote: str
    told: bool


@cache
def _judged() -> dict[str, tuple[dict[str, Any], Assessment]]:
    found = {}
    for path in sorted(FOLDER.glob("w*.json")):
        made = reading.assessed((FOLDER / f"{path.stem}.txt").read_text(encoding="utf-8"))
        found[path.stem] = json.loads(path.read_text(encoding="utf-8")), made
    return found


def _quotes(made: Assessment, rules: tuple[str, ...]) -> list[list[str]]:
    """What each of the rules that fail or are incomplete quotes; nothing where something is missing."""
    return [
        [evidence.quote for evidence in outcome.evidence]
        for outcome in made.outcomes
        if outcome.rule.id in rules and outcome.status in _told(outcome.rule.id)
    ]


def _told(rule: str) -> tuple[str, ...]:
    """The statuses that tell what was planted; a rule of what must be reported is partial for more."""
    return ("fail",) if rule.startswith("work/") else ("fail", "partial")


def _bare(words: str) -> str:
    return "".join(words.split())


def _is_of(label: str, quotes: list[str]) -> bool:
    """Whether an outcome is about the words of a label: they overlap, or one of them has none."""
    words = _bare(label)
    return not words or not quotes or any(words in _bare(q) or _bare(q) in words for q in quotes)


def _labelled(key: str) -> list[Planted]:
    found = []
    for name, (labels, made) in _judged().items():
        for item in labels[key]:
            if item["class"] not in RULES:
                continue
            quotes = _quotes(made, RULES[item["class"]])
            told = any(_is_of(item["quote"], each) for each in quotes)
            found.append(Planted(name, item["class"], item["quote"], told))
    return found


def test_what_was_planted_is_told() -> None:
    missed = [p for p in _labelled("defects") if not p.told]
    assert [p for p in missed if p.report not in KNOWN] == []
    assert len(_labelled("defects")) >= 55


def test_what_only_looks_like_it_is_not_told() -> None:
    assert [p for p in _labelled("near_misses") if p.told] == []
    assert len(_labelled("near_misses")) >= 100


def test_nothing_that_was_not_planted_is_told() -> None:
    alarms = []
    for name, (labels, made) in _judged().items():
        planted = {rule for item in labels["defects"] for rule in RULES.get(item["class"], ())}
        every = {r for rules in RULES.values() for r in rules if not r.startswith("work/")}
        told = {o.rule.id for o in made.outcomes if o.status in ("fail", "partial")}
        alarms += [(name, rule) for rule in sorted(told & every - planted)]
    assert alarms == []


KNOWN = {
    "w14": "a line cut off in a sentence is joined to the next one before it is looked at",
    "w17": "a line cut off in a sentence is joined to the next one before it is looked at",
    "w54": "the residual part may stand empty: its absence would be no defect either",
    "w18": "no title and no opening that tells it: not taken for an annual report",
}
