"""``sum``: a total and its parts, where the text says that they are its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from checker.facts.relations.lists import adds_up, mark, sum_of, whole
from checker.kept import kept, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.meant import Meant
    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

OUTCOMES = "outcomes"  # a list opened by nothing but its own words
_GAP = 60  # characters between a total and its first part
_ITEM = 40  # characters from one part to the next
_PARTS = 16
_STOPS = re.compile(r"。|\n")
_EACH = re.compile(r"^[,;:]\s?分别[为是有]")
_AGAIN_BACK = 6
_OF_A_YEAR = re.compile(r"[较比由从]20\d\d年")
_OF_THEM = re.compile(
    r"[^。]{0,12}。(?:(其中|从[^,。]{1,6}看|按[^,。]{1,8}分)|[^,。;]{2,12}[中里],)"
)


@dataclass(frozen=True, slots=True)
class Sums:
    """Reads the sums of one paragraph at a time; ``terms`` are the vocabulary's, ``meant`` tells whether a
    list that does not add up was meant to."""

    terms: Mapping[str, Term]
    meant: Meant

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """One for each total with its parts behind it."""
        for at, total in enumerate(row):
            if at and _OF_THEM.match(total.gap):
                them = self._of_them(row, at)
                if them:
                    yield them
            if not total.is_count or self._is_before(total):
                continue
            found = self._behind(row, at) or self._named(row, at)
            if found:
                yield found

    def _behind(self, row: Sequence[Operand], at: int) -> Relation | None:
        total = row[at]
        first = at + 1
        while first < len(row) - 1 and self._compares(row[first]):
            if one_of(self.terms["carried-in"].words).search(row[first].lead):
                return None  # what was carried over is in the parts too: a balance
            first += 1  # 71件,上年为83件,下降14.5%,其中…
        if self._is_between(row, at, first):
            first += 1  # 174件,提出意见305条,包括…
        opener = self._opener(row, first)
        if not opener:
            return None
        parts = self._parts(row, first)
        if opener == OUTCOMES:
            parts = self._outcomes(parts)
        if len(parts) < 2 or parts[0].counter != total.counter or self._is_open(parts[-1]):
            return None
        return self._judged(row, total, parts, opener)

    def _judged(
        self, row: Sequence[Operand], total: Operand, parts: Sequence[Operand], opener: str
    ) -> Relation | None:
        """The sum of a total and its list; None where it need not add up."""
        made = whole(total, parts) or self._with_pending(row, total, parts)
        if made and not self._leaves_out(parts, made):
            return sum_of(total, made, holds=True)
        listed = self._listed(parts)
        if len(listed) < 2 or self.meant.overlap(listed):
            return None
        if opener == OUTCOMES and self._goes_on(row, listed[-1]):
            return None
        closed = opener in ("(", ":") or opener in self.terms["parts-closed"].words
        bare = opener == OUTCOMES
        sure = self.meant.claims(total, listed, closed=closed, bare=bare)
        return sum_of(total, listed, holds=False) if sure else None

    def _leaves_out(self, parts: Sequence[Operand], made: Sequence[Operand]) -> bool:
        """Whether the part behind those that make a total is an outcome as they are."""
        if len(made) >= len(parts):
            return False
        sort = self._outcome(made[-1])
        return bool(sort) and self._outcome(parts[len(made)]) == sort

    def _named(self, row: Sequence[Operand], at: int) -> Relation | None:
        """Parts of what an earlier sentence counted, and this one names again: 审结案件中,维持…."""
        first = at + 1
        named = _again(self.terms).search(row[first].gap) if first < len(row) else None
        if not named or not row[first].is_count:
            return None
        total = next(
            (
                o
                for o in reversed(row[max(0, first - _AGAIN_BACK) : first])
                if named[1] in o.lead and f"未{named[1]}" not in o.lead
            ),
            None,
        )
        if total is None or total.counter != row[first].counter:
            return None
        parts = self._parts(row, first)
        if len(parts) < 2 or self._is_open(parts[-1]):
            return None
        return self._judged(row, total, parts, OUTCOMES)

    def _of_them(self, row: Sequence[Operand], first: int) -> Relation | None:
        """Parts in a sentence of their own (…168件。其中…) of the one count of the sentence before."""
        totals = [
            o
            for o in row[max(0, first - _AGAIN_BACK) : first]
            if o.block == row[first - 1].block
            and o.counter == row[first].counter
            and not self._compares(o)
        ]
        parts = self._parts(row, first)
        if len(parts) < 2 or self._is_open(parts[-1]):
            return None
        for total in reversed(totals):
            made = whole(total, parts)
            if made and len(made) == len(parts):
                return sum_of(total, made, holds=True)
        told = _OF_THEM.match(row[first].gap)
        sure = told is not None and told[1] and len(totals) == 1
        return self._judged(row, totals[0], parts, "其中") if sure else None

    def _is_before(self, operand: Operand) -> bool:
        return bool(one_of(self.terms["before"].words).search(operand.lead))

    def _is_between(self, row: Sequence[Operand], at: int, first: int) -> bool:
        """Whether a number of another unit stands between a total and the word that opens its parts."""
        if first + 1 >= len(row) or self._opener(row, first):
            return False
        other, part = row[first : first + 2]
        if other.counter == row[at].counter or part.counter != row[at].counter:
            return False
        return other.is_count and bool(one_of(self.terms["parts-open"].words).search(part.gap))

    def _compares(self, operand: Operand) -> bool:
        """Whether a number is the year before's, or tells how much more or less there is now."""
        lead = operand.lead.rstrip("了达约近为幅度")
        up, down = self.terms["up"].words, self.terms["down"].words
        if lead.endswith((*up, *down)):
            return True
        return self._is_before(operand) or bool(_OF_A_YEAR.search(operand.lead))

    def _opener(self, row: Sequence[Operand], first: int) -> str:
        """The word or mark before a first part that says that parts follow; empty where none does."""
        if first >= len(row):
            return ""
        gap = row[first].gap
        if len(gap) > _GAP or _STOPS.search(gap):
            return ""
        if not row[first].is_count:
            return ""
        if _EACH.search(gap):
            return ":"  # …件,分别为…: the parts are named behind, all of them
        if gap[:1] in ("(", ":") and "含" not in gap:
            return gap[0]
        opening = self.terms["parts-open"].words
        if one_of(opening).search(gap):
            return max((w for w in opening if w in gap), key=len)
        pending = one_of(self.terms["pending"].words)
        if _again(self.terms).search(gap) or pending.search(row[first - 1].lead):
            return ""  # its total stands further back
        in_list = row[first - 1].gap[:1] == "、"
        listed = self._outcome(row[first]) and not self._outcome(row[first - 1]) and not in_list
        return OUTCOMES if listed else ""

    def _outcome(self, part: Operand) -> str:
        """The sort of outcomes that a number's words name; empty where they name none."""
        for name, words in _outcomes_of(self.terms):
            if words.search(part.lead):
                return name
        return ""

    def _outcomes(self, parts: Sequence[Operand]) -> list[Operand]:
        """The first parts that are outcomes of one sort."""
        sort = self._outcome(parts[0])
        rest = one_of(self.terms["rest"].words)
        return list(takewhile(lambda p: self._outcome(p) == sort or rest.search(p.lead), parts))

    def _parts(self, row: Sequence[Operand], first: int) -> list[Operand]:
        """The operands from ``first`` on that may be parts of one total, in order."""
        depth, counter = row[first].depth, row[first].counter
        parts: list[Operand] = []
        for part in row[first : first + 2 * _PARTS]:
            is_first = part is row[first]
            if not is_first and (
                _STOPS.search(part.gap)
                or len(part.gap) > _ITEM
                or self._breaks(part)
                or part.depth < depth
            ):
                break
            if part.counter == counter and part.depth == depth:
                parts.append(part)
            elif part.is_count and part.depth == depth:
                break
        return parts

    def _with_pending(
        self, row: Sequence[Operand], total: Operand, parts: Sequence[Operand]
    ) -> Sequence[Operand]:
        """The parts and what is pending right behind them, where these make the total."""
        at = parts[-1].index + 1
        if at >= len(row) or row[at].counter != total.counter:
            return ()
        both = [*parts, row[at]]
        return both if adds_up(total, both) else ()

    def _goes_on(self, row: Sequence[Operand], last: Operand) -> bool:
        """Whether another count of the same unit follows in the sentence."""
        at = last.index + 1
        return at < len(row) and row[at].counter == last.counter and row[at].block == last.block

    def _breaks(self, part: Operand) -> bool:
        """Whether a number opens another matter: a total of its own, a comparison, parts of a part."""
        if any(
            one_of(self.terms[term].words).search(part.gap) for term in ("parts-open", "before")
        ):
            return True
        if part.lead.lstrip().startswith("有"):
            return True
        return part.lead.strip().endswith(self.terms["total-only"].words)

    def _is_open(self, last: Operand) -> bool:
        return last.tail.startswith(self.terms["open-end"].words)

    def _listed(self, parts: Sequence[Operand]) -> list[Operand]:
        """The parts that one list holds: joined by one mark all along."""
        if len(parts) < 2:
            return []
        joint = mark(parts[1].gap)
        kept = [parts[0]]
        for part in parts[1:]:
            if mark(part.gap) != joint and "、" not in part.gap and "和" not in part.gap[:1]:
                break
            kept.append(part)
        return kept


@kept
def _outcomes_of(terms: Mapping[str, Term]) -> list[tuple[str, re.Pattern[str]]]:
    """The sorts of outcomes, and what finds the words of each."""
    return [(k, one_of(term.words)) for k, term in terms.items() if k.startswith("outcome-")]


@kept
def _again(terms: Mapping[str, Term]) -> re.Pattern[str]:
    """An earlier count named again before its parts: 审结案件中,…."""
    named, things = terms["named-again"].words, terms["things"].words
    return re.compile(rf"[。;,]在?({'|'.join(named)})的?(?:{'|'.join(things)})?[中里],[^,。;]*$")
