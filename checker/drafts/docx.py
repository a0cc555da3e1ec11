"""A Word document: headings as Word knows them, the fonts of official papers, notes as comments."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from checker import paper

if TYPE_CHECKING:
    from checker.model.draft import Draft, Note, Paragraph

_ZIPPED = (2000, 1, 1, 0, 0, 0)  # of the package's entries, which need a day
_AUTHOR = "fazhi"


def render(draft: Draft) -> bytes:
    """A .docx package; same draft, same bytes."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    words = _line(draft.title.words)
    made = paper.blank(words, None)
    made.add_paragraph(words, style=paper.TITLE)
    for paragraph in draft.opening:
        _paragraph(made, paragraph, flush=paragraph.words.endswith("："))
    for block in draft.blocks:
        heading = made.add_paragraph(_line(block.heading), style=f"Heading {block.level}")
        for note in block.notes:
            _comment(made, heading, note)
        for paragraph in block.paragraphs:
            _paragraph(made, paragraph)
    for paragraph in draft.closing:
        _paragraph(made, paragraph, flush=True).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _undate(made)
    out = io.BytesIO()
    made.save(out)
    return _undated(out.getvalue())


def _paragraph(made: Any, paragraph: Paragraph, *, flush: bool = False) -> Any:
    written = made.add_paragraph(_line(paragraph.words))
    if flush:
        paper.flush(written)
    if paragraph.note:
        _comment(made, written, paragraph.note)
    return written


def _comment(made: Any, beside: Any, note: Note) -> None:
    words = "\n".join(map(_line, (note.title, *note.lines)))
    made.add_comment(beside.runs, text=words, author=_AUTHOR, initials=_AUTHOR[:2])


def _line(words: str) -> str:
    """Words on one line, without characters that XML does not know."""
    return "".join(c for c in " ".join(words.split()) if c.isprintable())


def _undate(made: Any) -> None:
    """Comments without the time at which they were written: the same draft is the same bytes."""
    from docx.oxml.ns import qn

    for comment in made.part._comments_part.element:
        comment.attrib.pop(qn("w:date"), None)


def _undated(data: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIPPED)
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
