"""What a run yields: assessments and failures. The only thing a renderer sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from checker.model.exceptions import Decision, Notice
    from checker.model.facts import Facts
    from checker.model.outcome import Evidence, Outcome
    from checker.model.rule import Pack, Policy


MARK = "<!-- fazhi-checker 检查结果"  # every page of a result begins so, and is no report for it


@dataclass(frozen=True, slots=True)
class Score:
    """Credit over weight, 0-100, exact. ``review`` opens the interval ``low``-``high``."""

    value: Fraction
    low: Fraction
    high: Fraction
    coverage: Fraction
    grade: str
    by_pack: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a report may pass, and if not, why, in Chinese."""

    passed: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureFound:
    """A figure as the result shows it. ``context`` is the clause up to the figure, as written."""

    indicator: str
    value: str
    upper: str | None
    unit: str
    approximate: bool
    scope: str
    evidence: Evidence
    context: str


@dataclass(frozen=True, slots=True)
class RelationFound:
    """An arithmetic relation as the result shows it; see ``Relation`` in ``model/facts``."""

    kind: str
    holds: bool
    stated: str
    expected: str | None
    message: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DamageFound:
    """A place where the original is broken or could not be read; ``kind`` and ``note`` as in ``Damage``."""

    kind: str
    note: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything said of one report, judged by ``policy``. ``score`` is None where there are no rules
    for this kind of document. ``decisions`` are those that concern it, whether they were of use or not."""

    path: str
    policy: Policy
    facts: Facts
    outcomes: tuple[Outcome, ...]
    figures: tuple[FigureFound, ...]
    arithmetic: tuple[RelationFound, ...]
    damage: tuple[DamageFound, ...]
    score: Score | None
    gate: Gate
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be judged."""

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Result:
    """One run. Reports and failures are in the order in which the inputs were given. ``profile`` is
    empty where each report's own level chose. ``notices`` tell of exceptions that have ended, are of
    no use, or know what is mended."""

    version: str
    packs: tuple[Pack, ...]
    digest: str
    profile: str
    reports: tuple[Assessment, ...]
    failures: tuple[Failure, ...]
    notices: tuple[Notice, ...] = ()
