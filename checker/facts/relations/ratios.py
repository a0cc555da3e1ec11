"""``ratio``: a percentage and the counts that it is of; ``range``: a rate that no rate can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.found import place, relation, shown
from checker.facts.relations.operands import PERCENT
from checker.model.facts import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Term

_BACK = 7  # operands before a rate in which its counts are looked for
_RATE = re.compile(r"([\u4e00-\u9fff]{1,12}?率)[^率]{0,8}$")
_HUNDRED = Decimal(100)
_NEGATIVE = re.compile(r"率(?:为|达到?|是)?\s?[-−负]\s?(\d{1,3}(?:\.\d+)?)%")
_SHARE = re.compile(r"\s*(?:约|共)?占")
_COMPARED = re.compile("(?:增长|上升|提高|增加|提升|下降|减少|降低|压减|压缩|缩短|同比)[^率]{0,6}$")


@dataclass(frozen=True, slots=True)
class Ratios:
    """Reads the rates of one paragraph at a time; ``terms`` are the vocabulary's."""

    terms: Mapping[str, Term]

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """Rates above 100 %, rates of counts printed before them, shares of a total."""
        for at, rate in enumerate(row):
            if rate.counter != PERCENT or _COMPARED.search(rate.bare_lead):
                continue
            named = _RATE.search(rate.bare_lead)
            if named:
                name = named[1]
                above = self._above(rate, name)
                found = above or self._rate(row, at, name)
            elif any(w in rate.lead for w in self.terms["share"].words):
                found = self._share(row, at)
            else:
                found = None
            if found:
                yield found

    def _above(self, rate: Operand, name: str) -> Relation | None:
        if rate.figure.low <= _HUNDRED or any(
            w in rate.lead for w in self.terms["above-hundred"].words
        ):
            return None
        message = f"{name}写 {shown(rate)}，超过 100%，请核对。"
        return relation("range", rate, (), expected=_HUNDRED, message=message, holds=False)

    def _rate(self, row: Sequence[Operand], at: int, name: str) -> Relation | None:
        """A rate by its name: the numerator is called as the rate is, the base stands before it."""
        sure = not name.endswith(self.terms["unbased-rate"].words)
        stem = self._stem(name)
        parts = self._numerators(row, at, stem)
        if not parts:
            return None
        part = parts[0]
        bases = self._bases(row, part, at)
        if not any(key == f"rate-{stem}" for key in self.terms):
            bases = [b for b in bases if b.figure.high >= row[part].figure.low]
        wider = self._numerators(row, at, stem, f"also-{stem}") if stem in name else parts
        fitting = self._fitting(row, at, parts, name) or self._fitting(row, at, wider, name)
        if fitting:
            return fitting
        sure = sure and len(parts) == len(wider) == 1 and self._is_meant(row, part, at, name, stem)
        if stem in self.terms["needs-base"].words:
            sure = sure and any(self._is_told(b, "explicit-base") for b in bases)
        return self._ratio(row[at], (row[part],), bases, sure=sure, name=name)

    def _stem(self, name: str) -> str:
        stems = [key[5:] for key in self.terms if key.startswith("rate-")]
        found = [(name.rfind(stem), len(stem), stem) for stem in stems if stem in name]
        return max(found)[2] if found else name[:-1][-2:]

    def _is_meant(self, row: Sequence[Operand], part: int, at: int, name: str, stem: str) -> bool:
        """Whether what narrows a rate (按期, 物业纠纷) also narrows its counts: else it is of others."""
        narrowed = name[: max(0, name.rfind(stem))]
        low = max(0, part - 2)
        around = "".join(o.gap + o.tail for o in row[low : part + 1]) + row[at].gap[: -len(name)]
        return all(narrowed[i : i + 2] in around for i in range(0, len(narrowed) - 1, 2))

    def _fitting(
        self, row: Sequence[Operand], at: int, parts: Sequence[int], name: str
    ) -> Relation | None:
        """The relation that holds, where one of several numerators, or all together, give the rate."""
        for part in parts:
            bases = self._bases(row, part, at)
            found = self._ratio(row[at], (row[part],), bases, sure=False, name=name)
            if found:
                return found
        together = [row[part] for part in parts]
        if len(parts) > 1 and len({o.counter for o in together}) == 1:
            return self._ratio(
                row[at], together, self._bases(row, min(parts), at), sure=False, name=name
            )
        return None

    def _numerators(self, row: Sequence[Operand], at: int, stem: str, also: str = "") -> list[int]:
        """Indices of the counts before a rate that are called as the rate is, the nearest first."""
        key = f"rate-{stem}"
        words = self.terms[key].words if key in self.terms else (stem,)
        words = (*words, *(self.terms[also].words if also in self.terms else ()))
        found: list[int] = []
        for index in range(at - 1, max(-1, at - _BACK), -1):
            operand = row[index]
            if not _within(row, index, at):
                break
            if operand.block < row[at].block and any(o.is_count for o in row[index + 1 : at]):
                break
            named = operand.is_count and any(w in operand.words for w in words)
            others = ("no-numerator", "explicit-base")
            if named and not any(self._is_told(operand, term) for term in others):
                found.append(index)
        return found

    def _is_told(self, operand: Operand, term: str) -> bool:
        return any(w in operand.words for w in self.terms[term].words)

    def _bases(self, row: Sequence[Operand], part: int, at: int) -> list[Operand]:
        """Counts that the one at ``part`` may be a part of, the nearest first."""
        count = row[part]
        before = [
            row[i]
            for i in range(part - 1, max(-1, part - _BACK), -1)
            if row[i].counter == count.counter and _within(row, i, at)
        ]
        if any(self._is_told(b, "carried-in") for b in before):
            return before
        larger = [b for b in before if b.figure.high >= count.figure.low]
        return larger or [b for b in before[:1] if count.value <= 2 * b.value]  # a slip in one

    def _ratio(
        self,
        rate: Operand,
        parts: Sequence[Operand],
        bases: Sequence[Operand],
        *,
        sure: bool,
        name: str,
    ) -> Relation | None:
        """The relation of a rate with the base that fits; where none does, with the nearest if
        ``sure``. What was carried over may be in the base: then two are tried together, too."""
        stated = interval.of(rate.figure)
        part = interval.total(interval.of(p.figure) for p in parts)
        carried = [
            pair for pair in pairwise(bases) if any(self._is_told(o, "carried-in") for o in pair)
        ]
        for base in (*((b,) for b in bases), *carried):
            share = interval.percent(part, interval.total(interval.of(b.figure) for b in base))
            if share and share.meets(stated):
                return _told(rate, parts, base, name, holds=True)
        if not sure or not bases or not bases[0].value:
            return None
        return _told(rate, parts, bases[:1], name, holds=False)

    def _share(self, row: Sequence[Operand], at: int) -> Relation | None:
        """A share of a total (占…的…%): the part is the count right before it."""
        rate = row[at]
        part = at - 1
        if part < 0 or not row[part].is_count or row[part].block != rate.block:
            return None
        if not _SHARE.match(rate.bare_lead):
            return None  # a share of something named anew
        phrase = rate.lead[rate.lead.rfind("占") :]
        elsewhere = any(w in phrase for w in self.terms["share-elsewhere"].words)
        listed = any("其中" in row[i].gap for i in range(max(1, part - 2), part + 1))
        plain = len(phrase) <= 3 or any(w in phrase for w in self.terms["share-of-all"].words)
        bases = [b for b in self._bases(row, part, at) if b.figure.high >= row[part].figure.low]
        totals = [b for b in bases if self._opens(row, b)]
        named = [b for b in bases if self._is_named(phrase, b)]
        bases = named or totals or bases
        if named:
            return self._ratio(rate, (row[part],), bases, sure=not elsewhere, name="占比")
        sure = not elsewhere and plain and (listed or len(bases) == 1)
        sure = sure and not rate.figure.approximate
        return self._ratio(rate, (row[part],), bases, sure=sure, name="占比")

    def _is_named(self, phrase: str, base: Operand) -> bool:
        """Whether a share says of which count it is: 占开庭案件的…."""
        bare = phrase.removeprefix("占").rstrip("的")
        pairs = {bare[i : i + 2] for i in range(len(bare) - 1)} - {*self.terms["any-base"].words}
        return any(pair in base.lead for pair in pairs)

    def _opens(self, row: Sequence[Operand], total: Operand) -> bool:
        """Whether the parts of a total are told behind it."""
        behind = total.index + 1
        opens = self.terms["parts-open"].words
        return behind < len(row) and any(w in row[behind].gap for w in opens)


def negative(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Places of rates below nothing (满意率为-98.2%)."""
    for match in _NEGATIVE.finditer(content, start, end):
        yield match.span()


def _within(row: Sequence[Operand], index: int, at: int) -> bool:
    """Whether a number stands in the sentence of ``at`` or the one before it, in one paragraph."""
    return row[at].block - row[index].block <= 1


def _told(
    rate: Operand, parts: Sequence[Operand], base: Sequence[Operand], name: str, *, holds: bool
) -> Relation:
    part = sum((p.value for p in parts), Decimal(0))
    whole = sum((b.value for b in base), Decimal(0))
    value = _HUNDRED * part / whole
    work = f"{_sum(parts)}/{_sum(base)} = {_percent(value, rate)}"
    end = f"与{name} {shown(rate)} 相符" if holds else f"文中{name}写 {shown(rate)}，请核对"
    message = f"{work}，{end}。"
    return relation("ratio", rate, (*parts, *base), expected=value, message=message, holds=holds)


def _sum(operands: Sequence[Operand]) -> str:
    words = " + ".join(map(shown, operands))
    return f"({words})" if len(operands) > 1 else words


def _percent(value: Decimal, rate: Operand) -> str:
    return f"{interval.rounded(value, rate.figure.places)}%"


def below(content: str, start: int, end: int) -> Relation:
    """The finding of a rate below nothing."""
    from checker.model.facts import Hit

    words = content[start:end]
    return Relation(
        kind="range",
        holds=False,
        stated=Decimal(-1),
        expected=Decimal(0),
        message=f"“{words}”：率不会是负数，请核对。",
        places=(Hit(start, end),),
    )


__all__ = ["Ratios", "below", "negative", "place"]
