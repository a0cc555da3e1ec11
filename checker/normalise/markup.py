"""Marks of Markdown dropped; what they mark stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model.text import Edit

if TYPE_CHECKING:
    from checker.model.text import Text

_MARKS = re.compile(
    r"""(?mx)
    (?P<front>\A---\n(?:[^\n]*\n){0,40}?---\n)
    | (?P<comment><!--[^>]{0,2000}?-->)
    | (?P<rule>^[ ]{0,3}(?:[-*_]\s?){3,}$|^\|?[ :|-]+\|[ :|-]*$)
    | (?P<head>^[ ]{0,3}\#{1,6}\s+)
    | (?P<quote>^[ ]{0,3}>\s?)
    | (?P<bullet>^[ ]{0,8}[-*+]\s+)
    | (?P<strong>\*{1,3}|`+|~~)
    | (?P<bold>(?<!\w)__(?=[^\s_])|(?<=[^\s_])__(?!\w))
    | (?P<image>!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\))
    | (?P<link>\[(?P<words>[^\]\n]{1,200})\]\((?:https?:|/|\.|\#)[^)\n]{0,500}\))
    | (?P<pipe>\|)
    """
)


_BOLD = re.compile(r"(?<!\w)__(?=[^\s_])[^\n_]{1,500}(?<=\S)__(?!\w)")
_HEADS = re.compile(r"(?m)^[ ]{0,3}#{1,6} ")
_FEWEST = 3  # headings from which a plain text counts as Markdown


def dropped(text: Text) -> Text:
    """The view without Markdown marks; table cells are parted by tabs. Texts without
    Markdown headings are left alone."""
    if text.source.markup != "markdown" and len(_HEADS.findall(text.content)) < _FEWEST:
        return text
    edits: list[Edit] = []
    paired = _paired(text.content)
    for match in _MARKS.finditer(text.content):
        if match["bold"] and match.start() not in paired:
            continue  # a blank to be filled in
        if match["link"]:
            edits.append(Edit(match.start(), match.start("words"), ""))
            edits.append(Edit(match.end("words"), match.end(), ""))
        else:
            edits.append(Edit(match.start(), match.end(), "\t" if match["pipe"] else ""))
    return text.edited(edits) if edits else text


def _paired(content: str) -> set[int]:
    """Where the underscores of bold words stand: only in pairs, within a line, they are marks."""
    return {at for match in _BOLD.finditer(content) for at in (match.start(), match.end() - 2)}
