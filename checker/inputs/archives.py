"""What a zip of reports holds, each file as an input of its own; nothing is unpacked to the disk."""

from __future__ import annotations

import os
import stat
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from checker import readers
from checker.errors import CheckerError
from checker.inputs import beside
from checker.pipeline import Input

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.readers._limits import Limits

SUFFIX = ".zip"

_MAGIC = b"PK\x03\x04"
_UTF8 = 0x800  # flag of an entry whose name is written in UTF-8
_LEFT_OUT = "__MACOSX"


def is_archive(path: str, limits: Limits) -> bool:
    """Whether a file is a zip that no reader knows, whatever its suffix says."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_size > limits.bytes:
            return False
        with open(path, "rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return False
            file.seek(0)
            data = file.read(limits.bytes)
    except OSError:
        return False
    return not readers.is_known(path, data)


def holds_reports(path: str, data: bytes) -> bool:
    """Whether bytes are a zip that no reader knows."""
    return data.startswith(_MAGIC) and not readers.is_known(path, data)


def entries(path: str, shown: str, limits: Limits) -> Iterator[Input]:
    """As ``reports``, of a file."""
    with open(path, "rb") as file:
        data = file.read(limits.bytes + 1)
    return reports(data, shown, limits)


def reports(data: bytes, shown: str, limits: Limits) -> Iterator[Input]:
    """The reports in a zip, in the order of their names; what is in it twice, or a zip itself, is told.
    Errors: ``unreadable``, ``too-large``, ``empty-folder``."""
    if len(data) > limits.bytes:
        raise CheckerError("too-large", f"压缩包超过 {readers.in_words(limits.bytes)}，请拆分。")
    package = readers.package(data, limits)
    known = readers.suffixes()
    names = sorted(
        (parts, name)
        for name, stored in package.names_as_stored.items()
        if not name.endswith("/") and not _is_left_out(parts := _parts(stored))
    )
    pages = beside.folders_of_pages("/".join(parts) for parts, _ in names)
    names = [(parts, name) for parts, name in names if pages.isdisjoint(_folders(parts))]
    count = 0
    for parts, name in names:
        label = f"{shown}/{'/'.join(parts)}"
        count += 1
        if name in package.repeated:
            yield Input(
                label, partial(_refuse, "repeated", "压缩包里有几个同名的文件，请改名后再压缩。")
            )
        elif label.lower().endswith(SUFFIX):
            yield Input(
                label, partial(_refuse, "nested-archive", "压缩包里的压缩包不再打开，请先解开。")
            )
        elif label.lower().endswith(known):
            yield Input(label, partial(_entry, data, name, limits))
        else:
            count -= 1
    if not count:
        raise CheckerError(
            "empty-folder", f"压缩包里没有可检查的文件（支持：{'、'.join(known)}）。"
        )


def _refuse(code: str, message: str) -> NoReturn:
    raise CheckerError(code, message)


def _entry(data: bytes, name: str, limits: Limits) -> bytes:
    return readers.package(data, limits).read(name)


def _folders(parts: Sequence[str]) -> Iterator[str]:
    """The folders that a file lies in."""
    return ("/".join(parts[:n]) for n in range(1, len(parts)))


def _is_left_out(parts: Sequence[str]) -> bool:
    """Whether a file is hidden, or what a system puts beside the files of another."""
    return parts[:1] == [_LEFT_OUT] or any(map(beside.is_left_out, parts))


def _parts(stored: tuple[str, int]) -> list[str]:
    """The folders and the name of a file as its writer meant them: older tools on Chinese systems write
    them in GBK. They are only shown, never opened, so that a way out of the archive leads nowhere."""
    name, flags = stored
    if not flags & _UTF8:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = name.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
