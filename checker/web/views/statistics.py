"""What the reports of a session have in common: scores, rules missed, a map of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.result import Assessment
from checker.renderers import _words
from checker.web.views import choices, heat, misses, spread
from checker.web.views.misses import Judged
from checker.web.views.rows import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.web.nouns import Held
    from checker.web.views.misses import Miss
    from checker.web.views.spread import Spread

_NARROWS = ("level", "year")
_BARS = 15  # rules of the chart; the table has all


def page(session: Sequence[Held], query: Mapping[str, str]) -> dict[str, object]:
    """What ``statistics.html`` shows. ``query`` has ``level`` and ``year`` (whose reports count),
    ``rule`` (of which to list the reports that fall short) and ``page`` (of the map)."""
    every = rows(session)
    chosen = choices.chosen(every, {key: query.get(key, "") for key in _NARROWS})
    wanted = [row for row in every if chosen.admits(row)]
    judged = _judged(session, {row.key for row in wanted})
    rules = misses.misses(judged)
    asked = next((miss for miss in rules if miss.rule == query.get("rule")), None)
    spread_ = spread.spread(wanted)
    number = query.get("page", "")
    return {
        "here": "statistics",
        "total": len(every),
        "count": len(wanted),
        "unscored": len(session) - len(every),
        "lists": tuple(choice for choice in chosen.lists if choice.key in _NARROWS),
        "narrowed": bool(chosen.values),
        "link": _Link(chosen.values),
        "kinds": len({each.report.facts.kind for each in judged}),
        "open": sum(
            each.report.score.low != each.report.score.high for each in judged if each.report.score
        ),
        "spread": spread_,
        "groups": spread.groups(wanted),
        "years": spread.by_year(wanted),
        "few": spread.FEW,
        "few_words": spread.FEW_WORDS,
        "misses": tuple(miss for miss in rules if miss.is_open),
        "met": sum(not miss.is_open for miss in rules),
        "asked": asked,
        "short": misses.short(judged, asked.rule) if asked else (),
        "heat": heat.heat(
            judged, rules, int(number) if number.isdecimal() and len(number) < 6 else 1
        ),
        "symbols": _LEGEND,
        "figures": _figures(spread_, rules),
    }


_LEGEND = (
    *(
        (kind, heat.SYMBOLS[kind], word)
        for kind, word in (
            ("pass", "符合"),
            ("partial", "不完整"),
            ("fail", "缺失或不符合"),
            ("review", "需人工判断"),
            ("not_applicable", "不适用"),
        )
    ),
    ("let-off", heat.LET_OFF, "已豁免或基线里已有"),
)


class _Link:
    """Addresses of this page that keep what was chosen."""

    def __init__(self, kept: Mapping[str, str]) -> None:
        self._kept = dict(kept)

    def to(self, key: str, value: object) -> str:
        return f"/statistics{choices.address({**self._kept, key: str(value)})}"


def _judged(session: Sequence[Held], wanted: set[str]) -> tuple[Judged, ...]:
    return tuple(
        Judged(held.key, held.judged, {o.rule.id: o for o in held.judged.outcomes})
        for held in session
        if held.key in wanted and isinstance(held.judged, Assessment)
    )


def _figures(spread_: Spread, rules: Sequence[Miss]) -> dict[str, object]:
    """What the charts draw, the same numbers as the tables beside them."""
    missed = [miss for miss in rules if miss.is_open]
    telling = [miss for miss in missed if not miss.is_small]
    bars = (telling or missed)[:_BARS]
    return {
        "spread": {
            "labels": [step.title for step in spread_.steps],
            "series": [
                {"name": title, "counts": [step.counts[n] for step in spread_.steps]}
                for n, (_, title) in enumerate(spread_.levels)
            ],
        },
        "misses": {
            "labels": [miss.title for miss in bars],
            "said": [f"{miss.missed}/{miss.applied}" for miss in bars],
            "series": [
                {
                    "key": key,
                    "name": name,
                    "shares": [
                        _words.rounded(miss.part(getattr(miss, key)) * 100) for miss in bars
                    ],
                }
                for key, name in (
                    ("fail", "缺失或不符合"),
                    ("partial", "不完整"),
                    ("review", "需人工判断"),
                )
            ],
        },
    }
