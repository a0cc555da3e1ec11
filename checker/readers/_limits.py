"""What a reader may use up at most. All limits are named here; the command line can set them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from checker.errors import CheckerError

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """``bytes``: of one input file. ``characters``, ``lines``: of its text. ``unpacked``: bytes of what
    a package holds, all read parts together. ``entries``: files in a package. ``depth``: of nested
    elements of a page, ``xml_depth``: of a package. ``pages``: of a paged document. ``seconds`` of the
    processor and bytes of ``memory``: for the process that reads a page, a package or a PDF.
    ``converting``: seconds for LibreOffice with one file, and for the recognition of one scanned page."""

    bytes: int = 50 * _MB
    characters: int = 5_000_000
    lines: int = 500_000
    unpacked: int = 64 * _MB
    entries: int = 5000
    depth: int = 5000
    xml_depth: int = 200
    pages: int = 3000
    seconds: int = 8
    memory: int = 2048 * _MB
    converting: int = 60


DEFAULT = Limits()
LIMIT_NAMES = tuple(field.name for field in fields(Limits))


def changed(limits: Limits, given: str) -> Limits:
    """Limits with one of them set as ``name=number``. Errors: ``usage``."""
    name, _, number = given.partition("=")
    if name not in LIMIT_NAMES or not number.isascii() or not number.isdigit() or int(number) < 1:
        raise CheckerError(
            "usage",
            f"“{given}”不是一个限度，应写作 名称=整数；名称可以是：{'、'.join(LIMIT_NAMES)}。",
        )
    return replace(limits, **{name: int(number)})


def too_long(limits: Limits) -> CheckerError:
    """What is told of a text with too many characters."""
    return CheckerError("too-large", f"文字超过 {limits.characters} 字，请拆分后再检查。")


def in_words(count: int) -> str:
    """A number of bytes as people say it."""
    if count >= _MB:
        return f"{count // _MB} MB"
    return f"{count // 1024} KB" if count >= 1024 else f"{count} 字节"
