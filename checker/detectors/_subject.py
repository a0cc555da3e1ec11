"""Whose matter a sentence tells: the issuer's own, or another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term

_SUBJECT = 8  # characters after a clause's start within which a noun is taken for its subject
_PIVOTS = ("发现", "由于", "因为", "是", "存在")  # behind these a new subject begins
_DIRECTED = "对向与为给涉和让使促助引导督帮服务面"  # before a noun: it is what is acted on


def is_foreign(facts: Facts, foreign: Term, own: Term | None, position: int) -> bool:
    """Whether the last subject named up to ``position`` is one of ``foreign``, in the sentence or,
    where the sentence names none, in the heading above it."""
    report = facts.report
    index = report.sentence_at(position)
    sentence = report.sentences[index]
    stop = min(sentence.end, position + _SUBJECT)
    verdict = _last_subject(facts, foreign, own, sentence.start, stop)
    if verdict is not None:
        return verdict
    section = report.paragraphs[sentence.paragraph].section
    if section < 0:
        return False
    heading = report.sections[section]
    end = heading.start + len(heading.heading)
    return bool(_last_subject(facts, foreign, own, heading.start, end))


def _last_subject(
    facts: Facts, foreign: Term, own: Term | None, start: int, stop: int
) -> bool | None:
    """True: another's, False: the issuer's, None: no subject is named."""
    theirs = [h for h in facts.hits.between(foreign, start, stop) if _leads(facts, h.start, start)]
    ours = [
        h.start
        for h in (facts.hits.between(own, start, stop) if own else ())
        if not any(t.start < h.start and h.end <= t.end for t in theirs)
    ]
    if not theirs:
        return False if ours else None
    return not ours or max(ours) < max(t.start for t in theirs)


def _leads(facts: Facts, position: int, start: int) -> bool:
    content = facts.report.text.content
    clause = facts.clause_start(position, start)
    if position - clause > _SUBJECT and not content.endswith(_PIVOTS, start, position):
        return False
    return not (position > clause and content[position - 1] in _DIRECTED)
