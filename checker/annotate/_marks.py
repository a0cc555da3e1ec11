"""A PDF with notes written into it, in a process apart: PDFs are made by strangers."""

from __future__ import annotations

import hashlib
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2 import raw

from checker.annotate import _ink
from checker.annotate._glyphs import Glyphs
from checker.annotate.pdf import HEAD
from checker.errors import CheckerError
from checker.readers import pdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.readers import Limits

_END = b"%%fazhi annotate %d %s\n"  # behind the last byte: how long the document was, and what is before
_ENDS = re.compile(rb"%fazhi annotate (\d{1,10}) ([0-9a-f]{32})\n\Z")
_TAIL = 100  # bytes in which that stands
_ID = re.compile(rb"/ID ?\[ ?<([0-9A-Fa-f]*)> ?<([0-9A-Fa-f]*)> ?\]")
_MAY_NOTE = 1 << 5  # the permission to add annotations
_FAILED = "这份 PDF 不接受批注（文件可能已损坏）；请重新导出后再试，或者写成 .docx、.html。"
_CLOSED = "这份 PDF 设了权限，不允许加批注；请解除限制，或者写成 .docx、.html。"
_MOVED = "PDF 的文字两次读出不同，无法批注；请重新导出后再试。"


def extract(data: bytes, limits: Limits) -> dict[str, Any]:
    """The document with the notes named before it. Runs apart."""
    head, _, data = data.partition(HEAD)
    asked = json.loads(head)
    for original in _originals(data):
        document = pdf.opened(original, limits)
        glyphs = Glyphs(document, asked["text"], asked["starts"], asked["recognised"])
        if glyphs.is_same:
            break
        document.close()
    else:
        raise CheckerError("unreadable", _MOVED)
    document.close()
    document = pdf.opened(original, limits)  # anew: only what is written on is written again
    if raw.FPDF_GetSecurityHandlerRevision(document.raw) >= 0 and not (
        raw.FPDF_GetDocPermissions(document.raw) & _MAY_NOTE
    ):
        raise CheckerError("encrypted", _CLOSED)
    counts = _written(document, glyphs, asked)
    grows = bool(raw.FPDF_DocumentHasValidCrossReferenceTable(document.raw))
    for way in (True, False) if grows else (False,):
        file = _saved(document, original, grows=way)
        if _holds(file, counts, limits):
            return {"file": file}
    raise CheckerError("unreadable", _FAILED)


def _originals(data: bytes) -> Iterator[bytes]:
    """What the document was before an earlier run, if it ends with one; then the document."""
    told = _ENDS.search(data[-_TAIL:])
    if told is not None:
        before = data[: len(data) - len(told[0])]
        size = int(told[1])
        if size < len(before) and _digest(before) == told[2]:
            yield data[:size]
    yield data


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest()[:32].encode()


def _written(
    document: pypdfium2.PdfDocument, glyphs: Glyphs, asked: Mapping[str, Any]
) -> dict[int, int]:
    """Write the notes. For each page that was changed how many annotations it now has."""
    placed: dict[int, list[tuple[Any, ...]]] = {}
    for place in asked["places"]:
        pieces = [(place["page"], ())] if place["page"] is not None else None
        for part, (number, characters) in enumerate(
            pieces or glyphs.pieces(place["start"], place["end"])
        ):
            placed.setdefault(number, []).append((place, part, characters))
    counts: dict[int, int] = {}
    waiting: list[tuple[Any, ...]] = []  # of pages that cannot be opened: told on the next one
    for number in range(len(document)):
        here = placed.get(number, [])
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            waiting += [(place, part, ()) for place, part, _ in here]
            continue
        here, waiting = [*waiting, *here], []
        gone = _ink.cleared(page, asked["author"])
        if here:
            _on_page(page, here, asked["author"])
        if gone or here:
            _drawn(document, page)
            counts[number] = raw.FPDFPage_GetAnnotCount(page.raw)
        page.close()
    if waiting:
        raise CheckerError("unreadable", _FAILED)
    return counts


def _on_page(page: pypdfium2.PdfPage, placed: list[tuple[Any, ...]], author: str) -> None:
    text = page.get_textpage()
    icons = 0
    for place, part, characters in placed:
        boxes = _ink.boxes(text, characters)
        lines = place["lines"] if boxes else place["quoted"]
        told = lines if part == 0 else (f"{lines[0]}（续）", lines[-1])
        said = {
            "T": author,
            "Contents": "\n".join(told),
            "NM": f"{_ink.KEY} {place['name']}-{part}",
        }
        found = place["is_found"]
        if boxes:
            done = _ink.marked(page, boxes, said, is_found=found)
        else:
            done = _ink.noted(page, icons, said, is_found=found)
            icons += 1
        if not done:
            raise CheckerError("unreadable", _FAILED)
    text.close()


def _drawn(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
    """Let the library draw how annotations look, for readers that do not draw them themselves."""
    config = raw.FPDF_FORMFILLINFO(version=2)
    view = raw.FPDFDOC_InitFormFillEnvironment(document.raw, config)
    if view:
        raw.FORM_OnAfterLoadPage(page.raw, view)
        raw.FORM_OnBeforeClosePage(page.raw, view)
        raw.FPDFDOC_ExitFormFillEnvironment(view)


def _saved(document: pypdfium2.PdfDocument, original: bytes, *, grows: bool) -> bytes:
    """The document, the same at any time: its bytes with more behind them, or written anew."""
    out = io.BytesIO()
    document.save(out, flags=raw.FPDF_INCREMENTAL if grows else raw.FPDF_NO_INCREMENTAL)
    file = out.getvalue()
    kept = len(original) if grows and file.startswith(original) else 0
    file = _named(file, kept, document)
    if kept:
        file += _END % (kept, _digest(file))
    return file


def _named(file: bytes, kept: int, document: pypdfium2.PdfDocument) -> bytes:
    """The document with names made of what it holds in the place of those that are made by chance."""
    found = list(_ID.finditer(file, kept))
    if not found:
        return file
    last = found[-1]
    own = [
        _identifier(document, kind) for kind in (raw.FILEIDTYPE_PERMANENT, raw.FILEIDTYPE_CHANGING)
    ]
    edits = [
        last.span(group)
        for group, before in zip((1, 2), own, strict=True)
        if bytes.fromhex(last[group].decode()) != before or (group == 1 and not before)
    ]
    for start, end in edits:
        file = file[:start] + b"0" * (end - start) + file[end:]
    name = _digest(file).upper()
    for start, end in edits:
        file = file[:start] + (name * (1 + (end - start) // len(name)))[: end - start] + file[end:]
    return file


def _identifier(document: pypdfium2.PdfDocument, kind: int) -> bytes:
    import ctypes

    size = raw.FPDF_GetFileIdentifier(document.raw, kind, None, 0)
    held = ctypes.create_string_buffer(size)
    raw.FPDF_GetFileIdentifier(document.raw, kind, held, size)
    return held.raw[:-1] if size else b""


def _holds(file: bytes, counts: Mapping[int, int], limits: Limits) -> bool:
    """Whether a file can be read and holds what was written into it."""
    try:
        again = pdf.opened(file, limits)
        for number, count in counts.items():
            page = again[number]
            if raw.FPDFPage_GetAnnotCount(page.raw) != count:
                return False
    except (CheckerError, pypdfium2.PdfiumError):
        return False
    return True
