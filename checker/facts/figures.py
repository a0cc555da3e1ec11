"""Figures: numbers with their noun, unit, rounding, and whose and which year's they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checker import zh
from checker.model.facts import Figure, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.facts import Hits, Named, Role
    from checker.model.report import Report
    from checker.model.vocabulary import Indicator, Vocabulary

_AFTER = 26  # characters behind a number in which its noun may follow
_CONTINUES = 14  # characters before a number in a clause that only goes on with an earlier noun
_VERB_GAP = 6  # characters between such a verb and its number
_ZERO_AFTER = 14
_SPOILED = 8
_CLAUSE_END = re.compile(r"[,。;:!?()\n\t]")
_TAKEN_UP = re.compile(r"每一?[件宗起案次场]|件件|案案|均|都|全部|逐案|无一例外")
_CHAIN = re.compile(r"^(?:案件|申请|件|、|和|及|与|或|以及|等)*$")
_DETAIL = re.compile(r"^(?:其中|分别|已|均|共|合计|总|累计|全年|年内|同比|占|涉及|包括|达到?|为|实际|约|近|超|依法|按期|全部)*")
_YEAR_LEADS = re.compile(r"(?:^|[,。;:(、])(?:其中|截至|到|至|与|较|比)?(20\d\d)年")
_LEAD_IN = re.compile(r"(?:据|根据|按照|其中|同时)?(?:20\d\d年|今年|全年|年内)?")
_SKIP_ROLES = frozenset(("chrome", "masthead", "signature"))


class _Raw(NamedTuple):
    start: int
    end: int
    value: Decimal
    unit: str
    places: int
    approximate: bool
    low: Decimal
    high: Decimal


@lru_cache(maxsize=4)
def _number(units: tuple[str, ...]) -> re.Pattern[str]:
    unit = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    return re.compile(
        rf"""(?x)
        (?P<before>超过|超|近|约|逾|达|不少于|至少)?
        (?:
          百分之(?P<percent>[{zh.NUMERAL}点]+)
        | (?<![\d.第〔A-Za-z-])
          (?P<digits>\d{{1,3}}(?:[ ,]\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|[{zh.NUMERAL}]+)
          (?P<odd1>[余多几])?(?P<scale>[万亿千百]{{1,2}})?(?P<odd2>[余多几])?\s?
          (?P<unit>{unit})
        )
        (?P<after>以上|以下|左右|余)?
        """
    )


@lru_cache(maxsize=4)
def _offices(endings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[省市区县州][{zh.HAN}]{{2,10}}?(?:{'|'.join(map(re.escape, endings))})")


def read(
    report: Report,
    hits: Hits,
    roles: Sequence[Role],
    vocabulary: Vocabulary,
    *,
    level: str | None,
    year: int | None,
    issuer: Named | None,
) -> tuple[tuple[Figure, ...], tuple[Hit, ...]]:
    """Every figure that is one of the vocabulary's indicators and every stated "none", in order;
    and the places of all numbers with a unit."""
    name = issuer.value if issuer else ""
    beside = _offices(vocabulary.terms["offices"].words) if level in ("township", "department") else None
    selves = next((lv.selves for lv in vocabulary.levels if lv.name == level), ())
    above = _above(vocabulary, level, name)
    reader = _Reader(report, hits, roles, vocabulary, above, year, name, beside, selves)
    found: list[Figure] = []
    numbers: list[Hit] = []
    for index, sentence in enumerate(report.sentences):
        if roles[index].name not in _SKIP_ROLES:
            raws = reader.numbers(sentence.start, sentence.end)
            numbers.extend(Hit(raw.start, raw.end) for raw in raws)
            found.extend(reader.sentence(raws, index, sentence.start, sentence.end))
    return tuple(sorted(found, key=lambda f: (f.start, f.indicator))), tuple(numbers)


def _above(vocabulary: Vocabulary, level: str | None, name: str) -> str:
    """The term that lists bodies above the issuer; a department counts as its government."""
    if level == "department":
        if name.endswith(vocabulary.terms["branch"].words):
            return "above-county"
        ranks = {lv.rank: lv.name for lv in vocabulary.levels if lv.rank and any(e in name for e in lv.endings if len(e) == 1)}
        level = ranks[min(ranks)] if ranks else None
    key = f"above-{level}"
    return key if key in vocabulary.terms else "nation"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Finds whose noun each number of a sentence is."""

    report: Report
    hits: Hits
    roles: Sequence[Role]
    vocabulary: Vocabulary
    above: str
    year: int | None
    issuer: str
    beside: re.Pattern[str] | None
    selves: tuple[str, ...]

    def sentence(self, raws: Sequence[_Raw], index: int, start: int, end: int) -> Iterator[Figure]:
        """The figures of one sentence, given its numbers."""
        before = start
        for raw in raws:
            for indicator, noun in self._owners(raw, index, start, end):
                if raw.unit in indicator.units:
                    yield self._figure(indicator, raw, noun, index, start, before)
            before = raw.end
        yield from self._zeros(index, start, end)

    def numbers(self, start: int, end: int) -> list[_Raw]:
        """The numbers with a unit of one sentence."""
        return list(self._numbers(start, end))

    def _numbers(self, start: int, end: int) -> Iterator[_Raw]:
        content = self.report.text.content
        idioms = self.vocabulary.terms["idioms"]
        for match in _number(self.vocabulary.terms["units"].words).finditer(content, start, end):
            if any(content.startswith(word, match.start("digits")) for word in idioms.words if match["digits"]):
                continue
            raw = _raw(match)
            if raw and not (match["digits"] == "一" and raw.unit == "个"):
                yield raw

    def _owners(self, raw: _Raw, index: int, start: int, end: int) -> list[tuple[Indicator, Hit]]:
        """The indicators that own a number: by the noun behind it, before it, or earlier on."""
        content = self.report.text.content
        stop = _CLAUSE_END.search(content, raw.end, end)
        after_end = min(stop.start() if stop else end, raw.end + _AFTER)
        digits = re.compile(r"\d").search(content, raw.end, after_end)
        after = self._last(raw.end, digits.start() if digits else after_end)
        if after is not None:
            return after
        clause = self._clause_start(raw.start, start)
        before = self._last(clause, raw.start)
        if before is not None:
            return before
        return self._earlier(raw, clause, start, index) or self._later(after_end, end)

    def _later(self, after: int, end: int) -> list[tuple[Indicator, Hit]]:
        """The noun of the clause behind, where it takes the number up again: 14件,每一件都…"""
        content = self.report.text.content
        if after >= end or not _TAKEN_UP.match(content, after + 1):
            return []
        stop = _CLAUSE_END.search(content, after + 1, end)
        return self._last(after + 1, stop.start() if stop else end) or []

    def _clause_start(self, position: int, start: int) -> int:
        ends = [m.end() for m in _CLAUSE_END.finditer(self.report.text.content, start, position)]
        return ends[-1] if ends else start

    def _last(self, start: int, end: int) -> list[tuple[Indicator, Hit]] | None:
        """Owners named last in a stretch: [] where a rival is named last, None where nothing is."""
        if end <= start:
            return None
        named: list[tuple[Hit, Indicator]] = []
        for indicator in self.vocabulary.indicators:
            named.extend((hit, indicator) for hit in self.hits.between(indicator.nouns, start, end))
        rivals = self.hits.between(self.vocabulary.terms["rival"], start, end)
        if not named:
            return [] if rivals else None
        last = max(hit.end for hit, _ in named)
        if any(r.end > last or (r.end == last and r.start < max(h.start for h, _ in named if h.end == last)) for r in rivals):
            return []
        owners: list[tuple[Indicator, Hit]] = []
        for hit, indicator in named:
            linked = hit.end == last or self._chained(hit.end, last, named)
            own_rivals = self.hits.between(indicator.rivals, hit.end, end)
            if linked and not any(r.end > last for r in own_rivals):
                if hit.end == last or not self.hits.between(indicator.rivals, hit.start, hit.end + 1):
                    owners.append((indicator, hit))
        unique = {indicator.name: (indicator, hit) for indicator, hit in owners}
        return list(unique.values())

    def _chained(self, end: int, last: int, named: Sequence[tuple[Hit, Indicator]]) -> bool:
        """Whether only 、和及 stand between a noun and the last one: they share the number."""
        starts = [hit.start for hit, _ in named if hit.end == last]
        between = self.report.text.content[end : max(starts)] if starts and max(starts) >= end else "?"
        return bool(between) and bool(_CHAIN.match(between)) and any(c in between for c in "、和及与或")

    def _earlier(self, raw: _Raw, clause: int, start: int, index: int) -> list[tuple[Indicator, Hit]]:
        """The noun that an earlier clause, sentence or heading named, where a verb of its own goes on."""
        content = self.report.text.content
        lead = content[clause : raw.start]
        if len(lead) > _CONTINUES:
            return []
        bare = _DETAIL.sub("", lead)
        before = clause
        while before > start:
            previous = self._clause_start(before - 1, start)
            owners = self._last(previous, before - 1)
            if owners is not None:
                return self._unbroken(owners, clause, raw.start, goes_on=bool(bare))
            before = previous
        paragraph = self.report.paragraphs[self.report.sentences[index].paragraph]
        owners = self._last(paragraph.start, start) if bare else None
        if owners is None and paragraph.section >= 0 and bare:
            section = self.report.sections[paragraph.section]
            owners = self._last(section.start, section.start + len(section.heading))
        return self._unbroken(owners or (), clause, raw.start, goes_on=True)

    def _unbroken(
        self, owners: Sequence[tuple[Indicator, Hit]], clause: int, end: int, *, goes_on: bool
    ) -> list[tuple[Indicator, Hit]]:
        """The owners that are still meant: no rival since their noun, and where the clause has words
        of its own, a verb of theirs among them."""
        return [
            (indicator, noun)
            for indicator, noun in owners
            if not self.hits.between(indicator.rivals, noun.end, end)
            and (not goes_on or self._goes_on(indicator, clause, end))
        ]

    def _goes_on(self, indicator: Indicator, start: int, end: int) -> bool:
        """Whether a verb of the indicator's own stands right before the number at ``end``."""
        return any(end - hit.end <= _VERB_GAP for hit in self.hits.between(indicator.verbs, start, end))

    def _zeros(self, index: int, start: int, end: int) -> Iterator[Figure]:
        """Stated "none": 未发生行政复议案件, 行政诉讼案件为零, 零复议."""
        content = self.report.text.content
        before = self.hits.between(self.vocabulary.terms["none-of"], start, end)
        after = self.hits.between(self.vocabulary.terms["none-after"], start, end)
        for indicator in self.vocabulary.indicators:
            for hit in self.hits.between(indicator.zeros, start, end):
                yield self._zero(indicator, hit.start, hit.end, hit, index, start)
            if not before and not after:
                continue
            for hit in self.hits.between(indicator.nouns, start, end):
                stop = _CLAUSE_END.search(content, hit.end, end)
                clause_end = stop.start() if stop else end
                spoiled = self.hits.between(indicator.spoilers, hit.end, min(clause_end, hit.end + _SPOILED))
                if spoiled:
                    continue
                clause = self._clause_start(hit.start, start)
                leads = [b for b in before if clause <= b.start and b.end <= hit.start and hit.start - b.end <= _ZERO_AFTER]
                follows = [a for a in after if hit.end <= a.start <= hit.end + 6 and a.end <= clause_end]
                if leads and not re.search(r"\d", content[leads[-1].end : hit.start]):
                    yield self._zero(indicator, leads[-1].start, hit.end, hit, index, start)
                elif follows:
                    yield self._zero(indicator, hit.start, follows[0].end, hit, index, start)

    def _zero(self, indicator: Indicator, start: int, end: int, noun: Hit, index: int, sentence: int) -> Figure:
        nothing = Decimal(0)
        scope = self._scope(start, index, sentence, sentence)
        return Figure(indicator.name, nothing, "件", 0, False, nothing, nothing, start, end, noun, index, scope, zero_stated=True)

    def _figure(self, indicator: Indicator, raw: _Raw, noun: Hit, index: int, start: int, before: int) -> Figure:
        scope = self._scope(raw.start, index, start, before)
        return Figure(
            indicator.name, raw.value, raw.unit, raw.places, raw.approximate, raw.low, raw.high,
            raw.start, raw.end, noun, index, scope,
        )  # fmt: skip

    def _scope(self, position: int, index: int, start: int, before: int) -> str:
        """``own``, or why the figure is not the issuer's own of this year. ``before``: where the
        number before it ended."""
        if self.roles[index].name == "plan":
            return "wish"
        terms = self.vocabulary.terms
        clause = self._clause_start(position, start)
        if self.hits.between(terms["wish"], clause, position):
            return "wish"
        recent = max(clause, position - _CONTINUES, before)
        if self.hits.between(terms["past"], recent, position) or self._past_year(start, position):
            return "past"
        if self._is_anothers(start, position):
            return "superior"
        return "own"

    def _is_anothers(self, start: int, position: int) -> bool:
        """Whether a body above or beside the issuer leads a clause, and the issuer none after it."""
        content = self.report.text.content
        leads = [start, *(m.end() for m in _CLAUSE_END.finditer(content, start, position))]
        leads = [_LEAD_IN.match(content, at).end() for at in leads]  # type: ignore[union-attr]
        words = self.vocabulary.terms[self.above].words
        others = [at for at in leads if content.startswith(words, at) or self._is_office(at)]
        if not others:
            return False
        since = content[others[-1] : position]
        return not any(word in since for word in self.selves)

    def _is_office(self, at: int) -> bool:
        """Whether an office of another body (区城市管理局, 市法院) stands here; only offices and
        the lowest governments tell of such offices as of others."""
        if not self.beside:
            return False
        match = self.beside.match(self.report.text.content, at)
        return bool(match) and not (self.issuer and match[0] in self.issuer)

    def _past_year(self, start: int, position: int) -> bool:
        """Whether the sentence, up to the number, was last put into another year."""
        years = _YEAR_LEADS.findall(self.report.text.content[start:position])
        return bool(self.year and years) and int(years[-1]) != self.year


def _raw(match: re.Match[str]) -> _Raw | None:
    """The value that a match writes, with the interval that its rounding and 余/近/约 allow."""
    if match["percent"]:
        value = _percent(match["percent"])
        if value is None:
            return None
        return _Raw(match.start(), match.end(), value, "%", 0, False, value, value)
    digits = match["digits"]
    value = zh.amount(digits)
    if value is None:
        return None
    places = len(digits.partition(".")[2])
    scale = Decimal(1)
    for char in match["scale"] or "":
        scale *= {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[char]
    unit = match["unit"]
    odd = bool(match["odd1"] or match["odd2"] or match["before"] in ("超过", "超", "近", "约", "逾") or match["after"])
    rounded = places > 0 or scale > 1
    half = scale * Decimal(1).scaleb(-places) / 2 if rounded else Decimal(0)
    value *= scale
    return _Raw(match.start("digits"), match.end(), value, unit, places, odd, value - half, value + half)


def _percent(words: str) -> Decimal | None:
    whole, _, part = words.partition("点")
    value = zh.numeral(whole)
    if value is None or (part and any(c not in zh.DIGITS for c in part)):
        return None
    return Decimal(f"{value}.{''.join(str(zh.DIGITS[c]) for c in part)}" if part else value)
