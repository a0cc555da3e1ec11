"""Pinyin glosses that web converters leave after characters: 執(zhí)法 → 執法."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model.text import Edit
from checker.zh import HAN

if TYPE_CHECKING:
    from checker.model.text import Text

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_SYLLABLE = (
    r"(?:[bpmfdtnlgkhjqxzcsryw]|[zcs]h)?"
    r"(?:a(?:i|o|n|ng)?|e(?:i|r|n|ng)?|i(?:a|ao|an|ang|e|n|ng|ong|u)?|o(?:u|ng)?|u(?:a|ai|an|ang|e|i|n|o)?|v(?:e)?)"
)
_GLOSS = re.compile(
    rf"\((?<=[{HAN}A-Z]\() ?(?:([a-z{_TONED}]*[{_TONED}][a-z{_TONED}]*)|({_SYLLABLE})) ?\)"
)


def dropped(text: Text) -> Text:
    """The view without pinyin glosses; brackets with any other content stay.

    A gloss with a tone mark is one wherever it stands; a bare syllable only after a character
    that the text glosses with a tone elsewhere, so that (app) or (ka) by themselves stay.
    """
    if "(" not in text.content:
        return text
    matches = list(_GLOSS.finditer(text.content))
    toned = {text.content[m.start() - 1] for m in matches if m[1]}
    edits = [
        Edit(m.start(), m.end(), "")
        for m in matches
        if m[1] or (toned and m[2] and text.content[m.start() - 1] >= "\u3400")
    ]
    return text.edited(edits) if edits else text
