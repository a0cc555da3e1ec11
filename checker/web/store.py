"""``--store DIR``: uploads and decisions on the disk, so that a workbench that was stopped finds them again.

One folder for each session, named by a digest of its key so that the folder does not open the session;
in it for each report a file of its bytes and one of what is known besides. Results are not kept: they
are judged again by the rules in force.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import CheckerError, reason
from checker.model.exceptions import Decision
from checker.renderers import _words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.web.nouns import Held

PLACE = "工作台"  # where a decision is written that was made here
_MARK = "fazhi-store.json"
_FORM = {"format": "fazhi-store/1"}
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_DECIDED = ("rule", "because", "by", "status")
_DECISIONS = ("", "pass", "partial", "fail", "not_applicable")  # the first of them a waiver
_MOST = 10**9  # uploads of a session
# What a file that somebody else wrote, or half wrote, may lead to.
_BROKEN = (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError)


class Kept(NamedTuple):
    """A report as it was kept; ``problem`` says why its bytes or decisions could not be read."""

    key: str
    path: str
    data: bytes
    decisions: tuple[Decision, ...]
    number: int
    problem: str = ""


class Store:
    """A folder of our own. Errors: ``store`` where it holds something else or cannot be used."""

    def __init__(self, folder: str) -> None:
        self._folder = os.path.realpath(folder)
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            mark = os.path.join(self._folder, _MARK)
            if not os.path.exists(mark):
                if os.listdir(self._folder):
                    raise CheckerError(
                        "store",
                        f"文件夹“{folder}”里已有别的文件，不会写进去；请给 --store 一个空文件夹或新文件夹。",
                    )
                _write(mark, json.dumps(_FORM).encode())
            elif not _is_ours(mark):
                raise CheckerError(
                    "store",
                    f"文件夹“{folder}”不是这个版本的工作台存的；请给 --store 另一个文件夹。",
                )
            os.chmod(self._folder, 0o700)
        except OSError as error:
            raise CheckerError("store", f"不能使用文件夹“{folder}”：{reason(error)}。") from error

    def keep(self, session: str, held: Held) -> None:
        """Write a report, its bytes once. Errors: ``unwritable``."""
        folder = self._of(session)
        known = {
            "path": held.path,
            "number": held.number,
            "decisions": [_plain(decision) for decision in held.decisions],
        }
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            data = os.path.join(folder, f"{held.key}.bin")
            if not os.path.exists(data):
                _write(data, held.data)
            told = json.dumps(known, ensure_ascii=False).encode()
            _write(os.path.join(folder, f"{held.key}.json"), told)
        except OSError as error:
            raise CheckerError("unwritable", f"没有存下来：{reason(error)}。") from error

    def drop(self, session: str, key: str) -> None:
        """Forget a report, with what was half written of it, and the session with its last."""
        folder = self._of(session)
        for name in _names(folder):
            if _key_of(name) == key:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(os.path.join(folder, name))
        with contextlib.suppress(OSError):
            os.rmdir(folder)

    def knows(self, session: str) -> bool:
        """Whether there is something of a session."""
        return os.path.isdir(self._of(session))

    def kept(self, session: str) -> list[Kept]:
        """The reports of a session in the order in which they came."""
        return sorted(self._read(session), key=lambda kept: kept.number)

    def _read(self, session: str) -> Iterator[Kept]:
        """Each report of which anything is there, be it half of it: whoever handed in a draft must see
        that it lies here, and be able to remove it."""
        folder = self._of(session)
        for key in sorted({_key_of(name) for name in _names(folder)}):
            if _KEY.fullmatch(key):
                yield _one(folder, key)

    def _of(self, session: str) -> str:
        return os.path.join(self._folder, hashlib.sha256(session.encode()).hexdigest())


def _names(folder: str) -> list[str]:
    """The files of a session; none where there is no such folder."""
    with contextlib.suppress(OSError):
        return os.listdir(folder)
    return []


def _key_of(name: str) -> str:
    """The key of the report that a file belongs to, whole or half written."""
    return name.partition(".")[0]


def _one(folder: str, key: str) -> Kept:
    """A report; one that is broken is told of, in the place of its result."""
    try:
        with open(os.path.join(folder, f"{key}.json"), "rb") as file:
            known: dict[str, Any] = json.load(file)
        decisions = tuple(_decision(each) for each in known["decisions"])
        path, number = _word(known["path"]), known["number"]
        if type(number) is not int or not 0 < number < _MOST or not path:
            raise ValueError
    except _BROKEN:
        return Kept(key, "存下来的报告", b"", (), 0, "存下来的记录已损坏，请重新放入这份报告。")
    try:
        with open(os.path.join(folder, f"{key}.bin"), "rb") as file:
            return Kept(key, path, file.read(), decisions, number)
    except OSError:
        return Kept(key, path, b"", decisions, number, "存下来的文件读不出来，请重新放入这份报告。")


def _plain(decision: Decision) -> dict[str, str]:
    told = {key: getattr(decision, key) for key in _DECIDED}
    return {**told, "until": decision.until.isoformat()}


def _decision(told: dict[str, str]) -> Decision:
    status, until = _word(told["status"]), date.fromisoformat(told["until"])
    if status not in _DECISIONS:
        raise ValueError
    rule, because, by = (_word(told[key]) for key in ("rule", "because", "by"))
    return Decision(rule, because, until, by, status=status, place=PLACE)


def _word(told: object) -> str:
    """Words on one line. Errors: ValueError."""
    if not isinstance(told, str) or _words.plain(told) != told:
        raise ValueError
    return told


def _is_ours(mark: str) -> bool:
    try:
        with open(mark, "rb") as file:
            return bool(json.load(file) == _FORM)
    except _BROKEN:
        return False


def _write(path: str, data: bytes) -> None:
    """Put a whole file in place, or none."""
    made = f"{path}.{secrets.token_hex(8)}"
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(made, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(made)
        raise
