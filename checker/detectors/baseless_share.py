"""``baseless-share``: a share of a total that is printed nowhere near it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.facts import Facts, Term
    from checker.model.rule import Finding, Where

_LEAD = 14  # characters before a percentage in which it is told as a share
_ASIDE = 30  # characters behind a share in which brackets may name its total
_SHOWN = 3
_PERCENT = "%"
GIVES = ("count", "share")
TITLE = "查不到总数的占比"


@dataclass(frozen=True, slots=True)
class Kind:
    """A percentage told as a share by one of these words agrees with no counts of its paragraph."""

    words: Term

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}`` shares and the first ``{share}``."""
        checked = {place.end for r in facts.relations for place in r.places}
        found = [
            f
            for f in facts.figures
            if f.unit == _PERCENT
            and f.scope == "own"
            and f.end not in checked
            and where.admits(facts, f.sentence)
            and self._is_share(facts, f.start, f.sentence)
        ]
        if not found:
            return Missing()
        first = format(found[0].value.normalize(), "f")
        places = dict.fromkeys(Hit(f.start, f.end) for f in found)
        values = {"count": str(len(places)), "share": f"{first}%"}
        return Found(tuple(places)[:_SHOWN], values)

    def _is_share(self, facts: Facts, position: int, sentence: int) -> bool:
        start = facts.report.sentences[sentence].start
        low = max(facts.clause_start(position, start), position - _LEAD)
        hits = facts.hits.between(self.words, low, position)
        if not hits:
            return False
        # 占总数1000件的20%: the total stands in between
        if _counts(facts, hits[-1].end, position):
            return False
        before = _counts(facts, start, hits[-1].start)
        aside = facts.report.text.content.find(")", position, position + _ASIDE)
        if aside >= 0 and _counts(facts, position + 1, aside):
            return False  # 占审结案件的36.9%(共审结84件)
        gap = facts.report.text.content[before[-1].end : hits[-1].start] if before else ""
        return not before or (len(before) == 1 and gap.strip(",、") == "")


def _counts(facts: Facts, start: int, end: int) -> Sequence[Hit]:
    """The numbers with a unit, no percentages, that begin in a stretch."""
    low = bisect_left(facts.quantities, start, key=_start)
    high = bisect_left(facts.quantities, end, key=_start)
    content = facts.report.text.content
    return [q for q in facts.quantities[low:high] if content[q.end - 1] != _PERCENT]


def _start(hit: Hit) -> int:
    return hit.start
