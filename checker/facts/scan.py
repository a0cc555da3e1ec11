"""Every place of every word of the rulebook, in one pass over the text."""

from __future__ import annotations

from collections import defaultdict

from ahocorasick_rs import AhoCorasick

from checker.kept import kept
from checker.model.facts import Hits


@kept
def _automaton(words: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(words)


def hits(content: str, words: tuple[str, ...]) -> Hits:
    """Where each of ``words`` stands in ``content``; overlapping places all count."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    if words:
        for index, start, _ in _automaton(words).find_matches_as_indexes(content, overlapping=True):
            found[index].append(start)
    return Hits({words[index]: starts for index, starts in found.items()})
