"""PDF with a text layer, page by page; scanned pages are told apart, never taken for empty ones."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import CheckerError
from checker.readers import _pages

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

    from checker.model.text import Source
    from checker.readers._limits import Limits

SUFFIXES = (".pdf",)

_MAGIC = b"%PDF-"
_SNIFFED = 1024  # bytes in which the mark of a PDF may stand
_GAP = 1.2  # heights of a character from which a gap parts the cells of a table
_SPACE = 0.2  # ... and from which it is a space
_HAN = "\u2e80"  # where Chinese characters begin
_ENDS = frozenset((0x0A, 0x0D))
_NONE = frozenset((0xFFFE, 0xFFFF, 0x02, 0xAD, 0x00, 0xA0))  # hyphens at line ends, fillers
_FEW = 12  # characters up to which a page that is a picture counts as scanned
_STAMPED = 120  # characters that a watermark may put on a scanned page
_MOST = 0.5  # share of a page that a picture of it fills
_OBJECTS = 200  # of a page that are looked at for a picture
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
    from checker.readers import _apart, _ocr

    made = _apart.run("pdf", data, limits)
    pages = [[_pages.Line(*line) for line in lines] for lines in made["pages"]]
    scanned: list[int] = made["unopened"]
    left = _pages.without_running(pages)  # what stands on every page of a scan is a watermark
    for number in made["pictured"]:
        if len("".join(line.words for line in left[number - 1])) <= _FEW:
            pages[number - 1] = []
            scanned = sorted({*scanned, number})
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
    pages: list[list[_pages.Line]] = []
    widths: list[float] = []
    unopened: list[int] = []
    pictured: list[int] = []
    unmapped = 0
    for index in range(count):
        try:
            page = document[index]
            lines = _lines(page.get_textpage())
        except pypdfium2.PdfiumError:
            pages.append([])
            widths.append(0.0)
            unopened.append(index + 1)
            continue
        visible = "".join("".join(line.words for line in lines).split())
        if len(visible) <= _STAMPED and _is_picture(page):
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


class _Char(NamedTuple):
    """A character with the box of its font: left, right, foot and head, in points."""

    left: float
    right: float
    foot: float
    head: float
    char: str


def _lines(page: PdfTextPage) -> list[_pages.Line]:
    """The lines of a page, line by line in reading order; within a line by place, because marks of
    another font come late in some files. A wide gap is a tab."""
    from pypdfium2 import raw

    lines: list[list[_Char]] = [[]]
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page.raw, index)
        if code in _ENDS:
            lines.append([])
        elif code not in _NONE and code > ord(" "):
            left, foot, right, head = page.get_charbox(index, loose=True)
            lines[-1].append(_Char(left, right, foot, head, chr(code & 0x10FFFF)))
    return [
        _pages.Line(
            min(c.left for c in chars),
            max(c.right for c in chars),
            _size(chars),
            words,
        )
        for chars in lines
        if chars and (words := _whole(_line(chars)))
    ]


def _size(chars: list[_Char]) -> float:
    """The size of a line's characters: how far a Chinese one goes on, else the height of the font."""
    wide = sorted(c.right - c.left for c in chars if c.char >= _HAN)
    return max(wide[len(wide) // 2] if wide else max(c.head - c.foot for c in chars), 1.0)


def _whole(words: str) -> str:
    """Words whose halves of characters are put together; what is left of one alone is lost."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def _line(chars: list[_Char]) -> str:
    """The characters of one line from left to right, with the gaps that can be seen."""
    level = all(c.head > chars[0].foot and c.foot < chars[0].head for c in chars)
    placed = sorted(chars, key=lambda c: c.left) if level else chars
    words = placed[0].char
    for before, char in pairwise(placed):
        height = max(char.head - char.foot, before.head - before.foot, 1.0)
        gap = char.left - before.right
        words += ("\t" if gap > _GAP * height else " " if gap > _SPACE * height else "") + char.char
    return words


def _is_picture(page: PdfPage) -> bool:
    """Whether a picture fills most of a page."""
    from pypdfium2 import raw

    width, height = page.get_size()
    for item in islice(page.get_objects(), _OBJECTS):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, foot, right, head = item.get_bounds()
            if (right - left) * (head - foot) >= _MOST * width * height:
                return True
    return False
