"""``ends``: how a paragraph ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.rule import Finding, Where

TITLE = "段落的结尾"
GIVES = ("count", "word")
_LEAST = 20  # characters from which a paragraph is more than a label


@dataclass(frozen=True, slots=True)
class Kind:
    """A paragraph of running text ends with one of these words, and the next one does not go on a list."""

    words: Term

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}`` such paragraphs and the first's last ``{word}``."""
        report = facts.report
        found: list[Hit] = []
        for paragraph in report.paragraphs:
            if paragraph.kind != "body" or paragraph.end - paragraph.start < _LEAST:
                continue
            end = paragraph.start + len(report.words(paragraph.start, paragraph.end).rstrip())
            hit = next(
                (h for h in facts.hits.between(self.words, end - 8, end) if h.end == end), None
            )
            if hit and where.admits(facts, report.sentence_at(paragraph.start)):
                found.append(Hit(facts.clause_start(hit.start, paragraph.start), end))
        if not found:
            return Missing()
        last = report.words(found[0].end - 1, found[0].end)
        return Found(tuple(found[:3]), {"count": str(len(found)), "word": last})
