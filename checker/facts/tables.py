"""Tables pasted into the text, read like sentences: each cell with the words of its row and column."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from checker import zh
from checker.model.facts import Figure, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.facts.scope import Scope
    from checker.model.facts import Hits, Role
    from checker.model.report import Paragraph, Report
    from checker.model.vocabulary import Vocabulary

_NUMBER = re.compile(r"^\s*(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,6})?\s*$")
_CELL = re.compile(
    r"""(?x)^\s*(?P<sign>[+−–↑↓-]|增长|上升|增加|下降|减少|降低)?\s?
    (?P<number>(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(?P<places>\d{1,6}))?)
    (?P<scale>[万亿]{1,2})?(?P<about>[余多])?\s?(?P<unit>[^\d\s+()-]{1,4})?\s*$"""
)
_YEAR = re.compile(r"^(?:20\d\d)年?度?$")
_FALLS = frozenset(("-", "−", "–", "↓", "下降", "减少", "降低"))
_NOT_A_VALUE = frozenset("年月日号届")  # behind a number: a date, an ordinal
_BRACKETED = re.compile(r"\((?:单位:)?([^()]{1,12})\)\s*$")
_UNITS_OF_ALL = re.compile(r"单位[:：]?\s*([^()）\s]{1,16})")
_LEAST = 2  # rows and columns of a table
_SKIPPED = frozenset(("chrome", "masthead", "closing", "attachments"))
_MONEY = "元"
_CUT_OFF = Decimal("0.999999")


class Cell(NamedTuple):
    """A number of a table with the words of its row and its column."""

    figure: Figure
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` are the heads, the first one that of the rows' names; ``rows`` hold a cell or None
    for every further column."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]


class _Line(NamedTuple):
    start: int
    cells: tuple[tuple[int, str], ...]
    sentence: int


def tables(
    report: Report, hits: Hits, roles: Sequence[Role], vocabulary: Vocabulary, scope: Scope
) -> tuple[Table, ...]:
    """The tables of a report's own text, in order."""
    reader = _Reader(report, hits, roles, vocabulary, scope)
    found = (reader.table(caption, lines) for caption, lines in reader.runs())
    return tuple(table for table in found if table)


def _line(report: Report, roles: Sequence[Role], paragraph: Paragraph) -> _Line | None:
    index = report.sentence_at(paragraph.start)
    words = report.text.content[paragraph.start : paragraph.end]
    if index < 0 or "\t" not in words or roles[index].name in _SKIPPED:
        return None
    cells: list[tuple[int, str]] = []
    at = paragraph.start
    for piece in words.split("\t"):
        cells.append((at, piece))
        at += len(piece) + 1
    return _Line(paragraph.start, tuple(cells), index) if len(cells) >= _LEAST else None


def _is_nameless(heads: _Line, line: _Line) -> bool:
    """Whether rows have no names: their first cell is a number under a head that comes again."""
    words = [words.strip() for _, words in heads.cells]
    repeats = words[0] in words[1:] and len(line.cells) == len(words)
    return bool(words[0]) and repeats and _NUMBER.match(line.cells[0][1]) is not None


@dataclass(frozen=True, slots=True)
class _Reader:
    report: Report
    hits: Hits
    roles: Sequence[Role]
    vocabulary: Vocabulary
    scope: Scope

    def runs(self) -> Iterator[tuple[Hit | None, list[_Line]]]:
        """Runs of lines with cells, each with the place of the line before it."""
        caption: Hit | None = None
        lines: list[_Line] = []
        for paragraph in self.report.paragraphs:
            line = _line(self.report, self.roles, paragraph)
            if line and len(lines) == 1 and len(line.cells) == len(lines[0].cells) + 1:
                head = lines[0]  # nothing stands over the rows' names
                lines = [head._replace(cells=((head.start, ""), *head.cells))]
            if line and len(lines) == 1 and _is_nameless(lines[0], line):
                head = lines[0]
                lines = [head._replace(cells=((head.start, ""), *head.cells))]
                line = line._replace(cells=((line.start, ""), *line.cells))
            if line and lines and self._lacks_a_number(line, lines[0]):
                name = line.cells[0]
                line = line._replace(cells=((name[0], ""), *line.cells))
            if line and (not lines or len(line.cells) == len(lines[0].cells)):
                lines.append(line)
                continue
            if len(lines) > _LEAST - 1:
                yield caption, self._unnumbered(lines)
            lines = [line] if line else []
            if not line:
                caption = Hit(paragraph.start, paragraph.end)
        if len(lines) > _LEAST - 1:
            yield caption, self._unnumbered(lines)

    def _lacks_a_number(self, line: _Line, heads: _Line) -> bool:
        """Whether a row of a numbered table has none: 合计."""
        numbered = heads.cells[0][1].strip() in self.vocabulary.terms["number-heads"].words
        return (
            numbered
            and len(line.cells) == len(heads.cells) - 1
            and not line.cells[0][1][:1].isdigit()
        )

    def _unnumbered(self, lines: Sequence[_Line]) -> list[_Line]:
        """Lines without the column of their numbers, where the first head is that of one."""
        if (
            lines[0].cells[0][1].strip() not in self.vocabulary.terms["number-heads"].words
            or len(lines[0].cells) <= _LEAST
        ):
            return list(lines)
        found = [lines[0]._replace(cells=lines[0].cells[1:])]
        for line in lines[1:]:
            number, name = line.cells[:2]
            kept = name if name[1].strip() else number  # 合计 stands in the column of numbers
            found.append(line._replace(start=kept[0], cells=(kept, *line.cells[2:])))
        return found

    def table(self, caption: Hit | None, lines: Sequence[_Line]) -> Table | None:
        """A table, where its first line has no numbers and the others have some."""
        heads = lines[0]
        words = [words.strip() for _, words in heads.cells]
        if any(_NUMBER.match(w) and not _YEAR.match(w) for w in words[1:]):
            return None
        title = self.report.words(*caption) if caption else ""
        units = self._units(title, words)
        rows = [
            (line.cells[0][1].strip(), tuple(self._cells(line, heads, units, caption)))
            for line in lines[1:]
        ]
        if not any(cell for _, cells in rows for cell in cells):
            return None
        return Table(title, tuple(words), tuple(rows))

    def _units(self, title: str, heads: Sequence[str]) -> list[str]:
        """The unit of each column: in its head, at its end, or in the line above the table."""
        known = sorted(self.vocabulary.terms["units"].words, key=len, reverse=True)
        told = _UNITS_OF_ALL.search(title)
        common = re.split("[、,/]", told[1]) if told else []
        found = []
        for head in heads:
            bracketed = _BRACKETED.search(head)
            bare = head[: bracketed.start()] if bracketed else head
            ending = next((u for u in known if len(u) > 1 and bare.endswith(u)), "")
            money = next((u for u in common if u.endswith(_MONEY)), "")
            if bracketed:
                found.append(bracketed[1])
            elif money and len(common) > 1 and any(w in head for w in ("额", "款", "费", "金")):
                found.append(money)
            else:
                found.append(ending or next(iter(common), ""))
        return found

    def _cells(
        self, line: _Line, heads: _Line, units: Sequence[str], caption: Hit | None
    ) -> Iterator[Cell | None]:
        own = self._unit_of_row(line, heads)
        for (start, words), (at, head), unit in zip(
            line.cells[1:], heads.cells[1:], units[1:], strict=True
        ):
            match = _CELL.match(words)
            if not match or not self._is_value(match):
                yield None
                continue
            begin = start + match.start("number")
            places = [
                Hit(at, at + len(head)),
                Hit(line.start, line.start + len(line.cells[0][1])),
                *([caption] if caption else []),
            ]
            named = match["unit"] or own or unit
            figure = self._figure(match, begin, named, line.sentence, places)
            row = line.cells[0][1].strip()
            if self._is_past(head) or self._is_past(row):
                figure = replace(figure, scope="past")
            yield Cell(figure, row, head.strip())

    def _unit_of_row(self, line: _Line, heads: _Line) -> str:
        """The unit that a column of units gives for a row; empty where there is none."""
        known = self.vocabulary.terms["unit-heads"].words
        column = next((i for i, (_, w) in enumerate(heads.cells) if w.strip() in known), 0)
        return line.cells[column][1].strip() if column else ""

    def _is_value(self, match: re.Match[str]) -> bool:
        """Whether what stands behind the number in a cell is a unit; rows of an outline are none."""
        unit = match["unit"] or ""
        known = self.vocabulary.terms["units"].words
        return not unit or (unit in known and unit not in _NOT_A_VALUE)

    def _is_past(self, words: str) -> bool:
        """Whether a head or a row's name is of the year before."""
        years = [int(y) for y in re.findall(r"20\d\d", words)]
        if years and self.scope.year:
            return max(years) < self.scope.year
        return any(w in words for w in self.vocabulary.terms["before"].words)

    def _figure(
        self, match: re.Match[str], start: int, unit: str, sentence: int, places: Sequence[Hit]
    ) -> Figure:
        scale = Decimal(1)
        for name in match["scale"] or "":
            scale *= zh.MYRIADS[name]
        while unit[:1] in ("万", "亿") and len(unit) > 1:
            scale, unit = scale * zh.MYRIADS[unit[0]], unit[1:]
        value = Decimal(match["number"].replace(",", "")) * scale
        decimals = len(match["places"] or "")
        step = scale * Decimal(1).scaleb(-decimals) if decimals or scale > 1 else Decimal(0)
        low, high = value - step / 2, value + step * _CUT_OFF
        if match["sign"] in _FALLS:
            value, low, high = -value, -high, -low
        if match["about"]:
            high = value + max(step, value / 10)
        indicator, noun, family = self._owner(unit, places)
        return Figure(
            indicator=indicator,
            family=family,
            value=value,
            upper=None,
            unit=unit,
            places=decimals,
            approximate=bool(match["about"]),
            low=low,
            high=high,
            start=start,
            end=match.end("unit") - match.start("number") + start
            if match["unit"]
            else start + match.end("number") - match.start("number") + len(match["scale"] or ""),
            noun=noun,
            sentence=sentence,
            scope=self.scope.of(start, start, start, self.roles[sentence].name),
        )

    def _owner(self, unit: str, places: Sequence[Hit]) -> tuple[str, Hit | None, str]:
        """The indicator that the column's head, the row's name or the caption names."""
        for place in places:
            named = [
                (hit.end, hit, indicator)
                for indicator in self.vocabulary.indicators
                if unit in indicator.units
                for hit in self.hits.between(indicator.nouns, *place)
            ]
            if named:
                _, hit, indicator = max(named, key=lambda item: item[:2])
                return indicator.narrowest(self.report.words(*hit)), hit, indicator.name
        return "", None, ""
