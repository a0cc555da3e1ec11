"""``part``: the report has a part of this role, with enough in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.detectors._subject import is_foreign
from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.rule import Count, Finding, RoleName, Where

_TITLES = re.compile(r"《[^》\n]{0,80}》?")
_CLAUSE = re.compile(r"[,。;:!?\n]")
_SHOWN = 3
GIVES = ("count",)
TITLE = "有这一部分"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """At least ``items`` sentences (with ``clauses``: parts between commas) have the role; the
    heading that announces the part is none. ``headed``: only where a heading announces the part.

    An item counts when, without names in 《》, at least ``characters`` are left, one of ``having``
    is among them (if given), none of ``without``, none of ``refuted`` in its sentence, and its
    subject is not one of ``foreign``.
    """

    role: RoleName
    items: Count = 1
    clauses: bool = False
    headed: bool = False
    characters: int = 8
    having: Term | None = None
    without: Term | None = None
    refuted: Term | None = None
    foreign: Term | None = None
    own: Term | None = None

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{count}`` items; the first of the role's sentences is the nearest miss."""
        del where  # the role is the place
        report = facts.report
        counted: list[tuple[bool, Hit]] = []
        seen: list[Hit] = []
        for index in facts.sentences_of(self.role):
            sentence, role = report.sentences[index], facts.roles[index]
            if self.headed and not role.headed:
                continue
            kind = report.paragraphs[sentence.paragraph].kind
            if kind == "heading" and not self._says(facts, index):
                continue
            if self.refuted and facts.hits.any_between(self.refuted, sentence.start, sentence.end):
                continue
            for start, end in self._items(report.text.content, sentence.start, sentence.end):
                seen.append(Hit(start, end))
                if self._counts(facts, start, end):
                    counted.append((not role.headed, Hit(start, end)))
        best = [hit for _, hit in sorted(counted)]  # under the part's own heading first
        if len(best) >= self.items:
            return Found(tuple(best[:_SHOWN]), {"count": str(len(best))})
        return Missing(tuple([*best, *seen][:1]))

    def _items(self, content: str, start: int, end: int) -> list[tuple[int, int]]:
        if not self.clauses:
            return [(start, end)]
        cuts = [start, *(m.end() for m in _CLAUSE.finditer(content, start, end)), end]
        return [(a, b) for a, b in pairwise(cuts) if b > a]

    def _says(self, facts: Facts, index: int) -> bool:
        """Whether a heading says something itself: it stands inside a part that another announces."""
        report = facts.report
        section = report.paragraphs[report.sentences[index].paragraph].section
        parent = report.sections[section].parent if section >= 0 else -1
        return parent >= 0 and facts.role_of(report.sections[parent].start) == self.role

    def _counts(self, facts: Facts, start: int, end: int) -> bool:
        words = facts.report.text.content[start:end]
        bare = _TITLES.sub("", words) if "《" in words else words
        if len(bare.strip()) < self.characters:
            return False
        if self.having:
            hits = facts.hits.between(self.having, start, end)
            if not any(not facts.in_title(h.start) for h in hits):
                return False
        if self.foreign and is_foreign(facts, self.foreign, self.own, start):
            return False
        return not (self.without and facts.hits.any_between(self.without, start, end))
