"""``ratio``: a rate by its name, and the counts that it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from checker.facts.relations import ranges
from checker.facts.relations.lists import is_miswritten
from checker.facts.relations.operands import PERCENT
from checker.facts.relations.quotients import Quotients, is_told, within
from checker.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

_ALL = 100  # percent
_BACK = 7  # operands before a rate in which its count is looked for
_RATE = re.compile(r"([\u4e00-\u9fff]{1,12}?率)[^率]{0,8}$")
_FORMER = re.compile(r"(?:[由从较比]|上年|去年|同期|上年度|20\d\d年)(?:的|为)?$")
_BECOMES = re.compile(r"^(?:[上提][升高]|下降|降低|增长|增加|减少|回落|上涨|提)[到至为]$")
_COMPARED = re.compile("(?:增长|上升|提高|增加|提升|下降|减少|降低|压减|压缩|缩短|同比)[^率]{0,6}$")


@dataclass(frozen=True, slots=True)
class Ratios:
    """Reads the rates of one paragraph at a time; ``terms`` are the vocabulary's, ``quotients`` what a rate is held
    against."""

    terms: Mapping[str, Term]
    quotients: Quotients

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """Rates above 100 %, rates of counts printed beside them."""
        for at, rate in enumerate(row):
            if rate.counter != PERCENT or _is_former(rate):
                continue
            arrived = _former_name(row, at)
            if _COMPARED.search(rate.bare_lead) and not arrived:
                continue
            named = arrived or _RATE.search(rate.bare_lead)
            if named:
                name = named[1]
                found = ranges.above(rate, name, self.terms) or self._rate(row, at, name)
                if found:
                    yield found

    def _rate(self, row: Sequence[Operand], at: int, name: str) -> Relation | None:
        """A rate by its name: the numerator is called as the rate is, the base stands before it."""
        sure = not name.endswith(self.terms["unbased-rate"].words)
        stem = stem_of(name, self.terms)
        parts = self._numerators(row, at, stem)
        together = self._all(row, at, stem)
        if together:
            bases = [
                b
                for b in self.quotients.bases(row, min(together), at)
                if not is_told(self.terms, b, f"all-{stem}")
            ]
            return self.quotients.of(
                row[at], [row[i] for i in together], bases[:1], sure=True, name=name
            )
        if not parts:
            instead = self._numerators(row, at, stem, f"else-{stem}")
            return (
                self._fitting(row, at, instead, name)
                or self._ahead(row, at, stem, name)
                or self._beside(row, at, name)
            )
        part = parts[0]
        bases = self.quotients.bases(row, part, at)
        if not any(key == f"rate-{stem}" for key in self.terms):
            bases = [b for b in bases if b.figure.high >= row[part].figure.low]
        wider = self._numerators(row, at, stem, f"also-{stem}") if stem in name else parts
        fitting = self._fitting(row, at, parts, name) or self._fitting(row, at, wider, name)
        if fitting:
            return fitting
        sure = sure and len(parts) == len(wider) == 1 and self._is_meant(row, part, at, name, stem)
        if stem in self.terms["needs-base"].words:
            near = row[max(0, at - _BACK) : at + 2]
            excused = any(w in o.gap + o.tail for o in near for w in self.terms["excused"].words)
            sure = sure and any(is_told(self.terms, b, "explicit-base") for b in bases)
            sure = sure and not (excused and row[at].value >= _ALL)
        told = self.quotients.of(row[at], (row[part],), bases, sure=sure, name=name)
        return told or self._beside(row, at, name)

    def _beside(self, row: Sequence[Operand], at: int, name: str) -> Relation | None:
        """A rate right behind a base and a part of other words, where it is that of the two or differs
        from it as a slip of the pen does: 小区78个,已成立业委会57个,组建率63.1%."""
        if at < 2:
            return None
        base, part, rate = row[at - 2 : at + 1]
        alike = base.is_count and base.counter == part.counter and base.block == rate.block
        if not alike or not 0 < part.value <= base.value or base.figure.approximate:
            return None
        if rate.figure.approximate or part.figure.approximate or not rate.figure.places:
            return None
        step = Decimal(1).scaleb(-rate.figure.places)
        made = (_ALL * part.value / base.value).quantize(step, ROUND_HALF_UP)
        sure = is_miswritten(made, rate.value.quantize(step))
        return self.quotients.of(rate, (part,), (base,), sure=sure, name=name)

    def _ahead(self, row: Sequence[Operand], at: int, stem: str, name: str) -> Relation | None:
        """A rate before its counts: 办结率98.7%(受理230件,办结217件)."""
        if at + 2 >= len(row):
            return None
        base, part = row[at + 1 : at + 3]
        key = f"rate-{stem}"
        words = self.terms[key].words if key in self.terms else (stem,)
        alike = base.is_count and base.counter == part.counter and part.block == row[at].block
        called = any(w in part.lead for w in words) and not any(w in base.lead for w in words)
        if not alike or not called or base.value < part.value or ";" in base.gap:
            return None
        sure = not name.endswith(self.terms["unbased-rate"].words)
        return self.quotients.of(row[at], (part,), (base,), sure=sure, name=name)

    def _all(self, row: Sequence[Operand], at: int, stem: str) -> list[int]:
        """Indices of the counts that a rate adds up (优良 = 优秀 + 良好), where each is told once."""
        key = f"all-{stem}"
        words = self.terms[key].words if key in self.terms else ()
        near = [o for o in row[max(0, at - _BACK) : at] if o.block == row[at].block and o.is_count]
        found = [[o.index for o in near if o.bare_lead.endswith(w)] for w in words]
        return [f[0] for f in found] if found and all(len(f) == 1 for f in found) else []

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
            bases = self.quotients.bases(row, part, at)
            found = self.quotients.of(row[at], (row[part],), bases, sure=False, name=name)
            if found:
                return found
        together = [row[part] for part in parts]
        if len(parts) > 1 and len({o.counter for o in together}) == 1:
            return self.quotients.of(
                row[at], together, self.quotients.bases(row, min(parts), at), sure=False, name=name
            )
        return None

    def _numerators(self, row: Sequence[Operand], at: int, stem: str, also: str = "") -> list[int]:
        """Indices of the counts before a rate that are called as the rate is, the nearest first."""
        key = f"rate-{stem}"
        words = self.terms[key].words if key in self.terms else (stem,)
        words = (*words, *(self.terms[also].words if also in self.terms else ()))
        others = (*self.terms["no-numerator"].words, *self.terms["explicit-base"].words)
        found: list[int] = []
        for index in range(at - 1, max(-1, at - _BACK), -1):
            operand = row[index]
            if not within(row, index, at):
                break
            if operand.block < row[at].block and any(o.is_count for o in row[index + 1 : at]):
                break
            named = operand.is_count and any(w in operand.words for w in words)
            if named and not any(w in operand.words and w not in words for w in others):
                found.append(index)
        return found


def _is_former(rate: Operand) -> bool:
    """Whether a rate is the one that another is held against: 办结率由上年的92.1%…."""
    return bool(_FORMER.search(rate.bare_lead.strip()))


def _former_name(row: Sequence[Operand], at: int) -> re.Match[str] | None:
    """The name of a rate that a change arrives at, told with the one before: …率由92.1%提高到94.3%."""
    if not at or not _BECOMES.match(row[at].gap.strip()):
        return None
    former = row[at - 1]
    words = _FORMER.sub("", former.bare_lead.strip())
    return _RATE.search(words) if former.counter == PERCENT and _is_former(former) else None


@kept
def _stems(terms: Mapping[str, Term]) -> list[str]:
    return [key[5:] for key in terms if key.startswith("rate-")]


def stem_of(name: str, terms: Mapping[str, Term]) -> str:
    """The part of a rate's name that its counts are called by, as the vocabulary's ``rate-`` terms
    have it, else its last two characters."""
    stems = _stems(terms)
    found = [(name.rfind(stem) + len(stem), len(stem), stem) for stem in stems if stem in name]
    return max(found)[2] if found else name[:-1][-2:]
