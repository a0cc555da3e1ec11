"""Markdown: text whose marks are not words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.readers import txt

if TYPE_CHECKING:
    from checker.model.text import Source
    from checker.readers._limits import Limits

SUFFIXES = (".md", ".markdown")


def claims(suffix: str, data: bytes) -> int:
    """Text with a Markdown suffix."""
    return 2 if suffix in SUFFIXES and txt.claims(suffix, data) else 0


def read(path: str, data: bytes, limits: Limits) -> Source:
    """Decode like plain text; errors as there."""
    return replace(txt.read(path, data, limits), markup="markdown")
