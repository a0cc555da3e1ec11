"""Neighbouring numbers of which the second, told as a part of the first, is above it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.facts import Facts, Figure
    from checker.model.rule import Where


def above(facts: Facts, where: Where) -> Sequence[tuple[Figure, Figure]]:
    """Own figures of one sentence and one unit, the later one above the one right before it."""
    admitted = where.admitted(facts)
    return facts.remembered(("above", id(admitted)), lambda: tuple(_above(facts, admitted)))


def _above(facts: Facts, admitted: Sequence[bool]) -> Iterator[tuple[Figure, Figure]]:
    own = [f for f in facts.figures if f.scope == "own" and admitted[f.sentence]]
    for whole, part in pairwise(own):
        alike = whole.sentence == part.sentence and whole.unit == part.unit
        if alike and whole.start < part.start and part.low > whole.high:
            yield part, whole


def found(part: Figure, whole: Figure) -> Found:
    """The finding of a part above its whole, with ``{part}`` and ``{whole}``."""
    values = {"part": _shown(part), "whole": _shown(whole)}
    return Found((Hit(whole.start, whole.end), Hit(part.start, part.end)), values)


def _shown(figure: Figure) -> str:
    return f"{format(figure.value.normalize(), 'f')}{figure.unit}"
