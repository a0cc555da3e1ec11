"""OFD (GB/T 33190), the national format of fixed pages: text in page order from the package."""

from __future__ import annotations

import posixpath
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import CheckerError
from checker.readers import _pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from checker.model.text import Source
    from checker.readers._limits import Limits
    from checker.readers._package import Package

SUFFIXES = (".ofd",)

_MAGIC = b"PK\x03\x04"
_ROOT = "OFD.xml"
_DOCUMENTS = 100  # of one package that are read; ordinary ones hold one
_GAP = 1.5  # sizes of a character from which a gap parts the cells of a table
_SAME_LINE = 0.5  # sizes by which pieces of one line may stand higher or lower
_SAME = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]  # the matrix that changes nothing
_PLAIN = 3.5  # millimetres: the size of a character where none is given


class _Piece(NamedTuple):
    """A run of characters at a place of a page, in millimetres from its upper left corner."""

    y: float
    x: float
    end: float
    size: float
    words: str


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
    from checker.readers import _apart

    made = _apart.run("ofd", data, limits)
    pages = [[_pages.Line(*line) for line in lines] for lines in made["pages"]]
    return _pages.joined(path, pages, limits, made["scanned"])


def extract(data: bytes, limits: Limits) -> dict[str, Any]:
    """The lines of each page, and the scanned pages. Runs apart."""
    from checker.readers._package import Package

    package = Package(data, limits)
    if _ROOT not in package:
        raise CheckerError(
            "unreadable", "这个 OFD 缺少入口文件 OFD.xml，可能不完整；请重新导出后再检查。"
        )
    pages: list[list[_pages.Line]] = []
    scanned: list[int] = []
    for name in _page_names(package):
        if len(pages) >= limits.pages:
            raise CheckerError("too-large", f"OFD 超过 {limits.pages} 页，不予读取。")
        root = package.tree(name)
        lines = _lines(list(_pieces(root)))
        pages.append(lines)
        if not lines and any(_name(element) == "ImageObject" for element in root.iter()):
            scanned.append(len(pages))
    if not pages:
        raise CheckerError("unreadable", "这个 OFD 里没有页面，可能不完整；请重新导出后再检查。")
    if len(scanned) == len(pages):
        raise CheckerError(
            "scanned",
            f"这是扫描件（共 {len(pages)} 页），没有文字层；请先做文字识别（OCR）后再检查。",
        )
    return {"pages": pages, "scanned": scanned}


def _page_names(package: Package) -> Iterator[str]:
    """The parts that hold the pages, in order, of every document of the package."""
    for body in islice(_all(package.tree(_ROOT), "DocRoot"), _DOCUMENTS):
        document = _at("", body.text or "", package)
        if document is None:
            continue
        for page in _all(package.tree(document), "Page"):
            name = _at(posixpath.dirname(document), page.get("BaseLoc") or "", package)
            if name is not None and page.get("BaseLoc"):
                yield name


def _at(folder: str, place: str, package: Package) -> str | None:
    """The entry that a place names, from the package's root or from a folder of it."""
    place = place.strip().replace("\\", "/")
    name = place.lstrip("/") if place.startswith("/") else posixpath.join(folder, place)
    tidy = posixpath.normpath(name)
    return tidy if tidy in package else None


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if _name(element) == name)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _pieces(root: Element) -> Iterator[_Piece]:
    """The runs of a page that can be seen."""
    for item in _all(root, "TextObject"):
        if (item.get("Visible") or "true").lower() == "false":
            continue
        left, top = (*_numbers(item.get("Boundary")), 0.0, 0.0)[:2]
        size = (*_numbers(item.get("Size")), _PLAIN)[0] or _PLAIN
        matrix = _numbers(item.get("CTM"))
        a, b, c, d, e, f = matrix if len(matrix) == len(_SAME) else _SAME
        scale = abs(a) or abs(b) or 1.0
        for code in item:
            words = code.text or ""
            if _name(code) == "TextCode" and words.strip():
                right = (*_numbers(code.get("X")), 0.0)[0]
                down = (*_numbers(code.get("Y")), 0.0)[0]
                x, y = left + a * right + c * down + e, top + b * right + d * down + f
                steps = _steps(code.get("DeltaX"), len(words) - 1)
                long = (sum(steps) or size * (len(words) - 1)) + size
                yield _Piece(y, x, x + long * scale, size * scale, words)


def _numbers(words: str | None) -> list[float]:
    found: list[float] = []
    for word in (words or "").split():
        try:
            found.append(float(word))
        except ValueError:
            return found
    return found


def _steps(words: str | None, most: int) -> list[float]:
    """The distances of a run's characters; ``g 5 3.5`` is five times 3.5."""
    found: list[float] = []
    waiting = iter((words or "").split())
    for word in waiting:
        if len(found) >= most:
            break
        try:
            if word == "g":
                count = int(next(waiting, "0"))
                found.extend([float(next(waiting, "0"))] * min(count, most - len(found)))
            else:
                found.append(float(word))
        except ValueError:
            break
    return found


def _lines(pieces: list[_Piece]) -> list[_pages.Line]:
    """Runs at one height are one line, from left to right; lines go down the page."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces):
        row = rows[-1] if rows else None
        if row and abs(piece.y - row[0].y) <= _SAME_LINE * max(piece.size, row[0].size):
            row.append(piece)
        else:
            rows.append([piece])
    return [
        _pages.Line(min(p.x for p in row), max(p.end for p in row), row[0].size, words)
        for row in rows
        if (words := _line(row))
    ]


def _line(row: list[_Piece]) -> str:
    words = ""
    end = 0.0
    for piece in sorted(row, key=lambda p: p.x):
        if words and piece.x - end > _GAP * piece.size:
            words += "\t"
        words += piece.words
        end = piece.end
    return words.strip()
