"""Annotations on the pages of a PDF: words marked, words underlined, notes at the edge."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple

from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdfium2 import PdfPage, PdfTextPage

KEY = "fazhi annotate"  # begins the name of each; with the author it says that one is ours
_YELLOW, _BLUE = (255, 236, 130), (51, 102, 204)
_SIDE = 20.0  # points of the sign of a note
_STEP = 26.0  # from one to the next, and from the edges
_FAR = 3.0  # heights of a line from which a gap parts what is marked
_LEAST = 0.3  # points of a mark
_CLIP = 200_000  # bytes of a word that are read of an annotation


class Box(NamedTuple):
    """A rectangle on a page, in points."""

    left: float
    foot: float
    right: float
    head: float


def boxes(page: PdfTextPage, characters: Sequence[int]) -> list[Box]:
    """One rectangle for the characters of each line; none where one of them has no place."""
    found: list[Box] = []
    for index in characters:
        left, foot, right, head = page.get_charbox(index, loose=True)
        box = Box(left, foot, right, head)
        if not (right - left > _LEAST and head - foot > _LEAST):
            return []
        if found and _goes_on(found[-1], box):
            last = found.pop()
            box = Box(last.left, min(last.foot, foot), max(last.right, right), max(last.head, head))
        found.append(box)
    return found


def _goes_on(last: Box, box: Box) -> bool:
    """Whether a character stands behind others on one line."""
    high = min(last.head - last.foot, box.head - box.foot)
    shared = min(last.head, box.head) - max(last.foot, box.foot)
    return (
        shared > high / 2
        and last.left <= box.left
        and box.left - last.right < _FAR * max(high, 1.0)
    )


def marked(page: PdfPage, places: Sequence[Box], said: dict[str, str], *, is_found: bool) -> bool:
    """Mark what was found, underline where one should look. ``said`` by the keys of the format."""
    kind = raw.FPDF_ANNOT_HIGHLIGHT if is_found else raw.FPDF_ANNOT_UNDERLINE
    made = raw.FPDFPage_CreateAnnot(page.raw, kind)
    whole = Box(
        min(box.left for box in places), min(box.foot for box in places),
        max(box.right for box in places), max(box.head for box in places),
    )  # fmt: skip
    done = all(
        raw.FPDFAnnot_AppendAttachmentPoints(
            made,
            raw.FS_QUADPOINTSF(b.left, b.head, b.right, b.head, b.left, b.foot, b.right, b.foot),
        )
        for b in places
    )
    return done and _finished(made, whole, said, is_found=is_found)


def noted(page: PdfPage, count: int, said: dict[str, str], *, is_found: bool) -> bool:
    """Put the sign of a note at the upper left corner of a page, below ``count`` others."""
    left, foot, _, head = page.get_bbox()
    rows = max(int((head - foot) / _STEP) - 1, 1)
    column, row = divmod(count, rows)
    x, y = left + _STEP * (column + 0.3), head - _STEP * (row + 0.3)
    made = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_TEXT)
    return _finished(made, Box(x, y - _SIDE, x + _SIDE, y), said, is_found=is_found)


def _finished(made: Any, box: Box, said: dict[str, str], *, is_found: bool) -> bool:  # noqa: ANN401
    red, green, blue = _YELLOW if is_found else _BLUE
    done = raw.FPDFAnnot_SetRect(made, raw.FS_RECTF(box.left, box.head, box.right, box.foot))
    done = done and raw.FPDFAnnot_SetColor(
        made, raw.FPDFANNOT_COLORTYPE_Color, red, green, blue, 255
    )
    done = done and raw.FPDFAnnot_SetFlags(made, raw.FPDF_ANNOT_FLAG_PRINT)
    for key, words in said.items():
        wide = ctypes.create_string_buffer((words + "\0").encode("utf-16-le"))
        value = ctypes.cast(wide, ctypes.POINTER(ctypes.c_ushort))
        done = done and raw.FPDFAnnot_SetStringValue(made, key.encode(), value)
    raw.FPDFPage_CloseAnnot(made)
    return bool(done)


def cleared(page: PdfPage, author: str) -> int:
    """Take annotations of ours, with the windows that readers opened for them, off a page. How many."""
    gone: set[int] = set()
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        held = raw.FPDFPage_GetAnnot(page.raw, index)
        if not held:
            continue
        if _said(held, "T") == author and _said(held, "NM").startswith(KEY):
            gone.add(index)
            window = raw.FPDFAnnot_GetLinkedAnnot(held, b"Popup")
            if window:
                gone.add(raw.FPDFPage_GetAnnotIndex(page.raw, window))
                raw.FPDFPage_CloseAnnot(window)
        raw.FPDFPage_CloseAnnot(held)
    for index in sorted(gone - {-1}, reverse=True):
        raw.FPDFPage_RemoveAnnot(page.raw, index)
    return len(gone - {-1})


def _said(held: Any, key: str) -> str:  # noqa: ANN401 -- a handle of the library
    size = raw.FPDFAnnot_GetStringValue(held, key.encode(), None, 0)
    if not 2 < size <= _CLIP:
        return ""
    wide = (ctypes.c_ushort * (size // 2))()
    raw.FPDFAnnot_GetStringValue(held, key.encode(), wide, size)
    return bytes(wide).decode("utf-16-le", "replace").rstrip("\0")
