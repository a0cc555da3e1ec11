"""Where in a Word document each character of its text is written: read by the same reader, whose words
remember their places. Only who wants to write into the document pays for it."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.readers._placed import NOWHERE, Placed, joined, places_of
from checker.readers._word import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from checker.readers._limits import Limits

_SHIFT = 24  # bits for the offset in an element


class Stretch(NamedTuple):
    """``text[start:end]`` is written in the ``element``-th element of the main part, from 0 in the order in
    which they begin, from its ``offset``-th character on; a note is where the text refers to it."""

    start: int
    end: int
    element: int
    offset: int


class Trace(NamedTuple):
    """The text of a document, and where it is written."""

    text: str
    stretches: tuple[Stretch, ...]


def trace(data: bytes, limits: Limits) -> Trace:
    """The text of a Word document as ``readers.read`` gives it, with its places. Errors: as of ``docx``."""
    from checker.readers import _apart

    made = _apart.run("_traced", data, limits)
    return Trace(made["text"], tuple(Stretch(*stretch) for stretch in made["stretches"]))


def extract(data: bytes, limits: Limits) -> dict[str, Any]:
    """The text and its stretches. Runs apart."""
    from checker.readers import docx

    text = docx.extracted(data, limits, _Tracing)["text"]
    return {"text": text, "stretches": list(_stretches(places_of(text)))}


class _Tracing(Reader):
    """A reader whose words know where they are written."""

    def __init__(self, root: Element, *parts: Any) -> None:  # noqa: ANN401 -- as its parent takes them
        super().__init__(root, *parts)
        self.numbers = {element: number for number, element in enumerate(root.iter())}

    def written(self, element: Element, words: str) -> str:
        first = self.numbers[element] << _SHIFT
        return Placed.of(words, array("q", range(first, first + len(words))))

    @staticmethod
    def joined(between: str, words: Iterable[str]) -> str:
        return joined(between, words)

    def noted(self, reference: Element, note: Element) -> None:
        number = self.numbers[reference]
        self.numbers.update((element, number) for element in note.iter())


def _stretches(places: array[int]) -> Iterable[Stretch]:
    """Places one behind the other, as one."""
    start = 0
    for at in range(1, len(places) + 1):
        follows = at < len(places) and places[at] == places[at - 1] + 1
        if follows and places[start] != NOWHERE:
            continue
        if places[start] != NOWHERE:
            element, offset = divmod(places[start], 1 << _SHIFT)
            yield Stretch(start, at, element, offset)
        start = at
