"""Text of strangers made harmless: as Markdown, and as a file's name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from checker.renderers import _words

if TYPE_CHECKING:
    from collections.abc import Iterable

# Characters that open or close markup anywhere, in CommonMark, GFM, and the dialects with maths.
_ANYWHERE = re.compile(r"[\\`*_{}\[\]#~$^]")
# Entities, not backslashes: some see HTML, or the cells of a table, before any backslash.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_ENTITY = re.compile(r"[&<>|]")
# What bare links are told by: ``//``, a scheme's colon, a dot inside a name.
_LINKS = re.compile(r"/(?=/)|(?<=[:/])/|:(?=/)|(?<=[A-Za-z]):(?=\w)|(?<=[A-Za-z])\.|\.(?=[^\s\d.])")
# What makes a block only where a line begins: lists, rules, underlines, definitions, numbers.
_OPENING = re.compile(r"[-+=:]|\d{1,9}(?=[.)](?:\s|$))")
_JOINER = "\u2060"  # stands after @ and is not seen: no renderer takes it for part of an address

_UNSAFE = re.compile(r"[^\w.()（）《》〔〕、，-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|readme|index)(\.|$)", re.IGNORECASE)
_NAME_BYTES = 120


def escape(text: str) -> str:
    """``text`` as one line of Markdown that shows it and does nothing else, wherever it stands."""
    line = _words.plain(text)
    line = _ANYWHERE.sub(r"\\\g<0>", line)
    line = _LINKS.sub(r"\\\g<0>", line)
    line = _ENTITY.sub(lambda m: _ENTITIES[m.group()], line).replace("@", "@" + _JOINER)
    opening = _OPENING.match(line)
    if opening is None:
        return line
    digits = opening.group() if opening.group().isdigit() else ""
    return f"{digits}\\{line[len(digits) :]}"


def file_names(paths: Iterable[str]) -> list[str]:
    """One safe Markdown file name a path, in order, no two alike even where case is ignored."""
    taken: set[str] = set()
    names: list[str] = []
    for path in paths:
        stem = _stem(path)
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names.append(f"{name}.md")
    return names


def _stem(path: str) -> str:
    """The path's last part without suffix: letters, digits and quiet marks, short, not hidden."""
    base = _words.file_name(path)
    stem = unicodedata.normalize("NFC", base.rpartition(".")[0] or base)
    stem = _UNSAFE.sub("_", stem).strip("._-")
    stem = stem.encode()[:_NAME_BYTES].decode(errors="ignore").rstrip("._-")
    if not stem:
        return "report"
    return f"_{stem}" if _RESERVED.match(stem) else stem
