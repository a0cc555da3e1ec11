"""Which files a glob names, as in .gitignore: ``*.docx`` at any depth, ``2025/`` all below, ``!`` but these."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MAGIC = re.compile(r"[\\*?\[\]]")


def matches(globs: Sequence[str], path: str) -> bool:
    """Whether a path, relative and with ``/``, is one of those that the globs name. A path that leads
    out of the folder (``../``) is not."""
    if not path or path.startswith(("../", "/")):
        return False
    return bool(_spec(tuple(globs)).match_file(path))


def unmatched(globs: Sequence[str], folder: str) -> str | None:
    """The first glob that names no file below the folder; None where each names one. One that names
    what is in a zip file is asked only for that file."""
    left = list(globs)
    for path in _files(folder):
        left = [g for g in left if not matches((_outside(g),), path)]
        if not left:
            return None
    return left[0] if left else None


def _outside(glob: str) -> str:
    """What a glob names on disk."""
    archive, suffix, _ = glob.removeprefix("!").partition(".zip/")
    return f"{archive}.zip" if suffix else archive


def why_wrong(glob: str) -> str:
    """What is wrong with a glob, in Chinese; empty where nothing is."""
    try:
        _spec((glob,))
    except ValueError:
        return "通配符的写法不对"
    return "" if glob.strip("!/ ") else "通配符是空的"


def exactly(path: str) -> str:
    """The glob of one file, by its relative path with ``/``, whatever characters the path holds."""
    escaped = _MAGIC.sub(r"\\\g<0>", path)
    return f"/{escaped[:-1]}\\ " if escaped.endswith(" ") else f"/{escaped}"


def _files(folder: str) -> Iterator[str]:
    """Every file below a folder but hidden ones, relative, with ``/``."""
    for base, names, files in os.walk(folder):
        names[:] = sorted(n for n in names if not n.startswith("."))
        for file in sorted(files):
            yield os.path.relpath(os.path.join(base, file), folder).replace(os.sep, "/")


@lru_cache(maxsize=256)
def _spec(globs: tuple[str, ...]) -> Any:  # noqa: ANN401 - imported only where it is needed
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines(globs)
