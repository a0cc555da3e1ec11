"""``spread``: numbers stand in most sections of a part, not in one of them only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding, RoleName, Where

_SHOWN = 3
GIVES = ("count", "sections")
MISSES = ("count", "sections")
TITLE = "各部分都有数字"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """``percent`` of the sections (or, without headings, paragraphs) of a role hold a number."""

    role: RoleName
    percent: int = 60

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}`` of ``{sections}``; the first section without one is nearest."""
        del where  # the role is the place
        report = facts.report
        groups: dict[tuple[str, int], list[Hit]] = {}
        places: dict[tuple[str, int], Hit] = {}
        for index in facts.sentences_of(self.role):
            sentence = report.sentences[index]
            if report.paragraphs[sentence.paragraph].kind == "heading":
                continue
            key = self._group(facts, sentence.paragraph)
            places.setdefault(key, Hit(sentence.start, sentence.end))
            groups.setdefault(key, [])
        for hit in facts.quantities:
            if facts.role_of(hit.start) == self.role:
                paragraph = report.sentences[report.sentence_at(hit.start)].paragraph
                groups.setdefault(self._group(facts, paragraph), []).append(hit)
        filled = [hits[0] for hits in groups.values() if hits]
        values = {"count": str(len(filled)), "sections": str(len(groups))}
        if groups and len(filled) * 100 >= self.percent * len(groups):
            return Found(tuple(filled[:_SHOWN]), values)
        empty = [places[key] for key, hits in groups.items() if not hits]
        return Missing(tuple(empty[:1]), values=values)

    def _group(self, facts: Facts, paragraph: int) -> tuple[str, int]:
        """The second-level section that a paragraph stands in, else the paragraph itself."""
        report = facts.report
        section = report.paragraphs[paragraph].section
        if section < 0:
            return "paragraph", paragraph
        chain = [section]
        while report.sections[chain[-1]].parent >= 0:
            chain.append(report.sections[chain[-1]].parent)
        return "section", chain[-2] if len(chain) > 1 else chain[-1]
