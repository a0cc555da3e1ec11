"""``repeated``: a paragraph that stands in the report twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.rule import Finding, Where

TITLE = "段落重复"
GIVES = ("count", "characters")
_CLAUSE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Kind:
    """Paragraphs of at least so many characters stand in the text twice; numbering, punctuation and
    spaces do not count. ``percent``: so much of the shorter one stands in the other, clause by clause,
    where a clause with another number is another clause. ``without``: clauses with one of these words
    do not count. Rows of tables do not count."""

    characters: int
    percent: int = 100
    without: Term | None = None

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with both places of the first, ``{count}`` such paragraphs and its ``{characters}``."""
        report = facts.report
        holders: dict[str, list[int]] = {}  # clause → the paragraphs before that have it
        places: list[tuple[Hit, int]] = []
        found: list[tuple[Hit, Hit, int]] = []
        for paragraph in report.paragraphs:
            words = report.words(paragraph.start, paragraph.end)
            if paragraph.kind != "body" or "\t" in words:
                continue
            if len(words) < self.characters:
                continue
            clauses = self._clauses(facts, words, paragraph.start)
            length = sum(map(len, clauses))
            index = report.sentence_at(paragraph.start)
            if length < self.characters or not where.admits(facts, index):
                continue
            place = Hit(paragraph.start, paragraph.end)
            shared: dict[int, int] = {}
            for clause in clauses:
                for other in holders.get(clause, ()):
                    shared[other] = shared.get(other, 0) + len(clause)
                holders.setdefault(clause, []).append(len(places))
            twin = min((o for o, n in shared.items() if self._alike(n, length, places[o][1])),
                       default=None)  # fmt: skip
            if twin is not None:
                found.append((places[twin][0], place, length))
            places.append((place, length))
        if not found:
            return Missing()
        first, second, characters = found[0]
        values = {"count": str(len(found)), "characters": str(characters)}
        return Found((first, second), values)

    def _clauses(self, facts: Facts, words: str, start: int) -> set[str]:
        """The clauses of a paragraph that count."""
        found = _CLAUSE.finditer(words)
        if self.without is None:
            return {match[0] for match in found}
        hits = facts.hits.between(self.without, start, start + len(words))
        starts = [hit.start - start for hit in hits]
        return {
            match[0]
            for match in found
            if bisect_left(starts, match.start()) == bisect_left(starts, match.end())
        }

    def _alike(self, shared: int, one: int, other: int) -> bool:
        """Whether so much of the shorter is shared; what must be the same is of one length."""
        if self.percent >= 100:
            return shared == one == other
        return shared * 100 >= self.percent * min(one, other)
