"""The reports of a session as a table that sorts and filters by its address alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.model.result import Assessment, Failure
from checker.renderers import _index, _words
from checker.web.views import addresses, choices
from checker.web.views.rows import COLUMNS, ordered, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.web.nouns import Held
    from checker.web.views.choices import Chosen
    from checker.web.views.rows import Row

DOWNLOADS = (
    ("html", "网页"),
    ("overview", "总览页"),
    ("markdown", "Markdown"),
    ("xlsx", "台账 XLSX"),
    ("csv", "CSV"),
    ("json", "JSON"),
)
_FIRST = COLUMNS[0].key


class Head(NamedTuple):
    """A column's head: where a click leads, which way it is sorted now (empty: it is not)."""

    key: str
    title: str
    whole: str
    href: str
    sorted: str
    is_number: bool


class Aside(NamedTuple):
    """What is not in the table: a document of another kind (with a page), or a failure."""

    key: str
    href: str
    name: str
    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Table:
    """``total`` counts the scored reports, ``rows`` are those of them that are wanted."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    total: int
    chosen: Chosen
    sort: str
    direction: str
    others: tuple[Aside, ...]
    failures: tuple[Aside, ...]
    others_title: str
    failures_title: str
    is_empty: bool
    has_decisions: bool
    downloads: tuple[tuple[str, str], ...]


def page(session: Sequence[Held], query: Mapping[str, str]) -> dict[str, object]:
    """What ``_table.html`` shows: ``table``. ``query`` has ``sort``, ``dir`` (asc, desc), ``q``,
    ``level``, ``year``, ``grade``, ``gate``; what it does not have or nobody knows is as if not there."""
    every = rows(session)
    chosen = choices.chosen(every, query)
    sort = query.get("sort", "")
    sort = sort if any(column.key == sort for column in COLUMNS) else _FIRST
    usual = next(column.falls for column in COLUMNS if column.key == sort)
    direction = query.get("dir", "")
    direction = direction if direction in ("asc", "desc") else ("desc" if usual else "asc")
    wanted = [row for row in every if chosen.admits(row)]
    table = Table(
        heads=_heads(chosen, sort, direction),
        rows=ordered(wanted, sort, falling=direction == "desc"),
        total=len(every),
        chosen=chosen,
        sort=sort,
        direction=direction,
        others=tuple(_aside(h) for h in session if _is_other(h)),
        failures=tuple(_aside(h) for h in session if isinstance(h.judged, Failure)),
        others_title=_index.OTHER_KIND,
        failures_title=_index.UNUSABLE,
        is_empty=not session,
        has_decisions=any(held.decisions for held in session),
        downloads=DOWNLOADS,
    )
    return {"table": table}


def _heads(chosen: Chosen, sort: str, direction: str) -> tuple[Head, ...]:
    turned = {"asc": "desc", "desc": "asc"}
    made = []
    for key, title, whole, falls, is_number in COLUMNS:
        is_sorted = key == sort
        to = turned[direction] if is_sorted else ("desc" if falls else "asc")
        href = f"/{choices.address({**chosen.values, 'sort': key, 'dir': to})}#reports"
        now = {"asc": "ascending", "desc": "descending"}[direction] if is_sorted else ""
        made.append(Head(key, title, whole, href, now, is_number))
    return tuple(made)


def _is_other(held: Held) -> bool:
    return isinstance(held.judged, Assessment) and held.judged.score is None


def _aside(held: Held) -> Aside:
    file, href = _words.file_name(held.path), addresses.report(held.key)
    if isinstance(held.judged, Failure):
        return Aside(held.key, href, file, file, _words.plain(held.judged.message))
    why = _words.plain(held.judged.facts.kind_reason)
    return Aside(held.key, href, _words.name(held.judged), file, why)
