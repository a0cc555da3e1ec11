"""Paths, folders, globs, ``-`` become inputs; what is wrong with one surfaces on loading it."""

from __future__ import annotations

import glob
import os
import stat
import sys
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from checker import readers
from checker.errors import CheckerError, reason
from checker.inputs import archives, beside
from checker.pipeline import Input
from checker.readers import DEFAULT, Limits, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STDIN = "-"
_ONLY_OWN = "都是本工具写出的检查结果，没有报告；请指明报告在哪里。"
_TOO_LARGE = "文件超过 {}，请拆分或另存为纯文本后再检查。"


class Found(NamedTuple):
    """One input, and the file that it stands for (``-`` for standard input)."""

    real: str
    input: Input
    is_own: bool = False  # a result of ours that a search has met


class Collected(list[Found]):
    """The inputs of a run; ``passed_over`` are the results of ours that searches have met."""

    passed_over: Sequence[str] = ()


def collect(paths: Sequence[str], out: str | None, limits: Limits = DEFAULT) -> Collected:
    """Every input once, in the order given; of folders all but ``out``, hidden ones, own results."""
    skip = None if out is None else os.path.realpath(out)
    found: dict[str, Found] = {}
    own: dict[str, str] = {}
    for path in paths:
        for item in _expanded(path, skip, limits):
            if item.is_own:
                own[item.real] = item.input.path
            else:
                found.setdefault(item.real, item)
    collected = Collected(found.values())
    collected.passed_over = [path for real, path in own.items() if real not in found]
    return collected


def content(path: str, limits: Limits = DEFAULT) -> bytes:
    """The bytes of one file as it is; CheckerError says with its path why not."""
    try:
        return _read(path, limits)
    except CheckerError as error:
        raise CheckerError(error.code, error.message, _shown(path)) from error


def tables(path: str, limits: Limits = DEFAULT) -> list[list[list[str]]]:
    """The sheets of a workbook or of a CSV file; CheckerError says with its path why not."""
    data = content(path, limits)
    try:
        return readers.tables(data, limits)
    except CheckerError as error:
        raise CheckerError(error.code, error.message, _shown(path)) from error


def _expanded(path: str, skip: str | None, limits: Limits) -> Iterator[Found]:
    if path == STDIN:
        yield Found(STDIN, Input(STDIN, partial(_read_stdin, limits)))
    elif not path:
        yield Found("", Input("（空）", partial(_raise, "not-found", "路径是空的。")))
    elif os.path.isdir(path):
        yield from _searched(path, skip, limits)
    elif not os.path.lexists(path) and glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            yield _refused(path, "unmatched-glob", "没有文件与这个通配符相符。")
        own = {match for match in matches if _is_own(match)}
        if own and len(own) == len(matches):
            yield _refused(path, "own-result", f"与这个通配符相符的{_ONLY_OWN}")
        for match in matches:
            yield from (
                [_file(match, limits, is_own=True)]
                if match in own
                else _expanded(match, skip, limits)
            )
    elif archives.is_archive(path, limits):
        yield from _archived(path, limits)
    else:
        yield _file(path, limits)


def _searched(folder: str, skip: str | None, limits: Limits) -> Iterator[Found]:
    """The files below a folder that some reader knows by suffix, by name, folder after folder."""
    known = (*readers.suffixes(), archives.SUFFIX)
    closed: list[OSError] = []
    count = own = 0
    for here, folders, files in os.walk(folder, onerror=closed.append):
        parts = beside.folders_of_pages(files)
        folders[:] = sorted(
            d for d in folders if not _left_out(os.path.join(here, d), skip) and d not in parts
        )
        for name in sorted(files):
            if name.lower().endswith(known) and not beside.is_left_out(name):
                path = os.path.join(here, name)
                if name.lower().endswith(archives.SUFFIX) and archives.is_archive(path, limits):
                    count += 1
                    yield from _archived(path, limits)
                    continue
                is_own = _is_own(path)
                own += is_own
                count += not is_own
                yield _file(path, limits, is_own=is_own)
    for error in closed:
        yield _refused(str(error.filename), *_why(error))
    if not count and own:
        yield _refused(folder, "own-result", f"文件夹里可检查的{_ONLY_OWN}")
    elif not count and not closed:
        sought = "、".join(known)
        yield _refused(folder, "empty-folder", f"文件夹里没有可检查的文件（支持：{sought}）。")


def _left_out(folder: str, skip: str | None) -> bool:
    return os.path.basename(folder).startswith(".") or os.path.realpath(folder) == skip


def _file(path: str, limits: Limits, *, is_own: bool = False) -> Found:
    return Found(os.path.realpath(path), Input(_shown(path), partial(_read, path, limits)), is_own)


def _archived(path: str, limits: Limits) -> Iterator[Found]:
    """The reports of a zip; one that cannot be opened is refused as a whole."""
    try:
        for item in archives.entries(path, _shown(path), limits):
            yield Found(f"{os.path.realpath(path)}/{item.path}", item)
    except OSError as error:
        yield _refused(path, *_why(error))
    except CheckerError as error:
        yield _refused(path, error.code, error.message)


def _is_own(path: str) -> bool:
    """Whether a file is a result page of ours; what cannot be read is told when it is loaded."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        with open(path, "rb") as file:
            return readers.is_own_result(file.read(readers.HEAD))
    except OSError:
        return False


def _refused(path: str, code: str, message: str) -> Found:
    return Found(os.path.abspath(path), Input(_shown(path), partial(_raise, code, message)))


def _raise(code: str, message: str) -> NoReturn:
    raise CheckerError(code, message)


def _shown(path: str) -> str:
    """The path as results show it: tidy, and always valid text whatever bytes the name holds."""
    return os.fsencode(os.path.normpath(path)).decode(errors="replace")


def _read(path: str, limits: Limits) -> bytes:
    """The bytes of a regular file within its limit; CheckerError says why not."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise CheckerError("special-file", "不是普通文件（管道、设备等）；标准输入请用 -。")
        if status.st_size > limits.bytes:
            raise CheckerError("too-large", _TOO_LARGE.format(in_words(limits.bytes)))
        with open(path, "rb") as file:
            return _limited(file.read(limits.bytes + 1), limits)
    except OSError as error:
        raise CheckerError(*_why(error)) from error


def _read_stdin(limits: Limits) -> bytes:
    if sys.stdin is None:
        raise CheckerError("unreadable", "标准输入已关闭。")
    try:
        return _limited(sys.stdin.buffer.read(limits.bytes + 1), limits)
    except OSError as error:
        raise CheckerError(*_why(error)) from error


def _limited(data: bytes, limits: Limits) -> bytes:
    if len(data) > limits.bytes:
        raise CheckerError("too-large", _TOO_LARGE.format(in_words(limits.bytes)))
    return data


def _why(error: OSError) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "not-found", "找不到这个文件或文件夹。"
    if isinstance(error, PermissionError):
        return "permission-denied", "没有读取权限。"
    return "unreadable", f"无法读取：{reason(error)}。"
