"""What a rule's verdict hangs on: cut its evidence out and it must fall, add decoys and it must not rise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from checker import judge, pipeline, readers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model.outcome import Outcome
    from checker.model.rule import Rule, Rulebook
    from checker.model.text import Source

ORDER = ("fail", "partial", "pass")
_ROUNDS = 400  # cuts after which a verdict counts as standing whatever is cut


class Mutant(NamedTuple):
    """One changed report: ``kind`` is cut or decoy, ``killed`` whether the rule noticed."""

    rule: str
    path: str
    kind: str
    killed: bool
    detail: str


def mutants(reports: Iterable[Source], book: Rulebook) -> Iterator[Mutant]:
    """Every mutant of every report for every rule."""
    for source in reports:
        known = pipeline.read(source, book)
        if not known.is_annual_report:
            continue
        end = _before_shortcomings(source, book)
        for rule in book.rules:
            outcome = judge.outcome(known, rule)
            if outcome.status in ("pass", "partial") and outcome.evidence:
                yield _cut(source, rule, outcome, book)
            if outcome.status in ("fail", "partial"):
                yield from _decoys(source, rule, outcome, end, book)


def _cut(source: Source, rule: Rule, first: Outcome, book: Rulebook) -> Mutant:
    """Cut the evidence out, again and again while there is more, until the verdict falls."""
    outcome = first
    for _ in range(_ROUNDS):
        source = _without(source, outcome)
        outcome = judge.outcome(pipeline.read(source, book), rule)
        if outcome.status != first.status:
            return Mutant(rule.id, source.path, "cut", killed=True, detail=outcome.status)
        if not outcome.evidence:
            break
    return Mutant(rule.id, source.path, "cut", killed=False, detail=first.evidence[0].quote)


def _without(source: Source, outcome: Outcome) -> Source:
    text = source.text
    for item in sorted(outcome.evidence, key=lambda e: -e.start):
        text = text[: item.start] + text[item.end :]
    return _changed(source, text)


def _changed(source: Source, text: str) -> Source:
    """The same source with other words; places are counted anew."""
    starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
    return replace(source, text=text, line_starts=starts, page_starts=())


def _decoys(
    source: Source, rule: Rule, outcome: Outcome, end: int, book: Rulebook
) -> Iterator[Mutant]:
    """Put the rule's own near misses, where they are one line, into the body of the report."""
    for line in rule.examples.get("fail", ()):
        if "\n" in line.strip():
            continue
        text = f"{source.text[:end].rstrip()}\n{line.strip()}\n{source.text[end:]}"
        got = judge.outcome(pipeline.read(_changed(source, text), book), rule).status
        raised = got in ORDER and ORDER.index(got) > ORDER.index(outcome.status)
        yield Mutant(rule.id, source.path, "decoy", killed=not raised, detail=line)


def _before_shortcomings(source: Source, book: Rulebook) -> int:
    """Offset behind the last sentence of the deeds: there a sentence more is one more deed."""
    known = pipeline.read(source, book)
    ends = [
        known.report.text.span(sentence.start, sentence.end).end
        for sentence, role in zip(known.report.sentences, known.roles, strict=True)
        if role.name in ("achievements", "opening")
    ]
    return ends[-1] if ends else len(source.text)


def sources(paths: Iterable[tuple[str, bytes]]) -> Iterator[Source]:
    """Decode reports; errors as in ``readers.read``."""
    for path, data in paths:
        yield readers.read(path, data)
