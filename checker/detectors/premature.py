"""``premature``: a name that nobody could know when the report went public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from checker.detectors import _dated
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Hit, Term
    from checker.model.rule import DatedTerms, Finding, Where
    from checker.model.vocabulary import DatedTerm

TITLE = "当时还没有的提法"
GIVES = ("term", "since", "known")
_LAST_DAY = (3, 31)  # of the year after the reporting year: by then a report is public


@dataclass(frozen=True, slots=True)
class Kind:
    """One of these dated terms stands in the text, and the report went public (or was signed) before
    the term's first day. Where neither day is known, or it is earlier than the reporting year, 31 March
    of the following year stands for it.

    ``without``: only in sentences without these words (what is expected or being drafted is known
    before it is there).
    """

    terms: DatedTerms
    without: Term | None = None

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with the ``{term}``, the day ``{since}`` which there is one, and the day by which the
        report was ``{known}``."""
        stamp = facts.published or facts.signed
        if stamp and facts.year and stamp.day.year < facts.year:
            stamp = None  # no report is older than its year: the date is the page's, or wrong
        if stamp is None and facts.year is None:
            return Missing()
        if stamp:
            day, known = stamp.day, f"{stamp.day.isoformat()} 公开或成文"
        else:
            day = date((facts.year or 0) + 1, *_LAST_DAY)
            known = f"写的是 {facts.year} 年度"
        for term in self.terms:
            hits = self._places(facts, term, where)
            if hits and term.since and day < date.fromisoformat(term.since):
                values = {"term": term.title, "since": term.since, "known": known}
                return Found(hits, values)
        return Missing()

    def _places(self, facts: Facts, term: DatedTerm, where: Where) -> tuple[Hit, ...]:
        if not term.since:
            return ()
        return _dated.places(facts, term.words, where, self.without)
