"""What must stand in a text where a pattern matches: words for a scan that comes before it.

Read off the pattern alone, in RE2's syntax; what is not understood needs nothing. Every match of
the pattern holds one of its needles, so that a text without any of them need not be looked at.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

_LEAST = 2  # characters; a shorter word stands everywhere
_MOST = 120  # needles of one pattern
_ALTERNATIVES = 64  # texts of a stretch that are written out
_COMMON = frozenset(" \t\n,.、。;:“”()《》-%")
_NOTHING = frozenset(("",))
_NO_WORD = frozenset("dDsSwWbBAzpPCQ")  # classes and places behind a backslash


class _Part(NamedTuple):
    """A part of a pattern: all texts that it matches, where they are few, and its best needles."""

    exact: frozenset[str] | None
    needles: frozenset[str] | None


_ANY = _Part(None, None)
_EMPTY = _Part(_NOTHING, None)


@lru_cache(maxsize=512)
def needles(expression: str) -> tuple[str, ...]:
    """Words or rare marks, one of which every match holds; empty where none need be."""
    reader = _Reader(expression)
    try:
        part = reader.alternatives()
    except (IndexError, ValueError):
        return ()
    if reader.at < len(expression):
        return ()
    found = _best(part) or frozenset()
    return tuple(sorted(w for w in found if not any(o != w and o in w for o in found)))


@lru_cache(maxsize=512)
def openings(expression: str) -> frozenset[str]:
    """The characters with which every match of a pattern for the start of a text begins; empty where
    it is for no start, or they are not known."""
    if not expression.startswith("^"):
        return frozenset()
    reader = _Reader(expression[1:])
    try:
        first = reader.first()
        reader.sequence()
    except (IndexError, ValueError):
        return frozenset()
    if first is None or (reader.at < len(reader.words) and reader.words[reader.at] == "|"):
        return frozenset()
    return first


def _best(part: _Part) -> frozenset[str] | None:
    """The needles of a part, be they all of its texts."""
    return _surer(part.needles, _usable(part.exact))


def _usable(texts: frozenset[str] | None) -> frozenset[str] | None:
    if not texts or len(texts) > _MOST or not all(map(_is_rare, texts)):
        return None
    return texts


def _is_rare(text: str) -> bool:
    """Whether a text does not stand everywhere: two characters, or a mark seen now and then."""
    return len(text) >= _LEAST or (len(text) == 1 and not text.isalnum() and text not in _COMMON)


def _surer(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The better of two: the longer words, then the fewer."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda texts: (min(map(len, texts)), -len(texts)))


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, expression: str) -> None:
        self.words = expression
        self.at = 0

    def alternatives(self) -> _Part:
        """One of several sequences: a needle of each, where each has one."""
        parts = [self.sequence()]
        while self.words[self.at : self.at + 1] == "|":
            self.at += 1
            parts.append(self.sequence())
        if len(parts) == 1:
            return parts[0]
        exact: frozenset[str] | None = frozenset()
        wanted: frozenset[str] | None = frozenset()
        for part in parts:
            best = _best(part)
            exact = None if exact is None or part.exact is None else exact | part.exact
            wanted = None if wanted is None or best is None else wanted | best
        if exact is not None and len(exact) > _ALTERNATIVES:
            exact = None
        return _Part(exact, wanted if wanted and len(wanted) <= _MOST else None)

    def sequence(self) -> _Part:
        """One part behind the other: the best needle of any, or of a stretch that is written out."""
        run, whole, found = _NOTHING, True, None
        while self.at < len(self.words) and self.words[self.at] not in "|)":
            part = self.repeated(self.item())
            joined = _joined(run, part.exact)
            if joined is not None:
                run = joined
                continue
            found = _surer(_surer(found, _usable(run)), _best(part))
            whole = False
            run = part.exact or _NOTHING
        found = _surer(found, _usable(run))
        return _Part(run if whole else None, found)

    def first(self) -> frozenset[str] | None:
        """With what the part that stands here can begin, be it a group or a class."""
        if self.words.startswith("(?:", self.at):
            self.at += 3
            found: frozenset[str] = frozenset()
            while True:
                first = self.first()
                self.sequence()
                if first is None:
                    return None
                found |= first
                if self.words[self.at] == ")":
                    break
                self.at += 1
            self.at += 1
        else:
            exact = self.item().exact
            if exact is None or "" in exact:
                return None
            found = frozenset(text[0] for text in exact)
        if self.words[self.at : self.at + 1] in ("?", "*") or self.words.startswith("{0", self.at):
            return None
        return found

    def item(self) -> _Part:
        """A character, a class, or a group."""
        char = self.words[self.at]
        self.at += 1
        if char == "(":
            return self.group()
        if char == "[":
            return self.listed()
        if char in "^$":
            return _EMPTY
        if char == ".":
            return _ANY
        if char == "\\":
            return self.escaped()
        return _Part(frozenset((char,)), None)

    def group(self) -> _Part:
        if self.words.startswith("?", self.at):
            opened = next(
                (o for o in ("?:", "?P<", "?<") if self.words.startswith(o, self.at)), None
            )
            if opened is None:
                raise ValueError(self.words)  # flags: (?i) changes what a letter is
            end = self.at + 2 if opened == "?:" else self.words.index(">", self.at) + 1
            self.at = end
        part = self.alternatives()
        if self.words[self.at] != ")":
            raise ValueError(self.words)
        self.at += 1
        return part

    def escaped(self) -> _Part:
        char = self.words[self.at]
        self.at += 1
        if char in "bBAz":
            return _EMPTY
        if char in "pP" and self.words.startswith("{", self.at):
            self.at = self.words.index("}", self.at) + 1
        elif char in "pP":
            self.at += 1
        if char in _NO_WORD:
            if char in "QC":
                raise ValueError(self.words)
            return _ANY
        if char.isalnum():
            raise ValueError(self.words)  # \n, \x41, …
        return _Part(frozenset((char,)), None)

    def listed(self) -> _Part:
        """A class: its characters, where they are listed one by one."""
        start = self.at
        if self.words.startswith("^", self.at):
            self.at += 1
        if self.words.startswith("]", self.at):
            self.at += 1
        while self.words[self.at] != "]":
            if self.words.startswith("[:", self.at):
                self.at = self.words.index(":]", self.at) + 1
            self.at += 2 if self.words[self.at] == "\\" else 1
        inside = self.words[start : self.at]
        self.at += 1
        if inside[0] in "^]" or any(char in inside for char in "\\-[") or len(inside) > 12:
            return _ANY
        return _Part(frozenset(inside), None)

    def repeated(self, part: _Part) -> _Part:
        """A part as often as what follows it says."""
        if self.at >= len(self.words) or self.words[self.at] not in "?*+{":
            return part
        char = self.words[self.at]
        low, high = {"?": ("0", "1"), "*": ("0", ""), "+": ("1", "")}.get(char, ("", ""))
        if char == "{":
            end = self.words.index("}", self.at)
            low, comma, high = self.words[self.at + 1 : end].partition(",")
            high = high if comma else low
            self.at = end
        self.at += 1
        if self.words[self.at : self.at + 1] == "?":
            self.at += 1  # as few as can be
        if low == high == "1":
            return part
        if int(low):
            twice = _joined(part.exact, part.exact) if part.exact and int(low) > 1 else None
            return _Part(None, _surer(_best(part), _usable(twice)))
        if high == "1" and part.exact is not None:
            return _Part(part.exact | _NOTHING, None)
        return _ANY


def _joined(run: frozenset[str], more: frozenset[str] | None) -> frozenset[str] | None:
    """Every text of a run with every text behind it; None where they are too many or not known."""
    if more is None or len(run) * len(more) > _ALTERNATIVES:
        return None
    return frozenset("".join(pair) for pair in product(run, more))
