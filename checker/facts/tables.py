"""Tables pasted into the text, read like sentences: each cell with the words of its row and column."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
    found = (reader.table(caption, lines) for caption, lines in _runs(report, roles))
    return tuple(table for table in found if table)


def _runs(report: Report, roles: Sequence[Role]) -> Iterator[tuple[Hit | None, list[_Line]]]:
    """Runs of lines with cells, each with the place of the line before it."""
    caption: Hit | None = None
    lines: list[_Line] = []
    for paragraph in report.paragraphs:
        line = _line(report, roles, paragraph)
        if line and len(lines) == 1 and len(line.cells) == len(lines[0].cells) + 1:
            head = lines[0]  # nothing stands over the rows' names
            lines = [head._replace(cells=((head.start, ""), *head.cells))]
        if line and (not lines or len(line.cells) == len(lines[0].cells)):
            lines.append(line)
            continue
        if len(lines) > _LEAST - 1:
            yield caption, lines
        lines = [line] if line else []
        if not line:
            caption = Hit(paragraph.start, paragraph.end)
    if len(lines) > _LEAST - 1:
        yield caption, lines


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


@dataclass(frozen=True, slots=True)
class _Reader:
    report: Report
    hits: Hits
    roles: Sequence[Role]
    vocabulary: Vocabulary
    scope: Scope

    def table(self, caption: Hit | None, lines: Sequence[_Line]) -> Table | None:
        """A table, where its first line has no numbers and the others have some."""
        heads = lines[0]
        if any(_NUMBER.match(words) for _, words in heads.cells[1:]):
            return None
        title = self.report.words(*caption) if caption else ""
        units = self._units(title, [words.strip() for _, words in heads.cells])
        rows = [
            (line.cells[0][1].strip(), tuple(self._cells(line, heads, units, caption)))
            for line in lines[1:]
        ]
        if not any(cell for _, cells in rows for cell in cells):
            return None
        return Table(title, tuple(words.strip() for _, words in heads.cells), tuple(rows))

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
        for (start, words), (at, head), unit in zip(
            line.cells[1:], heads.cells[1:], units[1:], strict=True
        ):
            match = _NUMBER.match(words)
            if not match:
                yield None
                continue
            begin = start + words.index(match[1])
            places = [
                Hit(at, at + len(head)),
                Hit(line.start, line.start + len(line.cells[0][1])),
                *([caption] if caption else []),
            ]
            figure = self._figure(match, begin, unit, line.sentence, places)
            yield Cell(figure, line.cells[0][1].strip(), head.strip())

    def _figure(
        self, match: re.Match[str], start: int, unit: str, sentence: int, places: Sequence[Hit]
    ) -> Figure:
        scale = Decimal(1)
        while unit[:1] in ("万", "亿") and len(unit) > 1:
            scale, unit = scale * zh.MYRIADS[unit[0]], unit[1:]
        value = Decimal(match[0].strip().replace(",", "")) * scale
        decimals = len(match[2] or ".") - 1
        step = scale * Decimal(1).scaleb(-decimals) if decimals or scale > 1 else Decimal(0)
        indicator, noun, family = self._owner(unit, places)
        return Figure(
            indicator=indicator,
            family=family,
            value=value,
            upper=None,
            unit=unit,
            places=decimals,
            approximate=False,
            low=value - step / 2,
            high=value + step * _CUT_OFF,
            start=start,
            end=start + len(match[0].strip()),
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
