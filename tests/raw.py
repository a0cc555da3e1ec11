"""Files put together from their raw parts, where the libraries that make them have no way to."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFD = "xmlns:ofd='http://www.ofdspec.org/2016'"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word document of this body and these further parts."""
    more: dict[str, str | bytes] = {f"word/{name}.xml": part for name, part in parts.items()}
    return package(
        {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **more}
    )


def linked(address: str) -> str:
    """The text of a Word document that shows a picture from elsewhere and includes a file."""
    field = f'<w:instrText>INCLUDETEXT "{address}/t.docx"</w:instrText>'
    return (
        f"<w:document {W}><w:body><w:p><w:r>{field}</w:r><w:r><w:t>全年3件。</w:t></w:r></w:p></w:body>"
        "</w:document>"
    )


def fixed(*pages: str, document: str = "", root: str = "") -> bytes:
    """An OFD of these pages."""
    whole = document or "".join(f"<ofd:Page BaseLoc='P{i}.xml'/>" for i in range(len(pages)))
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {OFD}>{root or '<ofd:DocRoot>D.xml</ofd:DocRoot>'}</ofd:OFD>",
        "D.xml": f"<ofd:Document {OFD}><ofd:Pages>{whole}</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        parts[f"P{number}.xml"] = f"<ofd:Page {OFD}>{page}</ofd:Page>"
    return package(parts)


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects, the first its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        len(out) - len(table) - len(b"xref\n0 %d\n0000000000 65535 f \n" % size),
    )
