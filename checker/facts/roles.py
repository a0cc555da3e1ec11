"""What each part of a report is for, decided heading by heading and sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker import zh
from checker.facts.headings import OUTER
from checker.model.facts import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.model.facts import Hits
    from checker.model.report import Paragraph, Report, Section, Sentence
    from checker.model.vocabulary import RoleWords, Vocabulary

_OPENS_WITHIN = 40  # characters from a paragraph's start in which its opening words count
_OWN_PARAGRAPH = 3  # sentences from which a paragraph that takes a role over is a part of its own
_BEFORE_OPENS = ("", "在", "到", "对", "对于", "而")
_SENTENCE_OPENS = 8
_OUTSIDE = {
    "chrome": "页面文字",
    "masthead": "标题",
    "closing": "落款",
    "attachments": "附件",
}
_LATE = 0.4  # share of the body before which a lone cue does not yet tell of shortcomings


def without_others(
    report: Report,
    roles: Sequence[Role],
    vocabulary: Vocabulary,
    is_anothers: Callable[[int, int], bool],
    is_beneath: Callable[[int, int], bool],
) -> tuple[Role, ...]:
    """The roles with sentences that tell of another body marked ``others``: who copies a superior's
    words has not done its deeds, and the problems of those beneath are not one's own."""
    deeds, problems = ("opening", *vocabulary.parts("deeds")), vocabulary.parts("problems")
    made: list[Role] = []
    for sentence, role in zip(report.sentences, roles, strict=True):
        told = role.name in deeds or role.name in problems
        others = told and is_anothers(sentence.start, sentence.end)
        others = others or (role.name in problems and is_beneath(sentence.start, sentence.end))
        made.append(Role("others", "说的是别的机关") if others else role)
    return tuple(made)


@dataclass
class _State:
    """Where the reading of a report stands: the role in force and why, and how it was entered."""

    role: str = "opening"
    why: str = "开头"
    headed: bool = False
    mixed: bool = False
    soft: bool = False
    level: int = 0
    listed: dict[int, int] = field(default_factory=dict)


def of_sentences(
    report: Report,
    section_roles: Sequence[str],
    hits: Hits,
    vocabulary: Vocabulary,
    year: int | None,
) -> tuple[Role, ...]:
    """The role of every sentence, in order. Page chrome, masthead, closing and attachments keep their kind."""
    reader = _Reader(report, section_roles, hits, vocabulary, year)
    roles: list[Role] = []
    at = 0
    for index, paragraph in enumerate(report.paragraphs):
        first = at
        while at < len(report.sentences) and report.sentences[at].paragraph == index:
            at += 1
        roles.extend(reader.paragraph(paragraph, report.sentences[first:at]))
    return tuple(roles)


class _Reader:
    """Reads a report once, paragraph by paragraph, and says what each sentence is for."""

    def __init__(
        self,
        report: Report,
        section_roles: Sequence[str],
        hits: Hits,
        vocabulary: Vocabulary,
        year: int | None,
    ) -> None:
        self.report = report
        self.section_roles = section_roles
        self.hits = hits
        self.elsewhere = vocabulary.terms["found-elsewhere"]
        self.words = {role.name: role for role in vocabulary.roles}
        self.body, self.ahead = vocabulary.part("body"), vocabulary.part("ahead")
        self.inner = vocabulary.part("inner")
        self.problems = vocabulary.parts("problems")
        self.lack = next((name for name in self.problems if name != self.inner), "")
        self.next_year = (
            re.compile(rf"[^,。《“]{{0,4}}{year + 1}年(?!\d|度?(?:中央|省|市))") if year else None
        )
        bodies = [p for p in report.paragraphs if p.kind in ("body", "heading")]
        self.start = bodies[0].start if bodies else 0
        self.length = (bodies[-1].end - self.start if bodies else 0) or 1
        self.state = _State()

    def paragraph(self, paragraph: Paragraph, sentences: Sequence[Sentence]) -> list[Role]:
        """Roles of one paragraph's sentences."""
        if paragraph.kind not in ("body", "heading"):
            return [Role(paragraph.kind, _OUTSIDE[paragraph.kind])] * len(sentences)
        if paragraph.kind == "heading" or self._opens_section(paragraph):
            self._enter(paragraph)
        else:
            if paragraph.start > self.start and self.state.role == "opening":
                self.state = _State(self.body, "正文")
            self._take_over(paragraph)
            if self.state.soft and len(sentences) >= _OWN_PARAGRAPH:
                self.state.headed = True
        return self._sentences(paragraph, sentences)

    def _opens_section(self, paragraph: Paragraph) -> bool:
        """Whether a numbered paragraph without a heading of its own begins here."""
        index = paragraph.section
        return index >= 0 and self.report.sections[index].start == paragraph.start

    def _enter(self, paragraph: Paragraph) -> None:
        section = self.report.sections[paragraph.section]
        state = self.state
        outer = section.level <= OUTER or section.parent < 0
        announced = self.section_roles[section.index]
        if announced in ("", self.body) and outer and self._names_next_year(section):
            announced = self.ahead
        if not outer and (announced == self.body or self._is_closed_to(announced)):
            announced = ""
        if announced:
            why = f"标题“{section.heading}”"
            self.state = _State(
                announced, why, headed=True, mixed=self._is_mixed(section), level=section.level
            )
        elif state.soft and self._lists_on(section):
            state.listed[section.level] = section.number or 0
            state.headed = section.number is not None  # a list of its own is a part of its own
        elif outer and (self._is_caption(section) or self._counts_anew(section)):
            pass
        elif outer:
            self.state = _State(self.body, f"标题“{section.heading}”", level=section.level)
        elif state.soft or state.level >= section.level:
            why = f"上级标题（{section.heading}）"
            self.state = _State(
                self._inherited(section), why, headed=True, mixed=state.mixed, level=section.level
            )

    def _counts_anew(self, section: Section) -> bool:
        """Whether a heading that announces nothing counts from 一、 again: some list their problems and
        what they will do so, as if the items were parts."""
        if self.state.role not in (*self.problems, self.ahead) or not section.number:
            return False
        before = [
            s.number
            for s in self.report.sections[: section.index]
            if s.level == section.level and s.parent == section.parent and s.number
        ]
        return max(before, default=0) >= section.number

    def _is_caption(self, section: Section) -> bool:
        """Whether a heading without a number stands over rows of a table and no sentence: the words of
        a table open no part."""
        if section.number is not None or not self.report.rows:
            return False
        end = section.start + len(section.heading)
        words = self.report.words(end, section.end)
        return "。" not in words and any(c.isdigit() for c in words)

    def _is_closed_to(self, announced: str) -> bool:
        """Whether the part in force goes on under a nested heading that announces another: problems
        and the year to come speak of every matter, and only lead on to causes and to what follows."""
        role = self.state.role
        if role == self.ahead:
            return announced != self.ahead
        return role in self.problems and announced not in (self.ahead, self.inner)

    def _names_next_year(self, section: Section) -> bool:
        opening = zh.numbering(section.heading)
        return self._next_year_leads(section.start + (opening.length if opening else 0))

    def _lists_on(self, section: Section) -> bool:
        """Whether a section belongs to a list that began under the paragraph that took over."""
        number = section.number
        return number is None or number == 1 or self.state.listed.get(section.level) == number - 1

    def _inherited(self, section: Section) -> str:
        """The role of the nearest section above that announces one."""
        index = section.parent
        while index >= 0:
            if self.section_roles[index]:
                return self.section_roles[index]
            index = self.report.sections[index].parent
        return self.body

    def _is_mixed(self, section: Section) -> bool:
        start, end = section.start, section.start + len(section.heading)
        both = [
            name
            for name in (self.lack, self.ahead)
            if name and self.hits.between(self.words[name].headings, start, end)
        ]
        return len(both) > 1

    def _take_over(self, paragraph: Paragraph) -> None:
        """A paragraph that opens with a role's own words takes the role over until the next heading."""
        limit = min(paragraph.end, paragraph.start + _OPENS_WITHIN)
        for name, role in self.words.items():
            if name == self.inner and self.state.role == self.lack and self.state.headed:
                continue
            if name != self.state.role and self._opens(role, paragraph.start, limit):
                if name == self.ahead and not self._leads(paragraph.start, role):
                    continue
                self.state = _State(name, "段首用语", soft=True, level=self.state.level)
                return
        if (
            self.ahead
            and self.state.role != self.ahead
            and self._late(paragraph.start)
            and self._next_year_leads(paragraph.start)
        ):
            self.state = _State(self.ahead, "段首为下一年度", soft=True, level=self.state.level)

    def _opens(self, role: RoleWords, start: int, limit: int) -> bool:
        """Whether a paragraph opens with words of a role, not told of what was found elsewhere."""
        hits = self.hits.between(role.opens, start, limit)
        return bool(hits) and not self.hits.between(self.elsewhere, start, hits[0].start)

    def _leads(self, start: int, role: RoleWords) -> bool:
        """Whether a sentence begins with words of a role: behind its number, 在 or 到 at most."""
        opening = zh.numbering(self.report.text.content[start : start + _SENTENCE_OPENS])
        begin = start + (opening.length if opening else 0)
        hits = self.hits.between(role.opens, begin, begin + _SENTENCE_OPENS)
        return bool(hits) and self.report.text.content[begin : hits[0].start] in _BEFORE_OPENS

    def _late(self, position: int) -> bool:
        return (position - self.start) / self.length >= _LATE

    def _next_year_leads(self, start: int) -> bool:
        return bool(self.next_year and self.next_year.match(self.report.text.content, start))

    def _sentences(self, paragraph: Paragraph, sentences: Sequence[Sentence]) -> list[Role]:
        made: list[Role] = []
        passing: Role | None = None
        for sentence in sentences:
            if self.state.mixed and zh.numbering(self.report.words(sentence.start, sentence.end)):
                passing, self.state.role = None, self.lack
            cue = self._cue(sentence) if paragraph.kind == "body" else None
            if cue:
                passing = cue
            elif passing and self.state.mixed:
                pass
            elif passing and passing.name == self.lack:
                passing = None
            made.append(passing or Role(self.state.role, self.state.why, self.state.headed))
        if self.state.mixed and passing:
            self.state.role, self.state.why = passing.name, passing.why
        return made

    def _cue(self, sentence: Sentence) -> Role | None:
        """A sentence that leaves its part: told as a shortcoming, or of the year to come."""
        start = sentence.start
        role = self.state.role
        if (
            self.ahead
            and role != self.ahead
            and (self._next_year_leads(start) or self._leads(start, self.words[self.ahead]))
        ):
            return Role(self.ahead, "句首为下一步或下一年度", headed=self.state.mixed)
        if role in self.problems or not self.lack:
            return None
        cues = self.hits.between(self.words[self.lack].cues, start, sentence.end)
        if cues and (self.state.mixed or (role != self.ahead and self._late(start))):
            return Role(self.lack, "句中自述不足", headed=self.state.mixed)
        return None
