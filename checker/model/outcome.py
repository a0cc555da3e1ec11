"""One rule's word on one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.rule import SEVERITIES

if TYPE_CHECKING:
    from fractions import Fraction

    from checker.model.exceptions import Decision
    from checker.model.rule import Basis, Condition, Policy, Rule


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact quote of the decoded original with every way to find it again."""

    quote: str
    start: int
    end: int
    line: int
    column: int
    page: int | None
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A status with its proof.

    ``basis``: what of the rule's basis holds for this report. ``nearest`` shows, where nothing was
    found, what came closest; ``belongs`` is the heading under which the missing words would stand.
    ``asked`` is false where the rule asks nothing of this level or year, whatever the report says.
    ``waived``: the decision that takes it out of the gate; ``attested``: the one that gave it its
    status, which was ``review``. ``baseline``, where one is in use: a gap is ``known``, ``new`` or
    ``worse``. ``found`` names each place of the evidence, the same however its lines, width and script
    are.
    """

    rule: Rule
    status: str
    credit: Fraction | None
    message: str
    evidence: tuple[Evidence, ...]
    nearest: tuple[Evidence, ...]
    belongs: Evidence | None
    fingerprint: str
    basis: tuple[Basis, ...] = ()
    waived: Decision | None = None
    attested: Decision | None = None
    baseline: str = ""
    found: tuple[str, ...] = ()
    asked: bool = True

    @property
    def is_let_off(self) -> bool:
        """Whether it has left the gate: waived, or known before."""
        return self.waived is not None or self.baseline == "known"

    def closes(self, policy: Policy) -> bool:
        """Whether it closes the gate by itself: a failed rule of the gate's severity, not let off."""
        if self.status != "fail" or self.is_let_off or policy.fail_on == "never":
            return False
        return SEVERITIES.index(self.rule.severity) >= SEVERITIES.index(policy.fail_on)


@dataclass(frozen=True, slots=True)
class Trace:
    """What one condition found: ``verdict`` is found, missing or unsure; ``parts`` are the
    conditions inside it, each with its own trace."""

    condition: Condition
    verdict: str
    why: str
    evidence: tuple[Evidence, ...]
    nearest: tuple[Evidence, ...]
    parts: tuple[Trace, ...]
