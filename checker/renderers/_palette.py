"""The colours of the HTML page by day and by night; every one can be read on both grounds (WCAG AA)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = {
    "paper": "#ffffff",
    "back": "#f4f6f8",
    "ink": "#1c2024",
    "quiet": "#57606a",
    "line": "#d0d7de",
    "link": "#0a56a8",
    "fail": "#b3261e",
    "partial": "#8a5300",
    "review": "#5b3fa8",
    "pass": "#1a6b35",
}
NIGHT = {
    "paper": "#15181c",
    "back": "#1e2329",
    "ink": "#e4e7ea",
    "quiet": "#a5afba",
    "line": "#3b444e",
    "link": "#82bbff",
    "fail": "#ff9d95",
    "partial": "#f0b65e",
    "review": "#c5b1ff",
    "pass": "#82d49c",
}
# On paper: ink of one kind; what is less important is grey, not small dots of colour.
PRINTED = {
    **dict.fromkeys(DAY, "#000000"),
    **dict.fromkeys(("paper", "back"), "#ffffff"),
    "quiet": "#444444",
    "line": "#999999",
}


def variables(colours: Mapping[str, str]) -> str:
    """Colours as a style sheet names them."""
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())
