"""Where rule files are, what is in them, and a cache of their parsed form as plain data."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import __version__
from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_FILES = 2000
_FORMAT = "1"


class RuleFile(NamedTuple):
    """One YAML file: the folder of rules it is in, its path below it, its bytes."""

    folder: str
    relative: str
    data: bytes

    @property
    def path(self) -> str:
        """The path as a person would write it."""
        return f"{self.folder}/{self.relative}"


def shipped() -> str:
    """The folder of the rules that ship with the tool: inside the wheel, or beside the package."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(here, "_rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(here), "rules")


def collect(folders: Sequence[str]) -> list[RuleFile]:
    """Every YAML file of the shipped rules and of ``folders``, sorted within each folder."""
    files: list[RuleFile] = []
    for index, folder in enumerate((shipped(), *folders)):
        name = "rules" if index == 0 else folder.rstrip("/") or "/"
        if not os.path.isdir(folder):
            raise CheckerError("rules-not-found", f"找不到规则文件夹“{folder}”。")
        found = _walk(folder, name)
        if index and not found:
            raise CheckerError("no-rules", f"规则文件夹“{folder}”里没有规则文件（*.yaml）。")
        files.extend(found)
    return files


def _walk(folder: str, name: str) -> list[RuleFile]:
    found: list[RuleFile] = []
    for base, names, entries in os.walk(folder):
        names[:] = sorted(n for n in names if not n.startswith("."))
        for entry in sorted(entries):
            full = os.path.join(base, entry)
            relative = os.path.relpath(full, folder).replace(os.sep, "/")
            if entry.endswith(".yml"):
                raise CheckerError(
                    "rule-file", "规则文件的后缀应为 .yaml，.yml 不会被读取。", f"{name}/{relative}"
                )
            if not entry.endswith(".yaml"):
                continue
            if len(found) >= MAX_FILES:
                raise CheckerError("rule-file", f"规则文件超过 {MAX_FILES} 个。", name)
            try:
                with open(full, "rb") as file:
                    found.append(RuleFile(name, relative, file.read()))
            except OSError as error:
                raise CheckerError(
                    "rule-file", f"规则文件无法读取（{error.strerror}）。", f"{name}/{relative}"
                ) from None
    return found


def digest(files: Sequence[RuleFile], *settings: str) -> str:
    """A name for exactly these files and settings."""
    sum_ = hashlib.sha256()
    for part in (_FORMAT, __version__, *settings):
        sum_.update(part.encode() + b"\0")
    for file in files:
        sum_.update(f"{file.relative}\0{len(file.data)}\0".encode())
        sum_.update(file.data)
    return f"sha256:{sum_.hexdigest()}"


def _cache_path(name: str) -> str | None:
    root = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return (
        os.path.join(root, "fazhi-checker", f"{name.replace(':', '-')}.json")
        if os.path.isabs(root)
        else None
    )


def cached(name: str) -> dict[str, Any] | None:
    """The parsed files kept under ``name``, or None."""
    path = _cache_path(name)
    try:
        if path is None:
            return None
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def keep(name: str, data: dict[str, Any]) -> None:
    """Keep parsed files under ``name``; where nothing can be written, nothing is kept."""
    path = _cache_path(name)
    if path is None:
        return
    partial = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(partial, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False)
        os.replace(partial, path)
    except OSError:
        return
