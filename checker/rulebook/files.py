"""Where rule files are, and what is in them."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from checker import __version__
from checker.errors import CheckerError, reason
from checker.rulebook import yaml_places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

MAX_FILES = 2000
MAX_TOTAL = 20 * 1024 * 1024  # bytes of all files of one folder
_FORMAT = "1"
_SORT_WORDS = {"settings": "设置", "exceptions": "例外"}


SETTINGS, EXCEPTIONS = "settings", "exceptions"


class RuleFile(NamedTuple):
    """One YAML file: the folder of rules it is in, its path below it, its bytes, and ``settings`` or
    ``exceptions`` where it is no rule file but says which rules are in force, and for whom not."""

    folder: str
    relative: str
    data: bytes
    sort: str = ""

    @property
    def path(self) -> str:
        """The path as a person would write it."""
        return f"{self.folder}/{self.relative}" if self.folder else self.relative


def shipped() -> str:
    """The folder of the rules that ship with the tool: inside the wheel, or beside the package."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(here, "_rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(here), "rules")


def collect(folders: Sequence[str], base: str | None = None) -> list[RuleFile]:
    """Every YAML file of the shipped rules (or of ``base`` in their stead) and of ``folders``, sorted
    within each folder."""
    files: list[RuleFile] = []
    for index, folder in enumerate((base or shipped(), *folders)):
        name = "rules" if index == 0 and not base else folder.rstrip("/") or "/"
        if not os.path.isdir(folder):
            raise CheckerError("rules-not-found", f"找不到规则文件夹“{folder}”。")
        found = _walk(folder, name)
        if index and not found:
            raise CheckerError("no-rules", f"规则文件夹“{folder}”里没有规则文件（*.yaml）。")
        files.extend(found)
    return files


def alone(path: str, sort: str) -> RuleFile:
    """A file that stands for itself: settings or exceptions. Errors: ``not-found``, ``rule-file``."""
    name = _SORT_WORDS[sort]
    if not os.path.isfile(path):
        raise CheckerError("not-found", f"找不到{name}文件“{path}”。")
    try:
        return RuleFile("", path, _read(path, path), sort)
    except OSError as error:
        raise CheckerError("rule-file", f"{name}文件无法读取：{reason(error)}。", path) from None


def named(found: RuleFile, key: str) -> list[str]:
    """The paths that a settings file names under ``key``, from its own folder; nothing is said of what
    is wrong with the file, which is told when it is checked."""
    listed = _written(found, key)
    here = os.path.dirname(found.path)
    listed = listed if isinstance(listed, list) else []
    return [os.path.join(here, path) for path in listed if isinstance(path, str) and path]


def globs(found: RuleFile, key: str) -> tuple[str, ...]:
    """The globs that a settings file has under ``key``; nothing is said of what is wrong with it."""
    listed = _written(found, key)
    return tuple(g for g in listed if isinstance(g, str) and g) if isinstance(listed, list) else ()


def baseline(found: RuleFile) -> str:
    """The path of the baseline that a settings file names, from its own folder; empty where none."""
    path = _written(found, "baseline")
    return os.path.join(os.path.dirname(found.path), path) if path and isinstance(path, str) else ""


def _written(found: RuleFile, key: str) -> object:
    try:
        data = yaml_places.parse(found.path, found.data).data
    except CheckerError:
        return None
    return data.get(key) if isinstance(data, dict) else None


def _walk(folder: str, name: str) -> list[RuleFile]:
    found: list[RuleFile] = []
    size = 0

    def refuse(error: OSError) -> NoReturn:
        raise CheckerError(
            "rule-file",
            f"规则文件夹无法读取：{reason(error)}。",
            _below(name, folder, error.filename),
        ) from None

    for base, names, entries in os.walk(folder, onerror=refuse):
        names[:] = sorted(n for n in names if not n.startswith("."))
        for linked in (n for n in names if os.path.islink(os.path.join(base, n))):
            raise CheckerError(
                "rule-file",
                "规则文件夹里的文件夹不能是符号链接，不会被读取；请改用 --rules 指明它。",
                _below(name, folder, os.path.join(base, linked)),
            )
        for entry in sorted(entries):
            full = os.path.join(base, entry)
            place = _below(name, folder, full)
            if not _is_rule_file(entry, place):
                continue
            if len(found) >= MAX_FILES:
                raise CheckerError(
                    "rule-file", f"规则文件超过 {MAX_FILES} 个，请合并或分开使用。", name
                )
            try:
                data = _read(full, place)
            except OSError as error:
                raise CheckerError(
                    "rule-file", f"规则文件无法读取：{reason(error)}。", place
                ) from None
            found.append(RuleFile(name, place.removeprefix(f"{name}/"), data))
            size += len(data)
            if size > MAX_TOTAL:
                raise CheckerError(
                    "rule-file", f"规则文件共超过 {MAX_TOTAL // 1024**2} MB，请精简。", name
                )
    return found


def _below(name: str, folder: str, path: str) -> str:
    """``path`` below ``folder``, as a person who calls the folder ``name`` would write it."""
    relative = os.path.relpath(path, folder).replace(os.sep, "/")
    return name if relative == "." else f"{name}/{relative}"


def _is_rule_file(entry: str, place: str) -> bool:
    """Whether a file is read, by its name; CheckerError where the name only nearly says so."""
    stem, suffix = os.path.splitext(entry)
    if suffix.lower() not in (".yaml", ".yml"):
        if stem.lower().endswith((".yaml", ".yml")):
            raise CheckerError(
                "rule-file", f"多了后缀 {suffix}，不会被读取；请改名为 {stem}。", place
            )
        return False
    if suffix != ".yaml":
        raise CheckerError(
            "rule-file",
            f"规则文件的后缀应为小写的 .yaml，{suffix} 不会被读取；请改名为 {stem}.yaml。",
            place,
        )
    if not entry.isprintable():
        raise CheckerError("rule-file", "规则文件的名称里有无法显示的字符，请改名。", place)
    return True


def _read(path: str, place: str) -> bytes:
    """The bytes of a regular file of at most MAX_BYTES, asked before it is opened."""
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise CheckerError("rule-file", "规则文件应是普通文件，不能是管道、设备等。", place)
    if status.st_size > yaml_places.MAX_BYTES:
        raise yaml_places.too_large(place)
    with open(path, "rb") as file:
        return file.read(yaml_places.MAX_BYTES + 1)


def digest(files: Sequence[RuleFile], *settings: str) -> str:
    """A name for exactly these files and settings."""
    sum_ = hashlib.sha256()
    for part in (_FORMAT, __version__, *settings):
        sum_.update(part.encode() + b"\0")
    for file in files:
        sum_.update(f"{file.relative}\0{len(file.data)}\0".encode())
        sum_.update(file.data)
    return f"sha256:{sum_.hexdigest()}"
