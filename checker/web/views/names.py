"""What people call packs, parts and indicators: their titles in the rules in force."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.rule import Rulebook

# Parts that the grammar of documents tells, not the vocabulary.
_ROLES = {
    "chrome": "页面文字",
    "masthead": "标题",
    "opening": "导语",
    "closing": "落款",
    "attachments": "附件",
    "others": "其他单位的情况",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Titles by key; what has none is called by its key."""

    packs: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)

    def pack(self, key: str) -> str:
        """A pack's title."""
        return self.packs.get(key, key)

    def role(self, key: str) -> str:
        """What a part of a report is called."""
        return _ROLES.get(key) or self.roles.get(key, key)

    def indicator(self, key: str) -> str:
        """What a figure counts; empty where nobody knows."""
        return self.indicators.get(key, key)


def of(book: Rulebook) -> Names:
    """The titles that the rules in force give."""
    vocabulary = book.vocabulary
    indicators = {i.name: i.title for i in vocabulary.indicators}
    indicators |= {part.name: part.title for i in vocabulary.indicators for part in i.parts}
    return Names(
        packs={pack.id: pack.title for pack in book.packs},
        roles={role.name: role.title for role in vocabulary.roles},
        indicators=indicators,
    )
