"""OFD (GB/T 33190), the national format of fixed pages: text in page order from the package."""

from __future__ import annotations

import posixpath
from itertools import islice
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.text import Source
    from checker.readers._limits import Limits
    from checker.readers._package import Package
    from checker.readers._pages import Line

SUFFIXES = (".ofd",)

_MAGIC = b"PK\x03\x04"
_ROOT = "OFD.xml"
_DOCUMENTS = 100  # of one package that are read; ordinary ones hold one


def claims(suffix: str, data: bytes) -> int:
    """A package that says it is OFD."""
    if not data.startswith(_MAGIC):
        return 0
    from checker.readers._package import names

    held = names(data)
    if _ROOT in held:
        return 3
    return 2 if suffix in SUFFIXES and not held else 0


def read(path: str, data: bytes, limits: Limits) -> Source:
    """The text of an OFD with its pages. Errors: ``encrypted``, ``scanned``, ``unreadable``,
    ``unsafe``, ``too-large``, ``too-deep``, ``too-slow``, ``crashed``."""
    from checker.readers import _apart, _pages

    made = _apart.run("ofd", data, limits)
    pages = [[_pages.Line(*line) for line in lines] for lines in made["pages"]]
    scanned = _pages.scanned(pages, made["pictured"])
    if len(scanned) == len(pages):
        raise CheckerError(
            "scanned",
            f"这是扫描件（共 {len(pages)} 页），没有文字层；请先做文字识别（OCR）后再检查。",
        )
    return _pages.joined(path, pages, limits, scanned)


def extract(data: bytes, limits: Limits) -> dict[str, Any]:
    """The lines of each page, and the pages that are pictures. Runs apart."""
    from checker.readers import _fixed
    from checker.readers._package import Package

    package = Package(data, limits)
    if _ROOT not in package:
        raise CheckerError(
            "unreadable", "这个 OFD 缺少入口文件 OFD.xml，可能不完整；请重新导出后再检查。"
        )
    pages: list[list[Line]] = []
    pictured: list[int] = []
    for name in _page_names(package):
        if len(pages) >= limits.pages:
            raise CheckerError("too-large", f"OFD 超过 {limits.pages} 页，不予读取。")
        root = package.tree(name)
        lines = _fixed.lines(root)
        pages.append(lines)
        if _fixed.is_picture(root, lines):
            pictured.append(len(pages))
    if not pages:
        raise CheckerError("unreadable", "这个 OFD 里没有页面，可能不完整；请重新导出后再检查。")
    return {"pages": pages, "pictured": pictured}


def _page_names(package: Package) -> Iterator[str]:
    """The parts that hold the pages, in order, of every document of the package."""
    from checker.readers import _fixed

    for body in islice(_fixed.parts(package.tree(_ROOT), "DocRoot"), _DOCUMENTS):
        document = _at("", body.text or "", package)
        if document is None:
            continue
        for page in _fixed.parts(package.tree(document), "Page"):
            name = _at(posixpath.dirname(document), page.get("BaseLoc") or "", package)
            if name is not None and page.get("BaseLoc"):
                yield name


def _at(folder: str, place: str, package: Package) -> str | None:
    """The entry that a place names, from the package's root or from a folder of it."""
    place = place.strip().replace("\\", "/")
    name = place.lstrip("/") if place.startswith("/") else posixpath.join(folder, place)
    tidy = posixpath.normpath(name)
    return tidy if tidy in package else None
