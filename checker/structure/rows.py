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
_WORD = re.compile(rf"[{zh.HAN}]")
_LABEL = 60  # characters up to which a line can be the label of a row
_SPACED = 2  # numbers that end a row whose cells are parted by spaces alone
_STACKED = 2  # lines of one number each that make a row
_NESTED = 2  # lines that can stand between two rows and belong to the label of the second
_WIDE = 3  # numbers of a row from which its neighbour of as many is one of the same table


class _Read(NamedTuple):
    """A line as a row: the end of its label in it, its numbers in it, its empty cells."""

    label: int
    numbers: tuple[tuple[int, int], ...]
    gaps: int


def rows_of(lines: Sequence[Line]) -> tuple[tuple[Row, ...], frozenset[int]]:
    """The rows among the lines, and the indices of the lines that belong to one."""
    rows: list[Row] = []
    taken: set[int] = set()
    behind = 0  # the line behind the last row
    for first, last, label, numbers, gaps in _found(lines):
        wide = bool(rows) and len(rows[-1].numbers) == len(numbers) >= _WIDE
        nested = range(behind, first)
        if wide and 0 < len(nested) <= _NESTED and all(_is_label(lines[i]) for i in nested):
            taken.update(nested)
            start = lines[nested[0]].start
        else:
            start = lines[first].start
        rows.append(Row(start, numbers[-1][1], label, numbers, gaps))
        taken.update(range(first, last + 1))
        behind = last + 1
    return tuple(rows), frozenset(taken)


def _found(
    lines: Sequence[Line],
) -> Iterator[tuple[int, int, int, tuple[tuple[int, int], ...], int]]:
    """First and last line of each row, the end of its label, its numbers, its empty cells."""
    reads = [_read(line.words) for line in lines]
    at = 0
    while at < len(lines):
        read, line = reads[at], lines[at]
        if read and (read.label or len(read.numbers) > 1):
            places = tuple((line.start + a, line.start + b) for a, b in read.numbers)
            yield at, at, line.start + read.label, places, read.gaps
        elif read:
            stop = at
            while stop + 1 < len(lines) and _is_single(reads[stop + 1]):
                stop += 1
            label = lines[at - 1] if at and not reads[at - 1] and _is_label(lines[at - 1]) else None
            if label and stop - at + 1 >= _STACKED:
                places = tuple((line.start, line.end) for line in lines[at : stop + 1])
                yield at - 1, stop, label.end, places, 0
            at = stop
        at += 1


def _is_single(read: _Read | None) -> bool:
    return read is not None and not read.label and len(read.numbers) == 1


def _is_label(line: Line) -> bool:
    words = line.words
    return len(words) <= _LABEL and bool(_WORD.search(words)) and "。" not in words


def _read(words: str) -> _Read | None:
    """A line whose last cells hold nothing but numbers; its first words, if any, are its label."""
    match = _TAIL.search(words)
    if match is None:
        return None
    cells = [cell.span() for cell in _CELL.finditer(words, match.start())]
    numbers = tuple((a, b) for a, b in cells if words[a:b][:1].isdigit())
    if not numbers:
        return None
    label = words[: match.start()]
    if label and not _WORD.search(label):
        return None
    if label and "\t" not in words and len(numbers) < _SPACED:
        return None
    return _Read(len(label), numbers, sum(a > numbers[0][0] for a, _ in cells) + 1 - len(numbers))
