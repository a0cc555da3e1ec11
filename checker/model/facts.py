"""All that a rule may ask of a report."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import islice
from operator import lt
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from checker.model.report import clause_start

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from checker.model.report import Report


_T = TypeVar("_T")
_SHIFT = 24  # bits for the length of a word; no word is longer than what they hold
CLAUSE = 400  # characters beyond which no clause is looked for


class Term(NamedTuple):
    """Words of one meaning; a word inside one of ``unless``, or run into by one, does not count."""

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Hit(NamedTuple):
    """Where a word of a term stands in ``Text.content``."""

    start: int
    end: int


class _Places(NamedTuple):
    """Where one term stands: its hits in order, by their starts and ends, which both grow. The term is
    kept, so that none made later can have its identity."""

    term: Term
    starts: Sequence[int]
    ends: Sequence[int]


def _places(term: Term, found: Mapping[str, Sequence[int]]) -> _Places:
    """The longest words of a term, where several stand at one place, but those forbidden."""
    words = [word for word in term.words if word in found]
    if not words:
        return _Places(term, (), ())
    if len(words) == 1:
        length = len(words[0])
        starts = found[words[0]]
        ends = [start + length for start in starts]
    else:
        # whole numbers sort faster than pairs: by start, the longest word first
        raw = [(start << _SHIFT) - len(word) for word in words for start in found[word]]
        raw.sort()
        starts = [(key >> _SHIFT) + 1 for key in raw]
        ends = [(start << _SHIFT) - key + start for start, key in zip(starts, raw, strict=True)]
        if not all(map(lt, ends, islice(ends, 1, None))):
            starts, ends = _longest(starts, ends)
    if term.unless:
        vetoes = [(s, s + len(w)) for w in term.unless if w in found for s in found[w]]
        if vetoes:
            return _allowed(term, starts, ends, sorted(vetoes))
    return _Places(term, starts, ends)


def _longest(starts: Sequence[int], ends: Sequence[int]) -> tuple[list[int], list[int]]:
    """The places that no place before them holds."""
    kept: tuple[list[int], list[int]] = [], []
    last = -1
    for start, end in zip(starts, ends, strict=True):
        if end > last:
            last = end
            kept[0].append(start)
            kept[1].append(end)
    return kept


def _allowed(
    term: Term, starts: Sequence[int], ends: Sequence[int], vetoes: Sequence[tuple[int, int]]
) -> _Places:
    """The places but those that a forbidding word holds, or begins before and runs into."""
    longest = max(map(len, term.unless))
    kept: list[tuple[int, int]] = []
    for first, last in zip(starts, ends, strict=True):
        low = bisect_left(vetoes, (first - longest,))
        for start, end in vetoes[low : bisect_left(vetoes, (first + 1,), low)]:
            if first < end and (last <= end or start < first):
                break
        else:
            kept.append((first, last))
    return _Places(term, [start for start, _ in kept], [end for _, end in kept])


@dataclass(frozen=True, slots=True)
class Hits:
    """Every place of every known word, found in one scan; ``found`` maps a word to its starts.

    What is known of a term is kept by its identity: to hash its words costs more than to find them."""

    found: Mapping[str, Sequence[int]]
    _memo: dict[int, _Places] = field(default_factory=dict, repr=False, compare=False)
    _hits: dict[int, tuple[Hit, ...]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, term: Term) -> tuple[Hit, ...]:
        """Places of a term in order, the longest word where several stand at one place."""
        hits = self._hits.get(id(term))
        if hits is None:
            _, starts, ends = self._memo.get(id(term)) or self._kept(term)
            hits = self._hits[id(term)] = tuple(map(Hit, starts, ends))
        return hits

    def between(self, term: Term, start: int, end: int) -> Sequence[Hit]:
        """The hits of a term that lie wholly inside ``start:end``."""
        _, starts, ends = self._memo.get(id(term)) or self._kept(term)
        if not starts:
            return ()
        low = bisect_left(starts, start)
        high = bisect_right(ends, end, low)
        if low >= high:
            return ()
        return [Hit(starts[at], ends[at]) for at in range(low, high)]

    def any_between(self, term: Term, start: int, end: int) -> bool:
        """Whether a hit of a term lies wholly inside ``start:end``."""
        _, starts, ends = self._memo.get(id(term)) or self._kept(term)
        if not starts:
            return False
        low = bisect_left(starts, start)
        return low < len(starts) and ends[low] <= end

    def _kept(self, term: Term) -> _Places:
        places = self._memo[id(term)] = _places(term, self.found)
        return places


@dataclass(frozen=True, slots=True)
class Role:
    """What a sentence is for, the words that made us think so, and whether they are a heading's."""

    name: str
    why: str
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with a unit. ``low``–``high`` is what its rounding and 余/近/约 allow.

    ``indicator`` is empty where no known noun owns it; ``family`` is the wider indicator that
    ``indicator`` is a part of, or itself. ``upper`` is the other end of a range (5至6家).

    ``scope`` is ``own`` or the reason why it is not the issuer's own of this year:
    ``superior``, ``past``, ``wish``, ``other``.
    """

    indicator: str
    family: str
    value: Decimal
    upper: Decimal | None
    unit: str
    places: int
    approximate: bool
    low: Decimal
    high: Decimal
    start: int
    end: int
    noun: Hit | None
    sentence: int
    scope: str
    zero_stated: bool = False

    def is_of(self, indicator: str) -> bool:
        """Whether this is a figure of an indicator, or of one of its parts."""
        return indicator in (self.indicator, self.family)


@dataclass(frozen=True, slots=True)
class Relation:
    """An arithmetic claim of the text among its own figures. It accuses no figure, only their relation.

    ``kind``: ``sum``, ``ratio``, ``balance``, ``range``, ``growth`` or ``contradiction``. ``stated``
    is what the text says, ``expected`` what its other figures give (None: two values of one thing).
    ``message`` shows the working, in Chinese. ``places`` are the operands' clauses, the stated first.
    """

    kind: str
    holds: bool
    stated: Decimal
    expected: Decimal | None
    message: str
    places: tuple[Hit, ...]


BLANK = "blank"  # the role of a sentence that still has a blank to be filled in


class Lost(NamedTuple):
    """A noun of an indicator whose figure may have been lost with the characters beside it."""

    indicator: str
    place: Hit


class Untold(NamedTuple):
    """A clause that tells of no deed of the issuer's in its year. ``why``: ``not`` (told as not
    done), ``wish``, ``past`` (another year's) or ``superior`` (another body's)."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the place that states it and the kind of statement (label, signature, bare)."""

    day: date
    start: int
    end: int
    how: str


@dataclass(frozen=True, slots=True)
class Named:
    """A value read off the text with the place that states it."""

    value: str
    start: int
    end: int
    how: str


@dataclass(frozen=True, slots=True)
class YearClaim:
    """A place that says or implies the reporting year."""

    year: int
    where: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of one report.

    ``roles`` runs parallel to ``report.sentences``; ``kind`` is the kind of document, ``is_judged``
    whether there are rules for it, ``wanted`` the titles of the kinds for which there are.
    """

    report: Report
    hits: Hits
    title: Named | None
    issuer: Named | None
    level: str | None
    year: int | None
    year_claims: tuple[YearClaim, ...]
    published: Dated | None
    signed: Dated | None
    kind: str
    kind_reason: str
    is_annual_report: bool
    is_judged: bool
    roles: tuple[Role, ...]
    figures: tuple[Figure, ...]
    quantities: tuple[Hit, ...]
    lost: tuple[Lost, ...]
    untold: tuple[Untold, ...] = ()
    relations: tuple[Relation, ...] = ()
    wanted: str = ""
    _memo: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def remembered(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What ``make`` gives, made once for this report; whoever asks sees to it that a key means
        one thing."""
        if key not in self._memo:
            self._memo[key] = make()
        found: _T = self._memo[key]
        return found

    def figures_of(self, indicator: str) -> Sequence[Figure]:
        """The figures, in order, of an indicator or of one of its parts."""
        return self.remembered("figures of indicators", self._by_indicator).get(indicator, ())

    def _by_indicator(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            for name in {figure.indicator, figure.family}:
                found.setdefault(name, []).append(figure)
        return found

    def sentences_of(self, role: str) -> Sequence[int]:
        """Indexes of the sentences of a role, in order."""
        return self.remembered("sentences of roles", self._by_role).get(role, ())

    def _by_role(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, role in enumerate(self.roles):
            found.setdefault(role.name, []).append(index)
        return found

    def sentences_with(self, words: Term) -> Sequence[int]:
        """Indexes of the sentences that wholly hold one of the words, in order."""
        sentences = self.report.sentences
        found: dict[int, None] = {}
        for start, end in self.hits.of(words):
            index = self.report.sentence_at(start)
            if index >= 0 and end <= sentences[index].end:
                found[index] = None
        return tuple(found)

    def role_of(self, position: int) -> str:
        """Role of the sentence at ``position``; empty before the first sentence."""
        index = self.report.sentence_at(position)
        return self.roles[index].name if index >= 0 else ""

    def is_done(self, position: int) -> bool:
        """Whether the clause at ``position`` tells of the issuer's own deeds in its year."""
        index = bisect_right(self.untold, position, key=lambda clause: clause.start) - 1
        return index < 0 or position >= self.untold[index].end

    def is_damaged(self, start: int, end: int) -> bool:
        """Whether characters were lost inside a stretch or right beside it."""
        return any(a <= end and start <= b for a, b in self.report.text.damaged)

    def in_title(self, position: int) -> bool:
        """Whether ``position`` stands inside 《》: in the name of a document."""
        return self.report.in_title(position)

    def is_under(self, words: Term, sentence: int) -> bool:
        """Whether a heading above a sentence, or the heading that it is, has one of these words."""
        report = self.report
        section = report.paragraphs[report.sentences[sentence].paragraph].section
        while section >= 0:
            heading = report.sections[section]
            if self.hits.any_between(words, heading.start, heading.start + len(heading.heading)):
                return True
            section = heading.parent
        return False

    def clause_start(self, position: int, floor: int) -> int:
        """Where the clause that holds ``position`` begins, not before ``floor``."""
        return clause_start(self.report.text.content, position, max(floor, position - CLAUSE))
