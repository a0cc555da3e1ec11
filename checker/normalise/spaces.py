"""Stray spaces inside words dropped; the gaps between cells of a pasted table kept as tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker import zh
from checker.model.text import Edit

if TYPE_CHECKING:
    from checker.model.text import Text

_FIRM = f"{zh.HAN}，。、；：？！,;:()%《》〈〉“”‘’〔〕"
_YEAR = r"(?<=(?<!\d)2) (?=0\d\d ?年)|(?<=(?<!\d)20) (?=\d\d ?年)|(?<=(?<!\d)20\d) (?=\d ?年)"
_STRAY = re.compile(rf"{_YEAR}|(?<=[{_FIRM}0-9])[ \t]+(?=[{_FIRM}])|(?<=[{_FIRM}])[ \t]+(?=[0-9])")
_WIDE_GAP = re.compile(r"(?: {2,}|\t)[ \t]*")
_TABLE_CELLS = 3
_TWO_CELLS = re.compile(
    r"^[^\t,，。;；]{1,20}\t+[^\t,，。;；]{1,16}$"
)  # a row of two, parted by a tab


def dropped(text: Text) -> Text:
    """The view without spaces that stand between characters of one word or number."""
    edits: list[Edit] = []
    at = 0
    for line in text.content.split("\n"):
        body = line.strip()
        if " " in body or "\t" in body:
            edits.extend(_edits(body, at + line.index(body[0])))
        at += len(line) + 1
    return text.edited(edits) if edits else text


def _edits(body: str, offset: int) -> list[Edit]:
    """Edits for one line: of cells it keeps the gaps, of prose it drops them."""
    table = len(_WIDE_GAP.split(body)) >= _TABLE_CELLS or bool(_TWO_CELLS.match(body))
    if not table:
        opening = zh.numbering(body)
        kept = opening.length if opening and opening.style in ("1 ", "1.1") else 0
        stray = _STRAY.finditer(body)
        return [Edit(offset + m.start(), offset + m.end(), "") for m in stray if m.end() > kept]
    edits: list[Edit] = []
    at = 0
    for gap in (*_WIDE_GAP.finditer(body), None):
        end = gap.start() if gap else len(body)
        cell = _STRAY.finditer(body, at, end)
        edits.extend(Edit(offset + m.start(), offset + m.end(), "") for m in cell)
        if gap:
            edits.append(Edit(offset + gap.start(), offset + gap.end(), "\t"))
            at = gap.end()
    return edits
