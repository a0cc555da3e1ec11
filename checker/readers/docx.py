"""Word documents (.docx, and .wps or .doc that are such): paragraphs with the numbers that they show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.readers import txt

if TYPE_CHECKING:
    from checker.model.text import Source
    from checker.readers._limits import Limits
    from checker.readers._package import Package
    from checker.readers._word import Reader

SUFFIXES = (".docx", ".docm", ".dotx")

MAGIC = b"PK\x03\x04"
_FLAT = b"<pkg:package"
_HEAD = 2048  # bytes in which a package of one file says that it is one
_LITTLE = 200  # characters up to which a document with pictures is made of them
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_OFFICE = "/officeDocument"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def claims(suffix: str, data: bytes) -> int:
    """A package that holds a Word document, or one written as a single XML file."""
    if _FLAT in data[:_HEAD]:
        return 3
    if not data.startswith(MAGIC):
        return 0
    from checker.readers._package import names

    held = names(data)
    if any(name.startswith("word/") for name in held):
        return 3
    return 2 if suffix in SUFFIXES and not held else 0


def read(path: str, data: bytes, limits: Limits) -> Source:
    """The text of a document. Errors: ``encrypted``, ``unreadable``, ``unsafe``, ``too-large``,
    ``too-deep``, ``too-slow``, ``crashed``."""
    from checker.readers import _apart

    made = _apart.run("docx", data, limits)
    source = txt.source(path, made["text"], "utf-8", limits)
    saved = date.fromisoformat(made["saved"]) if made["saved"] else None
    return replace(source, page_starts=tuple(made["pages"]), pictured=made["pictured"], saved=saved)


def extract(data: bytes, limits: Limits) -> dict[str, Any]:
    """The text, and where its pages begin, if the document says so. Runs apart."""
    from checker.readers._word import Reader

    return extracted(data, limits, Reader)


def extracted(data: bytes, limits: Limits, kind: type[Reader]) -> dict[str, Any]:
    """The same with the words that a kind of reader makes."""
    from checker.readers._package import Package, flat
    from checker.readers._word import PAGE, pictures, text

    package = Package(flat(data, limits) if _FLAT in data[:_HEAD] else data, limits)
    main = main_part(package)
    if main is None:
        raise CheckerError(
            "unreadable", "这个文件里没有 Word 正文，无法读取；请另存为 docx 后再检查。"
        )
    read = text(package, main, kind)
    count, large = pictures(package, main)
    if count and len(read) - read.count("\n") < _LITTLE:
        raise CheckerError(
            "scanned",
            f"文档里几乎没有文字，只有图片（{count} 张），可能是扫描件；请先做文字识别（OCR）后再检查。",
        )
    pages = read.split(PAGE)
    ends = list(accumulate(map(len, pages)))
    return {
        "text": kind.joined("", pages),
        "pages": [0, *ends[:-1]] if len(pages) > 1 else [],
        "pictured": large,
        "saved": _saved(package),
    }


def _saved(package: Package) -> str:
    """The day on which the document was last saved, as its core properties say; empty if they do not."""
    if _CORE not in package:
        return ""
    try:
        told = next(package.tree(_CORE).iter(_MODIFIED), None)
        return date.fromisoformat(((told.text if told is not None else "") or "")[:10]).isoformat()
    except (CheckerError, ValueError):  # a broken hint is none
        return ""


def main_part(package: Package) -> str | None:
    """The name of the part that holds the text, as the package says."""
    if "_rels/.rels" in package:
        for relation in package.tree("_rels/.rels").iter(_RELATION):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith(_OFFICE) and target in package:
                return target
    return _MAIN if _MAIN in package else None
