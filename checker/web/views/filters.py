"""Which findings are shown: by pack, status and severity, as an address says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.model.rule import SEVERITY_WORDS, STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.web.views.gaps import Card

_STATES = {
    "fail": "缺失或不符合",
    "partial": STATUS_WORDS["partial"],
    "review": STATUS_WORDS["review"],
    "waived": "已豁免",
    "known": "基线已有",
    "pass": STATUS_WORDS["pass"],
    "not_applicable": STATUS_WORDS["not_applicable"],
}


class Choice(NamedTuple):
    """One box to tick, with how many findings it lets through."""

    value: str
    words: str
    many: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """The boxes, and the ids of the findings that are let through."""

    packs: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    severities: tuple[Choice, ...]
    admitted: frozenset[str]
    active: bool
    words: str


def narrowed(cards: Sequence[Card], query: Mapping[str, Sequence[str]]) -> Filter:
    """The filter that an address asks for; where it names nothing that there is, all is shown."""
    packs = {card.pack: card.pack_title for card in cards}
    chosen = {
        "pack": _known(query, "pack", packs),
        "status": _known(query, "status", _STATES),
        "severity": _known(query, "severity", SEVERITY_WORDS),
    }
    admitted = frozenset(
        card.id
        for card in cards
        if all(
            not wanted or value in wanted
            for wanted, value in zip(
                chosen.values(), (card.pack, card.state, card.severity), strict=True
            )
        )
    )
    active = any(chosen.values())
    return Filter(
        packs=_choices(packs, [card.pack for card in cards], chosen["pack"]),
        statuses=_choices(_STATES, [card.state for card in cards], chosen["status"]),
        severities=_choices(SEVERITY_WORDS, [c.severity for c in cards], chosen["severity"]),
        admitted=admitted,
        active=active,
        words=said(len(admitted), len(cards)) if active else f"共 {len(cards)} 项",
    )


def said(shown: int, total: int) -> str:
    """How many are shown."""
    return f"{total} 项里有 {shown} 项符合条件" if shown else "没有符合条件的"


def _known(
    query: Mapping[str, Sequence[str]], key: str, there: Mapping[str, str]
) -> frozenset[str]:
    return frozenset(there).intersection(query.get(key, ()))


def _choices(
    words: Mapping[str, str], there: Sequence[str], chosen: frozenset[str]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(value, word, there.count(value), value in chosen)
        for value, word in words.items()
        if value in there
    )
