"""The parts of a Word document that comments concern: the text, the comments, and what names them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from checker.annotate import _scan
from checker.errors import CheckerError
from checker.readers import docx
from checker.readers._package import Package, parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.readers import Limits

TYPES = "[Content_Types].xml"
_NAMES = "http://schemas.openxmlformats.org/package/2006"
_RELATION = f"{{{_NAMES}/relationships}}Relationship"
_EMPTY = f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_NAMES}/relationships"/>'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Parts:
    """A document opened for writing. ``main`` names the part that holds its text."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Errors: as of ``Package``; ``unreadable`` where there is no text."""
        self._data, self._limits = data, limits
        self._package = Package(data, limits)
        main = docx.main_part(self._package)
        if main is None:
            raise CheckerError("unreadable", "这个文件里没有 Word 正文，无法批注。")
        self.main = main
        folder, _, last = main.rpartition("/")
        self._folder = folder
        self.relations = f"{folder}/_rels/{last}.rels".lstrip("/")

    def part(self, name: str) -> bytes:
        """A part in UTF-8, or the empty list of relations. Errors: as of ``Package.tree``."""
        if name not in self._package and name == self.relations:
            return _EMPTY.encode()
        data = self._package.read(name)
        parsed(data, self._limits)  # refuses what is not safe to read
        return _scan.plain(data)

    def related(self, kind: str) -> str | None:
        """The part that the text names as its ``kind``, if it is there."""
        if self.relations not in self._package:
            return None
        for relation in self._package.tree(self.relations).iter(_RELATION):
            target = posixpath.normpath(
                posixpath.join(f"/{self._folder}", relation.get("Target") or "")
            ).lstrip("/")
            is_there = target in self._package and target != self.main
            if is_there and (relation.get("Type") or "").endswith(f"/{kind}"):
                return target
        return None

    def announced(self, space: str) -> tuple[str, Mapping[str, bytes]]:
        """The name of a new part for comments, and the parts that now name it; ``space`` is the namespace
        of the text, which says in which form of the standard the names are written."""
        name = next(n for n in self._free("comments") if n not in self._package)
        used = set(_ids(self.part(self.relations)))
        number = next(i for i in self._free("fazhi", "") if i not in used)
        strict = "purl.oclc.org" in space
        kind = "http://purl.oclc.org/ooxml" if strict else "http://schemas.openxmlformats.org"
        middle = "/officeDocument" if strict else "/officeDocument/2006"
        relation = (
            f'<Relationship xmlns="{_NAMES}/relationships" Id="{number}" '
            f'Type="{kind}{middle}/relationships/comments" Target="/{name}"/>'
        )
        override = (
            f'<Override xmlns="{_NAMES}/content-types" PartName="/{name}" ContentType="{_KIND}"/>'
        )
        changed = {self.relations: inserted(self.part(self.relations), relation.encode())}
        if TYPES in self._package:
            changed[TYPES] = inserted(self.part(TYPES), override.encode())
        return name, changed

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """The document with some parts exchanged or added. Errors: as of ``Package.read``."""
        return Package(self._data, self._limits).rewritten(changed)

    def _free(self, stem: str, suffix: str = ".xml") -> list[str]:
        """Names that could be free, enough of them that one is."""
        folder = f"{self._folder}/" if suffix and self._folder else ""
        return [f"{folder}{stem}{n or ''}{suffix}" for n in range(self._limits.entries + 2)]


def inserted(data: bytes, inner: bytes) -> bytes:
    """A part with something more at the end of its outermost element."""
    root = _scan.nodes(data, lambda number, _: number == 0)[0]
    tag = data[root.start : root.head]
    if tag.endswith(b"/>"):
        whole = tag[:-2].rstrip() + b">" + inner + b"</" + root.prefixed + b">"
        return data[: root.start] + whole + data[root.head :]
    at = data.rindex(b"</", root.start, root.end)
    return data[:at] + inner + data[at:]


def _ids(data: bytes) -> list[str]:
    found = _scan.nodes(data, lambda _, tag: tag == "Relationship")
    return [node.get("Id") for node in found.values()]
