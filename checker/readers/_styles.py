"""What the style sheets of a web page and its elements' own styles do not show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_COMMENT = re.compile(r"/\*[\s\S]*?\*/")
_MEDIA = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_TOLD = re.compile(r"(?i)(?:^|;)\s*(display|visibility|opacity)\s*:\s*([\w.%-]+)([^;]*)")
_HIDING = re.compile(r"(?i)^(?:none|hidden|collapse|0(?:\.0*)?%?|\.0+)$")
_NO_SIZE = re.compile(r"(?i)font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)")
_BLOCK = re.compile(r"(?i)(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item|flow-root)\b")
_IMPORTANT = "!important"
_SELECTORS = 500  # that are looked for in a page


class _Style(NamedTuple):
    """One declaration of a sheet: how much it weighs, whom it is for, and what it hides or shows."""

    weight: tuple[bool, int, int, int]
    order: int
    selector: str
    property: str
    hides: bool


class Styles:
    """Which elements of a page are hidden by its style sheets: by their own rules, the weightier and
    then the later one last. Rules for other media than all are left out."""

    def __init__(self, tree: LexborHTMLParser | None = None) -> None:
        self._told: dict[int, dict[str, tuple[bool, bool]]] = {}
        styles = sorted(_styles(tree)) if tree is not None else []
        for style in styles:
            for node in _selected(tree, style.selector):
                told = self._told.setdefault(node.mem_id, {})
                told[style.property] = (style.hides, style.weight[0])

    @property
    def hide(self) -> bool:
        """Whether they hide anything."""
        return any(hides for told in self._told.values() for hides, _ in told.values())

    def hides(self, node: LexborNode) -> bool:
        """Whether an element is not shown, by the sheets or by itself."""
        attributes = node.attributes
        if "hidden" in attributes:
            return True
        told = self._told.get(node.mem_id)
        style = attributes.get("style")
        if not style:
            return told is not None and any(hides for hides, _ in told.values())
        kept = dict(told or {})
        for name, value, rest in _TOLD.findall(style):
            key = name.lower()
            if not kept.get(key, (False, False))[1] or _IMPORTANT in rest.lower():
                kept[key] = (bool(_HIDING.match(value)), False)
        if any(hides for hides, _ in kept.values()):
            return True
        return bool(_NO_SIZE.search(style)) and next(node.iter(), None) is None


def is_block(node: LexborNode) -> bool:
    """Whether an element says itself that it stands on lines of its own."""
    style = node.attributes.get("style")
    return bool(style and _BLOCK.search(style))


def _styles(tree: LexborHTMLParser) -> Iterator[_Style]:
    """What the sheets of a page declare of showing and hiding."""
    order = 0
    for sheet in tree.css("style"):
        plain = _MEDIA.sub("", _COMMENT.sub("", sheet.text() or ""))
        for selectors, declared in _RULE.findall(plain):
            for name, value, rest in _TOLD.findall(declared):
                for selector in selectors.split(","):
                    order += 1
                    if order > _SELECTORS:
                        return
                    told = selector.strip()
                    weight = (_IMPORTANT in rest.lower(), *_weight(told))
                    yield _Style(weight, order, told, name.lower(), bool(_HIDING.match(value)))


def _weight(selector: str) -> tuple[int, int, int]:
    """How specific a selector is: its ids, classes and attributes, and names of elements."""
    return (
        selector.count("#"),
        sum(map(selector.count, ".[:")),
        len(re.findall(r"(?:^|[\s>+~])[a-z]", selector, re.IGNORECASE)),
    )


def _selected(tree: LexborHTMLParser | None, selector: str) -> list[LexborNode]:
    """The elements that a selector means; none where it is none that stands for elements."""
    from selectolax.lexbor import SelectolaxError

    try:
        return tree.css(selector) if tree is not None and selector else []
    except SelectolaxError:
        return []
