"""How a web page numbers the items of its lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.readers import _forms
from checker.readers._tabular import small

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_UNNUMBERED = re.compile(r"(?i)list-style(?:-type)?\s*:\s*none")
_LIST_STYLE = re.compile(r"(?i)list-style(?:-type)?\s*:[^;]{0,40}?\b([a-z]{3,}(?:-[a-z]{3,})+)")
_FORMS = {
    **dict.fromkeys(
        (
            *("cjk-ideographic", "simp-chinese-informal", "simp-chinese-formal"),
            *("trad-chinese-informal", "trad-chinese-formal", "japanese-informal"),
        ),
        _forms.CHINESE,
    ),
    **dict.fromkeys(("upper-roman", "I"), "upperRoman"),
    **dict.fromkeys(("lower-roman", "i"), "lowerRoman"),
    **dict.fromkeys(("upper-alpha", "upper-latin", "A"), "upperLetter"),
    **dict.fromkeys(("lower-alpha", "lower-latin", "a"), "lowerLetter"),
}


def shown(item: int, form: str) -> str:
    """A number in its form, with the mark that a browser puts behind it."""
    return _forms.written(item, form) + ("、" if form == _forms.CHINESE else ".")


def form(node: LexborNode) -> str:
    """How a list writes its numbers, as a Word document would name it."""
    attributes = node.attributes
    style = _LIST_STYLE.search(attributes.get("style") or "")
    told = style[1].lower() if style else attributes.get("type") or ""
    return _FORMS.get(told, "decimal")


def first(node: LexborNode) -> int:
    """The number of a list's first item; below nothing where it shows none."""
    if _UNNUMBERED.search(node.attributes.get("style") or ""):
        return -1
    return small(node.attributes.get("start"), 1)
