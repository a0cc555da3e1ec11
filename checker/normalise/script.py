"""Traditional characters → simplified, one for one; simplified text costs a probe."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from operator import ne
from typing import TYPE_CHECKING, NamedTuple

from checker.zh import HAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from ahocorasick_rs import AhoCorasick

    from checker.model.text import Text

_OWN = (("衞", "卫"), ("裏", "里"), ("裡", "里"))
_ZHE = re.compile(
    "著(?=手|力|重|眼|實|实|想|急|落)|(?<=[沿随隨有本朝向看按照接])著(?!名|作|述|书|書)"
)
_HAN = re.compile(f"[{HAN}]+")
_SHARE = (
    0.02  # of all Han characters: from here on the report counts as written in traditional script
)


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


class _Tables(NamedTuple):
    """OpenCC's dictionaries: single characters, phrases that turn otherwise than their characters,
    and what finds these; ``odd``: characters that do not turn into one."""

    characters: dict[int, str]
    phrases: tuple[str, ...]
    turned: tuple[str, ...]
    finder: AhoCorasick
    odd: frozenset[str]


@cache
def _tables() -> _Tables:
    from ahocorasick_rs import AhoCorasick

    characters, phrases = _dictionary("TSCharacters"), _dictionary("TSPhrases")
    single = {key: value for key, value in characters.items() if len(key) == len(value) == 1}
    return _Tables(
        {ord(key): value for key, value in single.items()},
        tuple(phrases),
        tuple(phrases.values()),
        AhoCorasick(tuple(phrases)),
        frozenset(char for key in characters.keys() - single.keys() for char in key),
    )


def _dictionary(name: str) -> dict[str, str]:
    """A dictionary of the package ``opencc``: what is written, and the first that it becomes."""
    import opencc

    path = os.path.join(os.path.dirname(opencc.__file__), "dictionary", f"{name}.txt")
    with open(path, encoding="utf-8") as file:
        lines = [line.strip().split("\t") for line in file]
    return {key: value.split(" ")[0] for key, value in lines}


def _turned(words: str) -> str:
    """What OpenCC makes of a text. It splits at the longest phrase, wherever it stands; that matters
    only where phrases overlap, and is then left to itself, and slow."""
    tables = _tables()
    places = tables.finder.find_matches_as_indexes(words, overlapping=True)
    alone = all(one[2] <= other[1] for one, other in pairwise(places))
    if not alone or not tables.odd.isdisjoint(words):
        return _converter()(words)
    pieces: list[str] = []
    at = 0
    for index, start, end in places:
        pieces += (words[at:start].translate(tables.characters), tables.turned[index])
        at = end
    return "".join((*pieces, words[at:].translate(tables.characters)))


def simplified(text: Text) -> Text:
    """The view in simplified script. ``script`` says in which the report is written."""
    words = text.content
    try:
        words.encode("gb2312")
    except UnicodeEncodeError:
        if not _foreign_to_gb2312(words):
            return text
    else:
        return text
    turned = _ZHE.sub("着", _turned(words))
    for char, own in _OWN:
        turned = turned.replace(char, own)
    if len(turned) != len(words):
        turned = "".join(new if len(new := _converter()(char)) == 1 else char for char in words)
    changed = sum(map(ne, words, turned))
    han = sum(map(len, _HAN.findall(words))) or 1
    script = "traditional" if changed / han >= _SHARE else "simplified"
    return replace(text, content=turned, script=script)


def _foreign_to_gb2312(words: str) -> bool:
    """Whether a Han character outside GB2312 occurs: only then can there be traditional ones."""
    left = words.encode("gb2312", "ignore").decode("gb2312")
    if len(left) == len(words):
        return False
    return any("\u3400" <= char <= "\u9fff" for char in set(words) - set(left))
