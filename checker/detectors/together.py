"""``together``: words of several groups stand in one sentence or paragraph, close together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.detectors._subject import is_foreign
from checker.model.facts import Hit
from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.facts import Facts, Term
    from checker.model.rule import Count, Finding, Where

_SHOWN = 3
_TRIED = 12  # words of a group, and chains, that are tried
GIVES = ("count",)
TITLE = "词语连用"


@dataclass(frozen=True, slots=True)
class Kind:
    """One word of each group, at most ``reach`` characters from first to last.

    ``paragraph``: in one paragraph instead of one sentence. ``ordered``: the first group first.
    ``without``: none of these between them or in the clause. ``refuted``: none in the sentence.
    ``foreign`` and ``own``: the matter must not be another's, told by the last subject named before
    the last group's word. ``numbers``: so many numbers with a unit in the same sentence or paragraph.
    ``times``: so many sentences at least. ``done``: told as the issuer's own deed of the year; not
    as another's, another year's, wished for or not done.
    """

    groups: tuple[Term, ...]
    reach: int = 60
    paragraph: bool = False
    ordered: bool = False
    without: Term | None = None
    refuted: Term | None = None
    foreign: Term | None = None
    own: Term | None = None
    numbers: int = 0
    times: Count = 1
    done: bool = False

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with the stretches from first to last word."""
        found: list[Hit] = []
        missed: list[Hit] = []
        for first, start, end in self._stretches(facts, where):
            match = self._match(facts, first, start, end)
            if match and self._numbers(facts, start, end) >= self.numbers:
                found.append(match)
            elif match is None:
                missed.append(first[0])
        if len(found) >= self.times:
            if all(facts.is_damaged(hit.start, hit.end) for hit in found):
                return Unsure("有关文字所在之处已损坏，无法判断。", tuple(found[:_SHOWN]))
            return Found(tuple(found[:_SHOWN]), {"count": str(len(found))})
        return Missing(tuple([*found, *missed][:1]))

    def _stretches(self, facts: Facts, where: Where) -> Iterator[tuple[list[Hit], int, int]]:
        """Admitted sentences, or runs of admitted sentences of one paragraph, that hold words of the
        first group outside 《》; with these."""
        report = facts.report
        held: list[Hit] = []
        run = (0, 0)
        for hit in facts.hits.of(self.groups[0]):
            if hit.start >= run[1]:
                if held:
                    yield held, *run
                held, run = [], self._run(facts, where, report.sentence_at(hit.start))
            if hit.end <= run[1] and not facts.in_title(hit.start):
                held.append(hit)
        if held:
            yield held, *run

    def _run(self, facts: Facts, where: Where, index: int) -> tuple[int, int]:
        """The stretch of a sentence; an empty one that ends with it where it is not admitted."""
        sentences = facts.report.sentences
        if index < 0:
            return 0, 0
        admitted = where.admitted(facts)
        sentence = sentences[index]
        if not admitted[index]:
            return 0, 0
        if not self.paragraph:
            return sentence.start, sentence.end
        first = last = index
        while (
            first and admitted[first - 1] and sentences[first - 1].paragraph == sentence.paragraph
        ):
            first -= 1
        while (
            last + 1 < len(sentences)
            and admitted[last + 1]
            and sentences[last + 1].paragraph == sentence.paragraph
        ):
            last += 1
        return sentences[first].start, sentences[last].end

    def _match(self, facts: Facts, first: list[Hit], start: int, end: int) -> Hit | None:
        """The first match in a stretch."""
        sets: list[list[Hit]] = []
        for group in self.groups[1:]:
            hits = facts.hits.between(group, start, end)
            outside = [hit for hit in hits if not facts.in_title(hit.start)]
            if not outside:
                return None
            sets.append(outside)
        for hit in first:
            chain = self._chain(hit, sets)
            if chain and self._allowed(facts, chain, start) and self._is_done(facts, chain):
                return Hit(min(h.start for h in chain), max(h.end for h in chain))
        return None

    def _numbers(self, facts: Facts, start: int, end: int) -> int:
        return sum(start <= hit.start < end for hit in facts.quantities) if self.numbers else 0

    def _chain(self, first: Hit, rest: list[list[Hit]]) -> list[Hit] | None:
        """One word of every further group within reach of the first, the nearest where it can be."""
        chains = [[first]]
        for hits in rest:
            near = sorted(hits, key=lambda hit: abs(hit.start - first.start))[:_TRIED]
            chains = [
                [*chain, hit]
                for chain in chains
                for hit in near
                if not (self.ordered and hit.start < first.start)
                and _extent([*chain, hit]) <= self.reach
            ][:_TRIED]
            if not chains:
                return None
        return chains[0]

    def _is_done(self, facts: Facts, chain: list[Hit]) -> bool:
        return not self.done or all(facts.is_done(hit.start) for hit in chain)

    def _allowed(self, facts: Facts, chain: list[Hit], start: int) -> bool:
        low, high = min(h.start for h in chain), max(h.end for h in chain)
        if self.without and facts.hits.any_between(
            self.without, facts.clause_start(low, start), high
        ):
            return False
        if self.refuted:
            sentence = facts.report.sentences[facts.report.sentence_at(high - 1)]
            if facts.hits.any_between(self.refuted, sentence.start, sentence.end):
                return False
        return not (self.foreign and is_foreign(facts, self.foreign, self.own, chain[-1].start))


def _extent(chain: list[Hit]) -> int:
    return max(hit.end for hit in chain) - min(hit.start for hit in chain)
