"""bytes → ``Source``, one format a file. Content decides which reader, the suffix breaks ties.

A reader module has ``SUFFIXES``, ``claims(suffix, data) -> int`` (0 not mine, 1 could be, 2 mine by
suffix, 3 mine by content) and ``read(path, data) -> Source``, which raises CheckerError.
"""

from __future__ import annotations

import re
import sys
from os.path import splitext
from typing import TYPE_CHECKING

from checker import plugins
from checker.errors import CheckerError
from checker.model.result import MARK

if TYPE_CHECKING:
    from types import ModuleType

    from checker.model.text import Source

MAX_BYTES = 50 * 1024 * 1024
MAX_CHARACTERS = 20_000_000
HEAD = 200  # bytes or characters in which a result page shows that it is one
# Neither blank, control nor format character, nor what stands for a lost one.
_VISIBLE = re.compile(
    r"[^\s\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]"
)
_FOREIGN = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Word（docx）、WPS、OFD 或压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word（doc）或 WPS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
)


def _modules() -> tuple[ModuleType, ...]:
    here = sys.modules[__name__]
    return tuple(plugins.load(here, key) for key in plugins.names(here))


def suffixes() -> tuple[str, ...]:
    """Suffixes that some reader knows, sorted."""
    return tuple(sorted({suffix for module in _modules() for suffix in module.SUFFIXES}))


def read(path: str, data: bytes) -> Source:
    """Decode one input. Errors: ``empty``, ``too-large``, ``unsupported``, ``binary``,
    ``unreadable``, ``own-result``."""
    if len(data) > MAX_BYTES:
        raise CheckerError(
            "too-large", f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请拆分或另存为纯文本后再检查。"
        )
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise CheckerError("empty", "文件是空的，没有可检查的文字。")
    suffix = splitext(path)[1].lower()
    ranked = [(module.claims(suffix, data), module) for module in _modules()]
    claim, module = max(ranked, key=lambda item: item[0])
    if claim == 0:
        raise CheckerError("unsupported", _unsupported(data))
    source: Source = module.read(path, data)
    if len(source.text) > MAX_CHARACTERS:
        raise CheckerError(
            "too-large", f"文字超过 {MAX_CHARACTERS // 10_000} 万字，请拆分后再检查。"
        )
    if not _VISIBLE.search(source.text):
        raise CheckerError("empty", "文件里没有可检查的文字。")
    if _begins_as_result(source.text[:HEAD]):
        raise CheckerError("own-result", "这是本工具写出的检查结果，不是报告；请检查原来的报告。")
    return source


def is_own_result(head: bytes) -> bool:
    """Whether a file with these first bytes (``HEAD`` of them are enough) is a result of ours."""
    return _begins_as_result(head[:HEAD].decode(errors="replace"))


def _begins_as_result(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith(MARK)


def _unsupported(data: bytes) -> str:
    known = "、".join(suffixes())
    for magic, name in _FOREIGN:
        if data.startswith(magic):
            return f"这是{name}文件，目前还不能直接读取；请另存为纯文本（支持：{known}）后再检查。"
    return f"这不是文本文件，无法读取（支持：{known}）。"
