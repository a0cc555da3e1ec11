"""The text of a web page: what can be seen of it, one block a line, tables as rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.readers import _article, _cells, _items
from checker.readers._styles import Styles, is_block
from checker.readers._tabular import small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from checker.readers._limits import Limits

_UNSEEN_TAGS = (
    "script style noscript template head title meta link svg math canvas frame object embed applet audio "
    "video map select option button input textarea datalist dialog rp rt del s strike noembed noframes "
    "progress meter colgroup col optgroup img picture source"
)
_BLOCK_TAGS = (
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section table tbody tfoot thead tr ul "
    "caption details summary td th marquee dir"
)
_UNSEEN, _BLOCKS = frozenset(_UNSEEN_TAGS.split()), frozenset(_BLOCK_TAGS.split())
_KEPT_LINES = re.compile(r"(?i)white-space\s*:\s*(?:pre|pre-wrap|pre-line|break-spaces)\b")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_LITTLE = 200  # characters up to which a page that leads elsewhere is not the report itself
_TOLD = 3  # attachments that are named
_ATTACHED = re.compile(r"(?i)\.(?:pdf|docx?|wps|ofd|rtf|odt|zip|rar|7z)(?:[?#]|$)")
_PICTURED = re.compile(r"(?i)\.(?:jpe?g|png|bmp|tiff?|webp)(?:[?#]|$)|^data:image/(?!svg)")
_LEAST = 0.1  # share of the running text that style sheets leave at least
_DEEPEST = 100  # elements around a block that are remembered


@dataclass
class Block:
    """One line of the page: its words, how many characters of them are links, the elements around it
    (the innermost last), and the tag of that."""

    words: list[str] = field(default_factory=list)
    linked: int = 0
    around: tuple[int, ...] = ()
    tag: str = ""
    is_row: bool = False

    @property
    def text(self) -> str:
        """The words as they are read."""
        joined = "".join(self.words)
        return joined if self.is_row else joined.strip(" \t\n")


def text(markup: str, limits: Limits) -> str:
    """The lines of a page. Errors: ``too-deep``, ``empty``."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        tree = LexborHTMLParser(markup)
    except SelectolaxError as error:  # it refuses no markup, but it may run out of memory
        raise MemoryError from error
    root = tree.body or tree.root
    if root is None:
        raise CheckerError("empty", "网页里没有文字。")
    styles = Styles(tree)
    blocks = _seen(root, limits, styles)
    if styles.hide:  # a script may show what a sheet hides at first
        whole = _seen(root, limits, Styles())
        blocks = blocks if _running(blocks) >= _LEAST * _running(whole) else whole
    lines = _article.lines(blocks, tree)
    if sum(map(len, lines)) < _LITTLE:
        _elsewhere(root)
    return "\n".join(lines) + "\n" if lines else ""


def _elsewhere(root: LexborNode) -> None:
    """Tell where a page's report may be, that says next to nothing itself. Errors: ``elsewhere``."""
    named = (link.attributes.get("href") or "" for link in root.css("a[href]"))
    attached = sorted(
        {name.rpartition("/")[2][:_LITTLE] for name in named if _ATTACHED.search(name)}
    )
    pictures = [
        image for image in root.css("img[src]") if _PICTURED.search(image.attributes["src"] or "")
    ]
    framed = [frame for frame in root.css("iframe[src]") if frame.attributes["src"]]
    where = (
        f"附件（{'、'.join(attached[:_TOLD])}）里"
        if attached
        else f"页面的图片（{len(pictures)} 张）里"
        if pictures
        else "页面内嵌的另一个页面里"
        if framed
        else ""
    )
    if where:
        raise CheckerError(
            "elsewhere",
            f"网页里几乎没有正文，报告可能在{where}；请检查那个文件，或另存完整的网页。",
        )


def _seen(root: LexborNode, limits: Limits, styles: Styles) -> list[Block]:
    walk = Walk(limits.depth, styles)
    walk.element(root)
    return walk.finished()


def _running(blocks: list[Block]) -> int:
    """Characters of running text."""
    return sum(len(b.text) for b in blocks if "。" in b.text)


@dataclass
class _Opened:
    """An element that is being gone through: its children to come, the blocks around them, its tag,
    whether its lines are kept, the number of its next item and how it is written."""

    children: Iterator[LexborNode]
    around: tuple[int, ...]
    tag: str
    keeps: bool
    item: int = 0
    form: str = "decimal"


class Walk:
    """Goes through a page once, element by element, and makes lines of its blocks."""

    def __init__(self, depth: int, styles: Styles) -> None:
        self.depth = depth
        self.styles = styles
        self.blocks: list[Block] = []
        self.open = Block()
        self.count = 0
        self.links = 0
        self.number = ""

    def element(self, node: LexborNode) -> None:
        """Take an element with all that it holds. Errors: ``too-deep``."""
        opened = [_Opened(node.iter(include_text=True), (), "", keeps=False)]
        while opened:
            here = opened[-1]
            child = next(here.children, None)
            if child is None:
                opened.pop()
                self._leave(here, opened[-1].around if opened else ())
            elif len(opened) > self.depth:
                raise CheckerError("too-deep", f"网页的嵌套超过 {self.depth} 层，无法读取。")
            else:
                inner = self._enter(child, here)
                if inner:
                    opened.append(inner)

    def _enter(self, node: LexborNode, here: _Opened) -> _Opened | None:
        """What a node says by itself; an element to go through, where it is one."""
        tag = (node.tag or "").lower()
        if tag == "-text":
            self._words(node.text_content or "", here)
        elif tag == "br":
            self._close(here.around, here.tag)
        elif tag in _UNSEEN or tag.startswith("-") or self.styles.hides(node):
            return None
        elif tag == "iframe":
            self._framed(node, here)
        elif tag == "table" and _cells.is_data(node):
            self._table(node, here)
        else:
            return self._inside(node, here, tag)
        return None

    def _inside(self, node: LexborNode, here: _Opened, tag: str) -> _Opened:
        style = node.attributes.get("style") or ""
        keeps = here.keeps or tag == "pre" or bool(_KEPT_LINES.search(style))
        children = node.iter(include_text=True)
        if tag not in _BLOCKS:
            if tag == "a" or not is_block(node):
                self.links += tag == "a"
                return _Opened(children, here.around, tag, keeps)
            tag = "div"
        self.count += 1
        inner = (*here.around, self.count)[:_DEEPEST]
        self._close(inner, tag)
        if tag == "li" and here.tag == "ol" and here.item >= 0:
            here.item = small(node.attributes.get("value"), here.item)
            self.number = _items.shown(here.item, here.form)
            here.item += 1
        if tag != "ol":
            return _Opened(children, inner, tag, keeps)
        return _Opened(children, inner, tag, keeps, _items.first(node), _items.form(node))

    def _leave(self, left: _Opened, around: tuple[int, ...]) -> None:
        if left.tag in _BLOCKS:
            self._close(around, "")
            self.number = "" if left.tag == "li" else self.number
        elif left.tag == "a":
            self.links -= 1

    def finished(self) -> list[Block]:
        """All lines that say something, the last one closed."""
        self._close((), "")
        return [block for block in self.blocks if block.text.strip()]

    def _words(self, words: str, here: _Opened) -> None:
        if here.keeps and "\n" in words:
            for line in words.splitlines():
                self._words(line, here)
                self._close(here.around, here.tag)
            return
        tidy = _SPACE.sub(" ", words)
        if tidy == " " and not self.open.words:
            return
        if not self.open.words:
            self.open.around = here.around
            tidy = tidy.lstrip(" ")
            gap = " " if self.number and tidy[:1].isascii() else ""
            self.open.words.append(self.number + gap)
            self.number = ""
        self.open.words.append(tidy)
        self.open.linked += len(tidy) if self.links else 0

    def _close(self, around: tuple[int, ...], tag: str) -> None:
        if self.open.words:
            self.blocks.append(self.open)
        self.open = Block(around=around, tag=tag)

    def _table(self, node: LexborNode, here: _Opened) -> None:
        self._close(here.around, "")
        self.count += 1
        inner = (*here.around, self.count)[:_DEEPEST]
        for row in _cells.rows(node, self):
            self.blocks.append(Block(["\t".join(row)], 0, inner, "tr", is_row=len(row) > 1))
        self.open = Block(around=here.around)

    def _framed(self, node: LexborNode, here: _Opened) -> None:
        """A page inside the page, where it is written there."""
        from selectolax.lexbor import LexborHTMLParser

        words = node.attributes.get("srcdoc") or ""
        body = LexborHTMLParser(words).body if words else None
        if body is None:
            return
        self._close(here.around, "")
        self.count += 1
        inner = Walk(self.depth, self.styles)
        inner.element(body)
        for block in inner.finished():
            around = (*here.around, self.count, *(n + self.count for n in block.around))
            self.blocks.append(
                Block(block.words, block.linked, around[:_DEEPEST], block.tag, block.is_row)
            )
        self.count += inner.count
