"""``ratio``: a share of a total (占…的…%), and the counts that it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.facts.relations.operands import PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.facts.relations.quotients import Quotients
    from checker.model.facts import Relation, Term

_BACK = 18  # operands before a share in which its count is looked for by name
_SHARE = re.compile(r"\s*、?(?:约|共)?占")


@dataclass(frozen=True, slots=True)
class Shares:
    """Reads the shares of one paragraph at a time; ``terms`` are the vocabulary's, ``quotients`` what a rate is held
    against."""

    terms: Mapping[str, Term]
    quotients: Quotients

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """One for each share whose count, or whose count and base, are printed before it."""
        for at, rate in enumerate(row):
            if rate.counter != PERCENT or "率" in rate.bare_lead:
                continue
            told = any(w in rate.lead for w in self.terms["share"].words)
            found = self._share(row, at) if told else self._of_stated(row, at)
            if found:
                yield found

    def _share(self, row: Sequence[Operand], at: int) -> Relation | None:
        """A share of a total (占…的…%): the part is the count right before it."""
        rate = row[at]
        part = at - 1
        if part < 0 or row[part].block != rate.block:
            return None
        if not _SHARE.match(rate.bare_lead):
            return self._of_named(row, at)
        if not row[part].is_count:
            return None
        phrase = rate.lead[rate.lead.rfind("占") :]
        elsewhere = any(w in phrase for w in self.terms["share-elsewhere"].words)
        listed = any("其中" in row[i].gap for i in range(max(1, part - 2), part + 1))
        plain = len(phrase) <= 3 or any(w in phrase for w in self.terms["share-of-all"].words)
        bases = [
            b
            for b in self.quotients.bases(row, part, at)
            if b.figure.high >= row[part].figure.low and not self._has_share(row, b)
        ]
        totals = [b for b in bases if self._opens(row, b)]
        named = [b for b in bases if self._is_named(phrase, b)]
        bases = named or totals or bases
        if named:
            return self.quotients.of(rate, (row[part],), bases, sure=not elsewhere, name="占比")
        sure = not elsewhere and plain and (listed or len(bases) == 1)
        sure = sure and not rate.figure.approximate
        return self.quotients.of(rate, (row[part],), bases, sure=sure, name="占比")

    def _has_share(self, row: Sequence[Operand], operand: Operand) -> bool:
        """Whether a count is told as a share itself: it is a part beside this one, not the base."""
        behind = row[operand.index + 1] if operand.index + 1 < len(row) else None
        return behind is not None and bool(_SHARE.match(behind.gap.lstrip(",，")))

    def _of_named(self, row: Sequence[Operand], at: int) -> Relation | None:
        """The share of one that was counted before, where one base fits: A级98家、B级61家…,A级占60.5%."""
        rate = row[at]
        name = rate.bare_lead.partition("占")[0].strip()
        parts = [
            o.index
            for o in row[max(0, at - _BACK) : at]
            if o.block == rate.block and o.is_count and o.bare_lead.strip("、和及").endswith(name)
        ]
        if len(name) < 2 or len(parts) != 1:
            return None
        bases = self.quotients.bases(row, parts[0], at)
        return self.quotients.of(rate, (row[parts[0]],), bases, sure=False, name=f"{name}占比")

    def _of_stated(self, row: Sequence[Operand], at: int) -> Relation | None:
        """A share whose base is told with it: 出庭37件,占开庭审理41件的90.2%."""
        rate = row[at]
        if at < 2 or rate.gap.strip() != "的":
            return None
        part, base = row[at - 2], row[at - 1]
        if not _SHARE.match(base.bare_lead) or not part.is_count or not base.is_count:
            return None
        if part.counter != base.counter or part.block != rate.block:
            return None
        sure = base.value >= part.value and not rate.figure.approximate
        return self.quotients.of(rate, (part,), (base,), sure=sure, name="占比")

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
