"""What leaves the process: standard output, standard error, files."""

from __future__ import annotations

import io
import os
import stat
import sys
from typing import TYPE_CHECKING, TextIO

from checker.errors import CheckerError, reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def prepare() -> None:
    """Let the streams say everything: UTF-8 into pipes and files, ``?`` where a terminal cannot."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace", newline="\n")


def say(text: str) -> None:
    """Write to standard output. A reader that has gone away is no error; a full disk is one."""
    _write(sys.stdout, text)


def say_bytes(data: bytes) -> None:
    """Write bytes to standard output, errors as in ``say``."""
    flush()
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
    except OSError as error:
        _silence(sys.stdout)
        raise CheckerError("unwritable", f"写不出结果：{reason(error)}。") from error


def warn(text: str) -> None:
    """Write a line to standard error: names and words of others bring no line of their own, no control
    characters, and no command that a CI runner would take for one."""
    _write(sys.stderr, _one_line(text) + "\n")


def warn_failed(path: str, message: str, code: str) -> None:
    """Say on standard error which input could not be judged, and why."""
    warn(f"fazhi：{path}：{message}[{code}]")


def warn_all(text: str) -> None:
    """Write lines of our own making to standard error."""
    _write(sys.stderr, "".join(f"{_one_line(line)}\n" for line in text.split("\n")))


def _one_line(text: str) -> str:
    plain = "".join(c for c in " ".join(text.splitlines()) if c.isprintable())
    return plain.replace("##[", "# #[")


def flush() -> None:
    """Push out what argparse or a table has printed."""
    _write(sys.stdout, "")


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # closed by the caller: `fazhi … >&-`
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
    except OSError as error:
        _silence(stream)
        raise CheckerError("unwritable", f"写不出结果：{reason(error)}。") from error


def _silence(stream: TextIO) -> None:
    """Send what is buffered, and all that follows, nowhere: the interpreter flushes at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def check_folder(path: str) -> None:
    """Make sure that files can be put into ``path``; CheckerError ``unwritable`` where not."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        what = "同名文件已存在，不是文件夹" if os.path.exists(path) else reason(error)
        raise CheckerError("unwritable", f"不能写入文件夹 {path}：{what}。") from error


def check_file(path: str) -> None:
    """Make sure that ``path`` names a file in a folder that is there; ``unwritable`` where not."""
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise CheckerError("unwritable", f"不能写入 {path}：文件夹 {folder} 不存在。")
    if os.path.isdir(path):
        raise CheckerError("unwritable", f"不能写入 {path}：这是文件夹。")


def write_all(files: Sequence[tuple[str, str | bytes]], inputs: Iterable[str]) -> None:
    """Write texts or bytes to paths, each whole or not at all; never over an input, nor twice to a path."""
    taken = {os.path.realpath(path): "这是被检查的文件" for path in inputs}
    for path, _ in files:
        real = os.path.realpath(path)
        if real in taken:
            raise CheckerError("unwritable", f"不能写入 {path}：{taken[real]}。")
        taken[real] = "同一个文件被指定了两次"
    for path, text in files:
        data = text if isinstance(text, bytes) else text.encode(errors="replace")
        try:
            _replace(os.path.realpath(path), data)
        except OSError as error:
            raise CheckerError("unwritable", f"不能写入 {path}：{reason(error)}。") from error


def _replace(path: str, data: bytes) -> None:
    """Write beside, then rename: one sees the old file or the new one. Devices are written to."""
    mode = os.stat(path).st_mode if os.path.exists(path) else None
    if mode is not None and not stat.S_ISREG(mode):
        with open(path, "wb") as device:
            device.write(data)
        return
    beside = os.path.join(os.path.dirname(path), f".fazhi-{os.urandom(6).hex()}.tmp")
    try:
        with open(beside, "xb") as file:
            file.write(data)
        if mode is not None:
            os.chmod(beside, stat.S_IMODE(mode))
        os.replace(beside, path)
    except BaseException:
        if os.path.exists(beside):
            os.unlink(beside)
        raise
