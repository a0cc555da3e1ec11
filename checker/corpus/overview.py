"""What a leader wants to see of many reports, as plain numbers: for the page, and for the workbench."""

from __future__ import annotations

from statistics import quantiles
from typing import TYPE_CHECKING, NamedTuple

from checker.corpus.answers import BY, FEW, Only, gaps
from checker.model.rule import LEVEL_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

_STEP, _STEPS = 10, 10  # points of a step
_RULES, _GROUPS, _ENDS, _REASONS = 20, 12, 10, 3  # how many are shown


class Year(NamedTuple):
    """The scores of a year; quartiles only of ``FEW`` reports or more."""

    year: int
    size: int
    lower: float | None
    median: float | None
    upper: float | None


class Missed(NamedTuple):
    """How often a rule is missed: in all, and in each group, as a share; None where there are few."""

    rule: str
    title: str
    asked: int
    failed: int
    share: float | None
    groups: tuple[float | None, ...]


class Standing(NamedTuple):
    """A report at an end of the ranking, and what it misses most."""

    place: int
    issuer: str
    level: str
    year: int | None
    score: float
    reasons: tuple[str, ...]


class Overview(NamedTuple):
    """Everything on the page. ``groups``: what the map's columns are, by ``by``."""

    reports: int
    issuers: int
    passed: int
    unscored: int
    failed: int
    years: tuple[Year, ...]
    steps: tuple[int, ...]
    by: str
    groups: tuple[str, ...]
    missed: tuple[Missed, ...]
    best: tuple[Standing, ...]
    worst: tuple[Standing, ...]


def overview(store: DuckDBPyConnection, only: Only, by: str = "level") -> Overview:
    """Look over the reports of a store. ``by``: one of ``BY``."""
    where, given = only.where()

    def asked(sql: str) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = store.execute(sql.format(where=where), given).fetchall()
        return found

    (counts,) = asked(
        "SELECT count(*) FILTER (score IS NOT NULL), count(DISTINCT issuer), "
        "count(*) FILTER (passed AND score IS NOT NULL), count(*) FILTER (score IS NULL) "
        "FROM assessments WHERE {where}"
    )
    scores = asked(
        "SELECT year, score FROM assessments WHERE score IS NOT NULL AND {where} ORDER BY year, score"
    )
    (failed,) = store.execute("SELECT count(*) FROM failures").fetchone() or (0,)
    reports, issuers, passed, unscored = (int(str(n)) for n in counts)
    steps = [0] * _STEPS
    by_year: dict[int, list[float]] = {}
    for year, score in scores:
        points = float(str(score))
        steps[min(_STEPS - 1, int(points) // _STEP)] += 1
        if year is not None:
            by_year.setdefault(int(str(year)), []).append(points)
    groups, missed = _missed(store, only, by)
    best, worst = _ends(store, where, given)
    return Overview(
        reports,
        issuers,
        passed,
        unscored,
        int(failed),
        tuple(_year(year, found) for year, found in sorted(by_year.items())),
        tuple(steps),
        BY[by],
        groups,
        missed,
        best,
        worst,
    )


def _year(year: int, scores: Sequence[float]) -> Year:
    if len(scores) < FEW:
        return Year(year, len(scores), None, None, None)
    lower, median, upper = (round(q, 1) for q in quantiles(scores, n=4, method="inclusive"))
    return Year(year, len(scores), lower, median, upper)


def _missed(
    store: DuckDBPyConnection, only: Only, by: str
) -> tuple[tuple[str, ...], tuple[Missed, ...]]:
    """The rules that are missed most, and their shares in each group."""
    every = gaps(store, only).rows[:_RULES]
    shares: dict[tuple[str, str], float | None] = {}
    sizes: dict[str, int] = {}
    for group, rule, _, _, asked, failed, *_ in gaps(store, only, by).rows:
        count = int(str(asked))
        name = str(group)
        shares[name, str(rule)] = int(str(failed)) / count if count >= FEW else None
        sizes[name] = max(sizes.get(name, 0), count)
    largest = sorted(sizes, key=lambda name: (-sizes[name], name))[:_GROUPS]
    order = list(LEVEL_WORDS.values())
    groups = tuple(sorted(largest, key=lambda n: (order.index(n) if n in order else len(order), n)))
    missed = []
    for rule, title, _, asked, failed, *_ in every:
        count = int(str(asked))
        share = int(str(failed)) / count if count >= FEW else None
        of_groups = tuple(
            shares.get((group, str(rule)), 0.0 if sizes[group] >= FEW else None) for group in groups
        )
        missed.append(Missed(str(rule), str(title), count, int(str(failed)), share, of_groups))
    return groups, tuple(missed)


_ORDERED = """
SELECT row_number() OVER (ORDER BY score DESC, low DESC, issuer, path) AS place,
  issuer, level, year, score, content, digest
FROM assessments WHERE score IS NOT NULL AND {where} ORDER BY place
"""
_REASON = """
SELECT title FROM all_outcomes
WHERE content = ? AND digest = ? AND asked AND status IN ('fail', 'partial')
ORDER BY weight * (1 - coalesce(credit, 0)) DESC, rule LIMIT ?
"""


def _ends(
    store: DuckDBPyConnection, where: str, given: Sequence[object]
) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """The first and the last of the ranking; nobody is called last where there are few."""
    rows = store.execute(_ORDERED.format(where=where), list(given)).fetchall()
    if len(rows) < FEW:
        return (), ()
    shown = min(_ENDS, len(rows) // 2)

    def standing(row: tuple[object, ...]) -> Standing:
        place, issuer, level, year, score, content, digest = row
        reasons = store.execute(_REASON, [content, digest, _REASONS]).fetchall()
        return Standing(
            int(str(place)),
            str(issuer or "（未识别）"),
            LEVEL_WORDS.get(str(level), "（未识别）"),
            None if year is None else int(str(year)),
            float(str(score)),
            tuple(str(reason) for (reason,) in reasons),
        )

    return tuple(map(standing, rows[:shown])), tuple(map(standing, rows[-shown:]))
