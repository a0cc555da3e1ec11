"""Where a dated term stands in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.facts import Facts, Hit, Term
    from checker.model.rule import Where

_SHOWN = 3


def places(facts: Facts, words: Term, where: Where, without: Term | None = None) -> tuple[Hit, ...]:
    """The first places of the words that ``where`` admits, names in 《》 too; one a sentence, of
    sentences that have none of ``without``."""
    found: dict[int, Hit] = {}
    for hit in facts.hits.of(words):
        index = facts.report.sentence_at(hit.start)
        if index in found or not where.admits(facts, index):
            continue
        sentence = facts.report.sentences[index]
        if without and facts.hits.any_between(without, sentence.start, sentence.end):
            continue
        found[index] = hit
        if len(found) == _SHOWN:
            break
    return tuple(found.values())
