"""``--format NAME[=FILE]``: what a command writes, and where to."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NamedTuple

from checker import plugins
from checker.cli._parser import suggestion
from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


class Target(NamedTuple):
    """A format, and the file it goes to; standard output where there is none."""

    format: str
    file: str | None


def of(package: ModuleType) -> Callable[[str], Target]:
    """The argparse type for the formats that the package has."""

    def target(text: str) -> Target:
        name, equals, file = text.partition("=")
        known = plugins.names(package)
        if name not in known:
            raise argparse.ArgumentTypeError(f"没有 {name} 这种格式。{suggestion(name, known)}")
        if equals and not file:
            raise argparse.ArgumentTypeError(f"{name}= 后面要写文件名")
        return Target(name, file or None)

    return target


def refuse_screen(package: ModuleType, target: Target) -> None:
    """CheckerError ``usage`` where bytes that are no text would go to a terminal."""
    binary = getattr(plugins.load(package, target.format), "BINARY", False)
    if binary and sys.stdout is not None and sys.stdout.isatty():
        raise CheckerError(
            "usage",
            f"{target.format} 不能显示在屏幕上，请写成 --format {target.format}=文件。",
        )
