"""What a zip of reports holds, each file as an input of its own; nothing is unpacked to the disk."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from checker import readers
from checker.errors import CheckerError
from checker.pipeline import Input

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.readers._limits import Limits
    from checker.readers._package import Package

SUFFIX = ".zip"

_MAGIC = b"PK\x03\x04"
_UTF8 = 0x800  # flag of an entry whose name is written in UTF-8
_LEFT_OUT = "__MACOSX"


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
        (parts, name)
        for name, stored in package.names_as_stored.items()
        if not name.endswith("/") and not _is_left_out(parts := _parts(stored))
    )
    count = 0
    for parts, name in names:
        readable = "/".join(parts)
        if readable.lower().endswith(known):
            count += 1
            yield Input(f"{shown}/{readable}", partial(_entry, path, name, limits))
    if not count:
        raise CheckerError(
            "empty-folder", f"压缩包里没有可检查的文件（支持：{'、'.join(known)}）。"
        )


def _is_left_out(parts: Sequence[str]) -> bool:
    """Whether a file is hidden, or what a system puts beside the files of another."""
    return parts[:1] == [_LEFT_OUT] or any(part.startswith(".") for part in parts)


def _opened(path: str, limits: Limits) -> Package:
    with open(path, "rb") as file:
        data = file.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise CheckerError("too-large", f"压缩包超过 {limits.bytes // 1024 // 1024} MB，请拆分。")
    return readers.package(data, limits)


def _entry(path: str, name: str, limits: Limits) -> bytes:
    return _opened(path, limits).read(name)


def _parts(stored: tuple[str, int]) -> list[str]:
    """The folders and the name of a file as its writer meant them: older tools on Chinese systems write
    them in GBK. They are only shown, never opened, so that a way out of the archive leads nowhere."""
    name, flags = stored
    if not flags & _UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
