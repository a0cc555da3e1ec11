"""Every example of every rule must give the status it stands under."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker import judge, pipeline, readers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.rule import Rulebook


class Example(NamedTuple):
    """An example, the status it should give and the one it gives."""

    rule: str
    words: str
    wanted: str
    got: str


def examples(book: Rulebook) -> Iterator[Example]:
    """Judge every example by its rule, in the order of the rulebook."""
    for rule in book.rules:
        for wanted, lines in rule.examples.items():
            for words in lines:
                source = readers.read("例子.txt", words.encode())
                got = judge.outcome(pipeline.read(source, book, rule.document), rule).status
                yield Example(rule.id, words, wanted, got)
