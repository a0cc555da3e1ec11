"""Which indicator a number is listed under where no noun owns it: by a hint, or by going on a series."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from checker.facts.owners import clause_end, clause_start
from checker.kept import kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.facts import Figure, Hit, Hits
    from checker.model.report import Report
    from checker.model.vocabulary import Indicator, IndicatorPart, Vocabulary

_AFTER = 14  # characters behind a number in which a hint may follow
_BACK = 60  # characters before a number in which an earlier clause's hint still holds
_GOES_ON = 40  # characters from one number of a series to the next
_PERCENT = "%"


class _Hint(NamedTuple):
    place: Hit
    name: str
    family: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Finds the indicator of the numbers that no noun owns."""

    report: Report
    hints: Sequence[_Hint]
    starts: Sequence[int]
    same: Sequence[str]

    def listed(self, figures: Sequence[Figure]) -> list[Figure]:
        """The figures, those without an indicator listed under one where the words around say so.
        Their ``noun`` stays None: nobody may be told that the report states them by name."""
        made: list[Figure] = []
        before: Figure | None = None
        for figure in figures:
            found = figure
            if not figure.indicator:
                found = self._hinted(figure) or self._continued(figure, before) or figure
            made.append(found)
            before = found
        return made

    def _hinted(self, figure: Figure) -> Figure | None:
        content = self.report.text.content
        start = self.report.sentences[figure.sentence].start
        stop = min(
            clause_end(content, figure.end, self.report.sentences[figure.sentence].end),
            figure.end + _AFTER,
        )
        clause = clause_start(content, figure.start, start)
        for low, high, last in (
            (clause, figure.start, True),
            (figure.end, stop, True),
            (max(start, figure.start - _BACK), clause, True),
        ):
            hints = [h for h in self._between(low, high) if figure.unit in h.units]
            if hints:
                chosen = (
                    max(hints, key=lambda h: (h.place.end, -h.place.start)) if last else hints[0]
                )
                return replace(figure, indicator=chosen.name, family=chosen.family)
        return None

    def _continued(self, figure: Figure, before: Figure | None) -> Figure | None:
        """A figure that goes on the series of the one before it in its sentence."""
        if before is None or not before.indicator or figure.start - before.end > _GOES_ON:
            return None
        if "。" in self.report.text.content[before.end : figure.start]:
            return None
        alike = figure.unit == before.unit or _PERCENT in (figure.unit, before.unit)
        if alike or (figure.unit in self.same and before.unit in self.same):
            return replace(figure, indicator=before.indicator, family=before.family)
        return None

    def _between(self, start: int, end: int) -> list[_Hint]:
        low = bisect_left(self.starts, start)
        high = bisect_left(self.starts, end, low)
        return [hint for hint in self.hints[low:high] if hint.place.end <= end]


def _places(
    report: Report,
    hits: Hits,
    named: Indicator | IndicatorPart,
    family: Indicator,
    units: tuple[str, ...],
) -> list[_Hint]:
    found = (*hits.of(named.nouns), *hits.of(named.hints))
    return [
        _Hint(hit, named.name, family.name, units)
        for hit in found
        if not report.in_title(hit.start)
    ]


@kept
def _narrow(indicator: Indicator) -> set[str]:
    """The nouns of an indicator that are those of one of its parts."""
    return {word for part in indicator.parts for word in part.nouns.words}


def listing(report: Report, hits: Hits, vocabulary: Vocabulary) -> Listing:
    """The finder for one report, with every hint and noun in order of place."""
    hints: list[_Hint] = []
    for indicator in vocabulary.indicators:
        narrow = _narrow(indicator)
        for part in indicator.parts:
            units = (*indicator.units, *part.units)
            hints.extend(_places(report, hits, part, indicator, units))
        hints.extend(
            hint
            for hint in _places(report, hits, indicator, indicator, indicator.units)
            if report.words(*hint.place) not in narrow
        )
    hints.sort(key=lambda hint: (hint.place.start, hint.place.end, hint.name))
    starts = [hint.place.start for hint in hints]
    return Listing(report, hints, starts, vocabulary.terms["same-counter"].words)
