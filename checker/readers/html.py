"""Saved web pages, whole or in part, and web archives (.mhtml): what a visitor reads, block by block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.readers import txt

if TYPE_CHECKING:
    from email.message import Message

    from checker.model.text import Source
    from checker.readers._limits import Limits

SUFFIXES = (".html", ".htm", ".shtml", ".xhtml", ".mhtml", ".mht")

_SNIFFED = 4096  # bytes in which a page says that it is one, and how it is written
_PAGE = re.compile(rb"(?i)<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])")
_FRAGMENT = re.compile(rb"(?i)<(?:p|div|span|table|h[1-6]|br|article|section)\b[^<>]{0,400}>")
_FRAGMENTS = 3  # tags from which a text is a piece of a page
_XML = re.compile(rb"(?i)^\s*<\?xml")
_CLOSED = re.compile(
    r"(?i)<(script|style|title|textarea|iframe|noscript|div|span|p|a)(\s[^<>]{0,2000}?)?/>"
)
_ARCHIVE = re.compile(
    rb"(?i)^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Snapshot-Content-Location):"
)
_CHARSET = re.compile(
    rb"""(?i)<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})"""
)
# The encodings that pages of Chinese offices name, as that of Python which holds the most of each.
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cp950": "big5hkscs",
}
_TOLERATED = 0.01  # share of foreign characters that may be broken where a page names its encoding


def claims(suffix: str, data: bytes) -> int:
    """Tags decide; the suffix only where there are few."""
    head = data[:_SNIFFED].replace(b"\x00", b"")
    if data.startswith((b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return 0
    if _ARCHIVE.match(head) and b"text/html" in data[: 16 * _SNIFFED].lower():
        return 3
    if _PAGE.search(head):
        return 3
    if len(_FRAGMENT.findall(head)) >= _FRAGMENTS and not _XML.match(head):
        return 3
    return 2 if suffix in SUFFIXES and b"<" in data else 0


def read(path: str, data: bytes, limits: Limits) -> Source:
    """The text of a page. Errors: ``unreadable``, ``binary``, ``too-deep``, ``empty``, ``too-slow``,
    ``too-large``, ``crashed``."""
    from checker.readers import _apart

    made = _apart.run("html", data, limits)
    return txt.source(path, made["text"], made["encoding"], limits)


def extract(data: bytes, limits: Limits) -> dict[str, Any]:
    """The text and the encoding. Runs apart."""
    from checker.readers import _page

    if _ARCHIVE.match(data[:_SNIFFED]):
        encoding, markup = _from_archive(data)
    else:
        encoding, markup = _decoded(data, "")
    if _XML.match(data[:_SNIFFED]):  # where an element may close itself that a page cannot close so
        markup = _CLOSED.sub(r"<\1\2></\1>", markup)
    return {"text": _page.text(markup, limits), "encoding": encoding}


def _decoded(data: bytes, named: str) -> tuple[str, str]:
    """The encoding and the markup: UTF-8 where the bytes are, else as the header or the page itself
    says, else as the bytes look."""
    plain = None if data.isascii() else txt.utf8(data)
    if plain is not None:
        return "utf-8", plain.removeprefix("\ufeff")
    told = _CHARSET.search(data[:_SNIFFED])
    for name in filter(None, (named, told[1].decode("ascii") if told else "")):
        encoding = _ENCODINGS.get(name.lower(), "")
        if not encoding:  # a Western one is never true, and not every codec is harmless
            continue
        markup = data.decode(encoding, "replace")
        foreign = sum(char >= "\x80" for char in markup) or 1
        if markup.count("\ufffd") <= max(2, foreign * _TOLERATED) and "\x00" not in markup[:64]:
            return encoding, markup.removeprefix("\ufeff")
    encoding, markup = txt.decoded(data)
    return encoding, markup.removeprefix("\ufeff")


def _from_archive(data: bytes) -> tuple[str, str]:
    """The page that was saved, not those framed in it. Errors: ``unreadable``."""
    try:
        pages = _saved(data)
    except (ValueError, LookupError, AttributeError) as error:  # what the library trips over
        raise CheckerError(
            "unreadable", "这个网页归档文件（mhtml）已损坏，无法读取；请重新保存后再检查。"
        ) from error
    if not pages:
        raise CheckerError("unreadable", "这个网页归档文件（mhtml）里没有网页正文。")
    _, _, body, charset = max(pages, key=lambda page: (page[0], page[1]))
    return _decoded(body, charset)


def _saved(data: bytes) -> list[tuple[bool, int, bytes, str]]:
    """The pages of an archive: whether it is the one that was saved, its length, itself, its encoding."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.compat32)
    root = (message.get("Snapshot-Content-Location") or "").strip()
    pages: list[tuple[bool, int, bytes, str]] = []
    for part in _parts(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                is_root = not pages or (part.get("Content-Location") or "").strip() == root != ""
                pages.append((is_root, len(body), body, part.get_content_charset() or ""))
    return pages


def _parts(message: Message) -> list[Message]:
    return [part for part in message.walk() if not part.is_multipart()]
