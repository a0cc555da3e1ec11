"""Readers in a process of their own: an input that hangs, crashes or eats memory costs that input only.

A process is started when first needed, takes one input after the other and is replaced after a crash,
a heavy input or many inputs, so that nothing lasts. It answers in JSON, which is not trusted with more
than text and numbers; a file that it has made comes behind as bytes.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any, cast

from checker.errors import CheckerError
from checker.readers._bounds import ROOT, bound
from checker.readers._limits import Limits, too_long
from checker.readers._net import caught

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from checker.readers._apart import main
main()
"""
_WALL = 3  # times the time of the processor that may go by, and seconds more
_GRACE = 5
_WIDTH = 8  # characters of an answer for one of the text that it may hold
_FILE = 4  # times the bytes of an input that a file made of it may have
_TOO_LARGE = "写出的文件过大，不予写出。"
_INPUTS = 500  # that one process takes
_HEAVY = 1.0  # seconds of the processor for one input, from which a process is replaced
_LARGE = 256 * 1024  # kilobytes that a process has used, from which it is replaced
_XCPU = 24  # the signal that ends a process whose time is up


def run(task: str, data: bytes, limits: Limits) -> Mapping[str, Any]:
    """What ``task`` (a module with ``extract(data, limits)``, of this package where it has no dot) makes of
    ``data``; a file among it is named ``file``. Errors: those that it raises; ``too-slow``, ``too-large``,
    ``crashed``."""
    worker = _taken()
    try:
        made = worker.ask(task, data, limits)
    except BaseException:
        worker.end()
        raise
    if made.pop("last"):
        worker.end()
    else:
        idle.append(worker)
    if "error" in made:
        raise CheckerError(*made["error"])
    return made


class Worker:
    """A process that reads inputs for this one."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 -- our own interpreter and program
            [sys.executable, "-c", _PROGRAM, ROOT], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        self.pipe = cast("IO[bytes]", self.process.stdin)
        self.answers = cast("IO[bytes]", self.process.stdout)
        self.late = False

    def ask(self, task: str, data: bytes, limits: Limits) -> dict[str, Any]:
        """The answer of the process. Errors: ``too-slow``, ``crashed``."""
        timer = threading.Timer(limits.seconds * _WALL + _GRACE, self._stop)
        timer.daemon = True
        timer.start()
        try:
            head = {"task": task, "size": len(data), "limits": asdict(limits)}
            _send(self.pipe, json.dumps(head).encode(), data)
            made: dict[str, Any] = json.loads(_received(self.answers))
            if made.pop("file", False):
                made["file"] = _received(self.answers)
        except (OSError, ValueError) as error:
            raise self._failure(limits) from error
        finally:
            timer.cancel()
        return made

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        with suppress(OSError):  # what could not be sent any more
            self.pipe.close()
        self.answers.close()
        self.process.wait()

    def _stop(self) -> None:
        self.late = True
        self.process.kill()

    def _failure(self, limits: Limits) -> CheckerError:
        self.process.kill()
        if self.process.wait() == -_XCPU or self.late:
            return CheckerError(
                "too-slow",
                f"读取超过 {limits.seconds} 秒，已停止；请另存或拆分后再检查"
                f"（上限可用 --limit seconds={2 * limits.seconds} 改）。",
            )
        return CheckerError("crashed", "文件使读取程序中止（内存超限或内容异常），请另存后再检查。")


idle: list[Worker] = []


def _taken() -> Worker:
    """A process that waits for an input, or a new one."""
    while idle:
        worker = idle.pop()
        if worker.process.poll() is None:
            return worker
        worker.end()
    return Worker()


@atexit.register
def end_all() -> None:
    """End the processes that wait."""
    while idle:
        idle.pop().end()


if hasattr(os, "register_at_fork"):  # a child shares no reader with its parent
    os.register_at_fork(after_in_child=idle.clear)


def _send(pipe: IO[bytes], *parts: bytes) -> None:
    """Write parts, the first with its length before it."""
    pipe.write(b"%d\n" % len(parts[0]))
    for part in parts:
        pipe.write(part)
    pipe.flush()


def _received(pipe: IO[bytes]) -> bytes:
    """Bytes with their length before them. Errors: ValueError where the other side ended."""
    size = int(pipe.readline())
    data = pipe.read(size)
    if len(data) < size:
        raise ValueError
    return data


def main() -> None:
    """The other process: reads inputs from standard input, answers on standard output."""
    source = sys.stdin.buffer
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints is no answer
    for count in range(_INPUTS):
        try:
            head = json.loads(_received(source))
        except ValueError:
            break
        data = source.read(head["size"])
        limits = Limits(**head["limits"])
        before = _used()
        bound(AS=limits.memory, CPU=int(before + limits.seconds) + 1, CORE=0)
        made = _extracted(head["task"], data, limits)
        last = made.pop("spent", False) or _is_spent(before) or count == _INPUTS - 1
        file = made.pop("file", None)
        if file is not None and len(file) > _FILE * limits.bytes:
            made, file = {"error": ["too-large", _TOO_LARGE]}, None
        _send(out, _answer({**made, "last": last, "file": file is not None}, limits))
        if file is not None:
            _send(out, file)
        if last:
            break
    os._exit(0)


def _extracted(task: str, data: bytes, limits: Limits) -> dict[str, Any]:
    """What a task makes of an input, or its error; after one that was not foreseen the process is spent."""
    import importlib

    try:
        module = importlib.import_module(task if "." in task else f"checker.readers.{task}")
        made: dict[str, Any] = caught(lambda: module.extract(data, limits))
    except CheckerError as error:
        return {"error": [error.code, error.message], "spent": error.__cause__ is not None}
    return made


def _answer(made: dict[str, Any], limits: Limits) -> bytes:
    """An answer as it is sent; one that is too long is none."""
    words = json.dumps(made, ensure_ascii=False)
    if len(words) > _WIDTH * limits.characters:
        error = too_long(limits)
        words = json.dumps({"error": [error.code, error.message], "last": True})
    return words.encode("utf-8", "surrogatepass")


def _used() -> float:
    """Seconds of the processor that this process has used."""
    import time

    return time.process_time()


def _is_spent(before: float) -> bool:
    """Whether this process has taken so much that another one should go on."""
    if _used() - before > _HEAVY:
        return True
    try:
        import resource
    except ImportError:
        return False
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _LARGE
