"""Comments as Word has them: their XML, and which of a document are ours from an earlier run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from checker.renderers._words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.annotate.notes import Note

AUTHOR = "法治报告体检"
INITIALS = "体检"
MARK = "〔fazhi annotate"  # begins the last line of each; with the author it says that one is ours
# What XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The report's own style of running text would indent and enlarge a comment.
_PARAGRAPH = (
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
)
_SIZE = '<w:sz w:val="20"/><w:szCs w:val="20"/>'


def lines(note: Note, index: int, quote: str) -> list[str]:
    """What the comment on a note's place says: all on the first, on the others where it is said. ``quote``
    where the comment cannot hold the words themselves."""
    count = len(note.places)
    order = f"（第 {index + 1} 处）" if count > 1 else ""
    told = note.lines if index == 0 else ("说明见第 1 处的批注。",)
    where = (f"原文：「{quote}」",) if quote else ()
    return [f"{note.number}. {note.head}{order}", *told, *where, f"{MARK} {note.key}〕"]


def comment(number: int, day: str, told: Sequence[str]) -> str:
    """A comment of these lines, the first of them its heading, as of an ISO ``day``: where there is none, a
    word processor writes one that is no day. Names are prefixed with ``w``."""
    sign = f"<w:r><w:rPr>{_SIZE}</w:rPr><w:annotationRef/></w:r>"
    paragraphs = [
        f"<w:p>{_PARAGRAPH}{'' if at else sign}<w:r><w:rPr>{'' if at else '<w:b/>'}{_SIZE}</w:rPr>"
        f'<w:t xml:space="preserve">{words(line)}</w:t></w:r></w:p>'
        for at, line in enumerate(told)
    ]
    return (
        f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:date="{day}T00:00:00Z" '
        f'w:initials="{INITIALS}">{"".join(paragraphs)}</w:comment>'
    )


def words(text: str) -> str:
    """Words as they stand in XML."""
    return escape(bare(text))


def bare(text: str) -> str:
    """Words on one line, without what XML cannot hold."""
    return _FORBIDDEN.sub("", plain(text))


def is_own(author: str, said: Iterable[str]) -> bool:
    """Whether a comment is ours, by its author and its words."""
    return author == AUTHOR and MARK in "".join(said)
