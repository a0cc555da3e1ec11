"""What formats for other systems share: where an outcome shows in its file, and whether it is open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.renderers import _words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment

STATUSES = ("fail", "partial", "review")  # what asks something of a person, the gravest first
_IN_ARCHIVE = re.compile(r"\.zip/", re.IGNORECASE)


def path(written: str) -> str:
    """A report's path with forward slashes, as every one of these systems writes paths."""
    return written.replace("\\", "/")


def places(outcome: Outcome) -> tuple[Evidence, ...]:
    """What was found, else where it belongs, else what came nearest; nothing where none is known."""
    if outcome.evidence:
        return outcome.evidence
    if outcome.belongs is not None:
        return (outcome.belongs,)
    return outcome.nearest[:1]


def has_lines(report: Assessment) -> bool:
    """Whether the lines of the decoded text are lines of a file that stands by itself."""
    source = report.facts.report.text.source
    paged = source.extracted or bool(source.page_starts)
    return not paged and report.path != "-" and not _IN_ARCHIVE.search(path(report.path))


def end(report: Assessment, place: Evidence) -> tuple[int, int]:
    """Line and column behind the last character of a place."""
    line, column, _ = report.facts.report.text.source.place(place.end)
    return line, column


def asked(report: Assessment) -> Iterator[Outcome]:
    """The outcomes that ask something of a person and have not been let off, in rule order."""
    return (o for o in report.outcomes if o.status in STATUSES and not o.is_let_off)


def closes(report: Assessment, outcome: Outcome) -> bool:
    """Whether an outcome closes the gate by itself."""
    return not report.gate.passed and outcome.closes(report.policy)


def other_reasons(report: Assessment) -> str:
    """Why the gate is closed, in so far as no single outcome says it: too few points, or another kind
    of document. Empty where nothing is left to say."""
    if report.gate.passed:
        return ""
    told = any(
        closes(report, outcome) for outcome in report.outcomes
    )  # all of them are one reason, the first
    left = " ".join(_words.plain(reason) for reason in report.gate.reasons[told:])
    return left if left or told else "未达到通过的要求。"


def lines(report: Assessment, outcome: Outcome) -> list[str]:
    """An outcome for people, a line each: what it is, where, on what basis, how to write it."""
    told = [f"{_words.standing(outcome)}：{_words.plain(outcome.message)}"]
    found = places(outcome)
    if found:
        advice = _advice(outcome)
        told.append(f"位置：{advice}{_words.where(found[0])}{_number(found)}")
        if outcome.evidence or not outcome.belongs:
            told.append(f"原文：「{_words.shortened(found[0].quote)}」")
    if outcome.basis:
        told.append(f"依据：{_words.plain('；'.join(map(str, outcome.basis)))}")
    if outcome.rule.remedy:
        told.append(f"怎么写：{_words.plain(outcome.rule.remedy)}")
    if not has_lines(report) and found:
        told.append("行号是读出的文字的行号，不是文件的。")
    return told


def _advice(outcome: Outcome) -> str:
    if outcome.evidence:
        return ""
    return "可补写在 " if outcome.belongs else "最接近的是 "


def _number(found: Sequence[Evidence]) -> str:
    return f" 等 {len(found)} 处" if len(found) > 1 else ""
