"""What programs put beside a file that is no file of its own: parts of a saved page, locks of a document."""

from __future__ import annotations

from os.path import splitext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAGES = (".html", ".htm", ".shtml", ".xhtml")
_ENDINGS = ("_files", ".files", "_file")
_LOCK = "~$"


def folders_of_pages(files: Iterable[str]) -> frozenset[str]:
    """The folders that would hold the parts of the pages among these files."""
    stems = (stem for stem, suffix in map(splitext, files) if suffix.lower() in _PAGES)
    return frozenset(stem + end for stem in stems for end in _ENDINGS)


def is_left_out(name: str) -> bool:
    """Whether a file is hidden, or only says that another one is open."""
    return name.startswith((".", _LOCK))
