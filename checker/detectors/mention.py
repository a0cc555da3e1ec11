"""``mention``: one of the words stands in a place that is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from checker.model.facts import Facts, Hit, Term
    from checker.model.rule import Count, Finding, Where

_SHOWN = 3
GIVES = ("count", "word")
TITLE = "提到"
NEEDS = {"distance": ("near",)}


@dataclass(frozen=True, slots=True)
class Kind:
    """The words stand in the text, ``times`` sentences at least.

    ``near``: one of these stands in the same sentence, at most ``distance`` characters away
    (0: anywhere in it). ``without``: none of these stands in the same sentence. ``titles``: words
    inside 《》 count too; by themselves they are only the name of a document. ``done``: told as the
    issuer's own deed of the year.
    """

    words: Term
    near: Term | None = None
    distance: int = 0
    without: Term | None = None
    titles: bool = False
    done: bool = False
    times: Count = 1

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with the words' places; what stood elsewhere is the nearest miss."""
        report = facts.report
        found: list[Hit] = []
        missed: list[Hit] = []
        sentences: set[int] = set()
        hits = facts.hits.of(self.words)
        admitted = where.admitted(facts) if hits else ()
        for hit in hits:
            index = report.sentence_at(hit.start)
            if index < 0:
                continue
            if admitted[index] and self._fits(facts, hit, index):
                if index not in sentences:
                    found.append(hit)
                sentences.add(index)
            else:
                missed.append(hit)
        if len(sentences) >= self.times:
            if all(facts.is_damaged(hit.start, hit.end) for hit in found):
                return Unsure("有关文字所在之处已损坏，无法判断。", tuple(found[:_SHOWN]))
            word = facts.report.words(*found[0]) if found else ""
            return Found(tuple(found[:_SHOWN]), {"count": str(len(sentences)), "word": word})
        return Missing(tuple([*found, *missed][:1]))

    def _fits(self, facts: Facts, hit: Hit, index: int) -> bool:
        sentence = facts.report.sentences[index]
        if not self.titles and facts.in_title(hit.start):
            return False
        if self.done and not facts.is_done(hit.start):
            return False
        if self.without and facts.hits.any_between(self.without, sentence.start, sentence.end):
            return False
        if self.near is None:
            return True
        reach = self.distance or sentence.end - sentence.start
        low, high = max(sentence.start, hit.start - reach), min(sentence.end, hit.end + reach)
        return facts.hits.any_between(self.near, low, high)
