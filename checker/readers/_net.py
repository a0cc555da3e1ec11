"""What a reader did not foresee: files are made by strangers, and the rest of a run goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Callable

_Made = TypeVar("_Made")


def caught(work: Callable[[], _Made]) -> _Made:
    """What ``work`` makes. Whatever goes wrong in it is a CheckerError: its own, ``too-deep``,
    ``too-large``, ``unreadable``."""
    try:
        return work()
    except CheckerError:
        raise
    except RecursionError as error:
        raise CheckerError("too-deep", "文件的结构过深，无法读取；请另存后再检查。") from error
    except MemoryError as error:
        raise CheckerError(
            "too-large", "读取时内存超限（上限可用 --limit memory=字节数 改），不予读取。"
        ) from error
    except Exception as error:
        raise CheckerError(
            "unreadable", f"文件内容异常，无法读取（{type(error).__name__}）；请另存后再检查。"
        ) from error
