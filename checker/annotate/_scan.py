"""The elements of an XML part with the bytes at which they stand, so that what is written between them
leaves every other byte as it was."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_TAG = re.compile(rb"<([^\s/>]++)(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_DECLARED = re.compile(rb"^<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w.-]{1,40})[\"'][^>]{0,80}\?>")
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PROPERTIES = "rPr"


@dataclass(slots=True, eq=False)
class Node:
    """An element: ``start:head`` is its first tag, ``start:end`` all of it; ``first:last`` its children but
    the properties of a run, which are ``properties``. ``pieces`` are the words right in it, each with the
    byte at which it stands. ``name`` is the local one, ``prefixed`` as it is written."""

    name: str
    space: str
    prefixed: bytes
    attributes: Mapping[str, str]
    start: int
    head: int
    parent: Node | None
    end: int = 0
    first: int | None = None
    last: int = 0
    properties: tuple[int, int] | None = None
    pieces: list[tuple[int, str]] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The attribute of a local name, whatever its namespace; empty where there is none."""
        last = f" {name}"
        return next((v for k, v in self.attributes.items() if k == name or k.endswith(last)), "")


def plain(data: bytes) -> bytes:
    """The part in UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            words = data.decode(encoding, "replace")
            return _DECLARED.sub(b"", words.lstrip("\ufeff").encode())
    told = _DECLARED.match(data)
    if told is None or told[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        return data
    try:
        words = data[told.end() :].decode(told[1].decode())
    except (LookupError, ValueError) as error:
        raise CheckerError("unreadable", "文件里的 XML 编码无法识别。") from error
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + words.encode()


def nodes(data: bytes, is_wanted: Callable[[int, str], bool]) -> dict[int, Node]:
    """The wanted elements of a part in UTF-8 by their number, in the order in which they begin, from 0;
    ``is_wanted`` is asked with the number and the local name. Errors: ``unreadable``."""
    found: dict[int, Node] = {}
    open_: list[Node] = []
    count = 0
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        at = parser.CurrentByteIndex
        head = _TAG.match(data, at)
        if head is None:  # the parser has seen a tag there
            raise ValueError
        space, _, name = tag.rpartition(" ")
        parent = open_[-1] if open_ else None
        node = Node(name, space, head[1], attributes, at, head.end(), parent)
        if parent is not None and name != _PROPERTIES and parent.first is None:
            parent.first = at
        if is_wanted(count, name):
            found[count] = node
        count += 1
        open_.append(node)

    def end(_tag: str) -> None:
        node = open_.pop()
        is_empty = data[node.head - 2 : node.head] == b"/>"
        node.end = node.head if is_empty else data.index(b">", parser.CurrentByteIndex) + 1
        if open_ and node.name == _PROPERTIES:
            open_[-1].properties = (node.start, node.end)
        elif open_:
            open_[-1].last = node.end

    def words(text: str) -> None:
        if open_ and open_[-1].first is None:
            open_[-1].pieces.append((parser.CurrentByteIndex, text))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    try:
        parser.Parse(data, True)  # noqa: FBT003 -- the library's own
    except (expat.ExpatError, ValueError) as error:
        raise CheckerError("unreadable", "文件里的 XML 不完整或已损坏，无法读取。") from error
    return found


def edited(data: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The part with each ``start:end`` exchanged; the edits are sorted and do not overlap."""
    pieces: list[bytes] = []
    at = 0
    for start, end, new in edits:
        pieces += (data[at:start], new)
        at = end
    return b"".join([*pieces, data[at:]])
