"""What a zip of reports holds, each file as an input of its own; nothing is unpacked to the disk."""

from __future__ import annotations

import contextlib
import os
from functools import partial
from typing import TYPE_CHECKING

from checker import readers
from checker.errors import CheckerError
from checker.pipeline import Input

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.readers._limits import Limits
    from checker.readers._package import Package

SUFFIX = ".zip"

_MAGIC = b"PK\x03\x04"
_UTF8 = 0x800  # flag of an entry whose name is written in UTF-8
_LEFT_OUT = ("__MACOSX/", ".")


def is_archive(path: str) -> bool:
    """Whether a file is named as a zip and begins as one."""
    if not path.lower().endswith(SUFFIX):
        return False
    try:
        with open(path, "rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def entries(path: str, shown: str, limits: Limits) -> Iterator[Input]:
    """The reports in a zip, in the order of their names. Errors: ``unreadable``, ``too-large``,
    ``empty-folder``."""
    package = _opened(path, limits)
    known = readers.suffixes()
    names = sorted(
        (_readable(package.names_as_stored[name]), name)
        for name in package.names
        if not name.endswith("/") and not _is_left_out(name)
    )
    count = 0
    for readable, name in names:
        if readable.lower().endswith(known):
            count += 1
            yield Input(f"{shown}/{readable}", partial(_entry, path, name, limits))
    if not count:
        raise CheckerError(
            "empty-folder", f"压缩包里没有可检查的文件（支持：{'、'.join(known)}）。"
        )


def _is_left_out(name: str) -> bool:
    return name.startswith(_LEFT_OUT) or os.path.basename(name).startswith(".")


def _opened(path: str, limits: Limits) -> Package:
    with open(path, "rb") as file:
        data = file.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise CheckerError("too-large", f"压缩包超过 {limits.bytes // 1024 // 1024} MB，请拆分。")
    return readers.package(data, limits)


def _entry(path: str, name: str, limits: Limits) -> bytes:
    return _opened(path, limits).read(name)


def _readable(stored: tuple[str, int]) -> str:
    """A name as its writer meant it: older tools on Chinese systems write it in GBK."""
    name, flags = stored
    if not flags & _UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    parts = [p for p in name.replace("\\", "/").split("/") if p not in ("", ".", "..")]
    return "/".join(parts)
