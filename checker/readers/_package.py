"""Packages (zip) of untrusted origin: only what is asked for is unpacked, and only so much."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from checker.errors import CheckerError
from checker.readers._limits import DEFAULT, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from checker.readers._limits import Limits

DECLARED = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
_LONG_NAME = re.compile(
    rb"xmlns[^=<>]{0,100}=\s{0,100}[\"'][^\"']{2000}"
)  # each element of it would repeat it
_ENCRYPTED = 0x1
# What the library raises over a package that is broken or of a kind that it cannot open.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(RuntimeError, OverflowError, ValueError),  # NotImplementedError is a RuntimeError
)
_ENTRY = b"PK\x01\x02"  # begins the record of each entry in the package's directory
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the day of an entry that has none
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL = re.compile(
    rb"PK\x03\x04[\s\S]{26}([\x20-\x7e]{1,80})"
)  # the name in an entry's own header
_SNIFFED = 1 << 16  # bytes of a broken package in which names are looked for


def names(data: bytes) -> tuple[str, ...]:
    """What a package holds; of one that is cut off or crowded, what the names at its beginning say."""
    if data.count(_ENTRY) > DEFAULT.entries:
        return _names_at_beginning(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return tuple(package.namelist())
    except _BROKEN:
        return _names_at_beginning(data)


def _names_at_beginning(data: bytes) -> tuple[str, ...]:
    return tuple(name.decode("ascii", "replace") for name in _LOCAL.findall(data[:_SNIFFED]))


class Package:
    """An opened package. Nothing of it is written anywhere; names are only looked up, never paths."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Errors: ``unreadable`` where the package is cut off or broken, ``too-large``."""
        count = data.count(_ENTRY)  # before the library makes an object of each
        if count > limits.entries:
            raise CheckerError(
                "too-large",
                f"压缩结构里有 {count} 个文件，超过 {limits.entries} 个，不予打开。",
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _BROKEN as error:
            raise CheckerError(
                "unreadable", "文件不完整或已损坏（压缩结构无法打开），请重新导出或另存后再检查。"
            ) from error
        self._infos = {info.filename: info for info in infos}
        counts = Counter(info.filename for info in infos)
        self.repeated = frozenset(name for name, count in counts.items() if count > 1)
        self._left = limits.unpacked
        self._limits = limits

    def __contains__(self, name: str) -> bool:
        """Whether the package holds an entry."""
        return name in self._infos

    @property
    def names_as_stored(self) -> dict[str, tuple[str, int]]:
        """Each name with the flags that say how it is written."""
        return {name: (name, info.flag_bits) for name, info in self._infos.items()}

    def read(self, name: str) -> bytes:
        """The bytes of one entry. Errors: ``encrypted``, ``too-large``, ``unreadable``."""
        info = self._infos[name]
        if info.flag_bits & _ENCRYPTED:
            raise CheckerError("encrypted", "文件加了密码，请去掉密码后再检查。")
        if info.compress_type not in _METHODS:  # others cannot be unpacked bit by bit
            raise CheckerError("unreadable", "文件用了少见的压缩方法，不予读取；请另存后再检查。")
        try:
            with self._zip.open(info) as file:
                data = file.read(self._left + 1)
        except _BROKEN as error:
            raise CheckerError(
                "unreadable", "文件不完整或已损坏（内容无法解压），请重新导出或另存后再检查。"
            ) from error
        if len(data) > self._left:
            raise CheckerError(
                "too-large",
                f"解压后超过 {in_words(self._limits.unpacked)}，可能是压缩炸弹，不予读取。",
            )
        self._left -= len(data)
        return data

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """The package with some entries exchanged or added, each other one as it was, in its order. The same
        bytes for the same entries. Errors: as in ``read``."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name in dict.fromkeys((*self._infos, *changed)):
                info = self._infos.get(name)
                new = zipfile.ZipInfo(name, _EPOCH if info is None else info.date_time)
                new.compress_type = zipfile.ZIP_DEFLATED if info is None else info.compress_type
                new.external_attr = 0 if info is None else info.external_attr
                made.writestr(new, changed[name] if name in changed else self.read(name))
        return out.getvalue()

    def tree(self, name: str) -> Element:
        """One entry as XML. Errors: as in ``read``; ``unsafe`` where it declares entities,
        ``too-deep``, ``unreadable``."""
        return parsed(self.read(name), self._limits)


def parsed(data: bytes, limits: Limits) -> Element:
    """XML without document types and entities, of bounded depth. Errors: ``unsafe``, ``too-deep``,
    ``unreadable``."""
    plain = _single(data)
    if any(mark in plain for mark in DECLARED):
        raise CheckerError("unsafe", "文件里声明了 XML 实体，可能有害，不予读取。")
    if _LONG_NAME.search(plain):
        raise CheckerError("unsafe", "文件里的 XML 名称空间异常地长，可能有害，不予读取。")
    try:
        root = ET.fromstring(plain)  # noqa: S314 -- entities are refused above
    except (ET.ParseError, ValueError, LookupError) as error:
        raise CheckerError("unreadable", "文件里的 XML 不完整或已损坏，无法读取。") from error
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > limits.xml_depth:
            raise CheckerError("too-deep", f"文件的嵌套超过 {limits.xml_depth} 层，无法读取。")
        level = [child for element in level for child in element]
    return root


def flat(data: bytes, limits: Limits) -> bytes:
    """A package that is written as one XML file, as the zip that it stands for. Errors: as in ``parsed``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for part in parsed(data, limits).iter(f"{_PKG}part"):
            held = part.find(f"{_PKG}xmlData")
            if held is not None and len(held):
                made.writestr((part.get(f"{_PKG}name") or "").lstrip("/"), ET.tostring(held[0]))
    return out.getvalue()


def _single(data: bytes) -> bytes:
    """UTF-16 as UTF-8, so that a mark in it is seen."""
    for bom, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            words = data.decode(encoding, "replace")
            head, _, rest = words.partition("?>")
            return (rest if head.lstrip("\ufeff").startswith("<?xml") else words).encode()
    if b"\x00" in data[:64]:
        raise CheckerError("unreadable", "文件里的 XML 编码无法识别。")
    return data
