"""A folder of Parquet files that grows part by part; a part is there whole, or not at all.

``store.json`` says that it is one; ``inputs.parquet`` what was last given; ``parts/<digest>/<part>/`` holds
the tables of a chunk, put in place by one renaming.
"""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, NamedTuple, Self

from checker.corpus.tables import INPUTS, parquet
from checker.errors import CheckerError, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType

    from checker.corpus.nouns import Part

FORMAT = 1
_NOTE, _INPUTS, _PARTS, _LOCK, _OPEN = "store.json", "inputs.parquet", "parts", ".lock", ".open-"

_KEYS = {"assessments": ["content", "path"], "failures": ["content", "path", "code"]}
Given = tuple[str, str, int, str, str]  # path, content, bytes, version, digest: ``tables.INPUTS``


class Known(NamedTuple):
    """What a store holds under a digest: hashes of contents, or what stands for them where nothing could
    be read; and the hash of each path."""

    keys: set[str]
    paths: dict[str, str]


class Store:
    """A store, held by one writer at a time. Errors: ``not-a-store``, ``busy``, ``unwritable``."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._lock: int | None = None

    def __enter__(self) -> Self:
        try:
            os.makedirs(self.folder, exist_ok=True)
            self._claim()
            note = os.path.join(self.folder, _NOTE)
            if os.path.exists(note):
                check(self.folder)
            elif any(name != _LOCK for name in os.listdir(self.folder)):
                raise CheckerError(
                    "not-a-store",
                    "文件夹里有别的东西，不能用来存结果；请换一个空文件夹。",
                    self.folder,
                )
            else:
                _put(note, json.dumps({"format": FORMAT}).encode() + b"\n")
            for parts in self._folders():
                for name in os.listdir(parts):
                    if name.startswith(_OPEN):  # what a run that was cut off had begun
                        shutil.rmtree(os.path.join(parts, name))
        except OSError as error:
            raise CheckerError("unwritable", f"不能写入：{reason(error)}。", self.folder) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._lock is not None:
            os.close(self._lock)

    def _claim(self) -> None:
        """Hold the store for oneself, where the system has locks."""
        try:
            import fcntl
        except ImportError:  # Windows
            return
        self._lock = os.open(os.path.join(self.folder, _LOCK), os.O_CREAT | os.O_RDWR, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CheckerError(
                "busy",
                "另一个批量检查正在写这个文件夹，请等它结束，或者换一个文件夹。",
                self.folder,
            ) from error

    def _folders(self) -> Iterator[str]:
        parts = os.path.join(self.folder, _PARTS)
        for name in sorted(os.listdir(parts)) if os.path.isdir(parts) else ():
            yield os.path.join(parts, name)

    def known(self, digest: str) -> Known:
        """What has been judged under a digest."""
        import pyarrow.parquet as pq

        keys: set[str] = set()
        paths: dict[str, str] = {}
        folder = os.path.join(self.folder, _PARTS, digest)
        for part in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            at = os.path.join(folder, part)
            for name, columns in _KEYS.items():
                table = pq.read_table(os.path.join(at, f"{name}.parquet"), columns=columns)
                for row in zip(*(table.column(c).to_pylist() for c in columns), strict=True):
                    keys.add(row[0] or unread(row[2], row[1]))
                    paths[row[1]] = row[0]
        return Known(keys, paths)

    def commit(self, digest: str, part: Part) -> None:
        """Put a part in its place. Errors: ``unwritable``."""
        folder = os.path.join(self.folder, _PARTS, digest)
        beside = os.path.join(folder, f"{_OPEN}{part.name}")
        try:
            os.makedirs(beside)
            for name, data in part.tables.items():
                _write(os.path.join(beside, f"{name}.parquet"), data)
            os.rename(beside, os.path.join(folder, part.name))
            _sync(folder)
        except OSError as error:
            raise CheckerError("unwritable", f"不能写入：{reason(error)}。", self.folder) from error

    def given(self) -> dict[str, Given]:
        """What earlier runs were given, by path."""
        path = os.path.join(self.folder, _INPUTS)
        if not os.path.exists(path):
            return {}
        import pyarrow.parquet as pq

        table = pq.read_table(path)
        rows: Iterator[Given] = zip(*(table.column(c).to_pylist() for c in INPUTS), strict=True)
        return {row[0]: row for row in rows}

    def remember(self, given: Mapping[str, Given]) -> None:
        """Keep what was given, in place of what was kept before. Errors: ``unwritable``."""
        rows: Sequence[Given] = [given[path] for path in sorted(given)]
        try:
            _put(os.path.join(self.folder, _INPUTS), parquet(INPUTS, rows))
        except OSError as error:
            raise CheckerError("unwritable", f"不能写入：{reason(error)}。", self.folder) from error


def check(folder: str) -> None:
    """Refuse a folder that is no store of ours, or of another format. Errors: ``not-a-store``."""
    try:
        with open(os.path.join(folder, _NOTE), "rb") as file:
            note = json.loads(file.read(1000))
    except (OSError, ValueError) as error:
        told = "这里没有批量检查的结果；请先运行 fazhi batch … --store 文件夹。"
        raise CheckerError("not-a-store", told, folder) from error
    if not isinstance(note, dict) or note.get("format") != FORMAT:
        raise CheckerError(
            "not-a-store",
            "这里的结果是另一个版本的程序写的，读不了；请换一个文件夹重新检查。",
            folder,
        )


def files(store: str, table: str) -> list[str]:
    """The Parquet files of a table, of every digest, in order."""
    found: list[str] = []
    parts = os.path.join(store, _PARTS)
    for digest in sorted(os.listdir(parts)) if os.path.isdir(parts) else ():
        folder = os.path.join(parts, digest)
        names = sorted(name for name in os.listdir(folder) if not name.startswith(_OPEN))
        found.extend(os.path.join(folder, name, f"{table}.parquet") for name in names)
    return found


def inputs_file(folder: str) -> str:
    """The file of what was given."""
    return os.path.join(folder, _INPUTS)


def unread(code: str, path: str) -> str:
    """What stands for the content of an input that cannot be read."""
    return f"{code} {path}"


def _put(path: str, data: bytes) -> None:
    """Write beside, then rename: one sees the old file or the new one."""
    _write(f"{path}.tmp", data)
    os.replace(f"{path}.tmp", path)
    _sync(os.path.dirname(path))


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: str) -> None:
    """Let a renaming outlast a power cut, where folders can be synced."""
    if os.name != "posix":
        return
    at = os.open(folder or ".", os.O_RDONLY)
    try:
        os.fsync(at)
    finally:
        os.close(at)
