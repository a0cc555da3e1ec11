"""PDF with a text layer, page by page; scanned pages are told apart, never taken for empty ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdfium2 import PdfDocument

    from checker.model.text import Source
    from checker.readers._limits import Limits
    from checker.readers._pages import Line

SUFFIXES = (".pdf",)

_MAGIC = b"%PDF-"
_SNIFFED = 1024  # bytes in which the mark of a PDF may stand
_LOST = 0.3  # share of characters without meaning from which a page cannot be read
_SCANNED = (
    "这是扫描件（{pages}），没有文字层，无法直接读取；请先做文字识别（OCR），"
    "或者安装识别组件（pip install 'fazhi-checker[ocr]'）后再检查。"
)
_UNMAPPED = "PDF 的字体没有文字对照（复制出来是乱码），无法读取；请从原文件重新导出 PDF 或另存为 Word 后再检查。"


def claims(suffix: str, data: bytes) -> int:  # noqa: ARG001 -- every reader is asked so
    """A file that begins as a PDF does."""
    return 3 if _MAGIC in data[:_SNIFFED] else 0


def read(path: str, data: bytes, limits: Limits) -> Source:
    """The text of a PDF with its pages. Errors: ``encrypted``, ``scanned``, ``unmapped``,
    ``unreadable``, ``too-large``, ``too-slow``, ``crashed``."""
    from checker.readers import _apart, _ocr, _pages

    made = _apart.run("pdf", data, limits)
    pages = [[_pages.Line(*line) for line in lines] for lines in made["pages"]]
    scanned: list[int] = made["unopened"]
    scanned = sorted({*scanned, *_pages.scanned(pages, made["pictured"])})
    if made["unmapped"] and made["unmapped"] >= len(pages) - len(scanned):
        raise CheckerError("unmapped", _UNMAPPED)
    recognised: list[int] = []
    if scanned and _ocr.is_installed():
        for number, lines in _ocr.read(data, scanned, limits).items():
            pages[number - 1] = [_pages.Line(*line) for line in lines]
        recognised = [number for number in scanned if pages[number - 1]]
        scanned = [number for number in scanned if number not in recognised]
    if scanned and len(scanned) == len(pages):
        raise CheckerError("scanned", _SCANNED.format(pages=f"共 {len(pages)} 页"))
    return _pages.joined(path, pages, limits, scanned, recognised, made["widths"])


def extract(data: bytes, limits: Limits) -> dict[str, Any]:
    """The lines of each page, the scanned pages, how many have no usable text. Runs apart."""
    from checker.readers import _pdfium

    return extracted(opened(data, limits), _pdfium.plain)


def opened(data: bytes, limits: Limits) -> PdfDocument:
    """The document. Errors: ``encrypted``, ``unreadable``, ``too-large``."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise CheckerError("encrypted", "PDF 加了密码，请去掉密码后再检查。") from error
        raise CheckerError(
            "unreadable", "PDF 不完整或已损坏，无法打开；请重新导出后再检查。"
        ) from error
    if count > limits.pages:
        raise CheckerError("too-large", f"PDF 有 {count} 页，超过 {limits.pages} 页，不予读取。")
    return document


def extracted(document: PdfDocument, word: Callable[[str, int], str]) -> dict[str, Any]:
    """The same of what ``word`` makes of the characters of a page and their numbers."""
    import pypdfium2

    from checker.readers import _pages, _pdfium

    pages: list[list[Line]] = []
    widths: list[float] = []
    unopened: list[int] = []
    pictured: list[int] = []
    unmapped = 0
    for index in range(len(document)):
        try:
            page = document[index]
            lines = _pdfium.lines(page, word)
        except pypdfium2.PdfiumError:
            pages.append([])
            widths.append(0.0)
            unopened.append(index + 1)
            continue
        visible = "".join("".join(line.words for line in lines).split())
        if len(visible) <= _pages.STAMPED and _pdfium.is_picture(page):
            pictured.append(index + 1)
        odd = sum("\ue000" <= c <= "\uf8ff" or c in "\ufffd\x00" for c in visible)
        unmapped += bool(visible) and odd > _LOST * len(visible)
        pages.append(lines)
        widths.append(page.get_width())
    return {
        "pages": pages,
        "widths": widths,
        "unopened": unopened,
        "pictured": pictured,
        "unmapped": unmapped,
    }
