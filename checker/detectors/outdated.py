"""``outdated``: a name that no longer holds for the reporting year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.detectors import _dated
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.rule import DatedTerms, Finding, Where

TITLE = "已经过时的提法"
GIVES = ("term", "until", "instead")


@dataclass(frozen=True, slots=True)
class Kind:
    """One of these dated terms stands in the text of a report on a year after the term's last one.

    ``alone``: only where none of these newer words stands anywhere in the report. ``without``: only
    in sentences without these words.
    """

    terms: DatedTerms
    alone: Term | None = None
    without: Term | None = None

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with the ``{term}``, the last year ``{until}`` which it held, and what is said
        ``{instead}``."""
        if facts.year is None or (self.alone and facts.hits.of(self.alone)):
            return Missing()
        for term in self.terms:
            if term.until is None or facts.year <= term.until:
                continue
            hits = _dated.places(facts, term.words, where, self.without)
            if hits:
                values = {"term": term.title, "until": str(term.until), "instead": term.instead}
                return Found(hits, values)
        return Missing()
