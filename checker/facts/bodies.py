"""Which bodies stand above an issuer and beside it, and how they are named."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import zh

if TYPE_CHECKING:
    from checker.model.vocabulary import Vocabulary


def government_words(vocabulary: Vocabulary, level: str | None, name: str) -> tuple[str, ...]:
    """What a department tells of its government or of other agencies; an office of justice tells
    of them as its own work."""
    terms = vocabulary.terms
    if level != "department" or any(word in name for word in terms["justice"].words):
        return ()
    return terms["above-department"].words


@lru_cache(maxsize=4)
def neighbours(not_names: tuple[str, ...]) -> re.Pattern[str]:
    """A place of the lowest level named as one who acts; ``not_names`` are words that only end so."""
    words = "|".join(map(re.escape, not_names))
    return re.compile(
        rf"(?![{zh.HAN}]{{0,3}}(?:{words}))([{zh.HAN}]{{2,3}})(?:镇|乡|街道)(?=[{zh.HAN}])"
    )


@lru_cache(maxsize=4)
def offices(endings: tuple[str, ...]) -> re.Pattern[str]:
    """An office of any government, told by how its name ends."""
    return re.compile(rf"[省市区县州][{zh.HAN}]{{2,10}}?(?:{'|'.join(map(re.escape, endings))})")


def above_term(vocabulary: Vocabulary, level: str | None, name: str) -> str:
    """The term that lists the bodies above the issuer."""
    if level == "department":
        level = _government(vocabulary, name)
    key = f"above-{level}"
    return key if key in vocabulary.terms else "nation"


def _government(vocabulary: Vocabulary, name: str) -> str | None:
    """The level of the government that a department's name places it under."""
    if name.endswith(vocabulary.terms["branch"].words):
        return "county"
    named = [
        (level.rank, level.name)
        for level in vocabulary.levels
        if level.rank and any(ending in name for ending in level.endings if len(ending) == 1)
    ]
    return min(named)[1] if named else None
