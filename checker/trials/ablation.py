"""What a rule's verdict hangs on: cut its evidence out and it must fall, add decoys and it must not rise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from checker import judge, pipeline, readers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.model.facts import Facts
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
        if not known.is_judged:
            continue
        ends = _ends(known, book.vocabulary.of(known.kind).part("body"))
        for rule in book.of(known.level).rules:
            if rule.document != known.kind:
                continue
            outcome = judge.outcome(known, rule)
            if outcome.status in ("pass", "partial") and outcome.evidence:
                yield _cut(source, rule, outcome, book)
            if outcome.status in ("fail", "partial"):
                yield from _decoys(source, rule, outcome, ends, book)


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
    source: Source, rule: Rule, outcome: Outcome, ends: Mapping[str, int], book: Rulebook
) -> Iterator[Mutant]:
    """Put the last line of each of the rule's own near misses into the part of the report that has
    the role which the line has in its example."""
    for words in rule.examples.get("fail", ()):
        line = words.strip().splitlines()[-1].strip()
        end = ends.get(_role(words, rule, book))
        if end is None:
            continue
        text = f"{source.text[:end].rstrip()}\n\n{line}\n\n{source.text[end:]}"
        got = judge.outcome(pipeline.read(_changed(source, text), book), rule).status
        raised = got in ORDER and ORDER.index(got) > ORDER.index(outcome.status)
        yield Mutant(rule.id, source.path, "decoy", killed=not raised, detail=line)


def _role(words: str, rule: Rule, book: Rulebook) -> str:
    """The role of the last sentence of an example; a lone line is a deed."""
    if "\n" not in words.strip():
        return book.vocabulary.of(rule.document).part("body")
    known = pipeline.read(readers.read("例子.txt", words.strip().encode()), book, rule.document)
    return known.roles[-1].name


def _ends(known: Facts, body: str) -> dict[str, int]:
    """Offset behind the last sentence of each role: there a sentence more has the same role."""
    ends: dict[str, int] = {}
    for sentence, role in zip(known.report.sentences, known.roles, strict=True):
        name = body if role.name == "opening" else role.name
        ends[name] = known.report.text.span(sentence.start, sentence.end).end
    ends.setdefault(body, len(known.report.text.source.text))
    return ends


def sources(paths: Iterable[tuple[str, bytes]]) -> Iterator[Source]:
    """Decode reports; errors as in ``readers.read``."""
    for path, data in paths:
        yield readers.read(path, data)
