"""Files made to hurt: small inputs whose reading would take ages, gigabytes or a stack without end.

Each is called and returns the bytes of a file; its name says the format and what it is.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import raw

if TYPE_CHECKING:
    from collections.abc import Callable

_P = "<w:p><w:r><w:t>正文。</w:t></w:r></w:p>"
_NUM = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def _one_page(content: bytes) -> list[bytes]:
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]


def _many_objects() -> bytes:
    return raw.pdf([*_one_page(b"BT /F 12 Tf 50 700 Td (a) Tj ET"), *[b"<<>>"] * 1_000_000])


def _many_words() -> bytes:
    return raw.pdf(_one_page(b"BT /F 12 Tf 50 700 Td " + b"(a) Tj 1 0 Td " * 500_000 + b"ET"))


def _squared_paper() -> bytes:
    """Rules as on squared paper, as many as are taken for tables, and words in the squares."""
    level = b"".join(b"0 %d 595 0.1 re f " % (n * 3) for n in range(1400))
    upright = b"".join(b"%d 0 0.1 4200 re f " % (n * 10) for n in range(59))
    return raw.pdf(
        _one_page(level + upright + b"BT /F 4 Tf 1 700 Td " + b"(abc) Tj 0 -3 Td " * 9000 + b"ET")
    )


def _looping_pages() -> bytes:
    return raw.pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"])


def _broken_font() -> bytes:
    objects = _one_page(b"BT /F 12 Tf 50 700 Td (abc) Tj ET")
    objects[4] = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 0/LastChar 2147483647/Widths 6 0 R"
        b"/FontDescriptor 7 0 R/ToUnicode 8 0 R>>"
    )
    program = b"\x00\x01\x00\x00\xff\xff" + b"glyf" * 20_000
    ranges = b"1 begincodespacerange <00> <FFFFFFFF> endcodespacerange 1 beginbfrange <00> <FFFFFFFF> <0041> "
    return raw.pdf(
        [
            *objects,
            b"[" + b"1e38 " * 100_000 + b"]",
            b"<</Type/FontDescriptor/FontName/X/FontFile2 9 0 R/FontBBox[0 0 1e38 1e38]>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(ranges), ranges),
            b"<</Length %d/Length1 2147483647>>stream\n%s\nendstream" % (len(program), program),
        ]
    )


def _archive(levels: int) -> bytes:
    heads = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(levels)
    )
    return b"MIME-Version: 1.0\n" + heads + b"Content-Type: text/html\n\n<p>x</p>\n"


def _notes(count: int) -> str:
    """Each note refers to the next one twice."""
    marks = '<w:r><w:footnoteReference w:id="{0}"/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p>{marks.format(n + 1) * 2}</w:p></w:footnote>'
        for n in range(count)
    )
    return f"<w:footnotes {raw.W}>{notes}</w:footnotes>"


def _numbering(levels: str, nums: str = _NUM) -> str:
    return f'<w:numbering {raw.W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'


def _item(level: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"


def _level(shown: str, start: str = "1") -> str:
    return f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:lvlText w:val="{shown}"/></w:lvl>'


def _nums(count: int) -> str:
    return "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in range(count)
    )


def _cells(count: int) -> str:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr></w:tc>'
    return f"<w:tbl><w:tr>{cell * count}</w:tr></w:tbl>"


def _relations() -> bytes:
    many = f'<Relationship Type="x/officeDocument" Target="word/{"x" * 50}"/>' * 20_000
    return raw.package(
        {"_rels/.rels": f"<Relationships>{many}</Relationships>", "word/a.xml": "<a/>"}
    )


def _crowd() -> bytes:
    return raw.package({f"{n}": b"" for n in range(20_000)} | {"word/document.xml": b"<a/>"})


def _fonts() -> bytes:
    opened = "".join(f"<font id=f{n}>" for n in range(2500))
    return ("<html><body>" + opened + "<p>x" * 2500).encode()


def _page(piece: str, count: int) -> bytes:
    return f"<html><body>{piece * count}</body></html>".encode()


def _attributes() -> bytes:
    return (
        "<html><body " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x。</body></html>"
    ).encode()


FILES: dict[str, Callable[[], bytes]] = {
    "html blocks": partial(_page, "<div>", 150_000),
    "html lists": partial(_page, "<ul><li>", 70_000),
    "html options": partial(_page, "<select><option>", 40_000),
    "html attributes": _attributes,
    "html fonts opened again": _fonts,
    "html paragraphs": partial(_page, "<p>x", 3_000_000),
    "html numbered for ever": partial(_page, f"<ol start={'9' * 4400}><li>x</li></ol>", 3),
    "html item of a large number": partial(
        _page, f"<ol><li value={'9' * 4400}>x</li><li value=3>y。</li></ol>", 3
    ),
    "html wide cell": partial(
        _page, f"<table><tr><td colspan={'9' * 4400}>x</td><td>y</td></tr><tr><td>z</table>", 3
    ),
    "html harmful codec": partial(
        bytes, b"<html><meta charset=punycode>" + b"-a" * 200_000 + b"\xe7"
    ),
    "mhtml nested": partial(_archive, 1000),
    "mhtml nested, large": lambda: _archive(300) + b"x" * 5_000_000,
    "mhtml charset": partial(
        bytes, b"MIME-Version: 1.0\nContent-Type: text/html; charset*=utf-8''gb\x00k\n\n<p>x</p>"
    ),
    "mhtml parameters": partial(
        bytes, b"MIME-Version: 1.0\nContent-Type: text/html; a*" + b"9" * 4400 + b"*=x\n\n<p>x</p>"
    ),
    "docx empty paragraphs": lambda: raw.word("<w:p/>" * 5_000_000),
    "docx attributes": lambda: raw.word('<p a=""/>' * 5_000_000),
    "docx notes": lambda: raw.word(
        '<w:p><w:r><w:footnoteReference w:id="0"/></w:r></w:p>' + _P, footnotes=_notes(500)
    ),
    "docx long numbers": lambda: raw.word(
        _item() * 6000, numbering=_numbering(_level("一" * 200_000))
    ),
    "docx counted numbers": lambda: raw.word(
        _item() * 600, numbering=_numbering(_level("%1" * 500_000))
    ),
    "docx large start": lambda: raw.word(
        _item() * 2, numbering=_numbering(_level("%1.", "9" * 4300))
    ),
    "docx many levels": lambda: raw.word(
        _item(3),
        numbering=_numbering("".join(f'<w:lvl w:ilvl="{n}"/>' for n in range(20_000)), _nums(8000)),
    ),
    "docx wide rows": lambda: raw.word(_cells(900_000)),
    "docx nested tables": lambda: raw.word(
        "<w:tbl><w:tr><w:tc>" * 60 + _P + "</w:tc></w:tr></w:tbl>" * 60
    ),
    "docx long namespace": lambda: raw.package(
        {"word/document.xml": f"<a xmlns='{'x' * 1_000_000}'>{'<b/>' * 1500}</a>"}
    ),
    "docx relations": _relations,
    "docx crowd": _crowd,
    "ofd nested runs": lambda: raw.fixed(
        "<ofd:TextObject><ofd:TextCode>你好</ofd:TextCode>" * 190 + "</ofd:TextObject>" * 190
    ),
    "ofd documents": lambda: raw.fixed("", root="<ofd:DocRoot>D.xml</ofd:DocRoot>" * 300_000),
    "ofd pages": lambda: raw.fixed("", document="<ofd:Page BaseLoc='../../etc/passwd'/>" * 300_000),
    "ofd steps": lambda: raw.fixed(
        f"<ofd:TextObject><ofd:TextCode DeltaX='g {'9' * 18} 1'>你好</ofd:TextCode></ofd:TextObject>"
    ),
    "pdf objects": _many_objects,
    "pdf words": _many_words,
    "pdf squared paper": _squared_paper,
    "pdf looping pages": _looping_pages,
    "pdf broken font": _broken_font,
    "txt lines": partial(bytes, b"\n" * 4_000_000 + "正文。".encode()),
    "txt one line": ("法治政府建设" * 1_000_000).encode,
}
