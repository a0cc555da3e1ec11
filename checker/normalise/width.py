"""One form for each character of the text; controls and zero-width marks dropped."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from checker.characters import fold
from checker.model.text import Edit

if TYPE_CHECKING:
    from checker.model.text import Text

_DROPPED = re.compile(
    "\r\n?|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]"
)
_EXPANDED = re.compile("[\u3220-\u3229\u2474-\u2487\u2488-\u249b\u3251-\u325f]")


def folded(text: Text) -> Text:
    """The view with one form for each character; controls and zero-width marks are gone."""
    view = text.same_length(fold(text.content))
    edits = [
        Edit(m.start(), m.end(), "\n" if m[0][0] == "\r" else "")
        for m in _DROPPED.finditer(view.content)
    ]
    view = view.edited(edits) if edits else view
    grown = [
        Edit(m.start(), m.end(), unicodedata.normalize("NFKC", m[0]))
        for m in _EXPANDED.finditer(view.content)
    ]
    return view.edited(grown) if grown else view
