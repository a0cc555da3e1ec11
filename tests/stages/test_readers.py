"""Bytes → Source: every encoding that offices use, and a clear word for what cannot be read."""

from __future__ import annotations

import codecs
import random
from typing import TYPE_CHECKING

import noise
import pytest
import reading

from checker import readers
from checker.errors import CheckerError

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "某某镇2023年法治政府建设年度报告\n一、主要举措和成效\n全年办理行政复议案件3件。\n"
WIDE = (("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE))
MARKED = (
    ("utf-8", codecs.BOM_UTF8),
    *WIDE,
    ("utf-32-le", codecs.BOM_UTF32_LE),
    ("utf-32-be", codecs.BOM_UTF32_BE),
)

seeds = pytest.mark.parametrize("path", reading.SEEDS, ids=lambda path: path.name[:3])


def _code(data: bytes, path: str = "报告.txt") -> str:
    with pytest.raises(CheckerError) as caught:
        readers.read(path, data)
    assert caught.value.message.endswith("。")
    return caught.value.code


@seeds
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_an_encoding_without_a_mark_is_told_by_the_text(path: Path, encoding: str) -> None:
    words = path.read_text(encoding="utf-8")
    source = readers.read(path.name, words.encode(encoding))
    assert (source.encoding, source.text) == (encoding, words)


@seeds
@pytest.mark.parametrize(("encoding", "mark"), MARKED, ids=str)
def test_a_byte_order_mark_decides_and_stays_a_character(
    path: Path, encoding: str, mark: bytes
) -> None:
    words = path.read_text(encoding="utf-8")
    source = readers.read(path.name, mark + words.encode(encoding))
    assert (source.encoding, source.text) == (encoding, "\ufeff" + words)


@seeds
def test_big5_is_told_from_gb18030(path: Path) -> None:
    data = noise.big5(path.read_text(encoding="utf-8"))
    source = readers.read(path.name, data)
    assert (source.encoding, source.text) == ("big5hkscs", data.decode("big5hkscs"))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_short_text_is_enough(encoding: str) -> None:
    assert readers.read("报告.txt", PLAIN.encode(encoding)).text.removeprefix("\ufeff") == PLAIN


def test_a_few_broken_bytes_do_not_hide_the_rest() -> None:
    data = bytearray(PLAIN.encode() * 4)
    data[40:41] = b"\xff"
    text = readers.read("报告.txt", bytes(data)).text
    assert "\ufffd" in text
    assert text.endswith("全年办理行政复议案件3件。\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_every_line_end_ends_a_line(end: str) -> None:
    source = readers.read("报告.txt", PLAIN.replace("\n", end).encode())
    at = source.text.index("全年")
    assert source.place(at) == (3, 1, None)
    assert source.place(at + 4) == (3, 5, None)
    assert source.place(0) == (1, 1, None)
    assert len(source.line_starts) == 4


@pytest.mark.parametrize(
    ("path", "words", "extracted"),
    [
        ("报告.txt", "一\n二", False),
        ("a.md", "# 一", False),
        ("a.html", "<p>一</p>", True),
        ("其实是网页.txt", "<p>一</p>\n<p>二</p>\n<p>三</p>", True),
    ],
)
def test_a_source_says_whether_its_lines_are_those_of_the_file(
    path: str, words: str, *, extracted: bool
) -> None:
    assert readers.read(path, words.encode()).extracted == extracted


def test_line_ends_of_two_characters_are_one() -> None:
    source = readers.read("报告.txt", "一\r\n\r\n二\r三\n\r四".encode())
    assert [source.place(source.text.index(c)).line for c in "一二三四"] == [1, 3, 4, 6]


@pytest.mark.parametrize(
    "data",
    [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\0\0\0", "\u3000\u3000\n".encode()],
)
def test_empty(data: bytes) -> None:
    assert _code(data) == "empty"


def test_a_mark_and_blanks_are_empty() -> None:
    assert _code("\ufeff\u3000\n".encode()) == "empty"


def test_a_separator_alone_is_empty() -> None:
    assert _code(b"\x1c") in ("empty", "binary")


def test_too_large() -> None:
    with pytest.raises(CheckerError) as caught:
        readers.read("报告.txt", b"a" * 5, readers.Limits(bytes=4))
    assert caught.value.code == "too-large"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        *((b"PK\x03\x04", "压缩包"), (b"\xd0\xcf\x11\xe0", "旧版表格")),
        *((b"\x89PNG\r\n", "图片"), (b"\xff\xd8\xff\xe0", "图片")),
        *((b"\x7fELF", "不是文本"), (b"\x1f\x8b\x08", "压缩包"), (b"GIF89a", "图片")),
    ],
)
@pytest.mark.parametrize("path", ["报告.txt", "报告.md", "报告", "报告.pdf"])
def test_a_foreign_format_is_named_whatever_its_suffix(path: str, head: bytes, name: str) -> None:
    with pytest.raises(CheckerError) as caught:
        readers.read(path, head + b"some more bytes" * 9)
    assert caught.value.code == "unsupported"
    assert name in caught.value.message
    assert ".txt" in caught.value.message


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_text(seed: int) -> None:
    data = random.Random(seed).randbytes(4000)  # noqa: S311 - noise, not a secret
    assert _code(data) in ("binary", "unreadable", "unsupported")


def test_text_full_of_control_characters_is_binary() -> None:
    assert _code(b"report\x01\x02\x03\x04" * 50) == "binary"


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".MD"])
def test_markdown_is_told_by_its_suffix(suffix: str) -> None:
    assert readers.read(f"报告{suffix}", PLAIN.encode()).markup == "markdown"
    assert readers.read("报告.txt", PLAIN.encode()).markup == "plain"
    assert readers.read("报告", PLAIN.encode("gb18030")).text == PLAIN


def test_suffixes_are_those_of_the_readers() -> None:
    known = {
        ".txt",
        ".md",
        ".html",
        ".mhtml",
        ".docx",
        ".pdf",
        ".ofd",
        ".doc",
        ".wps",
        ".rtf",
        ".odt",
    }
    assert known <= set(readers.suffixes())
