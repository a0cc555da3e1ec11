"""``outnumbers``: a count told as some of those before it is above their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.detectors import _pairs
from checker.model.rule import Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.rule import Finding, Where

GIVES = ("part", "whole")
TITLE = "其中多于总数"


@dataclass(frozen=True, slots=True)
class Kind:
    """One of these words, which say by themselves that a part follows (其中已, 14个…中,已有), stands
    between two neighbouring numbers of one unit and one sentence, and the second is above the first."""

    words: Term

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{part}`` and ``{whole}``."""
        for part, whole in _pairs.above(facts, where):
            if facts.hits.any_between(self.words, whole.end, part.start):
                return _pairs.found(part, whole)
        return Missing()
