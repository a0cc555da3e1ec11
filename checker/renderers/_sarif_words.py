"""Words as SARIF shows them, in which nothing is a link or an argument."""

from __future__ import annotations

import re

from checker.renderers import _words

_LINK = re.compile(
    r"\](?=\()"
)  # in every message ``[words](target)`` is a link, ``{0}`` an argument
_BRACES = str.maketrans("{}", "｛｝")
_NOTHING = "—"


def words(*parts: str) -> str:
    """The parts that there are, on one line."""
    text = " ".join(_words.plain(part) for part in parts if part)
    return _LINK.sub("] ", text).translate(_BRACES) or _NOTHING


def message(*parts: str) -> dict[str, str]:
    """The same as a message."""
    return {"text": words(*parts)}
