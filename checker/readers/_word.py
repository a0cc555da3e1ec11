"""The lines of a WordprocessingML document: runs that count, tables as rows, notes, text boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.readers._hidden import Hidden
from checker.readers._numbering import Numbering
from checker.readers._tabular import HELD, WIDE, Cell, lays_out, small

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from checker.readers._package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset(
    f"{W}{n}" for n in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr")
)
_SIGNS = 0xD800  # from here on the codes of a font of signs, and halves of characters
_POINT = 12700  # of the units in which drawings are measured
_LARGE = 0.4 * 595 * 842 * _POINT * _POINT  # of a sheet of A4: what is left of it by margins counts
_DIGITS = 12
PAGE = "\uffff"  # where a page began when the document was last laid out; no character of XML
_BLANK = f"{PAGE} \t\r\n\u3000\xa0"
_MARKS = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "",
    "lastRenderedPageBreak": PAGE,
}


def pictures(package: Package, main: str) -> tuple[int, int]:
    """How many pictures a document shows, and how many of them fill most of a page."""
    count = large = 0
    for element in package.tree(main).iter():
        count += element.tag.endswith(("}blip", "}imagedata"))
        if element.tag.endswith("}extent"):
            sides = [element.get(name) or "" for name in ("cx", "cy")]
            if all(side.isascii() and side.isdigit() and len(side) < _DIGITS for side in sides):
                large += int(sides[0]) * int(sides[1]) >= _LARGE
    return count, min(large, count)


def text(package: Package, main: str, kind: type[Reader]) -> str:
    """The text as a reader of the document sees it, each line with its end, and ``PAGE`` where the word
    processor last began a page. Errors: as in ``Package.tree``."""
    folder = main.rpartition("/")[0]
    styles = _optional(package, f"{folder}/styles.xml")
    numbering = _optional(package, f"{folder}/numbering.xml")
    root = _transitional(package.tree(main))
    reader = kind(
        root,
        Numbering(numbering, styles),
        Hidden(styles),
        _notes(_optional(package, f"{folder}/footnotes.xml"), "footnote")
        | _notes(_optional(package, f"{folder}/endnotes.xml"), "endnote"),
    )
    body = root.find(f"{W}body")
    return reader.joined("\n", reader.blocks(root if body is None else body)) + "\n"


def _optional(package: Package, name: str) -> Element | None:
    return _transitional(package.tree(name)) if name in package else None


def _transitional(root: Element) -> Element:
    """A tree whose names are those of the transitional form, whichever it is written in."""
    if root.tag.startswith(_STRICT):
        for element in root.iter():
            if element.tag.startswith(_STRICT):
                element.tag = W + element.tag[len(_STRICT) :]
            for key in [k for k in element.attrib if k.startswith(_STRICT)]:
                element.attrib[W + key[len(_STRICT) :]] = element.attrib.pop(key)
    return root


def _notes(root: Element | None, kind: str) -> dict[tuple[str, str], Element]:
    """Footnotes or endnotes by their number; those that only draw lines are none."""
    if root is None:
        return {}
    return {
        (kind, note.get(f"{W}id") or ""): note
        for note in root.iter(f"{W}{kind}")
        if note.get(f"{W}type") in (None, "normal")
    }


class Reader:
    """Reads blocks in order; numbers of lists are counted on the way. One that wants to know where words
    are written has its own ``written``, ``joined`` and ``noted``; all else is done to words alike."""

    def __init__(
        self,
        root: Element,
        numbering: Numbering,
        hidden: Hidden,
        notes: dict[tuple[str, str], Element],
    ) -> None:
        self.root = root
        self.numbering = numbering
        self.hidden = hidden
        self.notes = notes
        self.is_note = False
        self.is_hidden = False
        self.said: list[str] = []  # by paragraphs whose ends are deleted: the next one goes on

    def written(self, element: Element, words: str) -> str:  # noqa: ARG002 -- for those who ask
        """The words that an element stands for."""
        return words

    @staticmethod
    def joined(between: str, words: Iterable[str]) -> str:
        """Words in one."""
        return between.join(words)

    def noted(self, reference: Element, note: Element) -> None:
        """A note is read for the place that refers to it."""

    def blocks(self, parent: Element) -> Iterator[str]:
        """The lines of paragraphs and tables below an element."""
        yield from self._inner_blocks(parent)
        if self.said:  # the end of the last paragraph cannot be deleted
            yield from self.joined("", self.said).split("\n")
            self.said = []

    def _inner_blocks(self, parent: Element) -> Iterator[str]:
        for child in _children(parent):
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in (
                f"{W}sdt",
                f"{W}sdtContent",
                f"{W}customXml",
                f"{W}ins",
                f"{W}moveTo",
            ):
                yield from self._inner_blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        words = self.said
        self.said = []
        aside: list[Element] = []
        noted: list[Element] = []
        self.is_hidden = self.hidden.paragraph(paragraph)
        self._runs(paragraph, words, aside, noted)
        if _goes_on(paragraph) and not aside and not noted:
            self.said = words
            return
        said = self.joined("", words)
        number = self.numbering.of(paragraph)  # counted on where nothing is said, too
        if said.strip(_BLANK) and number:
            gap = " " if said.lstrip(PAGE)[:1].isascii() else ""
            said = number + gap + said
        yield from said.split("\n")
        self.is_note = bool(noted)
        for note in noted:
            yield from self.blocks(note)
        self.is_note = False
        for box in aside:
            yield from self.blocks(box)

    def _runs(
        self, parent: Element, words: list[str], aside: list[Element], noted: list[Element]
    ) -> None:
        """The words of a paragraph; text boxes and notes are kept for behind it."""
        for child in _children(parent):
            name = child.tag.rpartition("}")[2]
            if child.tag in _GONE or name in ("pict", "drawing", "object", "txbxContent"):
                aside.extend(_boxes(child) if child.tag not in _GONE else ())
            elif child.tag == f"{W}r":
                if not self.hidden.run(child, inside=self.is_hidden):
                    self._runs(child, words, aside, noted)
            elif child.tag == f"{W}t":
                words.append(self.written(child, child.text or ""))
            elif child.tag == f"{W}sym":
                words.append(self.written(child, _symbol(child)))
            elif name in _MARKS and child.tag.startswith(W):
                mark = _MARKS[name] if child.get(f"{W}type") != "page" else "\n"
                words.append(self.written(child, mark))
            elif name in ("footnoteReference", "endnoteReference") and not self.is_note:
                key = (name.removesuffix("Reference"), child.get(f"{W}id") or "")
                note = self.notes.pop(key, None)  # read once, even where it refers to itself
                if note is not None:
                    self.noted(child, note)
                    noted.append(note)
            elif name == "t":  # of a formula
                words.append(self.written(child, child.text or ""))
            elif name not in ("commentReference", "annotationRef", "fldChar", "rt"):
                self._runs(child, words, aside, noted)

    def _table(self, table: Element) -> Iterator[str]:
        rows: list[list[list[str]]] = []
        for element in _rows(table):
            rows.append(list(self._cells(element, rows[-1] if rows else [])))
        measured = [[Cell(sum(map(len, cell)), len(cell) > 1) for cell in row] for row in rows]
        if lays_out(measured):
            for row in rows:  # it lays out a page: block after block
                for cell in row:
                    yield from cell
            return
        for row in rows:
            line = self.joined("\t", [self.joined(" ", filter(None, cell)) for cell in row])
            begins = PAGE if PAGE in line else ""  # a row that goes on says so in each of its cells
            yield begins + line.replace(PAGE, "")

    def _cells(self, row: Element, above: list[list[str]]) -> Iterator[list[str]]:
        """The lines of each cell; one that goes on from above has those of the one above."""
        column = 0
        for cell in _own(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            merged = properties.find(f"{W}vMerge") if properties is not None else None
            going_on = merged is not None and merged.get(f"{W}val") in (None, "continue")
            held = above[column] if going_on and column < len(above) else []
            # What is shown again is written elsewhere: plain words.
            held = [str(x).replace(PAGE, "") for x in held] if sum(map(len, held)) <= HELD else []
            yield held if going_on else [line.strip() for line in self.blocks(cell)]
            column += 1
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            over = small(span.get(f"{W}val"), 1) if span is not None else 1
            for _ in range(min(over, WIDE - column + 1) - 1):
                column += 1
                yield []


def _children(parent: Element) -> Iterator[Element]:
    """The children of an element; of alternatives, the first that is meant."""
    for child in parent:
        if child.tag == f"{_MC}AlternateContent":
            choice = child.find(f"{_MC}Choice")
            chosen = choice if choice is not None else child.find(f"{_MC}Fallback")
            if chosen is not None:
                yield from _children(chosen)
        elif child.tag != f"{W}sdt" or child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            yield child  # but a control that nobody has filled in


def _goes_on(paragraph: Element) -> bool:
    """Whether the mark that ends a paragraph is deleted or moved away."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(f"{W}{n}") is not None for n in ("del", "moveFrom"))


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table that are not deleted."""
    for row in _own(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is None or properties.find(f"{W}del") is None:
            yield row


def _own(parent: Element, tag: str) -> Iterator[Element]:
    """The elements of a name below one, also inside controls and insertions, but not inside each other."""
    for child in _children(parent):
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _own(child, tag)


def _boxes(drawing: Element) -> list[Element]:
    """The text boxes of a drawing, those inside others not again."""
    if drawing.tag == f"{W}txbxContent":
        return [drawing]
    return [box for child in _children(drawing) for box in _boxes(child)]


def _symbol(element: Element) -> str:
    code = element.get(f"{W}char") or ""
    try:
        return chr(int(code, 16)) if _SIGNS > int(code, 16) > ord(" ") else " "
    except (ValueError, OverflowError):
        return " "
