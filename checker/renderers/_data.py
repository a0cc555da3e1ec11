"""JSON for other systems: the same data in the same bytes, in which no character acts on who looks."""

from __future__ import annotations

import json
import re

# Control and format characters, line separators, halves of characters: written as escapes.
_ACTING = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def as_json(value: object) -> str:
    """``value`` as one JSON document, characters as they are, one key a line."""
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return _ACTING.sub(lambda m: f"\\u{ord(m.group()):04x}", text) + "\n"
