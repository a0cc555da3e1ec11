"""What the workbench holds in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.exceptions import Decision
    from checker.model.result import Assessment, Failure


@dataclass(frozen=True, slots=True)
class Held:
    """One upload with its result. ``key`` names it in addresses, ``number`` counts the uploads of a
    session from 1; ``decisions`` are those that were made here, on this report."""

    key: str
    path: str
    data: bytes
    judged: Assessment | Failure
    decisions: tuple[Decision, ...]
    number: int
