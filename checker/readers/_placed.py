"""Words that remember where each of their characters is written, through all that readers do to words."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, SupportsIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

NOWHERE = -1  # the place of a character that is made, as the numbers of lists are


class Placed(str):
    """Words, and for each character a number that says where it is written."""

    __slots__ = ("places",)
    places: array[int]

    @classmethod
    def of(cls, words: str, places: array[int]) -> Placed:
        made = cls(words)
        made.places = places
        return made

    def __getitem__(self, key: SupportsIndex | slice) -> Placed:
        held = self.places[key] if isinstance(key, slice) else array("q", [self.places[key]])
        return Placed.of(str.__getitem__(self, key), held)

    def __add__(self, other: str) -> Placed:
        return Placed.of(str.__add__(self, other), self.places + places_of(other))

    def __radd__(self, other: str) -> Placed:
        return Placed.of(str.__add__(other, self), places_of(other) + self.places)

    def strip(self, chars: str | None = None) -> Placed:
        start = len(self) - len(str.lstrip(self, chars))
        return self[start : start + len(str.strip(self, chars))]

    def replace(self, old: str, new: str, count: SupportsIndex = -1) -> Placed:
        return joined(new, self.split(old, count))

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        made: list[str] = []
        at = 0
        for piece in str.split(self, sep, maxsplit):
            made.append(self[at : at + len(piece)])
            at += len(piece) + len(sep or "")
        return made


def joined(between: str, words: Iterable[str]) -> Placed:
    """Words with something between them."""
    places = array("q")
    pieces: list[str] = []
    for word in words:
        if pieces:
            places.extend(places_of(between))
        pieces.append(word)
        places.extend(places_of(word))
    return Placed.of(between.join(pieces), places)


def places_of(words: str) -> array[int]:
    """Where the characters of words are written; what is made is nowhere."""
    return words.places if isinstance(words, Placed) else array("q", [NOWHERE]) * len(words)
