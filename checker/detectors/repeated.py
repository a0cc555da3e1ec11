"""``repeated``: a paragraph that stands in the report twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding, Where

TITLE = "段落重复"
GIVES = ("count", "characters")
_BARE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Kind:
    """Paragraphs of at least so many characters stand in the text twice, word for word; numbering,
    punctuation and spaces do not count."""

    characters: int

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with both places of the first, ``{count}`` such paragraphs and its ``{characters}``."""
        report = facts.report
        seen: dict[str, Hit] = {}
        found: list[tuple[Hit, Hit, int]] = []
        for paragraph in report.paragraphs:
            index = report.sentence_at(paragraph.start)
            if paragraph.kind != "body" or not where.admits(facts, index):
                continue
            words = _BARE.sub("", report.words(paragraph.start, paragraph.end))
            if len(words) < self.characters:
                continue
            place = Hit(paragraph.start, paragraph.end)
            if words in seen:
                found.append((seen[words], place, len(words)))
            seen.setdefault(words, place)
        if not found:
            return Missing()
        first, second, characters = found[0]
        values = {"count": str(len(found)), "characters": str(characters)}
        return Found((first, second), values)
