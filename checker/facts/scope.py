"""Whether a figure is the issuer's own and of the reporting year, or why it is not."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from checker import zh
from checker.facts.bodies import above_term, government_words, neighbours, offices
from checker.facts.owners import clause_start
from checker.kept import kept
from checker.model.facts import CLAUSE, Untold
from checker.model.report import clause_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.facts import Hits, Named, Role, Term
    from checker.model.report import Report
    from checker.model.vocabulary import Vocabulary

_RECENT = 14  # characters before a number in which a word for the past tells of it
_CLAUSE_END = re.compile(r"[,。;:!?()\n\t]")
_LEAD_IN = re.compile(r"(?:据|根据|按照|其中|同时|支持|另有)?(?:20\d\d年|今年|全年|年内)?")
_UNTIL = re.compile(r"[到至](20\d\d)年的?")
_SINCE = re.compile("自$|以来")
_ADDED_UP = re.compile(r"年[^,。;]{0,6}(?:累计|共|总计)")  # 自2019年以来累计: not of one year
_SENTENCES = 40  # of a paragraph that are looked back over
_FAR = 2000  # characters of a paragraph that are looked back over
_ARRIVES = frozenset("到至")  # before a number: where a comparison ends, and this year begins
_SENTENCE_YEAR = re.compile(r"(?:^|[。;!?])(20\d\d)年(?!\d)")
_VISITED = frozenset("到赴来对为给在向与")  # before the issuer's name: it is not the one who acts
_OUTSIDE = frozenset(("chrome", "masthead", "closing", "attachments"))
_BESIDE = ("township", "department")  # to these the offices around them are others


@dataclass(frozen=True, slots=True)
class Scope:
    """What tells an issuer's figures from a superior's, another year's, and wishes."""

    report: Report
    hits: Hits
    vocabulary: Vocabulary
    year: int | None
    issuer: str
    above: tuple[str, ...]
    beside: re.Pattern[str] | None
    neighbours: re.Pattern[str] | None
    verbs: tuple[str, ...]
    selves: tuple[str, ...]
    government: tuple[str, ...]
    beneath: tuple[str, ...]
    asked: dict[int, bool] = field(default_factory=dict, compare=False)
    leads: dict[int, int] = field(default_factory=dict, compare=False)
    dated: dict[int, bool] = field(default_factory=dict, compare=False)

    def untold(self, roles: Sequence[Role]) -> tuple[Untold, ...]:
        """The clauses, in order, that do not tell what the issuer did in the reporting year."""
        content = self.report.text.content
        found: list[Untold] = []
        for sentence, role in zip(self.report.sentences, roles, strict=True):
            if role.name in _OUTSIDE:
                continue
            cuts = [m.end() for m in _CLAUSE_END.finditer(content, sentence.start, sentence.end)]
            for start, end in pairwise([sentence.start, *cuts, sentence.end]):
                why = self._untold(sentence.start, start, end) if end > start else ""
                if why:
                    found.append(Untold(start, end, why))
        return tuple(found)

    def _untold(self, sentence: int, start: int, end: int) -> str:
        """Why a clause tells of no deed of the issuer's in its year; empty where it does."""
        terms = self.vocabulary.terms
        lead = self._past_lead_in(start)
        if self.hits.any_between(terms["negation"], start, end):
            return "not"
        if (
            self.hits.between(terms["ahead"], start, end)
            or self._is_to_come(start, end, sentence)
            or self.report.text.content.startswith(terms["asked"].words, lead)
        ):
            return "wish"
        if self._past_year(sentence, end):
            return "past"
        return "superior" if self._is_anothers(sentence, end) else ""

    def of(self, position: int, start: int, before: int, role: str) -> str:
        """``own``, ``wish``, ``past`` or ``superior`` for the number at ``position`` of the sentence
        that begins at ``start``; ``before`` is where the number before it ended."""
        if role in _ahead(self.vocabulary):
            return "wish"
        content = self.report.text.content
        terms = self.vocabulary.terms
        clause = clause_start(content, position, start)
        wished = self.hits.between(terms["wish"], clause, position)
        asked = content.startswith(terms["asked"].words, self._past_lead_in(clause))
        if wished or asked or self._is_to_come(clause, position, start):
            return "wish"
        if self._is_past(position, start, clause, before):
            return "past"
        others = self._is_anothers(start, position) or self._goes_on_about_government(start)
        return "superior" if others else "own"

    def _is_to_come(self, clause: int, position: int, start: int) -> bool:
        """Whether a clause says 将 or 拟 of a deed: not 将…纳入…, which is done."""
        ahead = self.hits.between(self.vocabulary.terms["to-come"], clause, position)
        if not ahead:
            return False
        sentence = self.report.sentences[self.report.sentence_at(start)]
        end = min(sentence.end, position + CLAUSE)
        return not self.hits.any_between(self.vocabulary.terms["disposed"], ahead[0].end, end)

    def _is_past(self, position: int, start: int, clause: int, before: int) -> bool:
        """Whether a number is of another year, told by a year, a comparison or where one arrives."""
        content = self.report.text.content
        until = _UNTIL.findall(content[max(clause, before) : position])
        if until:  # 由…下降到2023年的12件
            return bool(self.year) and int(until[-1]) != self.year
        if position and content[position - 1] in _ARRIVES:
            return False
        recent = max(clause, position - _RECENT, before)
        compared = self.hits.between(self.vocabulary.terms["past"], recent, position)
        return bool(compared) or self._past_year(start, position)

    def is_anothers(self, start: int, end: int) -> bool:
        """Whether a sentence is led by a body above or beside the issuer, and names itself nowhere."""
        content = self.report.text.content
        lead = self._past_lead_in(start)
        if not self.beside or not self._is_other(lead):
            return False
        return not self._names_itself(content[start:end])

    def _names_itself(self, words: str) -> bool:
        """Whether the issuer is named as one who acts, not as one who is visited or helped."""
        for word in (*self.selves, self.issuer or "\0"):
            at = words.find(word)
            while at >= 0:
                if at == 0 or words[at - 1] not in _VISITED:
                    return True
                at = words.find(word, at + 1)
        return False

    def is_beneath(self, start: int, end: int) -> bool:
        """Whether a sentence tells of bodies beneath the issuer, and nowhere of itself."""
        words = self.report.text.content[start:end]
        if not any(word in words for word in self.beneath):
            return False
        return not any(word in words for word in (*self.selves, self.issuer or "\0"))

    def _goes_on_about_government(self, start: int) -> bool:
        """Whether an earlier sentence of the paragraph was led by the department's government, and
        no sentence since names the department."""
        if not self.government:
            return False
        report = self.report
        index = report.sentence_at(start)
        paragraph = report.sentences[index].paragraph
        least = index - _SENTENCES
        while index > least and index >= 0 and report.sentences[index].paragraph == paragraph:
            sentence = report.sentences[index]
            if any(word in report.words(sentence.start, sentence.end) for word in self.selves):
                return False
            if report.text.content.startswith(self.government, sentence.start):
                return True
            index -= 1
        return False

    def _past_year(self, start: int, position: int) -> bool:
        """Whether the sentence, up to the number, was last put into another year; 今年 means the
        year that the paragraph was last put into."""
        content = self.report.text.content
        low = max(start, position - CLAUSE)
        leads = _year_leads(self.vocabulary.terms["other-year"])
        if not self._is_dated(start):
            return False
        told = [m for m in leads.finditer(content[low:position]) if self._leads_on(m)]
        if told and not (len(told) == 1 and content.startswith("今年", start)):
            year = told[-1][2]
            if year.isdigit():
                return bool(self.year) and int(year) != self.year
            return year in self.vocabulary.terms["other-year"].words
        if not content.startswith("今年", start):
            return False
        sentence = self.report.sentences[self.report.sentence_at(start)]
        paragraph = self.report.paragraphs[sentence.paragraph]
        years = _SENTENCE_YEAR.findall(content[max(paragraph.start, start - _FAR) : start])
        return bool(self.year and years) and int(years[-1]) != self.year

    def _is_dated(self, start: int) -> bool:
        """Whether the sentence at ``start`` names any year."""
        known = self.dated.get(start)
        if known is None:
            report = self.report
            sentence = report.sentences[report.sentence_at(start)]
            words = report.words(start, sentence.end)
            leads = _year_leads(self.vocabulary.terms["other-year"])
            known = (
                sentence.end - start > CLAUSE
                or words.startswith("今年")
                or bool(leads.search(words))
            )
            self.dated[start] = known
        return known

    def _leads_on(self, match: re.Match[str]) -> bool:
        """Whether a year holds for what follows: not one of a basis, nor a word for the past that
        only stands beside one number (上年为83件)."""
        terms = self.vocabulary.terms
        if (
            match[1].endswith("自")
            and self.year
            and match[2].isdigit()
            and int(match[2]) < self.year
            and _ADDED_UP.match(match.string, match.end())
        ):
            return True
        if _SINCE.search(match[1]) or any(word in match[1] for word in terms["guide"].words):
            return False
        behind = match.string[match.end() : match.end() + 1]
        return match[2] not in terms["other-year"].words or match.start() == 0 or behind == ","

    def _is_anothers(self, start: int, position: int) -> bool:
        """Whether a body above or beside the issuer leads a clause, and the issuer none after it."""
        content = self.report.text.content
        start = max(start, position - CLAUSE)
        marks = clause_marks(content)
        behind = bisect_left(marks, position)
        while behind and marks[behind - 1] >= start:
            behind -= 1
            if self._begins_with_other(marks[behind] + 1):
                return not self._names_itself(
                    content[self._past_lead_in(marks[behind] + 1) : position]
                )
        if not self._begins_with_other(start):
            return False
        return not self._names_itself(content[self._past_lead_in(start) : position])

    def _begins_with_other(self, at: int) -> bool:
        """Whether the clause at a place is led by another body; asked again for each of its numbers."""
        known = self.asked.get(at)
        if known is None:
            known = self.asked[at] = self._is_other(self._past_lead_in(at))
        return known

    def _past_lead_in(self, at: int) -> int:
        """Where a clause goes on behind its number and the words that only lead it in."""
        known = self.leads.get(at)
        if known is None:
            content = self.report.text.content
            opening = zh.numbering(content[at : at + _RECENT])
            behind = at + (opening.length if opening else 0)
            match = _LEAD_IN.match(content, behind)
            known = self.leads[at] = match.end() if match else behind
        return known

    def _is_other(self, at: int) -> bool:
        content = self.report.text.content
        if content.startswith(self.above, at):
            return True
        if self.neighbours and (named := self.neighbours.match(content, at)):
            return not named[1].startswith(self.verbs) and named[1] not in self.issuer
        match = self.beside.match(content, at) if self.beside else None
        return bool(match) and not (self.issuer and match and match[0] in self.issuer)


def scope(
    report: Report,
    hits: Hits,
    vocabulary: Vocabulary,
    level: str | None,
    year: int | None,
    issuer: Named | None,
) -> Scope:
    """The scope of an issuer of this level; a department counts as its government."""
    name = issuer.value if issuer else ""
    terms = vocabulary.terms
    government = government_words(vocabulary, level, name)
    return Scope(
        report=report,
        hits=hits,
        vocabulary=vocabulary,
        year=year,
        issuer=name,
        above=(
            *terms[above_term(vocabulary, level, name)].words,
            *government,
            *terms["elsewhere"].words,
        ),
        neighbours=neighbours(terms["no-place"].words) if level == "township" and name else None,
        verbs=(*terms["done"].words, *terms["action"].words),
        beside=offices(terms["offices"].words) if level in _BESIDE else None,
        government=government,
        beneath=terms["beneath-department"].words if level == "department" else (),
        selves=next((lv.selves for lv in vocabulary.levels if lv.name == level), ()),
    )


@kept
def _ahead(vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.parts("ahead")


@kept
def _year_leads(others: Term) -> re.Pattern[str]:
    """A clause's opening and the year that it names."""
    words = "|".join(map(re.escape, others.words))
    return re.compile(
        rf"(?:^|[,。;:(、])([^,。;:(、《\d比较]{{0,10}}?)(20\d\d(?=年)|今年|本年|{words})"
    )
