"""The order of Chinese words: by pinyin, as far as that is known without a dictionary."""

from __future__ import annotations

from checker.renderers._words import plain

_OTHERS = 0xFFFF  # after every character of GB 2312


def by_pinyin(words: str) -> tuple[tuple[int, int], ...]:
    """A key to sort words by. GB 2312 lists its 3755 common characters by pinyin and 3008 rarer ones
    behind them by radical, and so are they sorted; what it does not have comes last, by code point.
    A character that is read in two ways stands where GB 2312 has it (重庆 under zhong)."""
    return tuple(map(_place, plain(words).casefold()))


def _place(character: str) -> tuple[int, int]:
    try:
        return int.from_bytes(character.encode("gb2312"), "big"), 0
    except UnicodeEncodeError:
        return _OTHERS, ord(character)
