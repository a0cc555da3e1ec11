"""``ends``: how a paragraph ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker import zh
from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.report import Paragraph, Report
    from checker.model.rule import Finding, Where

TITLE = "段落的结尾"
GIVES = ("count", "word")
_LEAST = 20  # characters from which a paragraph is more than a label
_SHOWN = 3
_RUNNING = ("body", "heading")  # a numbered sentence in one line is read as a heading


@dataclass(frozen=True, slots=True)
class Kind:
    """A paragraph of running text ends with one of these words, and what follows does not go on with
    it: no list begins there, and no line without a number, of which the paragraph may be the first
    half. Rows of tables do not count; page numbers in between do not part."""

    words: Term

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}`` such paragraphs and the first's last ``{word}``."""
        report = facts.report
        longest = max(map(len, self.words.words))
        running = [p for p in report.paragraphs if p.kind != "chrome"]
        found: list[tuple[Hit, Hit]] = []
        for index, paragraph in enumerate(running):
            words = report.words(paragraph.start, paragraph.end).rstrip()
            if paragraph.kind not in _RUNNING or len(words) < _LEAST or "\t" in words:
                continue
            end = paragraph.start + len(words)
            near = facts.hits.between(self.words, end - longest, end)
            hit = next((h for h in near if h.end == end), None)
            if hit is None or (index + 1 < len(running) and _goes_on(report, running[index + 1])):
                continue
            if where.admits(facts, report.sentence_at(hit.start)):
                found.append((Hit(facts.clause_start(hit.start, paragraph.start), end), hit))
        if not found:
            return Missing()
        values = {"count": str(len(found)), "word": report.words(*found[0][1])}
        return Found(tuple(clause for clause, _ in found[:_SHOWN]), values)


def _goes_on(report: Report, follows: Paragraph) -> bool:
    """Whether a paragraph continues the one before it: the first of a list, or a line of prose."""
    opening = zh.numbering(report.words(follows.start, follows.end))
    return opening.value == 1 if opening else follows.kind == "body"
