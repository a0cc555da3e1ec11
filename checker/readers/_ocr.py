"""Scanned pages read by optical character recognition, where the extra ``ocr`` is installed."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.readers._limits import Limits

_NOT_LOADED = "这是扫描件，识别组件已安装但无法启动（{}）；请先做文字识别（OCR）后再检查。"
_ENGINE = "rapidocr_onnxruntime"
_DOTS = 150 / 72  # pixels a point
_SURE = 0.9  # from which a line counts as recognised without doubt
_SAME_LINE = 0.5  # heights by which the cells of one line may stand higher or lower
_GAP = 1.2  # heights from which a gap parts the cells of a table
_MEMORY = 4  # times the memory of a reader of text: the models need it
_HEAD = b"\n"  # ends the list of pages before the document itself


def is_installed() -> bool:
    """Whether pages can be recognised."""
    return find_spec(_ENGINE) is not None


def read(data: bytes, pages: Sequence[int], limits: Limits) -> dict[int, list[list[Any]]]:
    """For each of these pages (from 1) its lines: left, right, size, words, whether they are sure.
    Errors: ``too-slow``, ``crashed``."""
    from checker.readers import _apart

    more = replace(limits, seconds=limits.converting * len(pages), memory=limits.memory * _MEMORY)
    made = _apart.run("_ocr", json.dumps(list(pages)).encode() + _HEAD + data, more)
    return {int(number): lines for number, lines in made["pages"].items()}


def extract(data: bytes, limits: Limits) -> dict[str, Any]:  # noqa: ARG001 -- every task is called so
    """The lines of the pages named before the document. Runs apart."""
    import pypdfium2

    try:
        from rapidocr_onnxruntime import RapidOCR
    except ImportError as error:  # a system library that it needs is missing
        raise CheckerError("scanned", _NOT_LOADED.format(error)) from error

    wanted, _, document = data.partition(_HEAD)
    pdf = pypdfium2.PdfDocument(document)
    engine = RapidOCR()
    found: dict[str, list[list[Any]]] = {}
    for number in json.loads(wanted):
        try:
            picture = pdf[number - 1].render(scale=_DOTS).to_numpy()
        except pypdfium2.PdfiumError:  # a page that cannot be opened stays unread
            continue
        boxes, _ = engine(picture)
        found[str(number)] = _lines(boxes or [])
    return {"pages": found}


def _lines(boxes: Sequence[Any]) -> list[list[Any]]:
    """Recognised stretches as lines, from the top down; stretches at one height are cells of one."""
    cells = sorted(
        (min(y for _, y in box), min(x for x, _ in box), max(x for x, _ in box),
         max(y for _, y in box) - min(y for _, y in box), words, float(sure))
        for box, words, sure in boxes
    )  # fmt: skip
    rows: list[list[Any]] = []
    for cell in cells:
        if rows and abs(cell[0] - rows[-1][0][0]) <= _SAME_LINE * max(cell[3], rows[-1][0][3]):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [_line(sorted(row, key=lambda c: c[1])) for row in rows]


def _line(row: Sequence[Any]) -> list[Any]:
    words, end = "", row[0][1]
    for _, left, right, size, piece, _ in row:
        words += ("\t" if words and left - end > _GAP * size else "") + piece
        end = right
    height = min(cell[3] for cell in row)
    left, right, size = (float(n) / _DOTS for n in (row[0][1], end, height))  # in points
    return [left, right, size, words, all(c[5] >= _SURE for c in row)]
