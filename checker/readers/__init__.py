"""bytes → ``Source``, one format a file. Content decides which reader, the suffix breaks ties.

A reader module has ``SUFFIXES``, ``claims(suffix, data) -> int`` (0 not mine, 1 could be, 2 mine by
suffix, 3 mine by content) and ``read(path, data, limits) -> Source``, which raises CheckerError.
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import lru_cache
from os.path import splitext
from typing import TYPE_CHECKING

from checker import plugins
from checker.errors import CheckerError
from checker.model.result import MARK
from checker.readers._limits import DEFAULT, LIMIT_NAMES, Limits, changed, in_words, too_long
from checker.readers._net import caught

if TYPE_CHECKING:
    from types import ModuleType

    from checker.model.text import Source
    from checker.readers._package import Package

__all__ = [
    "DEFAULT",
    "HEAD",
    "LIMIT_NAMES",
    "Limits",
    "caught",
    "changed",
    "in_words",
    "is_known",
    "is_own_result",
    "is_pdf",
    "is_word",
    "package",
    "read",
    "suffixes",
    "tables",
    "word_suffixes",
]

HEAD = 200  # bytes or characters in which a result page shows that it is one
# Neither blank, control nor format character, nor what stands for a lost one.
_VISIBLE = re.compile(
    r"[^\s\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]"
)
_HALVES = re.compile("[\ud800-\udfff]")
_FOREIGN = (
    (b"PK\x03\x04", "表格、演示文稿或压缩包"),
    (b"PK\x05\x06", "空的压缩包"),
    (b"Rar!", "RAR 压缩包（请先解开）"),
    (b"7z\xbc\xaf", "7z 压缩包（请先解开）"),
    (b"\x1f\x8b", "gzip 压缩包（请先解开）"),
    (b"\xd0\xcf\x11\xe0", "旧版表格或演示文稿"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
)


def _modules() -> tuple[ModuleType, ...]:
    return _loaded(plugins.names(sys.modules[__name__]))


@lru_cache(maxsize=4)
def _loaded(names: tuple[str, ...]) -> tuple[ModuleType, ...]:
    return tuple(plugins.load(sys.modules[__name__], name) for name in names)


def package(data: bytes, limits: Limits = DEFAULT) -> Package:
    """A package (zip) of untrusted origin, opened. Errors: ``unreadable``, ``too-large``."""
    from checker.readers._package import Package

    return Package(data, limits)


def tables(data: bytes, limits: Limits = DEFAULT) -> list[list[list[str]]]:
    """The sheets of a workbook (.xlsx), or the one of a CSV file, as rows of words. Errors:
    ``unsupported``, ``unsafe``, ``too-large``, ``unreadable``, ``too-slow``, ``crashed``."""
    from checker.readers import _apart

    made: list[list[list[str]]] = _apart.run("_sheet", data, limits)["sheets"]
    return made


def suffixes() -> tuple[str, ...]:
    """Suffixes that some reader knows, sorted."""
    return tuple(sorted({suffix for module in _modules() for suffix in module.SUFFIXES}))


def read(path: str, data: bytes, limits: Limits = DEFAULT) -> Source:
    """Decode one input. Errors: ``empty``, ``too-large``, ``unsupported``, ``binary``,
    ``unreadable``, ``own-result``."""
    if len(data) > limits.bytes:
        raise CheckerError(
            "too-large",
            f"文件超过 {in_words(limits.bytes)}，请拆分或另存为纯文本后再检查。",
        )
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise CheckerError("empty", "文件是空的，没有可检查的文字。")
    if is_own_result(data):  # before a page is read: its text no longer has the mark
        raise _own_result()
    suffix = splitext(path)[1].lower()
    ranked = [(module.claims(suffix, data), module) for module in _modules()]
    claim, module = max(ranked, key=lambda item: item[0])
    if claim == 0:
        raise CheckerError("unsupported", _unsupported(data))
    try:
        source: Source = caught(lambda: module.read(path, data, limits))
    except CheckerError as error:
        if claim == 1 and suffix in suffixes():  # taken for text, although it is named otherwise
            told = f"内容不是 {suffix} 文件，可能不完整或已损坏；请重新导出或另存后再检查。"
            raise CheckerError("unreadable", told) from error
        raise
    if _HALVES.search(source.text):  # no character by themselves
        source = replace(source, text=_HALVES.sub("\ufffd", source.text))
    if len(source.text) > limits.characters:
        raise too_long(limits)
    if not _VISIBLE.search(source.text):
        raise CheckerError("empty", "文件里没有可检查的文字。")
    if _begins_as_result(source.text[:HEAD]):
        raise _own_result()
    return source


def is_known(path: str, data: bytes) -> bool:
    """Whether some reader takes an input for its own, by its content or its suffix."""
    suffix = splitext(path)[1].lower()
    return any(module.claims(suffix, data) > 1 for module in _modules())


def is_word(data: bytes) -> bool:
    """Whether an input is a package that holds a Word document, so that it can be written into."""
    from checker.readers import docx

    return data.startswith(docx.MAGIC) and docx.claims("", data) > 1


def is_pdf(data: bytes) -> bool:
    """Whether an input is a PDF."""
    from checker.readers import pdf

    return pdf.claims("", data) > 1


def word_suffixes() -> tuple[str, ...]:
    """The suffixes of such packages."""
    from checker.readers import docx

    return docx.SUFFIXES


def is_own_result(head: bytes) -> bool:
    """Whether a file with these first bytes (``HEAD`` of them are enough) is a result of ours."""
    return _begins_as_result(head[:HEAD].decode(errors="replace"))


def _own_result() -> CheckerError:
    return CheckerError("own-result", "这是本工具写出的检查结果，不是报告；请检查原来的报告。")


def _begins_as_result(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith(MARK)


def _unsupported(data: bytes) -> str:
    known = "、".join(suffixes())
    for magic, name in _FOREIGN:
        if data.startswith(magic):
            return f"这是{name}，不能直接作为报告读取（支持：{known}）。"
    return f"这不是文本文件，无法读取（支持：{known}）。"
