"""Every place of every word of the rulebook, in one pass over the text."""

from __future__ import annotations

from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from checker.model.facts import Hits


@lru_cache(maxsize=4)
def _automaton(words: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(words)


def hits(content: str, words: tuple[str, ...]) -> Hits:
    """Where each of ``words`` stands in ``content``; overlapping places all count."""
    found: dict[str, list[int]] = {}
    if words:
        for index, start, _ in _automaton(words).find_matches_as_indexes(content, overlapping=True):
            found.setdefault(words[index], []).append(start)
    return Hits(found)
