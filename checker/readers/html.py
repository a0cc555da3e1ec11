"""Saved web pages, whole or in part, and web archives (.mhtml): what a visitor reads, block by block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.model.text import Source
from checker.readers import _page, txt

if TYPE_CHECKING:
    from email.message import Message

    from checker.readers._limits import Limits

SUFFIXES = (".html", ".htm", ".shtml", ".xhtml", ".mhtml", ".mht")

_SNIFFED = 4096  # bytes in which a page says that it is one, and how it is written
_PAGE = re.compile(rb"(?i)<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])")
_FRAGMENT = re.compile(rb"(?i)<(?:p|div|span|table|h[1-6]|br|article|section)\b[^<>]{0,400}>")
_FRAGMENTS = 3  # tags from which a text is a piece of a page
_XML = re.compile(rb"(?i)^\s*<\?xml")
_ARCHIVE = re.compile(
    rb"(?i)^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Snapshot-Content-Location):"
)
_CHARSET = re.compile(
    rb"""(?i)<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})"""
)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "x-gbk": "gb18030",
}
_TOLERATED = 0.01  # share of foreign characters that may be broken where a page names its encoding
_WESTERN = frozenset(
    ("iso-8859-1", "latin-1", "latin1", "windows-1252", "us-ascii", "ascii")
)  # never true


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
    """The text of a page. Errors: ``unreadable``, ``binary``, ``too-deep``, ``empty``."""
    if _ARCHIVE.match(data[:_SNIFFED]):
        encoding, markup = _from_archive(data)
    else:
        encoding, markup = _decoded(data, "")
    text = _page.text(markup, limits)
    return Source(path, text, encoding, txt.line_starts(text))


def _decoded(data: bytes, named: str) -> tuple[str, str]:
    """The encoding and the markup: UTF-8 where the bytes are, else as the header or the page itself
    says, else as the bytes look."""
    plain = None if data.isascii() else txt.utf8(data)
    if plain is not None:
        return "utf-8", plain.removeprefix("\ufeff")
    told = _CHARSET.search(data[:_SNIFFED])
    for name in filter(None, (named, told[1].decode("ascii") if told else "")):
        encoding = _WIDER.get(name.lower(), name.lower())
        if encoding in _WESTERN:
            continue
        try:
            markup = data.decode(encoding, "replace")
        except (LookupError, UnicodeError):
            continue
        foreign = sum(char >= "\x80" for char in markup) or 1
        if markup.count("\ufffd") <= max(2, foreign * _TOLERATED) and "\x00" not in markup[:64]:
            return encoding, markup.removeprefix("\ufeff")
    encoding, markup = txt.decoded(data)
    return encoding, markup.removeprefix("\ufeff")


def _from_archive(data: bytes) -> tuple[str, str]:
    """The page that was saved, not those framed in it. Errors: ``unreadable``."""
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
    if not pages:
        raise CheckerError("unreadable", "这个网页归档文件（mhtml）里没有网页正文。")
    _, _, body, charset = max(pages, key=lambda page: (page[0], page[1]))
    return _decoded(body, charset)


def _parts(message: Message) -> list[Message]:
    return [part for part in message.walk() if not part.is_multipart()]
