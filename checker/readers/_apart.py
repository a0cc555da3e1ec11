"""A reader in a process of its own: native code that hangs, crashes or eats memory costs one input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from os.path import abspath, dirname
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.readers._limits import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROOT = dirname(dirname(dirname(abspath(__file__))))
_GRACE = 5  # seconds in which a process ends after its time is up


def run(task: str, data: bytes, limits: Limits) -> Mapping[str, Any]:
    """What ``task`` (a module of this package with ``extract(data, limits)``) makes of ``data``.
    Errors: those that it raises; ``too-slow``, ``crashed``."""
    bounds = json.dumps({"seconds": limits.seconds, "memory": limits.memory, "pages": limits.pages})
    command = [sys.executable, "-c", _PROGRAM, _ROOT, task, bounds]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter and program
            command, input=data, capture_output=True, timeout=limits.seconds + _GRACE, check=False,
            env=environment,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise CheckerError(
            "too-slow", f"读取超过 {limits.seconds} 秒，已停止；请另存或拆分后再检查。"
        ) from error
    try:
        made: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise CheckerError(
            "crashed", "文件使读取程序中止（内存超限或内容异常），请另存后再检查。"
        ) from error
    if "error" in made:
        raise CheckerError(*made["error"])
    return made


_PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from checker.readers._apart import main
main(sys.argv[2], sys.argv[3])
"""


def main(task: str, bounds: str) -> None:
    """The other process: bounds itself, reads standard input, writes JSON to standard output."""
    import importlib

    limits = Limits(**json.loads(bounds))
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints is no answer
    _bound(limits)
    try:
        module = importlib.import_module(f"checker.readers.{task}")
        made = module.extract(sys.stdin.buffer.read(), limits)
    except CheckerError as error:
        made = {"error": [error.code, error.message]}
    except (MemoryError, RecursionError):
        made = {
            "error": [
                "too-large",
                "读取时内存超限（上限可用 --limit memory=字节数 改），不予读取。",
            ]
        }
    json.dump(made, out)
    out.flush()
    os._exit(0)


def _bound(limits: Limits) -> None:
    """Bounds for this process, where the system has them."""
    try:
        import resource
    except ImportError:
        return
    for name, most in (
        ("RLIMIT_AS", limits.memory),
        ("RLIMIT_CPU", limits.seconds),
        ("RLIMIT_CORE", 0),
    ):
        kind = getattr(resource, name, None)
        if kind is not None:
            hard = resource.getrlimit(kind)[1]
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (least, hard))
