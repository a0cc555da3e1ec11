"""Bytes → result, by the rules in force and what was decided on this report here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker import pipeline
from checker.model.result import Assessment, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from checker.model.exceptions import Decision, Recorded
    from checker.model.result import Result
    from checker.model.rule import Rulebook
    from checker.readers import Limits
    from checker.web.nouns import Held


@dataclass(frozen=True, slots=True)
class Judge:
    """``today`` is asked anew for each report, for a workbench may run for days. ``is_bare``: what the
    settings except does not count. ``known``: the gaps of a baseline, None where none is in use."""

    book: Rulebook
    limits: Limits
    today: Callable[[], date]
    is_bare: bool = False
    known: tuple[Recorded, ...] | None = None
    baseline: str = ""

    def judged(self, path: str, data: bytes) -> Assessment | Failure:
        """What an upload gets. What makes it unusable comes back as a Failure."""
        return pipeline.assess_bytes(path, data, self._book(()), self.limits)

    def decided(self, held: Held, decisions: tuple[Decision, ...]) -> Held:
        """The same upload with other decisions on it; it is not read again."""
        judged = held.judged
        if isinstance(judged, Assessment):
            source = judged.facts.report.text.source
            judged = pipeline.assess(source, self._book(decisions))
        return replace(held, judged=judged, decisions=decisions)

    def result(self, held: Iterable[Held]) -> Result:
        """The uploads as one result, as ``fazhi check`` has it of files."""
        return pipeline.result((each.judged for each in held), self._book(()), self.baseline)

    def _book(self, decisions: tuple[Decision, ...]) -> Rulebook:
        today = None if self.is_bare else self.today()
        return pipeline.excepting(
            self.book, today=today, known=self.known, also=decisions, has_places=False
        )
