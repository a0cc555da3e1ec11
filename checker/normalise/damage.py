"""Places where characters were lost on the way: reported, never guessed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.model.text import Damage, Span
from checker.zh import HAN, broken_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.text import Source, Text

_LOST = re.compile(rf"[\ufffd\ue000-\uf8ff]+|(?<=[{HAN}])□{{1,3}}(?=[{HAN}])(?![^□]{{0,6}}□)")
_QUERIES = re.compile(rf"(?<=[{HAN}])(?:\?{{2,}}|\?(?=[A-Z,]))[{HAN}A-Z?,]{{0,6}}?(?=[{HAN}]{{2}})")
_YEARS_FUSED = re.compile(r"(?<!\d)(20\d\d)(20\d\d)年")
_NUMBER_FUSED = re.compile(
    rf"[{HAN}]{{1,6}}[发字函办](20[0-2]\d)(\d{{1,3}})号|〔(20[0-2]\d)(\d{{1,3}})(?!\d)(?!〕)"
)
# What each of them cannot do without, found faster.
_LOSS = re.compile("[\ufffd\ue000-\uf8ff□]")
_FUSED_YEARS = re.compile(r"20\d\d20\d\d年")
_FUSED_NUMBER = re.compile(r"[发字函办〔]20[0-2]\d\d")
_WINDOW = 10
_RARE_NEEDED = 4
_OUTSIDE = 2
_SECOND_LEVEL = 0xD8


def marked(text: Text) -> Text:
    """The view with its damage: what is broken, where, and how we know."""
    found = sorted(_found(text.content), key=lambda item: item[1])
    pages = tuple(_of_pages(text.source))
    doubtful = tuple(_doubtful(text))
    if not found and not pages and not doubtful:
        return text
    damage = tuple(Damage(kind, text.span(start, end), note) for kind, start, end, note in found)
    ranges = tuple((start, end) for kind, start, end, _ in found if kind == "lost-characters")
    return replace(text, damage=(*damage, *pages), damaged=tuple(sorted((*ranges, *doubtful))))


def _of_pages(source: Source) -> Iterator[Damage]:
    """Pages that were not read, or by OCR, each at the place where its text begins."""
    for numbers, kind, told in (
        (source.unread, "unread-page", "是图像，没有读到文字。"),
        (source.recognised, "recognised-page", "是图像，由文字识别读出，请对照原件。"),
    ):
        for page in numbers:
            at = max(0, min(source.page_starts[page - 1], len(source.text) - 1))
            yield Damage(kind, Span(at, at + 1), f"第 {page} 页{told}")
    if source.pictured:
        note = f"文档里有 {source.pictured} 张整页的图片，没有读到文字。"
        yield Damage("unread-picture", Span(0, 1), note)


def _doubtful(text: Text) -> Iterator[tuple[int, int]]:
    """The stretches of the view that stand for what OCR was not sure of."""
    for span in text.source.doubtful:
        start, end = bisect_left(text.origins, span.start), bisect_left(text.origins, span.end)
        if end > start:
            yield start, end


def _found(words: str) -> Iterator[tuple[str, int, int, str]]:
    """Kind, start, end and note of each damage; one look tells where none of a kind can be."""
    if _LOSS.search(words):
        for match in _LOST.finditer(words):
            yield "lost-characters", match.start(), match.end(), "此处字符已丢失，无法辨认。"
    if "?" in words:
        for match in _QUERIES.finditer(words):
            yield "lost-characters", match.start(), match.end(), "此处编码错位，个别字符已丢失。"
    for start, end in _scrambled(words):
        yield "lost-characters", start, end, "此处编码错位，文字已不可读。"
    for _, start, end in broken_dates(words):
        yield "broken-date", start, end, "日期中的“年”“月”等字已丢失。"
    if _FUSED_YEARS.search(words):
        for match in _YEARS_FUSED.finditer(words):
            yield "lost-dash", match.start(), match.end(), "起止年份之间的连接号已丢失。"
    if _FUSED_NUMBER.search(words):
        for match in _NUMBER_FUSED.finditer(words):
            yield "lost-brackets", match.start(), match.end(), "文号中的六角括号已丢失。"


class _Rarity(dict[str, int]):
    """0 for a common character, 1 for a second-level one of GB2312, 2 for one outside it."""

    def __missing__(self, char: str) -> int:
        found = self[char] = _rare(char)
        return found


_RARITY = _Rarity()


def _rare(char: str) -> int:
    if not "\u3400" <= char <= "\u9fff":
        return 0
    try:
        return 1 if char.encode("gb2312")[0] >= _SECOND_LEVEL else 0
    except UnicodeEncodeError:
        return _OUTSIDE


def _scrambled(words: str) -> Iterator[tuple[int, int]]:
    """Clusters of rare characters such as re-paired GBK bytes give."""
    rare = {char: value for char in set(words) if (value := _RARITY[char])}
    if _OUTSIDE not in rare.values():
        return
    places = [(i, c) for i, c in enumerate(words) if c in rare]
    start = end = -1
    for i, (at, _) in enumerate(places):
        cluster = [(p, c) for p, c in places[i : i + _WINDOW] if p < at + _WINDOW]
        if len({c for _, c in cluster}) >= _RARE_NEEDED and any(
            rare[c] == _OUTSIDE for _, c in cluster
        ):
            if end < 0:
                start = at
            elif at > end + _WINDOW:
                yield start, end
                start = at
            end = cluster[-1][0] + 1
    if end >= 0:
        yield start, end
