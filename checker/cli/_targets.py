"""``--format NAME[=FILE]``: what a command writes, and where to."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NamedTuple

from checker import plugins
from checker.cli._parser import suggestion

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
