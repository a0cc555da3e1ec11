"""Plain text in any encoding that Chinese offices use."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.model.text import Source
from checker.readers._limits import too_long

if TYPE_CHECKING:
    from checker.readers._limits import Limits

SUFFIXES = (".txt", ".text")

# CR LF, LF, CR, U+2028 and U+2029 end a line.
_LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\x1f\x8b",
)
_COMMON = frozenset("的年和一在有人民工作是行政中大上下不了以及方面基本")
_WIDE_SAMPLE = 4000
_WIDE_FIT = 0.95  # share of bytes on one side that must fit for UTF-16 without a mark
_SAMPLE = 200_000
_TOLERATED = 0.02  # share of bytes that may be broken before a text counts as not decodable
_CONTROLS = frozenset(map(chr, (*range(9), *range(14, 32), 127)))


def claims(suffix: str, data: bytes) -> int:
    """Any bytes that do not begin as another known format could be text."""
    if data.startswith(_MAGIC):
        return 0
    return 2 if suffix in SUFFIXES else 1


def read(path: str, data: bytes, limits: Limits) -> Source:
    """Decode ``data``. Errors: ``binary`` when it cannot be text, ``unreadable`` when no encoding fits,
    ``too-large``."""
    encoding, text = decoded(data)
    return replace(source(path, text, encoding, limits), extracted=False)


def source(path: str, text: str, encoding: str, limits: Limits) -> Source:
    """A text drawn out of a file of another form, with its lines. Errors: ``too-large``."""
    if len(text) > limits.characters:
        raise too_long(limits)
    starts = (0, *(match.end() for match in islice(_LINE_END.finditer(text), limits.lines)))
    if len(starts) > limits.lines:
        raise CheckerError("too-large", f"文字超过 {limits.lines} 行，请拆分后再检查。")
    return Source(path, text, encoding, starts, extracted=True)


def decoded(data: bytes) -> tuple[str, str]:
    """The encoding and the text of ``data``; a BOM stays as U+FEFF, so that offsets are the file's."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, _checked(data.decode(encoding, "replace"))
    wide = _wide(data)
    if wide:
        return wide, _checked(data.decode(wide, "replace"))
    plain = utf8(data)
    if plain is not None:
        return "utf-8", _checked(plain)
    _, encoding, text = max(_candidate(data, name) for name in ("utf-8", "gb18030", "big5hkscs"))
    lost = text.count("\ufffd")
    if lost > max(3, len(text) * _TOLERATED):
        raise CheckerError("unreadable", "无法判断文件编码，请另存为 UTF-8 编码的文本后再检查。")
    return encoding, _checked(text)


def utf8(data: bytes) -> str | None:
    """The text, if the bytes are well-formed UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _candidate(data: bytes, encoding: str) -> tuple[float, str, str]:
    """How well ``encoding`` explains the bytes: frequent characters count for, lost ones against."""
    text = data.decode(encoding, "replace")
    sample = text[:_SAMPLE]
    common = sum(char in _COMMON for char in sample)
    odd = sum("\ue000" <= char <= "\uf8ff" or char in _CONTROLS for char in sample)
    return (common - 5 * sample.count("\ufffd") - 2 * odd) / (len(sample) or 1), encoding, text


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte-order mark: on one side the bytes are those of CJK and ASCII pages."""
    sample = data[:_WIDE_SAMPLE]
    if len(sample) < 16 or len(data) % 2 or b"\x00" not in sample:
        return None
    odd, even = _pages(sample[1::2]), _pages(sample[::2])
    if max(odd, even) < _WIDE_FIT:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _pages(high: bytes) -> float:
    """The share of high bytes that Chinese text in UTF-16 has."""
    fits = sum(0x4E <= byte <= 0x9F or byte in (0x00, 0x20, 0x25, 0x30, 0xFF) for byte in high)
    return fits / len(high)


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    if sum(char in _CONTROLS for char in sample) > max(2, len(sample) // 100):
        raise CheckerError("binary", "这不是文本文件（含大量控制字符），无法检查。")
    return text
