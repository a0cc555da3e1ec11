"""The text of a web page: its main part, one block a line, tables as rows; nothing that is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from checker.readers._limits import Limits

_UNSEEN_TAGS = (
    "script style noscript template head title meta link svg math canvas iframe frame object embed applet "
    "audio video map select option button input textarea datalist dialog rp rt del s strike noembed noframes "
    "progress meter colgroup col optgroup img picture source"
)
_BLOCK_TAGS = (
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section table tbody tfoot thead tr ul "
    "caption details summary td th marquee dir"
)
_UNSEEN, _BLOCKS = frozenset(_UNSEEN_TAGS.split()), frozenset(_BLOCK_TAGS.split())
_STYLE_HIDDEN = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_SENTENCE = "。"
_LONG = 20  # characters from which a block with a full stop is running text
_MOST = 0.9  # share of the running text that the main part has at least
_LINKED = 0.6  # share of a block's characters inside links from which it only leads elsewhere
_SHORT = 120  # characters of a line around the main part that may belong to it
_AFTER = 6  # such lines behind the main part
_CELL = 80  # characters of a cell from which a table only lays out a page
_DEEP = 100  # elements inside each other in a cell
_WIDE = 60  # columns of a table


@dataclass
class _Block:
    """One line of the page: its words, how many of them are links, and the elements around it."""

    words: list[str] = field(default_factory=list)
    linked: int = 0
    around: tuple[int, ...] = ()
    is_row: bool = False

    @property
    def text(self) -> str:
        joined = "".join(self.words)
        return joined if self.is_row else joined.strip(" \t\n")


def text(markup: str, limits: Limits) -> str:
    """The lines of a page. Errors: ``too-deep``, ``empty``."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(markup)
    root = tree.body or tree.root
    if root is None:
        raise CheckerError("empty", "网页里没有文字。")
    walk = _Walk(limits.depth)
    walk.element(root)
    blocks = [block for block in walk.finished() if block.text.strip()]
    lines = [block.text for block in _main(blocks)]
    return "\n".join([*_stated(tree.head, lines), *lines]) + "\n" if lines else ""


class _Opened(NamedTuple):
    """An element that is being gone through: its children to come, the blocks around them, its tag,
    and how many characters the line had when it began."""

    children: Iterator[LexborNode]
    around: tuple[int, ...]
    tag: str
    before: int


class _Walk:
    """Goes through a page once, element by element, and makes lines of its blocks."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.blocks: list[_Block] = []
        self.open = _Block()
        self.count = 0

    def element(self, node: LexborNode) -> None:
        """Take an element with all that it holds. Errors: ``too-deep``."""
        opened: list[_Opened] = [_Opened(node.iter(include_text=True), (), "", 0)]
        while opened:
            here = opened[-1]
            child = next(here.children, None)
            if child is None:
                opened.pop()
                self._leave(here, opened[-1].around if opened else ())
            elif len(opened) > self.depth:
                raise CheckerError("too-deep", f"网页的嵌套超过 {self.depth} 层，无法读取。")
            else:
                inner = self._enter(child, here.around)
                if inner:
                    opened.append(inner)

    def _enter(self, node: LexborNode, around: tuple[int, ...]) -> _Opened | None:
        """What a node says by itself; an element to go through, where it is one."""
        tag = (node.tag or "").lower()
        if tag == "-text":
            self._words(node.text_content or "", around)
        elif tag == "br":
            self._close(around)
        elif tag in _UNSEEN or tag.startswith("-") or _is_hidden(node):
            return None
        elif tag == "table" and _is_data(node):
            self._table(node, around)
        elif tag in _BLOCKS:
            self.count += 1
            inner = (*around, self.count)
            self._close(inner)
            if tag == "li":
                self._words(_number(node), inner)
            return _Opened(node.iter(include_text=True), inner, tag, 0)
        else:
            return _Opened(node.iter(include_text=True), around, tag, self._written())
        return None

    def _leave(self, left: _Opened, around: tuple[int, ...]) -> None:
        if left.tag in _BLOCKS:
            self._close(around)
        elif left.tag == "a":
            self.open.linked += max(0, self._written() - left.before)

    def _written(self) -> int:
        return sum(map(len, self.open.words))

    def finished(self) -> list[_Block]:
        """All lines, the last one closed."""
        self._close(())
        return self.blocks

    def _words(self, words: str, around: tuple[int, ...]) -> None:
        tidy = _SPACE.sub(" ", words)
        if tidy == " " and not self.open.words:
            return
        if not self.open.words:
            self.open.around = around
        self.open.words.append(tidy)

    def _close(self, around: tuple[int, ...]) -> None:
        if self.open.words:
            self.blocks.append(self.open)
        self.open = _Block(around=around)

    def _table(self, node: LexborNode, around: tuple[int, ...]) -> None:
        self._close(around)
        self.count += 1
        inner = (*around, self.count)
        for row in _rows(node):
            self.blocks.append(_Block(["\t".join(row)], 0, inner, is_row=len(row) > 1))
        self.open = _Block(around=around)


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or (attributes.get("aria-hidden") or "").lower() == "true":
        return True
    return bool(_STYLE_HIDDEN.search(attributes.get("style") or ""))


def _number(node: LexborNode) -> str:
    """The number that an item of a numbered list shows, which is not in its text."""
    parent = node.parent
    if parent is None or parent.tag != "ol":
        return ""
    if "none" in (parent.attributes.get("style") or ""):
        return ""
    start = parent.attributes.get("start") or "1"
    number = int(start) if start.isascii() and start.isdigit() else 1
    before = node.prev
    while before is not None:
        number += before.tag == "li"
        before = before.prev
    return f"{number}."


def _is_data(table: LexborNode) -> bool:
    """Whether a table holds short cells in rows and columns, and no page laid out with it."""
    if len(table.css("table")) > 1 or table.css_first("h1, h2, ul, form") is not None:
        return False
    rows = [cells for row in table.css("tr") if (cells := row.css("td, th"))]
    wide = sum(len(cells) > 1 for cells in rows)
    if len(rows) < 2 or wide * 2 < len(rows):
        return False
    lengths = [len(_SPACE.sub("", cell.text() or "")) for cells in rows for cell in cells]
    return bool(lengths) and sum(n > _CELL for n in lengths) * 10 <= len(lengths)


def _rows(table: LexborNode) -> Iterator[list[str]]:
    """The rows of a table; a cell over several rows stands in each, over several columns in the first."""
    down: dict[int, tuple[int, str]] = {}
    for row in table.css("tr"):
        cells: list[str] = []
        for cell in row.css("td, th"):
            while len(cells) in down and len(cells) < _WIDE:
                cells.append(_taken(down, len(cells)))
            words = _SPACE.sub(" ", _seen(cell)).strip()
            for column in range(min(_span(cell, "colspan"), _WIDE - len(cells))):
                if _span(cell, "rowspan") > 1:
                    down[len(cells)] = (_span(cell, "rowspan") - 1, words if not column else "")
                cells.append(words if not column else "")
        while len(cells) in down and len(cells) < _WIDE:
            cells.append(_taken(down, len(cells)))
        if any(cells):
            yield cells


def _seen(cell: LexborNode) -> str:
    """The words of a cell that are not hidden."""
    walk = _Walk(_DEEP)
    walk.element(cell)
    return " ".join(block.text for block in walk.finished())


def _taken(down: dict[int, tuple[int, str]], column: int) -> str:
    left, words = down[column]
    if left > 1:
        down[column] = (left - 1, words)
    else:
        del down[column]
    return words


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return min(int(value), _WIDE) if value.isascii() and value.isdigit() and int(value) else 1


def _main(blocks: list[_Block]) -> list[_Block]:
    """The main part with the short lines before it and the first ones behind it; blocks that only
    lead elsewhere are left out. All, where nothing is clearly the main part."""
    own = [b for b in blocks if b.is_row or b.linked < _LINKED * len(b.text)]
    running = [b for b in own if _SENTENCE in b.text and len(b.text) >= _LONG]
    total = sum(len(b.text) for b in running)
    weights: dict[int, int] = {}
    for block in running:
        for element in block.around:
            weights[element] = weights.get(element, 0) + len(block.text)
    inner = [element for element, weight in weights.items() if weight >= _MOST * total]
    if not inner:
        return own
    main = max(inner)
    places = [i for i, block in enumerate(own) if main in block.around]
    first, last = places[0], places[-1]
    before = [b for b in own[:first] if len(b.text) <= _SHORT]
    after = [b for b in own[last + 1 :] if len(b.text) <= _SHORT]
    return [*before, *own[first : last + 1], *after[:_AFTER]]


_META = {"pubdate": "发布时间", "articletitle": ""}


def _stated(head: LexborNode | None, lines: list[str]) -> list[str]:
    """What the standard meta tags of government sites say, as lines, where the text does not."""
    if head is None:
        return []
    given = {
        (meta.attributes.get("name") or "").lower(): (meta.attributes.get("content") or "").strip()
        for meta in head.css("meta[name]")
    }
    found: list[str] = []
    title = _SPACE.sub(" ", given.get("articletitle", ""))[:_SHORT]
    if title and not any(_bare(title) in _bare(line) for line in lines):
        found.append(title)
    for name, label in _META.items():
        value = _SPACE.sub(" ", given.get(name, ""))[:_SHORT]
        if label and value:
            found.append(f"{label}：{value}")
    return found


def _bare(words: str) -> str:
    return re.sub(r"\s", "", words)
