"""Annual reports on disclosure of information, judged in YAML alone, against a person's labels.

The reports and labels in ``tests/gold/disclosure`` were written by someone who had not seen the rules.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import reading

from checker import pipeline
from checker.model.result import Assessment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = reading.ROOT / "tests" / "gold" / "disclosure"
KIND = "disclosure-report"
REPORTS = sorted(FOLDER.glob("x*.json"))
DECOYS = sorted(FOLDER.glob("y*.json"))

# which rule finds a defect of a class, and with which statuses
FOUND_BY: Mapping[str, tuple[str, ...]] = {
    "balance-broken": ("requests-balance",),
    "results-sum-broken": ("results-sum",),
    "prose-table-mismatch": ("text-agrees-with-table", "arithmetic"),
    "published-late": ("published-by-department", "published-by-government"),
    "no-figures-in-overview": ("overview-figures",),
    "no-problems": ("problems",),
    "problems-without-improvement": ("improvement",),
    "year-mismatch": ("year-consistency",),
    "title-without-year": ("title",),
}
PARTS: Mapping[str, str] = {
    "overview": "overview",
    "proactive": "proactive",
    "requests": "requests",
    "review": "review-and-litigation",
    "problems": "problems",
    "other": "other",
}
# rules about matters that the labels say nothing of
UNLABELLED = {"assessment"}
UNNAMED = {"x23"}  # its issuer is named in the middle of the lead-in alone, which is not read
QUOTED = {"balance-broken", "results-sum-broken", "prose-table-mismatch", "published-late"}


def _said(path: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return said


def _made(said: Mapping[str, Any]) -> Assessment:
    path = FOLDER / said["file"]
    made = pipeline.assess_bytes(path.name, path.read_bytes(), reading.book())
    assert isinstance(made, Assessment), made
    return made


def _status(made: Assessment) -> dict[str, str]:
    """The status of every rule of the pack, by its name."""
    assert {o.rule.document for o in made.outcomes} == {KIND}
    return {o.rule.id.removeprefix("disclosure/"): o.status for o in made.outcomes}


def _bare(words: str) -> str:
    return "".join(words.split())


each_report = pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)


def test_the_labels_are_there() -> None:
    assert (len(REPORTS), len(DECOYS)) == (24, 6)


@each_report
def test_a_report_is_known_by_its_kind_and_its_facts(path: Path) -> None:
    said, made = _said(path), _made(_said(path))
    facts = made.facts
    assert (facts.kind, facts.is_judged, facts.is_annual_report) == (KIND, True, False)
    assert (facts.year, facts.level) == (said["year"], said["level"])
    assert (facts.published and facts.published.day.isoformat()) == said["published"]
    if path.stem not in UNNAMED:
        assert facts.issuer is not None
        assert facts.issuer.value in said["issuer"]
    assert made.score is not None


@pytest.mark.parametrize("path", DECOYS, ids=lambda p: p.stem)
def test_what_only_speaks_of_such_reports_is_none(path: Path) -> None:
    said, made = _said(path), _made(_said(path))
    assert made.facts.kind != KIND
    if said["kind"] == "annual-report":
        assert made.facts.is_annual_report
    else:
        assert (made.facts.is_judged, made.outcomes, made.score) == (False, (), None)


@each_report
def test_the_parts_that_are_there_are_found(path: Path) -> None:
    said, status = _said(path), _status(_made(_said(path)))
    for part, rule in PARTS.items():
        if part == "problems":  # the rule asks for more than the part
            continue
        wanted = "pass" if said["parts"][part] else "fail"
        wanted = "partial" if part in said["title_only"] else wanted
        assert (part, status[rule]) == (part, wanted)


@each_report
def test_planted_defects_are_found_where_they_stand(path: Path) -> None:
    said, made = _said(path), _made(_said(path))
    status = _status(made)
    for defect in said["defects"]:
        sort, quote = defect["class"], _bare(defect["quote"].partition("\n")[0])
        rules = FOUND_BY.get(sort, ())
        if not rules:
            continue
        found = [rule for rule in rules if status[rule] in ("fail", "partial")]
        assert found, (sort, {rule: status[rule] for rule in rules})
        if sort in QUOTED:
            shown = [
                _bare(e.quote)
                for o in made.outcomes
                if o.rule.id.endswith(found[0])
                for e in o.evidence
            ]
            assert any(quote in words or words in quote for words in shown), (sort, shown)


@each_report
def test_nothing_else_is_held_against_a_report(path: Path) -> None:
    said, status = _said(path), _status(_made(_said(path)))
    due = {rule for d in said["defects"] for rule in FOUND_BY.get(d["class"], ())}
    due |= {PARTS[part] for part, there in said["parts"].items() if not there}
    due |= {PARTS[part] for part in said["title_only"]}
    held = {rule for rule, got in status.items() if got in ("fail", "partial")}
    assert held - due - UNLABELLED == set()


@each_report
def test_a_person_is_asked_only_where_no_date_is_printed(path: Path) -> None:
    said, status = _said(path), _status(_made(_said(path)))
    asked = {rule for rule, got in status.items() if got == "review"}
    dates = {rule for rule in FOUND_BY["published-late"] if status[rule] != "not_applicable"}
    assert asked == (dates if said["published"] is None else set())
