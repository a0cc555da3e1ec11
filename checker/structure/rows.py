"""Which lines are rows of tables: a number that opens one numbers a row, not a part of the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker import zh
from checker.model.report import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.structure.page import Line

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,4})?"
_TAIL = re.compile(rf"(?P<cells>(?:(?:^|[\t |])(?:{_NUMBER}|[-—–/])?(?=[\t |]|$))+)$")
_CELL = re.compile(rf"{_NUMBER}|(?<=\t)(?=\t|$)|(?<=[\t |])[-—–/](?=[\t |]|$)")
_GLUED = re.compile(rf"(?<=[{zh.HAN})”]){_NUMBER}$")  # its space before it was dropped
_WORD = re.compile(rf"[{zh.HAN}]")
_LONGEST = 300  # characters of a line that can be a row
_LABEL = 60  # characters up to which a line can be the label of a row
_SPACED = 2  # numbers that end a row whose cells are parted by spaces alone
_STACKED = 2  # lines of one number each that make a row
_NESTED = 2  # lines that can stand between two rows and belong to the label of the second
_WIDE = 3  # numbers of a row from which its neighbour of as many is one of the same table


class _Read(NamedTuple):
    """A line as a row: the end of its label in it, its numbers in it, its empty cells."""

    label: int
    numbers: tuple[tuple[int, int], ...]
    gaps: int = 0
    room: int = 0
    whole: bool = True


def rows_of(lines: Sequence[Line]) -> tuple[tuple[Row, ...], frozenset[int]]:
    """The rows among the lines, and the indices of the lines that belong to one."""
    rows: list[Row] = []
    taken: set[int] = set()
    behind = 0  # the line behind the last row
    for first, last, read in _found(lines):
        label, numbers = read.label, read.numbers
        wide = bool(rows) and len(rows[-1].numbers) == len(numbers) >= _WIDE
        nested = range(behind, first)
        if wide and 0 < len(nested) <= _NESTED and all(_is_label(lines[i]) for i in nested):
            taken.update(nested)
            start = lines[nested[0]].start
        else:
            start = lines[first].start
        rows.append(Row(start, numbers[-1][1], label, numbers, read.gaps, read.room, read.whole))
        taken.update(range(first, last + 1))
        behind = last + 1
    return tuple(rows), frozenset(taken)


def _found(lines: Sequence[Line]) -> Iterator[tuple[int, int, _Read]]:
    """First and last line of each row, and what it holds, placed in the text."""
    reads = [_read(line.words) for line in lines]
    at = 0
    while at < len(lines):
        read, line = reads[at], lines[at]
        if read and (read.label or len(read.numbers) > 1):
            places = tuple((line.start + a, line.start + b) for a, b in read.numbers)
            yield at, at, read._replace(label=line.start + read.label, numbers=places)
        elif read:
            stop = at
            while stop + 1 < len(lines) and _is_single(reads[stop + 1]):
                stop += 1
            label = lines[at - 1] if at and not reads[at - 1] and _is_label(lines[at - 1]) else None
            if label and stop - at + 1 >= _STACKED:
                places = tuple((line.start, line.end) for line in lines[at : stop + 1])
                yield at - 1, stop, _Read(label.end, places)
            at = stop
        at += 1


def _is_single(read: _Read | None) -> bool:
    return read is not None and not read.label and len(read.numbers) == 1


def _is_label(line: Line) -> bool:
    words = line.words
    return len(words) <= _LABEL and bool(_WORD.search(words)) and "。" not in words


def _read(words: str) -> _Read | None:
    """A line whose last cells hold nothing but numbers; its first words, if any, are its label."""
    match = _TAIL.search(words) if len(words) <= _LONGEST else None
    if match is None:
        return None
    cells = [cell.span() for cell in _CELL.finditer(words, match.start())]
    numbers = tuple((a, b) for a, b in cells if words[a:b][:1].isdigit())
    if not numbers:
        return None
    label = words[: match.start()]
    glued = _GLUED.search(label) if "\t" not in words else None
    if glued:
        label, numbers = label[: glued.start()], (glued.span(), *numbers)
    if label and not _WORD.search(label):
        return None
    if label and "\t" not in words and len(numbers) < _SPACED:
        return None
    first, last = numbers[0][0], numbers[-1][0]
    return _Read(
        len(label),
        numbers,
        gaps=sum(first < a < last for a, _ in cells) + 2 - len(numbers) if first < last else 0,
        room=sum(a < first for a, _ in cells),
        whole=cells[-1][0] == last,
    )
