"""The paper on which a text is set: A4 with the margins, fonts and headings that official documents have
(GB/T 9704: 仿宋 of 16 points, 28 points a line)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import date

BODY, TITLE, CELL, TABLE = "Normal", "Title", "Table Text", "Table Grid"
_DEEPEST = 3  # level of a heading that has a look of its own
_MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}  # millimetres


class _Look(NamedTuple):
    """How a style is set: East Asian font, sizes in points, and by how many characters of its size the first
    line stands in; without ``line`` (points) as high as its words."""

    font: str
    size: int
    line: int = 28
    indent: int = 2
    bold: bool = False
    centred: bool = False


_LOOKS = {
    BODY: _Look("仿宋", 16),
    TITLE: _Look("宋体", 22, line=36, indent=0, bold=True, centred=True),
    CELL: _Look("仿宋", 12, line=0, indent=0),
    "Heading 1": _Look("黑体", 16),
    "Heading 2": _Look("楷体", 16),
    "Heading 3": _Look("仿宋", 16, bold=True),
}


def heading(level: int) -> str:
    """The style of a heading; ``level`` is that of its section, whose first one is the title's."""
    return f"Heading {min(max(level - 1, 1), _DEEPEST)}"


def blank(title: str, day: date | None) -> Any:  # noqa: ANN401 -- a document of python-docx
    """An empty document. Its properties tell the ``title``, and the ``day`` on which what it is made of was saved."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, wide in _MARGINS.items():
        setattr(section, f"{side}_margin", Mm(wide))
    made.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH).base_style = None
    for name, look in _LOOKS.items():
        _set(made.styles[name], look)
    speaks = OxmlElement("w:lang")
    speaks.set(qn("w:eastAsia"), "zh-CN")
    made.styles[BODY].element.get_or_add_rPr().append(speaks)
    told = made.core_properties
    told.author, told.comments, told.title, told.language = "", "", title, "zh-CN"
    for dated in list(told._element.iterchildren("{http://purl.org/dc/terms/}*")):  # noqa: SLF001
        told._element.remove(dated)  # noqa: SLF001 -- the template's own, which nobody saved this on
    if day is not None:
        told.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return made


def flush(paragraph: Any) -> None:  # noqa: ANN401 -- a paragraph of python-docx
    """Let the first line begin where the others do, whatever its style says."""
    from docx.oxml.ns import qn

    stands = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 -- by characters python-docx cannot
    stands.set(qn("w:firstLineChars"), "0")
    stands.set(qn("w:firstLine"), "0")


def styled(paragraph: Any, style: str) -> None:  # noqa: ANN401 -- an element of python-docx
    """Set a paragraph as a style says."""
    paragraph.style = style.replace(" ", "")  # the name that the file knows it by


def write(paragraph: Any, words: str) -> None:  # noqa: ANN401 -- an element of python-docx
    """Put words, or one tab, behind what a paragraph holds."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_r()
    if words == "\t":
        run.append(OxmlElement("w:tab"))
        return
    text = OxmlElement("w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)


def _set(style: Any, look: _Look) -> None:  # noqa: ANN401 -- of python-docx
    """Give a style its look, in black and upright."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(look.size), look.bold, False
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), "Times New Roman")
    fonts.set(qn("w:eastAsia"), look.font)
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):  # the rule below the title that Word has
        properties.remove(border)
    form.space_before, form.space_after = Pt(0), Pt(look.line if look.centred else 0)
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if look.line:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    sides = WD_ALIGN_PARAGRAPH
    form.alignment = sides.CENTER if look.centred else sides.JUSTIFY if look.line else sides.LEFT
    stands = properties.get_or_add_ind()
    stands.set(qn("w:firstLineChars"), str(look.indent * 100))
    stands.set(qn("w:firstLine"), str(look.indent * look.size * 20))
