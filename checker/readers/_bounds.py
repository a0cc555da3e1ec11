"""Bounds on what a process may use up, where the system has them; a command may be run under them."""

from __future__ import annotations

import os
import sys
from os.path import abspath, dirname

ROOT = dirname(dirname(dirname(abspath(__file__))))
_BECOME = """
import sys
sys.path.insert(0, sys.argv[1])
from checker.readers._bounds import become
become(sys.argv[2:])
"""


def bound(**most: int) -> None:
    """Bound this process; names are those of the system's limits without RLIMIT_ (``AS``: bytes of memory,
    ``CPU``: seconds, ``CORE`` and ``FSIZE``: bytes of a file)."""
    try:
        import resource
    except ImportError:  # a system without them
        return
    for name, value in most.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None:
            hard = resource.getrlimit(kind)[1]
            least = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (least, hard))


def bounded(program: str, *, memory: int, file: int) -> list[str]:
    """The beginning of a command that runs a program with bounds on its memory and on each file it
    writes, in bytes."""
    return [sys.executable, "-c", _BECOME, ROOT, str(memory), str(file), program]


def become(words: list[str]) -> None:
    """Bound this process by the first two words and become the command of the others."""
    memory, file, *command = words
    bound(AS=int(memory), FSIZE=int(file), CORE=0)
    os.execv(command[0], command)  # noqa: S606 -- the program that was found, without a shell
