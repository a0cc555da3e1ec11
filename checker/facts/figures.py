"""Figures: numbers with their noun, unit and rounding, and whose and which year's they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from checker.facts.listing import listing
from checker.facts.numbers import numbers
from checker.facts.owners import clause_end, clause_start, owners
from checker.model.facts import Figure, Hit, Lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.facts.numbers import Number
    from checker.facts.owners import Owner, Owners
    from checker.facts.scope import Scope
    from checker.facts.tables import Table
    from checker.model.facts import Hits, Role
    from checker.model.report import Report
    from checker.model.vocabulary import Indicator, Vocabulary

_ZERO_AFTER = 14  # characters between a word for "none" and the noun that there was none of
_ZERO_FAR = 30  # the same for a word of more than one character
_ZERO_BEFORE = 6  # the same where the noun comes first
_NONE_ONE = 2  # characters between a word for none and the one that goes with it
_CHAINED = 16  # characters from a noun to a none that the nouns linked to it share
_SPOILED = 8  # characters behind a noun in which a spoiler makes it another noun
_LIMITED = re.compile(
    "[因涉]|针对|引发|导致|关于"
)  # none of one sort only says nothing of the others
_ANY_ACT = re.compile(
    "因(?:具体|违法)?行政(?:执法|处罚)?行为(?:引发|引起|导致|产生)?的?"
)  # of all sorts, not of one
_COLON_NONE = re.compile(r"(?:案件|情况)?\s?[:：]\s?[无0零](?![\d.])")
_PART_OF_YEAR = re.compile("季度|上半年|下半年|月份?,")
_BESIDE = 30  # characters between a noun and damage that may have swallowed its figure
_VAGUE = frozenset(("个", "项", "类"))  # in numerals these count ideas (八个理念), not results
_SKIPPED = frozenset(("chrome", "masthead", "closing", "attachments"))


class Read(NamedTuple):
    """Figures and stated "none" of the indicators, places of all numbers with a unit, and nouns of
    indicators whose figure may have been lost with the characters beside them."""

    figures: tuple[Figure, ...]
    quantities: tuple[Hit, ...]
    lost: tuple[Lost, ...]


def read(
    report: Report,
    hits: Hits,
    roles: Sequence[Role],
    vocabulary: Vocabulary,
    scope: Scope,
    tables: Sequence[Table] = (),
) -> Read:
    """The figures of a report, in order; those of ``tables`` are among them."""
    zeros = sorted(hit.start for i in vocabulary.indicators for hit in hits.of(i.zeros))
    named = owners(report, hits, vocabulary)
    reader = _Reader(report, hits, roles, vocabulary, scope, named, zeros)
    found: list[Figure] = []
    places: list[Hit] = []
    in_cells = {
        cell.figure.start for table in tables for _, row in table.rows for cell in row if cell
    }
    for index, sentence in enumerate(report.sentences):
        if roles[index].name in _SKIPPED:
            continue
        written = [
            number
            for number in numbers(report.text.content, sentence.start, sentence.end, vocabulary)
            if number.start not in in_cells and not report.in_title(number.start)
        ]
        places.extend(
            Hit(number.start, number.end)
            for number in written
            if number.unit not in _VAGUE or report.text.content[number.start].isdigit()
        )
        found.extend(reader.owned(written, index))
        found.extend(reader.zeros(index))
    for table in tables:
        cells = [cell.figure for _, row in table.rows for cell in row if cell]
        found.extend(cells)
        places.extend(Hit(cell.start, cell.end) for cell in cells)
    places.sort()
    found.sort(key=lambda figure: (figure.start, figure.indicator))
    listed = listing(report, hits, vocabulary).listed(found)
    return Read(tuple(listed), tuple(places), tuple(reader.lost(found)))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the figures of one sentence at a time."""

    report: Report
    hits: Hits
    roles: Sequence[Role]
    vocabulary: Vocabulary
    scope: Scope
    owners: Owners
    zero_starts: Sequence[int]

    def owned(self, written: Sequence[Number], index: int) -> Iterator[Figure]:
        """The numbers of a sentence that are an indicator's, in one of its units."""
        sentence = self.report.sentences[index]
        before = sentence.start
        for number in written:
            if self._is_none(number, sentence.start):
                continue
            scope = self.scope.of(number.start, sentence.start, before, self.roles[index].name)
            owned = [
                _figure(
                    number,
                    owner,
                    owner.indicator.narrowest(self.report.words(*owner.noun)),
                    index,
                    scope,
                )
                for owner in self.owners.of(number, sentence.start, sentence.end)
                if number.unit in owner.indicator.units
                and not self._is_idle(owner.noun, number, sentence.start)
            ]
            yield from owned or (_figure(number, None, "", index, scope),)
            before = number.end

    def _is_none(self, number: Number, start: int) -> bool:
        """Whether a one belongs to a word for none: 没有发生一起."""
        words = self.hits.between(self.vocabulary.terms["none-of"], start, number.start)
        return number.value == 1 and any(number.start - word.end <= _NONE_ONE for word in words)

    def _is_idle(self, noun: Hit, number: Number, start: int) -> bool:
        """Whether the noun is only learnt of, watched or submitted to (学习…案例8件)."""
        first = min(noun.start, number.start)
        clause = clause_start(self.report.text.content, first, start)
        return self.hits.any_between(self.vocabulary.terms["idle"], clause, number.start)

    def zeros(self, index: int) -> Iterator[Figure]:
        """Stated "none": 未发生行政复议案件, 行政诉讼案件为零, 零复议."""
        start, end, _ = self._bounds(index)
        before = self.hits.between(self.vocabulary.terms["none-of"], start, end)
        after = self.hits.between(self.vocabulary.terms["none-after"], start, end)
        if not before and not after and not self._has_zeros(start, end):
            return
        for indicator in self.vocabulary.indicators:
            for hit in self.hits.between(indicator.zeros, start, end):
                yield self._zero(indicator, hit, hit, index)
            if not before and not after:
                continue
            for noun in self.hits.between(indicator.nouns, start, end):
                stretch = self._none(indicator, noun, before, after, index)
                if stretch:
                    yield self._zero(indicator, stretch, noun, index)

    def _has_zeros(self, start: int, end: int) -> bool:
        """Whether words that say "none" by themselves stand in a stretch."""
        low = bisect_left(self.zero_starts, start)
        return low < len(self.zero_starts) and self.zero_starts[low] < end

    def lost(self, found: Sequence[Figure]) -> Iterator[Lost]:
        """Nouns beside lost characters in sentences that give no figure of their indicator."""
        given = {(figure.family, figure.sentence) for figure in found}
        for start, end in self.report.text.damaged:
            index = self.report.sentence_at(start)
            if index < 0 or self.roles[index].name in _SKIPPED:
                continue
            sentence = self.report.sentences[index]
            low, high = max(sentence.start, start - _BESIDE), min(sentence.end, end + _BESIDE)
            for indicator in self.vocabulary.indicators:
                nouns = self.hits.between(indicator.nouns, low, high)
                if nouns and (indicator.name, index) not in given:
                    yield Lost(
                        indicator.name, Hit(min(nouns[0].start, start), max(nouns[0].end, end))
                    )

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
        if self.hits.any_between(indicator.spoilers, noun.start, min(stop, noun.end + _SPOILED)):
            return None
        clause = clause_start(content, noun.start, start)
        for word in reversed(before):
            reach = _ZERO_FAR if word.end - word.start > 1 else _ZERO_AFTER
            if clause <= word.start and word.end <= noun.start <= word.end + reach:
                between = content[word.end : noun.start]
                limited = _LIMITED.search(_ANY_ACT.sub("", between)) or any(
                    char.isdigit() for char in between
                )
                return None if limited else Hit(word.start, noun.end)
        answer = _COLON_NONE.match(content, noun.end, end)
        if answer:
            return Hit(noun.start, answer.end())
        for word in after:
            linked = content[noun.end : noun.end + 1] in ("、", "和", "及")
            reach = noun.end + (_CHAINED if linked else _ZERO_BEFORE)
            if noun.end <= word.start <= reach and word.end <= stop:
                return Hit(noun.start, word.end)
        return None

    def _zero(self, indicator: Indicator, stretch: Hit, noun: Hit, index: int) -> Figure:
        start, _, role = self._bounds(index)
        nothing = Decimal(0)
        return Figure(
            indicator=indicator.name,
            family=indicator.name,
            value=nothing,
            upper=None,
            unit=indicator.units[0],
            places=0,
            approximate=False,
            low=nothing,
            high=nothing,
            start=stretch.start,
            end=stretch.end,
            noun=noun,
            sentence=index,
            scope="other"
            if _PART_OF_YEAR.search(self.report.text.content, start, stretch.start)
            else self.scope.of(stretch.start, start, start, role),
            zero_stated=True,
        )


def _figure(number: Number, owner: Owner | None, indicator: str, index: int, scope: str) -> Figure:
    return Figure(
        indicator=indicator,
        family=owner.indicator.name if owner else "",
        value=number.value,
        upper=number.upper,
        unit=number.unit,
        places=number.places,
        approximate=number.approximate,
        low=number.low,
        high=number.high,
        start=number.start,
        end=number.end,
        noun=owner.noun if owner else None,
        sentence=index,
        scope=scope,
    )
