"""Every example of every rule must give the status it stands under."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker import judge, pipeline, readers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.rule import Rule, Rulebook


class Example(NamedTuple):
    """An example, the status it should give and the one it gives, with the words of that outcome.
    ``profile``: through which the rule is seen, empty where every report's is the same."""

    rule: str
    profile: str
    words: str
    wanted: str
    got: str
    why: str


def examples(book: Rulebook) -> Iterator[Example]:
    """Judge every example by its rule, in the order of the rulebook; a rule that the profile of a level
    changes also as it is there."""
    for rule in book.rules:
        yield from _of(rule, book, "")
    plain = {rule.id: rule for rule in book.rules}
    for other in {b.policy.profile: b for b in book.by_level.values()}.values():
        for rule in other.rules:
            if not _reads_as(rule, plain.get(rule.id)):
                yield from _of(rule, other, other.policy.profile)


def _of(rule: Rule, book: Rulebook, profile: str) -> Iterator[Example]:
    for wanted, lines in rule.examples.items():
        for words in lines:
            source = readers.read("例子.txt", words.encode())
            found = judge.outcome(pipeline.read(source, book, rule.document), rule)
            quoted = "".join(f"「{e.quote.strip()}」" for e in found.evidence[:1])
            yield Example(rule.id, profile, words, wanted, found.status, found.message + quoted)


def _reads_as(rule: Rule, other: Rule | None) -> bool:
    """Whether two rules ask the same of the same examples, whatever each counts for."""
    return other is not None and (rule.rungs, rule.examples) == (other.rungs, other.examples)
