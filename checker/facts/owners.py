"""Whose a number is: the noun it stands before, or after, or one that it goes on with."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.model import report as clauses
from checker.model.facts import CLAUSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.numbers import Number
    from checker.model.facts import Hit, Hits
    from checker.model.report import Report
    from checker.model.vocabulary import Indicator, Vocabulary

_AFTER = 26  # characters behind a number in which its noun may follow
_CONTINUES = 14  # characters before a number in a clause that only goes on with an earlier noun
_FAR = 1000  # characters of a paragraph in which an earlier noun is looked for
_VERB_GAP = 6  # characters between a verb of the noun's own and its number
_LISTS = frozenset("、和及与或")
_DIGIT = re.compile(r"\d")
_CHAIN = re.compile(r"^(?=.*[、和及与或])(?:案件|申请|件|、|和|及|与|或|以及|等)+$")
_TAKEN_UP = re.compile(r"每一?[件宗起案次场]|件件|案案|逐案|无一例外|[^,。;]{0,5}(?:均|都|全部)")
_DETAIL = re.compile(
    r"^(?:20\d\d年|我[镇街乡区县市局]|街道|全[镇街乡区县市局]|本[镇街乡区县市局]|其中|分别|已|均|共|合计|总|累计|全年|年内|同比|占|涉及|包括|达到?|为|实际|约|近|超|依法|按期|全部)*"
)


class Owner(NamedTuple):
    """An indicator and the noun that says so."""

    indicator: Indicator
    noun: Hit


@dataclass(frozen=True, slots=True)
class Owners:
    """Finds the owners of a report's numbers."""

    report: Report
    hits: Hits
    vocabulary: Vocabulary
    named: Sequence[Owner]
    starts: Sequence[int]

    def of(self, number: Number, start: int, end: int) -> Sequence[Owner]:
        """The indicators of a number in the sentence ``start:end``: head nouns stand last, so the
        last noun behind it wins, then the last before it in its clause, then an earlier one."""
        content = self.report.text.content
        reach = clause_end(content, number.end, min(end, number.end + _AFTER))
        if content[number.end : number.end + 1] in _LISTS:
            reach = number.end  # what follows is the next thing of a list
        digit = _DIGIT.search(content, number.end, reach)
        clause = clause_start(content, number.start, start)
        for low, high in ((number.end, digit.start() if digit else reach), (clause, number.start)):
            found = self._last(low, high)
            if found is not None:
                return found
        return [*self._earlier(number, clause, start), *self._later(reach, end)]

    def _last(self, start: int, end: int) -> list[Owner] | None:
        """Owners named last in a stretch: [] where a rival is named last, None where nothing is."""
        if end <= start:
            return None
        low = bisect_left(self.starts, start)
        high = bisect_left(self.starts, end, low)
        named = [owner for owner in self.named[low:high] if owner.noun.end <= end]
        rivals = self.hits.between(self.vocabulary.terms["rival"], start, end)
        if not named:
            return [] if rivals else None
        last = max((owner.noun for owner in named), key=lambda noun: (noun.end, noun.start))
        if any(r.end > last.end or (r.end == last.end and r.start < last.start) for r in rivals):
            return []
        linked = {o.indicator.name: o for o in named if self._is_linked(o, last, end)}
        return list(linked.values())

    def _is_linked(self, owner: Owner, last: Hit, end: int) -> bool:
        """Whether a noun is the last one, or joined to it by 、和及, with no rival of its own near."""
        indicator, noun = owner
        if any(r.end > last.end for r in self.hits.between(indicator.rivals, noun.end, end)):
            return False
        if noun.end == last.end:
            return True
        between = self.report.text.content[noun.end : last.start]
        return bool(_CHAIN.match(between))

    def _earlier(self, number: Number, clause: int, start: int) -> list[Owner]:
        """The noun of an earlier clause, sentence or heading, where a verb of its own goes on."""
        content = self.report.text.content
        lead = content[clause : number.start]
        if len(lead) > _CONTINUES:
            return []
        start = max(start, clause - CLAUSE)
        bare = bool(_DETAIL.sub("", lead))
        before = clause
        while before > start:
            previous = clause_start(content, before - 1, start)
            owners = self._last(previous, before - 1)
            if owners is not None:
                return self._unbroken(owners, clause, number.start, goes_on=bare)
            before = previous
        if not bare:
            return []
        sentence = self.report.sentences[self.report.sentence_at(number.start)]
        paragraph = self.report.paragraphs[sentence.paragraph]
        owners = self._last(max(paragraph.start, start - _FAR), start)
        if owners is None and paragraph.section >= 0:
            section = self.report.sections[paragraph.section]
            owners = self._last(section.start, section.start + len(section.heading))
        return self._unbroken(owners or (), clause, number.start, goes_on=True)

    def _unbroken(
        self, owners: Sequence[Owner], clause: int, end: int, *, goes_on: bool
    ) -> list[Owner]:
        """Owners that are still meant: no rival since their noun, and where the clause has words of
        its own, a verb of theirs right before the number at ``end``."""
        kept = []
        for owner in owners:
            verbs = self.hits.between(owner.indicator.verbs, clause, end)
            near = any(end - verb.end <= _VERB_GAP for verb in verbs)
            rivals = self.hits.between(owner.indicator.rivals, owner.noun.end, end)
            if not rivals and (near or not goes_on):
                kept.append(owner)
        return kept

    def _later(self, after: int, end: int) -> list[Owner]:
        """The noun of the clause behind, where it takes the number up again: 14件,每一件都…."""
        content = self.report.text.content
        if after >= end or not _TAKEN_UP.match(content, after + 1):
            return []
        return self._last(after + 1, clause_end(content, after + 1, end)) or []


def owners(report: Report, hits: Hits, vocabulary: Vocabulary) -> Owners:
    """The finder for one report, with the nouns of all indicators in order of place."""
    named = [Owner(i, hit) for i in vocabulary.indicators for hit in hits.of(i.nouns)]
    named.sort(key=_start)
    return Owners(report, hits, vocabulary, named, [owner.noun.start for owner in named])


def _start(owner: Owner) -> int:
    return owner.noun.start


def clause_start(content: str, position: int, floor: int) -> int:
    """Where the clause that holds ``position`` begins, not before ``floor``."""
    return clauses.clause_start(content, position, max(floor, position - CLAUSE))


def clause_end(content: str, position: int, ceiling: int) -> int:
    """Where the clause that holds ``position`` ends, not behind ``ceiling``."""
    return clauses.clause_end(content, position, min(ceiling, position + CLAUSE))
