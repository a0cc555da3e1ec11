"""Every character of a Word document's text is found where it is written."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import made
import pytest
import raw
import reading

from checker import readers
from checker.readers import _traced

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MADE = {"tab": "\t", "noBreakHyphen": "-", "sym": "√"}
_BODY = """<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
<w:r><w:t>举</w:t><w:tab/><w:t>措</w:t></w:r><w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>
<w:ins w:id="2"><w:r><w:t>增&amp;补</w:t><w:br/><w:t>另行</w:t></w:r></w:ins></w:p>
<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t> 甲</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r></w:p><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>
<w:p><w:r><w:t>后半</w:t><w:noBreakHyphen/></w:r><w:r><w:footnoteReference w:id="5"/></w:r>
<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"""
_NUMBERING = (
    f'<w:numbering {raw.W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_NOTES = (
    f'<w:footnotes {raw.W}><w:footnote w:id="5"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def _elements(data: bytes) -> list[ET.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return list(ET.fromstring(package.read("word/document.xml")).iter())  # noqa: S314


def _unplaced(data: bytes) -> str:
    """The characters that are written nowhere; the others are looked up where they are said to be."""
    told = _traced.trace(data, readers.DEFAULT)
    assert told.text == readers.read("x.docx", data).text
    elements = _elements(data)
    left, at = [], 0
    for start, end, number, offset in told.stretches:
        left.append(told.text[at:start])
        at = end
        element = elements[number]
        words = _MADE.get(element.tag.removeprefix(_WORD), element.text or "")
        if not element.tag.endswith("Reference"):
            assert words[offset : offset + end - start] == told.text[start:end]
    return "".join([*left, told.text[at:]])


@pytest.mark.parametrize("kind", ["plain", "runs", "headings"])
def test_a_whole_report(kind: str) -> None:
    for path in reading.SEEDS:
        words = readers.read(path.name, path.read_bytes()).text
        assert _unplaced(made.document(words, kind)).strip("\n\t ") == ""


def test_what_is_shown_and_not_written_has_no_place() -> None:
    data = raw.word(_BODY.replace("\n", ""), numbering=_NUMBERING, footnotes=_NOTES)
    told = _traced.trace(data, readers.DEFAULT)
    assert told.text == ("一、举\t措增&补\n另行\n甲\t乙 丙\n甲\t丁\n前半后半-\n注\n框里\n")
    assert _unplaced(data) == "一、\n\n\t \n甲\t\n\n\n\n"


def test_a_note_is_where_the_text_refers_to_it() -> None:
    data = raw.word(_BODY, footnotes=_NOTES)
    told = _traced.trace(data, readers.DEFAULT)
    at = told.text.index("注")
    number = next(s.element for s in told.stretches if s.start <= at < s.end)
    assert _elements(data)[number].tag == f"{_WORD}footnoteReference"
