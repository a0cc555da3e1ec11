"""Which lines of a page are its article: the running text, what stands close to it, its title and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker import zh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborHTMLParser

    from checker.readers._page import Block

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_SENTENCE = "。"
_LONG = 20  # characters from which a block with a full stop is running text
_MOST = 0.9  # share of the running text that the main part has at least
_LINKED = 0.6  # share of a block's characters inside links from which it only leads elsewhere
_SHORT = 120  # characters of a line before the main part that may belong to it
_NEAR = 2  # elements by which a line may stand further out than the main part and belong to it
_SAME = 8  # characters that a line and the page's title must share
_LABEL = re.compile(rf"^[\[【]?\s*[{zh.HAN}](?:\s?[{zh.HAN}]){{1,7}}\s*[\]】]?\s*[:：]")
_DATE = re.compile(r"20\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}")
_HEAD = "h1"
_PROVENANCE = (("sitename", "网站名称"), ("columnname", "栏目名称"), ("url", "网址"))
_TITLE, _PUBLISHED, _SOURCE = "articletitle", "pubdate", "contentsource"


def lines(blocks: Sequence[Block], tree: LexborHTMLParser) -> list[str]:
    """The article's lines, before them what the page states in the standard tags of government sites
    and the text does not say."""
    given = _given(tree)
    kept = [
        block.text for block in _article(blocks, given.get("title", "") + given.get(_TITLE, ""))
    ]
    return [*_stated(given, kept), *kept] if kept else []


def _article(blocks: Sequence[Block], title: str) -> list[Block]:
    """The main part, what stands close to it, and of what stands further before it the title, labels
    and dates. Blocks that only lead elsewhere are left out. All, where nothing is clearly the main part."""
    own = [b for b in blocks if b.is_row or b.linked < _LINKED * len(b.text) or _is_head(b, title)]
    running = [b for b in own if _SENTENCE in b.text and len(b.text) >= _LONG]
    total = sum(len(b.text) for b in running)
    weights: dict[int, int] = {}
    for block in running:
        for element in block.around:
            weights[element] = weights.get(element, 0) + len(block.text)
    inner = [element for element, weight in weights.items() if weight >= _MOST * total]
    if not inner:
        begin = _title_at(own, running, title)
        return [b for i, b in enumerate(own) if i >= begin or _belongs(b, title)]
    main = max(inner)
    places = [i for i, block in enumerate(own) if main in block.around]
    path = next(own[i].around for i in places)
    at = path.index(main)
    near = {path[max(0, at - _NEAR)]} if at else set()
    begin = _title_at(own, running, title)
    first, last = max(places[0], begin), places[-1]
    return [
        block
        for index, block in enumerate(own)
        if first <= index <= last
        or (index >= begin and near & set(block.around))
        or (index < first and _belongs(block, title))
    ]


def _title_at(own: Sequence[Block], running: Sequence[Block], title: str) -> int:
    """Where the title stands, before nearly all of the running text; 0 where it does not."""
    total = sum(len(b.text) for b in running)
    passed = 0
    for index, block in enumerate(own):
        if block.tag == _HEAD or _is_head(block, title):
            return index
        passed += len(block.text) if _SENTENCE in block.text and len(block.text) >= _LONG else 0
        if passed > (1 - _MOST) * 2 * total:
            return 0
    return 0


def _is_head(block: Block, title: str) -> bool:
    """Whether a line is the title, though it may lead somewhere."""
    bare, whole = _bare(block.text), _bare(title)
    return len(bare) >= _SAME and (bare in whole or whole[: 2 * _SAME] in bare) if whole else False


def _belongs(block: Block, title: str) -> bool:
    """Whether a line far before the main part belongs to it: a heading, a label, a date, the title."""
    if len(block.text) > _SHORT or _SENTENCE in block.text:
        return False
    shown = block.tag == _HEAD or bool(_LABEL.match(block.text) or _DATE.search(block.text))
    return shown or _is_head(block, title)


def _given(tree: LexborHTMLParser) -> dict[str, str]:
    """The page's title and meta tags, by their names in small letters."""
    found = {
        (meta.attributes.get("name") or "").lower(): _tidy(meta.attributes.get("content") or "")
        for meta in tree.css("meta[name]")
    }
    title = tree.css_first("title")
    return {**found, "title": _tidy(title.text() or "") if title is not None else ""}


def _stated(given: dict[str, str], kept: Sequence[str]) -> list[str]:
    """What the standard tags say, as lines, where the text does not."""
    found: list[str] = []
    title, published, source = (given.get(name, "") for name in (_TITLE, _PUBLISHED, _SOURCE))
    if title and not any(_bare(title) in _bare(line) for line in kept):
        found.append(title)
    if published:
        found.append(f"发布时间：{published}")
    if source and not any(_bare(source) in _bare(line) for line in kept if len(line) <= _SHORT):
        found.append(f"来源：{source}")
    found += [f"{label}：{given[name]}" for name, label in _PROVENANCE if given.get(name)]
    return found


def _tidy(words: str) -> str:
    return _SPACE.sub(" ", words).strip()[:_SHORT]


def _bare(words: str) -> str:
    return re.sub(r"\s", "", words)
