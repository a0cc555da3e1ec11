"""Words of a Word document that are there but not shown: hidden by themselves or by their style."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ON = (None, "1", "true", "on")
_STEPS = 20  # styles that are based on each other


class Hidden:
    """Which styles of a document hide their words."""

    def __init__(self, styles: Element | None) -> None:
        self._styles: dict[str, tuple[str, bool | None]] = {}
        for style in () if styles is None else styles.iter(f"{_W}style"):
            based = style.find(f"{_W}basedOn")
            parent = "" if based is None else based.get(f"{_W}val") or ""
            self._styles[style.get(f"{_W}styleId") or ""] = (parent, _told(style))
        self._any = any(told for _, told in self._styles.values())

    def paragraph(self, paragraph: Element) -> bool:
        """Whether a paragraph's style hides its words."""
        return self._any and self._by_style(paragraph.find(f"{_W}pPr/{_W}pStyle"))

    def run(self, run: Element, *, inside: bool) -> bool:
        """Whether a run is not shown; ``inside`` a paragraph whose style hides it."""
        told = _told(run)
        if told is not None:
            return told
        style = run.find(f"{_W}rPr/{_W}rStyle") if self._any else None
        return inside if style is None else self._by_style(style)

    def _by_style(self, reference: Element | None) -> bool:
        name = "" if reference is None else reference.get(f"{_W}val") or ""
        for _ in range(_STEPS):
            if name not in self._styles:
                break
            name, told = self._styles[name]
            if told is not None:
                return told
        return False


def _told(element: Element) -> bool | None:
    """Whether a run or a style says itself that it is hidden; nothing where it does not say."""
    hidden = element.find(f"{_W}rPr/{_W}vanish")
    return None if hidden is None else hidden.get(f"{_W}val") in _ON
