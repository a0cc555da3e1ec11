"""A result as far as a comparison looks at it, and what the comparison yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = ("new", "worse", "changed", "better", "closed")  # what matters most first


class Place(NamedTuple):
    """A quote and where it stood."""

    quote: str
    line: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule's word on one report. ``is_waived``: it has left the gate by a decision."""

    rule: str
    title: str
    status: str
    message: str
    places: tuple[Place, ...]
    is_waived: bool


class Points(NamedTuple):
    """A score, 0-100; all None where the document is of another kind."""

    value: float | None
    low: float | None
    high: float | None
    grade: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """One report; ``judged`` by rule, in the order of the result."""

    path: str
    title: str | None
    issuer: str | None
    year: int | None
    profile: str
    points: Points
    passed: bool
    judged: Mapping[str, Judged]


@dataclass(frozen=True, slots=True)
class Results:
    """One file: ``digest`` of the rules it was made with, ``failures`` the paths it could not judge."""

    path: str
    digest: str
    reports: tuple[Report, ...]
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of one rule: ``kind`` is one of ``KINDS``; places shown only then, only now."""

    kind: str
    before: Judged
    after: Judged
    gone: tuple[Place, ...]
    come: tuple[Place, ...]

    @property
    def is_setback(self) -> bool:
        """Whether something is new or worse that nobody has waived."""
        return self.kind in ("new", "worse") and not self.after.is_waived


@dataclass(frozen=True, slots=True)
class Pair:
    """One report in two results. ``unchanged`` counts what is open and as it was."""

    before: Report
    after: Report
    changes: tuple[Change, ...]
    unchanged: int
    rules_only_before: tuple[Judged, ...]
    rules_only_after: tuple[Judged, ...]

    def of(self, kind: str) -> tuple[Change, ...]:
        """The changes of one kind, in the order of the rules."""
        return tuple(change for change in self.changes if change.kind == kind)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results by their numbers in the order given, from 0."""

    old: int
    new: int
    is_by_same_rules: bool
    pairs: tuple[Pair, ...]
    only_before: tuple[Report, ...]
    only_after: tuple[Report, ...]

    @property
    def has_setback(self) -> bool:
        """Whether anything is new or worse in any report, or a report that is new may not pass."""
        changed = any(change.is_setback for pair in self.pairs for change in pair.changes)
        return changed or any(not report.passed for report in self.only_after)
