"""A Word document made of the text of any input, with the notes as comments on its words: a paragraph for each
line that is not blank, tables for lines with tabs, headings where the report has them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import paper
from checker.annotate import _comments, word
from checker.annotate._seen import is_seen
from checker.readers._traced import Stretch, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.annotate.notes import Note
    from checker.model.report import Report
    from checker.model.result import Assessment
    from checker.model.text import Source
    from checker.readers import Limits

_EPOCH = (1980, 1, 1, 0, 0, 0)  # of what lies in a package: never a clock
_COLUMNS = 63  # of a table that Word can hold
_CELLS = 100_000
_ROWS = 2  # lines with tabs one behind the other that are a table
_TITLE = 200  # characters that the properties of the document hold


class _Line(NamedTuple):
    """``text[start:end]`` without the white space at its ends; ``style`` names how it is set."""

    start: int
    end: int
    style: str


def annotated(report: Assessment, notes: Sequence[Note], limits: Limits) -> bytes:
    """The document, the same for the same report and notes. Errors: ``too-large``, as of ``Package``."""
    source = report.facts.report.text.source
    title = report.facts.title
    data, trace = _document(source, _styles(report), title.value if title else "")
    return word.commented(data, trace, notes, source.saved, limits).data


def _styles(report: Assessment) -> dict[int, str]:
    """The lines (from 1) that are the title or headings, and the styles of those."""
    held: Report = report.facts.report
    source = held.text.source
    found: dict[int, str] = {}
    for paragraph in held.paragraphs:
        if paragraph.kind == "heading" and paragraph.end > paragraph.start:
            level = held.sections[paragraph.section].level if paragraph.section >= 0 else 1
            span = held.text.span(paragraph.start, paragraph.end)
            if _fills(source, span.start, span.end):
                found[source.place(span.start).line] = paper.heading(level)
    title = report.facts.title
    if title is not None and title.end > title.start:
        span = held.text.span(title.start, title.end)
        first, last = source.place(span.start).line, source.place(span.end - 1).line
        found.update(dict.fromkeys(range(first, last + 1), paper.TITLE))
    return found


def _fills(source: Source, start: int, end: int) -> bool:
    """Whether nothing but marks stands behind a heading on its line."""
    place = source.place(start)
    stop = source.line_starts[place.line] if place.line < len(source.line_starts) else None
    return not any(char.isalnum() for char in source.text[end:stop])


def _lines(source: Source, styles: Mapping[int, str]) -> Iterator[_Line]:
    stops = (*source.line_starts[1:], len(source.text))
    for number, (start, stop) in enumerate(zip(source.line_starts, stops, strict=True), 1):
        words = source.text[start:stop]
        left = len(words) - len(words.lstrip("\ufeff \t\r\n\u3000\u2028\u2029"))
        end = start + len(words.rstrip())
        if start + left < end:
            yield _Line(start + left, end, styles.get(number, paper.BODY))


def _document(source: Source, styles: Mapping[int, str], title: str) -> tuple[bytes, Trace]:
    """The document, and where in it each character of the text is written."""
    from docx.oxml.ns import qn

    made = paper.blank(_comments.bare(title)[:_TITLE], source.saved)
    body = _Body(made, source.text, [])
    lines = _lines(source, styles)
    for tabbed, run in groupby(lines, lambda line: "\t" in source.text[line.start : line.end]):
        rows = list(run)
        wide = max(source.text.count("\t", line.start, line.end) for line in rows) + 1
        small = wide <= _COLUMNS and wide * len(rows) <= _CELLS
        if tabbed and len(rows) >= _ROWS and small:
            body.table(rows, wide)
        else:
            for line in rows:
                body.paragraph(line)
    numbers = (
        number for number, each in enumerate(made.element.iter("*")) if each.tag == qn("w:t")
    )
    stretches = (
        Stretch(start, end, number, 0)
        for number, (start, end) in zip(numbers, body.written, strict=True)
    )
    return _saved(made), Trace(source.text, tuple(stretches))


@dataclass(frozen=True, slots=True)
class _Body:
    """A document while it grows. ``written``: for each of its texts, in order, where it is from."""

    made: Any
    text: str
    written: list[tuple[int, int]]

    def paragraph(self, line: _Line) -> None:
        made = self.made.element.body.add_p()
        paper.styled(made, line.style)
        self._write(made, line.start, line.end)

    def table(self, lines: Sequence[_Line], wide: int) -> None:
        rows = self.made.add_table(len(lines), wide, style=paper.TABLE)._tbl.tr_lst  # noqa: SLF001
        for row, line in zip(rows, lines, strict=True):
            end = line.start - 1
            for cell in row.tc_lst:
                start = min(end + 1, line.end)
                end = self.text.find("\t", start, line.end)
                end = line.end if end < 0 else end
                paper.styled(cell.p_lst[0], paper.CELL)
                self._write(cell.p_lst[0], start, end)

    def _write(self, paragraph: Any, start: int, end: int) -> None:  # noqa: ANN401 -- an element of python-docx
        """Put a stretch of the text into a paragraph, without what cannot be seen."""
        at = start
        for seen, chars in groupby(self.text[start:end], is_seen):
            words = "".join(chars)
            if seen:
                for piece in _pieces(words):
                    paper.write(paragraph, piece)
                    if piece != "\t":
                        self.written.append((at, at + len(piece)))
                    at += len(piece)
            else:
                at += len(words)


def _pieces(words: str) -> Iterator[str]:
    """Words cut at their tabs, and the tabs."""
    for is_tab, run in groupby(words, lambda char: char == "\t"):
        joined = "".join(run)
        yield from joined if is_tab else (joined,)


def _saved(paper: Any) -> bytes:  # noqa: ANN401 -- of python-docx
    """The bytes of a document, the same at any time."""
    first, out = io.BytesIO(), io.BytesIO()
    paper.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, made.read(name))
    return out.getvalue()
