"""Which characters of a stranger's text can be seen and turn no others round."""

from __future__ import annotations

from unicodedata import category

_HIDDEN = ("Cc", "Cf", "Cs", "Cn")


def is_seen(char: str) -> bool:
    """Whether a character is neither control, format nor none at all; a tab is seen."""
    return char == "\t" or category(char) not in _HIDDEN
