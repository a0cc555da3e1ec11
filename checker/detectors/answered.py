"""``answered``: what one part raises, another part takes up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.rule import Finding, RoleName, Where

_LEAST_WORDS = 8  # characters from which a sentence raises something
_SHOWN = 6
GIVES = ("answered", "raised")
MISSES = ("answered", "raised")
TITLE = "前后呼应"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """``percent`` of the sentences of a role that name one of ``topics`` share a topic with a
    sentence of the role ``by``. Both sentences of each pair are the evidence."""

    raised: RoleName
    by: RoleName
    topics: Term
    percent: int = 100

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{answered}`` of ``{raised}``; what nobody takes up is the nearest miss."""
        del where  # the roles are the place
        answers = self._sentences(facts, self.by)
        pairs: list[Hit] = []
        open_: list[Hit] = []
        for place, topics in self._sentences(facts, self.raised):
            match = max(answers, key=lambda a: len(a[1] & topics), default=None)
            if match and match[1] & topics:
                pairs.extend((place, match[0]))
            else:
                open_.append(place)
        raised = len(pairs) // 2 + len(open_)
        values = {"answered": str(len(pairs) // 2), "raised": str(raised)}
        if raised and len(pairs) // 2 * 100 >= self.percent * raised and pairs:
            return Found(tuple(pairs[:_SHOWN]), values)
        return Missing(tuple(open_[:1]), values=values)

    def _sentences(self, facts: Facts, role: str) -> list[tuple[Hit, set[str]]]:
        """Places of a role's sentences with the topics that each names."""
        content = facts.report.text.content
        found = []
        for index in facts.sentences_of(role):
            sentence = facts.report.sentences[index]
            if sentence.end - sentence.start < _LEAST_WORDS:
                continue
            hits = facts.hits.between(self.topics, sentence.start, sentence.end)
            if hits:
                place = Hit(sentence.start, sentence.end)
                found.append((place, {content[h.start : h.end] for h in hits}))
        return found
