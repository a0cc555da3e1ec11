"""Rules × reports: what each rule says of each report, at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.renderers import _words
from checker.web.views import addresses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.outcome import Outcome
    from checker.web.views.misses import Judged, Miss

WIDTH = 60  # reports side by side
SYMBOLS = {"pass": "√", "partial": "△", "fail": "×", "review": "？", "not_applicable": "－"}
LET_OFF = "免"
_CUT = 9  # characters of a column's head


class Cell(NamedTuple):
    """``kind`` is the status or ``let-off``; ``href`` is empty where the report's page has no word on
    the rule. ``told`` names rule and report too."""

    kind: str
    symbol: str
    word: str
    href: str
    told: str


class Column(NamedTuple):
    """A report: whose it is, in short and in full."""

    href: str
    short: str
    year: str
    name: str


class Line(NamedTuple):
    """A rule with a cell for every report."""

    miss: Miss
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """One page of the map; ``pages`` are their numbers with the reports that they hold."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    page: int
    pages: tuple[tuple[int, str], ...]


def heat(judged: Sequence[Judged], rules: Sequence[Miss], page: int) -> Heat:
    """The reports of one page, the highest score first, under rules in the order given."""
    best = sorted(judged, key=lambda each: -each.report.score.low if each.report.score else 0)
    count = max(1, -(-len(best) // WIDTH))
    page = min(max(page, 1), count)
    shown = best[(page - 1) * WIDTH : page * WIDTH]
    columns = tuple(map(_column, shown))
    pages = tuple(
        (n, f"第 {(n - 1) * WIDTH + 1}–{min(n * WIDTH, len(best))} 份") for n in range(1, count + 1)
    )
    return Heat(
        columns=columns,
        lines=tuple(
            Line(m, tuple(_cell(m, e, c) for e, c in zip(shown, columns, strict=True)))
            for m in rules
        ),
        page=page,
        pages=pages if count > 1 else (),
    )


def _column(judged: Judged) -> Column:
    known, name = judged.report.facts, _words.name(judged.report)
    issuer = _words.plain(known.issuer.value) if known.issuer else name
    short = issuer if len(issuer) <= _CUT else f"{issuer[: _CUT - 1]}…"
    return Column(addresses.report(judged.key), short, str(known.year or ""), name)


def _cell(miss: Miss, judged: Judged, column: Column) -> Cell:
    outcome = judged.outcomes.get(miss.rule)
    if outcome is None or not outcome.asked:
        return Cell("none", "", "不要求", "", "")
    kind, word = _said(outcome)
    return Cell(
        kind=kind,
        symbol=LET_OFF if kind == "let-off" else SYMBOLS[outcome.status],
        word=word,
        href=addresses.gap(judged.key, miss.rule),
        told=f"{column.name} · {miss.title}：{word}",
    )


def _said(outcome: Outcome) -> tuple[str, str]:
    word = _words.status(outcome)
    if outcome.is_let_off and outcome.status not in ("pass", "not_applicable"):
        return "let-off", f"{word}，{'已豁免' if outcome.waived else '基线里已有'}"
    return outcome.status, f"{word}，人工认定" if outcome.attested else word
