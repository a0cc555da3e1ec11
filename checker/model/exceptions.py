"""What people have decided beside the rules: waivers, attestations, and what a baseline knows already."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one rule for some reports.

    Without ``status`` a waiver: the gap stays in the result and leaves the gate. With it an
    attestation: an outcome that the rule could not decide (``review``) has this status. ``files`` are
    globs from the folder of the settings, ``issuer`` and ``year`` those of the report; what is empty
    does not narrow. It holds up to and including the day ``until``. ``place`` is where it is written.
    """

    rule: str
    because: str
    until: date
    by: str = ""
    files: tuple[str, ...] = ()
    issuer: str = ""
    year: int | None = None
    status: str = ""
    place: str = ""

    def is_expired(self, today: date | None) -> bool:
        """Whether it held until a day before today."""
        return today is not None and self.until < today


@dataclass(frozen=True, slots=True)
class Known:
    """A gap that a baseline has recorded. ``found`` names each place that the gap shows, whatever the
    lines, widths and script."""

    rule: str
    status: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report as a baseline has recorded it, with its gaps, also where it has none. ``file`` tells
    reports of one issuer and year apart, and those that tell no issuer or no year."""

    issuer: str
    year: int | None
    file: str
    gaps: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Every decision, the recorded reports (None where no baseline is in use), and the day that counts
    as today (None: nothing expires)."""

    decisions: tuple[Decision, ...] = ()
    known: tuple[Recorded, ...] | None = None
    today: date | None = None

    def narrowed(self, kept: tuple[Decision, ...]) -> Exceptions:
        """The same with only these decisions."""
        return dataclasses.replace(self, decisions=kept)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a run says of an exception: ``kind`` is ``expired``, ``unused`` or ``stale``; ``message`` in
    Chinese, ``place`` where it is written."""

    kind: str
    message: str
    place: str
