"""``stray-year``: a sentence among the year's deeds begins with another year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts
    from checker.model.rule import Finding, RoleName, Where

_LEADS = re.compile(r"(?:[一二三四五六七八九十]+是)?(20\d\d)年(?![-—至到]|\d|度?(?:以来|起|以前))")
GIVES = ("other",)
TITLE = "混入别的年度"
PLACED = False


@dataclass(frozen=True, slots=True)
class Kind:
    """Inside the part (before its last sentence) a sentence is told of another year; a month, a
    comparison or a period that only began then does not count."""

    role: RoleName

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{other}``, the year that stands there."""
        del where  # the role is the place
        if facts.year is None:
            return Missing()
        mine = [i for i, role in enumerate(facts.roles) if role.name == self.role]
        if not mine:
            return Missing()
        for index in range(mine[0], mine[-1]):
            sentence = facts.report.sentences[index]
            if facts.roles[index].headed and facts.roles[index].name != self.role:
                continue
            match = _LEADS.match(facts.report.text.content, sentence.start, sentence.end)
            if match and int(match[1]) != facts.year:
                return Found((Hit(sentence.start, sentence.end),), {"other": match[1]})
        return Missing()
