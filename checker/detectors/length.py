"""``length``: how much text there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding, Where

TITLE = "正文的长短"
GIVES = ("characters",)
MISSES = ("characters",)


@dataclass(frozen=True, slots=True)
class Kind:
    """Headings and paragraphs have at least so many ``characters``, spaces not counted."""

    characters: int

    def find(self, facts: Facts, where: Where) -> Finding:
        """``{characters}`` that there are; the first sentence shows which text was counted."""
        report = facts.report
        first: Hit | None = None
        total = 0
        admitted = where.admitted(facts)
        for index, sentence in enumerate(report.sentences):
            kind = report.paragraphs[sentence.paragraph].kind
            if kind not in ("body", "heading") or not admitted[index]:
                continue
            first = first or Hit(sentence.start, sentence.end)
            total += len("".join(report.words(sentence.start, sentence.end).split()))
        places, values = (first,) if first else (), {"characters": str(total)}
        if total >= self.characters:
            return Found(places, values)
        return Missing(hits=places, values=values)
