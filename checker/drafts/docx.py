"""A Word document: headings as Word knows them, the fonts of official papers, notes as comments."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.model.draft import Draft, Note, Paragraph

_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_ZIPPED = (2000, 1, 1, 0, 0, 0)
_AUTHOR = "fazhi"
# style: font of Chinese characters, size in points
_FONTS = {
    "Normal": ("仿宋", 16),
    "Title": ("方正小标宋简体", 22),
    "Heading 1": ("黑体", 16),
    "Heading 2": ("楷体", 16),
}
_INDENT = 32  # points: two characters
_LATIN = "Times New Roman"


def render(draft: Draft) -> bytes:
    """A .docx package; same draft, same bytes."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    made = docx.Document()
    _page(made)
    _styles(made)
    title = made.add_paragraph(_line(draft.title.words), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for paragraph in draft.opening:
        _paragraph(made, paragraph, 0 if paragraph.words.endswith("：") else _INDENT)
    for block in draft.blocks:
        heading = made.add_paragraph(_line(block.heading), style=f"Heading {block.level}")
        heading.paragraph_format.first_line_indent = Pt(_INDENT)
        for note in block.notes:
            _comment(made, heading, note)
        for paragraph in block.paragraphs:
            _paragraph(made, paragraph)
    for paragraph in draft.closing:
        _paragraph(made, paragraph, 0).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _undate(made, draft.title.words)
    out = io.BytesIO()
    made.save(out)
    return _undated(out.getvalue())


def _paragraph(made: Any, paragraph: Paragraph, indent: int = _INDENT) -> Any:
    from docx.shared import Pt

    written = made.add_paragraph(_line(paragraph.words))
    written.paragraph_format.first_line_indent = Pt(indent)
    if paragraph.note:
        _comment(made, written, paragraph.note)
    return written


def _comment(made: Any, beside: Any, note: Note) -> None:
    words = "\n".join(map(_line, (note.title, *note.lines)))
    made.add_comment(beside.runs, text=words, author=_AUTHOR, initials=_AUTHOR[:2])


def _line(words: str) -> str:
    """Words on one line, without characters that XML does not know."""
    return "".join(c for c in " ".join(words.split()) if c.isprintable())


def _page(made: Any) -> None:
    """A4 with the margins of official papers."""
    from docx.shared import Mm

    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)


def _styles(made: Any) -> None:
    """Fonts, sizes and the indent of a paragraph, as official papers have them."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, (font, size) in _FONTS.items():
        style = made.styles[name]
        style.font.name, style.font.size = _LATIN, Pt(size)
        style.font.bold = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)
        style.paragraph_format.line_spacing = Pt(28)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    made.styles["Title"].paragraph_format.space_after = Pt(28)
    language = made.styles["Normal"].element.rPr.makeelement(qn("w:lang"))
    language.set(qn("w:eastAsia"), "zh-CN")
    made.styles["Normal"].element.rPr.append(language)
    border = made.styles["Title"].element.find(f".//{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)


def _undate(made: Any, title: str) -> None:
    """One day for all times in the package, and nobody's name."""
    from docx.oxml.ns import qn

    about = made.core_properties
    about.author = about.last_modified_by = _AUTHOR
    about.title, about.comments = _line(title), ""
    about.created = about.modified = _DAY
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
