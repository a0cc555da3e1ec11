"""Where a thread has its reports judged: a process of its own, watched, and replaced when it falls."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from checker.corpus.child import receive, send
from checker.corpus.rows import rows
from checker.errors import CheckerError
from checker.model.result import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.corpus.nouns import Setup

_LOOK = 0.2  # seconds between two looks at the clock
_TRIES = 2  # a process may have been killed by somebody else: then the report is not at fault
_START = 120.0  # seconds until a process that has been started must be ready


class Stopped(Exception):  # noqa: N818 - an order, no error
    """The batch has been stopped."""


class Bench:
    """One judging process at a time. Not for several threads at once."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline = 0.0
        self._is_late = False
        self._stopped = False
        threading.Thread(target=self._watch, daemon=True).start()

    def rows(self, path: str, data: bytes, content: str) -> tuple[bytes, bool]:
        """The rows of one input, and whether they tell of a failure, be it that it costs too much."""
        for _ in range(_TRIES):
            try:
                kind, told = self._ask(("rows", path, data, content), self.setup.seconds)
            except EOFError:
                if self._is_late:
                    why = f"检查超过 {self.setup.seconds:g} 秒，已经停止；请看这个文件是否正常。"
                    return self.failure(path, content, "too-slow", why), True
                continue
            if kind == "rows":
                done: tuple[bytes, bool] = told
                return done
            self._end()
            why = f"检查时内存超过 {self.setup.memory >> 20} MB，已经停止；请看这个文件是否正常。"
            return self.failure(path, content, "too-much-memory", why), True
        why = "检查这个文件时程序意外中止（试了两次），请看这个文件是否正常。"
        return self.failure(path, content, "crashed", why), True

    def failure(self, path: str, content: str, code: str, message: str) -> bytes:
        """The rows of an input that was not judged."""
        return marshal.dumps(rows(Failure(path, code, message), content, self.setup.digest))

    def tables(self, written: Sequence[bytes]) -> dict[str, bytes]:
        """Rows of several inputs as Parquet files. Errors: ``crashed``."""
        for _ in range(_TRIES + 1):
            try:
                _, made = self._ask(("tables", list(written)), _START)
            except EOFError:
                continue
            found: dict[str, bytes] = made
            return found
        raise CheckerError(
            "crashed", "写结果的程序一再中止，请检查内存和磁盘后再运行，已完成的部分仍在。"
        )

    def stop(self) -> None:
        """End the process; whoever waits for it gets ``Stopped``."""
        self._stopped = True
        self._end()

    def _ask(self, command: tuple[Any, ...], seconds: float) -> tuple[str, Any]:
        process = self._process or self._started()
        self._deadline, self._is_late = time.monotonic() + seconds, False
        try:
            send(process.stdin, command)  # type: ignore[arg-type] # it has pipes
            answer: tuple[str, Any] = receive(process.stdout)  # type: ignore[arg-type] # as before
        except (EOFError, OSError, ValueError) as error:
            self._end()
            if self._stopped:
                raise Stopped from error
            raise EOFError from error
        finally:
            self._deadline = 0.0
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        """A process that is ready. Errors: those of rule files, ``crashed``."""
        if self._stopped:
            raise Stopped
        command = [sys.executable, "-c", "from checker.corpus.child import main; main()"]
        self._process = process = subprocess.Popen(  # noqa: S603 - ourselves
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            start_new_session=True,  # Ctrl+C is for the one who coordinates
        )
        try:
            kind, told = self._ask(tuple(self.setup), _START)
        except EOFError:
            raise CheckerError("crashed", "检查程序起不来，请看内存是否足够。") from None
        if kind == "refused":
            self._end()
            raise CheckerError(*told)
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream:
                    with suppress(OSError):
                        stream.close()

    def _watch(self) -> None:
        """Kill a process that takes too long; the one who waits for it then sees its end."""
        while not self._stopped:
            time.sleep(_LOOK)
            deadline, process = self._deadline, self._process
            if deadline and process is not None and time.monotonic() > deadline:
                self._is_late = True
                process.kill()
