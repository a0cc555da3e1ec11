"""Figures: numbers with their noun, unit and rounding, and whose and which year's they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.numbers import numbers
from checker.facts.owners import Owners, clause_end, clause_start
from checker.model.facts import Figure, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.facts.numbers import Number
    from checker.facts.scope import Scope
    from checker.model.facts import Hits, Role
    from checker.model.report import Report
    from checker.model.vocabulary import Indicator, Vocabulary

_ZERO_AFTER = 14  # characters between a word for "none" and the noun that there was none of
_ZERO_BEFORE = 6  # the same where the noun comes first
_SPOILED = 8  # characters behind a noun in which a spoiler makes it another noun
_SKIPPED = frozenset(("chrome", "masthead", "signature"))


def read(
    report: Report, hits: Hits, roles: Sequence[Role], vocabulary: Vocabulary, scope: Scope
) -> tuple[tuple[Figure, ...], tuple[Hit, ...]]:
    """Every figure of the vocabulary's indicators, every stated "none", and the places of all
    numbers with a unit, each in order."""
    reader = _Reader(report, hits, roles, vocabulary, scope, Owners(report, hits, vocabulary))
    found: list[Figure] = []
    places: list[Hit] = []
    for index, sentence in enumerate(report.sentences):
        if roles[index].name in _SKIPPED:
            continue
        written = list(numbers(report.text.content, sentence.start, sentence.end, vocabulary))
        places.extend(Hit(number.start, number.end) for number in written)
        found.extend(reader.owned(written, index))
        found.extend(reader.zeros(index))
    return tuple(sorted(found, key=lambda f: (f.start, f.indicator))), tuple(places)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the figures of one sentence at a time."""

    report: Report
    hits: Hits
    roles: Sequence[Role]
    vocabulary: Vocabulary
    scope: Scope
    owners: Owners

    def owned(self, written: Sequence[Number], index: int) -> Iterator[Figure]:
        """The numbers of a sentence that are an indicator's, in one of its units."""
        sentence = self.report.sentences[index]
        before = sentence.start
        for number in written:
            for indicator, noun in self.owners.of(number, sentence.start, sentence.end):
                if number.unit in indicator.units:
                    role = self.roles[index].name
                    scope = self.scope.of(number.start, sentence.start, before, role)
                    yield _figure(indicator, number, noun, index, scope)
            before = number.end

    def zeros(self, index: int) -> Iterator[Figure]:
        """Stated "none": 未发生行政复议案件, 行政诉讼案件为零, 零复议."""
        start, end, _ = self._bounds(index)
        before = self.hits.between(self.vocabulary.terms["none-of"], start, end)
        after = self.hits.between(self.vocabulary.terms["none-after"], start, end)
        for indicator in self.vocabulary.indicators:
            for hit in self.hits.between(indicator.zeros, start, end):
                yield self._zero(indicator, hit, hit, index)
            if not before and not after:
                continue
            for noun in self.hits.between(indicator.nouns, start, end):
                stretch = self._none(indicator, noun, before, after, index)
                if stretch:
                    yield self._zero(indicator, stretch, noun, index)

    def _bounds(self, index: int) -> tuple[int, int, str]:
        sentence = self.report.sentences[index]
        return sentence.start, sentence.end, self.roles[index].name

    def _none(
        self,
        indicator: Indicator,
        noun: Hit,
        before: Sequence[Hit],
        after: Sequence[Hit],
        index: int,
    ) -> Hit | None:
        """The stretch that says there was none of the noun, or None where nothing says so."""
        content = self.report.text.content
        start, end, _ = self._bounds(index)
        stop = clause_end(content, noun.end, end)
        if self.hits.between(indicator.spoilers, noun.end, min(stop, noun.end + _SPOILED)):
            return None
        clause = clause_start(content, noun.start, start)
        for word in reversed(before):
            if clause <= word.start and word.end <= noun.start <= word.end + _ZERO_AFTER:
                counted = any(char.isdigit() for char in content[word.end : noun.start])
                return None if counted else Hit(word.start, noun.end)
        for word in after:
            if noun.end <= word.start <= noun.end + _ZERO_BEFORE and word.end <= stop:
                return Hit(noun.start, word.end)
        return None

    def _zero(self, indicator: Indicator, stretch: Hit, noun: Hit, index: int) -> Figure:
        start, _, role = self._bounds(index)
        nothing = Decimal(0)
        return Figure(
            indicator=indicator.name,
            value=nothing,
            unit=indicator.units[0],
            places=0,
            approximate=False,
            low=nothing,
            high=nothing,
            start=stretch.start,
            end=stretch.end,
            noun=noun,
            sentence=index,
            scope=self.scope.of(stretch.start, start, start, role),
            zero_stated=True,
        )


def _figure(indicator: Indicator, number: Number, noun: Hit, index: int, scope: str) -> Figure:
    return Figure(
        indicator=indicator.name,
        value=number.value,
        unit=number.unit,
        places=number.places,
        approximate=number.approximate,
        low=number.low,
        high=number.high,
        start=number.start,
        end=number.end,
        noun=noun,
        sentence=index,
        scope=scope,
    )
