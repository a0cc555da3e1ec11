"""What a change of the rules does to the verdicts and scores of a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker import pipeline
from checker.model.result import Assessment
from checker.rulebook.words import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from checker.model.outcome import Outcome
    from checker.model.result import Failure
    from checker.model.rule import Rule, Rulebook
    from checker.pipeline import Input

ABSENT = "absent"
_POLICY = {"profile": "extends", "fail_on": "fail-on", "min_score": "min-score", "grades": "grades"}
# Fields of a rule by the keys that people write.
_FIELDS = {
    "title": "title",
    "severity": "severity",
    "weight": "weight",
    "partial_credit": "credit",
    "first_year": "valid.from",
    "last_year": "valid.to",
    "levels": "applies.level",
    "basis": "basis",
    "belongs": "belongs",
    "remedy": "remedy",
    "note": "note",
}


class RuleChange(NamedTuple):
    """A field of a rule that is not the same in both: in words, empty where there is no such rule."""

    rule: str
    field: str
    before: str
    after: str


class VerdictChange(NamedTuple):
    """A rule's status that is not the same; ``absent`` where the rule is not judged."""

    rule: str
    before: str
    after: str
    message: str


class ReportChange(NamedTuple):
    """One report by both rulebooks."""

    path: str
    before: Fraction | None
    after: Fraction | None
    grades: tuple[str, str]
    passed: tuple[bool, bool]
    verdicts: tuple[VerdictChange, ...]


def of_rules(before: Rulebook, after: Rulebook) -> Iterator[RuleChange]:
    """What is not the same between the rules themselves, and between the gates and grades over them."""
    for field, name in _POLICY.items():
        one, other = getattr(before.policy, field), getattr(after.policy, field)
        if one != other:
            yield RuleChange("（方案）", name, _told(one), _told(other))
    if _levels(before) != _levels(after):
        yield RuleChange("（方案）", "按层级选", _levels(before), _levels(after))
    old = {rule.id: rule for rule in before.rules}
    new = {rule.id: rule for rule in after.rules}
    for name in dict.fromkeys((*old, *new)):
        if name not in new or name not in old:
            yield RuleChange(name, "", "有" if name in old else "", "有" if name in new else "")
            continue
        yield from _fields(old[name], new[name])


def _fields(old: Rule, new: Rule) -> Iterator[RuleChange]:
    for field, name in _FIELDS.items():
        one, other = getattr(old, field), getattr(new, field)
        if one != other:
            yield RuleChange(old.id, name, _told(one), _told(other))
    for status in dict.fromkeys((*old.messages, *new.messages)):
        one, other = old.messages.get(status, ""), new.messages.get(status, "")
        if one != other:
            yield RuleChange(old.id, f"messages.{status}", one, other)
    if old.rungs != new.rungs:
        gone, come = _words(old) - _words(new), _words(new) - _words(old)
        told = [
            f"{sign}{'、'.join(sorted(w))}" for sign, w in (("加：", come), ("减：", gone)) if w
        ]
        yield RuleChange(old.id, "条件", "", "；".join(told) or "（词未变，条件有改动）")


def _told(value: object) -> str:
    """A value on one line."""
    if isinstance(value, tuple):
        return "、".join(" ".join(map(str, v)) if isinstance(v, tuple) else str(v) for v in value)
    return "" if value is None else str(value)


def _levels(book: Rulebook) -> str:
    """Which profile is chosen for which level, in words."""
    names = [f"{level} {other.policy.profile}" for level, other in book.by_level.items()]
    return "、".join(names) or "不按层级"


def _words(rule: Rule) -> set[str]:
    """Every word that a rule looks for or that forbids one."""
    terms = [term for _, condition in rule.rungs for term in terms_of(condition)]
    return {word for term in terms for word in (*term.words, *term.unless)}


def of_reports(
    inputs: Iterable[Input], before: Rulebook, after: Rulebook
) -> Iterator[ReportChange | Failure]:
    """Every report judged twice, in order; those that cannot be read once as Failures."""
    for item in inputs:
        (one,) = pipeline.check([item], before)
        if not isinstance(one, Assessment):
            yield one
            continue
        (other,) = pipeline.check([item], after)
        if not isinstance(other, Assessment):
            yield other
            continue
        yield _change(one, other)


def _change(one: Assessment, other: Assessment) -> ReportChange:
    old = {outcome.rule.id: outcome for outcome in one.outcomes}
    new = {outcome.rule.id: outcome for outcome in other.outcomes}
    verdicts = [
        VerdictChange(name, _status(old.get(name)), _status(new.get(name)), _message(new.get(name)))
        for name in dict.fromkeys((*old, *new))
        if _status(old.get(name)) != _status(new.get(name))
    ]
    return ReportChange(
        path=one.path,
        before=one.score.low if one.score else None,
        after=other.score.low if other.score else None,
        grades=(one.score.grade if one.score else "—", other.score.grade if other.score else "—"),
        passed=(one.gate.passed, other.gate.passed),
        verdicts=tuple(verdicts),
    )


def _status(outcome: Outcome | None) -> str:
    return outcome.status if outcome else ABSENT


def _message(outcome: Outcome | None) -> str:
    return outcome.message if outcome else ""
