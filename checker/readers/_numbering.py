"""Numbers that a Word document shows but does not hold as text: list levels, their counts and forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.readers import _forms
from checker.readers._tabular import small

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9  # that a list can have
_SHOWN = 60  # characters of what a level shows
_STEPS = 20  # styles that are based on each other


class _Level(NamedTuple):
    """How one level counts (``form``), what it shows (``shown``, with %1 for its number), where it starts,
    and the style of paragraphs that stand in it."""

    form: str
    shown: str
    start: int
    is_legal: bool
    style: str = ""


@dataclass
class _List:
    """A list as it is used: its levels, and the counts so far, shared by all lists of one kind."""

    levels: dict[int, _Level]
    counts: dict[int, int]


class Numbering:
    """The lists of one document, counted while its paragraphs are read in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        kinds = {} if numbering is None else _kinds(numbering)
        self._lists: dict[str, _List] = {}
        for number in () if numbering is None else numbering.iter(f"{_W}num"):
            kind = kinds.get(_value(number, "abstractNumId"))
            if kind is not None:
                levels, counts = kind
                mine = dict(levels)
                restarts = False
                for override in number.iter(f"{_W}lvlOverride"):
                    level = small(override.get(f"{_W}ilvl"), 0)
                    restarts |= override.find(f"{_W}startOverride") is not None
                    if 0 <= level < _LEVELS:
                        mine[level] = _overridden(mine.get(level), override)
                self._lists[number.get(f"{_W}numId") or ""] = _List(
                    mine, {} if restarts else counts
                )
        self._styles = {} if styles is None else _styles(styles)

    def of(self, paragraph: Element) -> str:
        """The number that a paragraph shows, counted on; empty where it shows none."""
        number, level = self._place(paragraph)
        used = self._lists.get(number)
        if used is None or level not in used.levels:
            return ""
        used.counts[level] = used.counts.get(level, used.levels[level].start - 1) + 1
        for deeper in [n for n in used.counts if n > level]:
            del used.counts[deeper]
        return _shown(used, level)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list and the level that a paragraph stands in, by itself or by its style."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        number, level = _numbered(properties)
        style = _value(properties, "pStyle")
        for _ in range(_STEPS):
            if number is not None or style not in self._styles:
                break
            based, styled, at = self._styles[style]
            number = styled
            if level is None:
                level = at if at is not None else self._level_of(styled, style)
            style = based
        return number or "", level or 0

    def _level_of(self, number: str | None, style: str) -> int | None:
        """The level of a list that names a style as its own."""
        levels = self._lists[number].levels if number in self._lists else {}
        return next((at for at, level in levels.items() if level.style == style), None)


_Kind = tuple[dict[int, _Level], dict[int, int]]  # levels, and the counts so far


def _kinds(root: Element) -> dict[str, _Kind]:
    """The kinds of lists by their numbers; one may only name a style of lists that another one makes."""
    found: dict[str, _Kind] = {}
    styled: dict[str, _Kind] = {}
    linked: dict[str, str] = {}
    for kind in root.iter(f"{_W}abstractNum"):
        number = kind.get(f"{_W}abstractNumId") or ""
        found[number] = (_levels(kind), {})
        styled.setdefault(_value(kind, "styleLink"), found[number])
        linked[number] = _value(kind, "numStyleLink")
    return {
        number: styled.get(linked[number], own) if linked[number] and not own[0] else own
        for number, own in found.items()
    }


def _levels(kind: Element) -> dict[int, _Level]:
    return {
        at: _level(level)
        for level in kind.findall(f"{_W}lvl")
        if 0 <= (at := small(level.get(f"{_W}ilvl"), 0)) < _LEVELS
    }


def _level(element: Element) -> _Level:
    return _Level(
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText")[:_SHOWN],
        small(_value(element, "start"), 1),
        element.find(f"{_W}isLgl") is not None,
        _value(element, "pStyle"),
    )


def _overridden(level: _Level | None, override: Element) -> _Level:
    whole = override.find(f"{_W}lvl")
    if whole is not None:
        return _level(whole)
    start = _value(override, "startOverride")
    base = level or _Level("decimal", "", 1, is_legal=False)
    return base._replace(start=small(start, base.start))


def _styles(root: Element) -> dict[str, tuple[str, str | None, int | None]]:
    """By a style's name: the one that it is based on, its list and level."""
    found: dict[str, tuple[str, str | None, int | None]] = {}
    for style in root.iter(f"{_W}style"):
        properties = style.find(f"{_W}pPr")
        number, level = (None, None) if properties is None else _numbered(properties)
        found[style.get(f"{_W}styleId") or ""] = (_value(style, "basedOn"), number, level)
    return found


def _numbered(properties: Element) -> tuple[str | None, int | None]:
    place = properties.find(f"{_W}numPr")
    if place is None:
        return None, None
    number, level = _value(place, "numId"), _value(place, "ilvl")
    return number or None, small(level, 0) if level else None


def _shown(used: _List, level: int) -> str:
    here = used.levels[level]
    if here.form in ("bullet", "none"):
        return ""

    def number(match: re.Match[str]) -> str:
        wanted = int(match[1]) - 1
        at = used.levels.get(wanted)
        if at is None:
            return ""
        value = used.counts.get(wanted, at.start)
        return _forms.written(value, "decimal" if here.is_legal else at.form)

    return _PLACE.sub(number, here.shown)


def _value(parent: Element, name: str) -> str:
    child = parent.find(f"{_W}{name}")
    return "" if child is None else child.get(f"{_W}val") or ""
