"""``pattern``: words told by a pattern, where words and distances do not suffice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import patterns
from checker.model.facts import Hit, Term
from checker.model.rule import Found, Missing, Unsure
from checker.needles import needles, openings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.facts import Facts
    from checker.model.rule import Count, Finding, Pattern, Where

TITLE = "按式样找"
GIVES = ("count", "word")
_WINDOW = 2000  # characters of a sentence that are looked at
_SHOWN = 3


@lru_cache(maxsize=512)
def _needed(expression: str) -> Term:
    return Term(needles(expression))


@dataclass(frozen=True, slots=True)
class Kind:
    """A sentence holds what the pattern says, ``times`` sentences at least.

    The syntax is RE2's: its time grows with the text alone, so that no rule can hang a run;
    look-arounds and back-references, which cannot be had so, are refused. ``near``: only sentences
    with one of these words are looked at. ``without``: none of these stands in what was found.
    Punctuation is half-width (``,:;()``), Chinese stops and quotes are as written (``。、“”《》``).
    """

    expression: Pattern
    near: Term | None = None
    without: Term | None = None
    times: Count = 1

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}`` sentences and the first ``{word}``."""
        found: list[Hit] = []
        admitted = where.admitted(facts)
        if not any(admitted):
            return Missing()
        sentences = facts.report.sentences
        for index in self._promising(facts):
            if not admitted[index]:
                continue
            sentence = sentences[index]
            start, end = sentence.start, min(sentence.end, sentence.start + _WINDOW)
            if self.near and not facts.hits.any_between(self.near, start, end):
                continue
            found.extend(self._in(facts, start, end))
        if len(found) < self.times or not found:
            return Missing(tuple(found[:1]))
        if all(facts.is_damaged(hit.start, hit.end) for hit in found):
            return Unsure("有关文字所在之处已损坏，无法判断。", tuple(found[:_SHOWN]))
        word = facts.report.words(*found[0])
        return Found(tuple(found[:_SHOWN]), {"count": str(len(found)), "word": word})

    @property
    def sought(self) -> Term:
        """Words without which no sentence can match."""
        return _needed(self.expression)

    def _promising(self, facts: Facts) -> Iterable[int]:
        """The sentences, in order, that hold what every match holds."""
        if self.sought.words:
            return facts.sentences_with(self.sought)
        content, sentences = facts.report.text.content, facts.report.sentences
        if first := openings(self.expression):
            return [i for i, s in enumerate(sentences) if content[s.start : s.start + 1] in first]
        if "^" not in self.expression and not patterns.compiled(self.expression).search(content):
            return ()
        return range(len(sentences))

    def _in(self, facts: Facts, start: int, end: int) -> list[Hit]:
        """The first match in a stretch that has none of the words which it must not have."""
        for match in patterns.compiled(self.expression).finditer(facts.report.words(start, end)):
            hit = Hit(start + match.start(), start + match.end())
            if hit.start < hit.end and not (
                self.without and facts.hits.any_between(self.without, hit.start, hit.end)
            ):
                return [hit]
        return []
