"""The process that judges: it may crash, hang or run out of memory, and costs one report then.

It reads commands from its standard input and answers on its standard output, both in frames: eight bytes
of length, then plain values as ``marshal`` writes them. Its parent is the same program; nothing else
speaks to it. It ends when its input ends.
"""

from __future__ import annotations

import marshal
import os
import struct
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.corpus.nouns import Setup

_LENGTH = struct.Struct(">Q")
_GRACE = 5  # seconds after which a process whose parent does not stop it stops itself


def send(stream: IO[bytes], value: Any) -> None:  # noqa: ANN401 - any plain value
    """Write one frame."""
    data = marshal.dumps(value)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:  # noqa: ANN401 - any plain value
    """Read one frame. EOFError where the stream ends."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return marshal.loads(data)  # noqa: S302 - from our own process


def main() -> None:
    """Serve one parent until it is gone."""
    ours, theirs = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)  # whatever a library prints is no answer
    try:
        _serve(ours, theirs)
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        os._exit(0)


def _serve(ours: IO[bytes], theirs: IO[bytes]) -> None:
    from checker.corpus.judging import Judge
    from checker.corpus.nouns import Setup
    from checker.errors import CheckerError

    setup = Setup(*receive(ours))
    _bound(setup)
    try:
        judge = Judge(setup)
    except CheckerError as error:
        send(theirs, ("refused", (error.code, str(error))))
        return
    send(theirs, ("ready", None))
    while True:
        command, *given = receive(ours)
        if command == "tables":
            send(theirs, ("tables", judge.tables(*given)))
            continue
        _alarm(setup.seconds + _GRACE)
        try:
            answer = "rows", judge.rows(*given)
        except MemoryError:
            send(theirs, ("memory", None))
            return
        _alarm(0)
        send(theirs, answer)


def _bound(setup: Setup) -> None:
    """Bound the memory, and end with the parent, where the system can do that."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = setup.memory if most == resource.RLIM_INFINITY else min(setup.memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _alarm(seconds: float) -> None:
    """Let the system end this process after some time, whatever it does then; 0: no longer."""
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
