"""Two results of ``fazhi check`` → what has changed between them. Results are read from their JSON."""

from __future__ import annotations

from os.path import basename
from typing import TYPE_CHECKING

from checker.characters import fold
from checker.delta.nouns import Change, Comparison, Pair

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from checker.delta.nouns import Judged, Place, Report, Results

_RANK = {"pass": 0, "not_applicable": 0, "review": 1, "partial": 2, "fail": 3}


def comparisons(results: Sequence[Results]) -> tuple[Comparison, ...]:
    """Each result with the next, in order; of three or more also the first with the last."""
    last = len(results) - 1
    steps = [(n, n + 1) for n in range(last)]
    if last > 1:
        steps.append((0, last))
    return tuple(_compared(results, *step) for step in steps)


def _compared(results: Sequence[Results], old: int, new: int) -> Comparison:
    before, after = results[old], results[new]
    pairs = _matched(before.reports, after.reports)
    then, now = [id(one) for one, _ in pairs], [id(other) for _, other in pairs]
    return Comparison(
        old=old,
        new=new,
        is_by_same_rules=before.digest == after.digest,
        pairs=tuple(_pair(*pair) for pair in pairs),
        only_before=tuple(r for r in before.reports if id(r) not in then),
        only_after=tuple(r for r in after.reports if id(r) not in now),
    )


def _matched(before: Sequence[Report], after: Sequence[Report]) -> list[tuple[Report, Report]]:
    """Which report is which: by issuer and year; by the file's name where either lacks these. One report
    on each side is the same report, however it was renamed."""
    if len(before) == len(after) == 1:
        return [(before[0], after[0])]
    found: dict[int, Report] = {}
    taken: set[int] = set()

    def match(key: Callable[[Report], Hashable], *, of: Callable[[Report, Report], bool]) -> None:
        olds = _by(key, (r for r in before if id(r) not in found))
        news = _by(key, (r for r in after if id(r) not in taken))
        for name, mine in olds.items():
            theirs = news.get(name, [])
            if len(mine) == len(theirs) == 1 and of(mine[0], theirs[0]):
                found[id(mine[0])] = theirs[0]
                taken.add(id(theirs[0]))

    def is_same(one: Report, other: Report) -> bool:
        return _identity(one) is not None and _identity(one) == _identity(other)

    def may_be_same(one: Report, other: Report) -> bool:
        return _identity(one) is None or _identity(other) is None

    match(lambda r: (_identity(r), _name(r)), of=is_same)  # several of one issuer and year
    match(_identity, of=is_same)
    match(_name, of=may_be_same)
    return [(report, found[id(report)]) for report in before if id(report) in found]


def _by(key: Callable[[Report], Hashable], reports: Iterable[Report]) -> dict[object, list[Report]]:
    groups: dict[object, list[Report]] = {}
    for report in reports:
        groups.setdefault(key(report), []).append(report)
    return groups


def _identity(report: Report) -> tuple[str, int] | None:
    if report.issuer is None or report.year is None:
        return None
    return _bare(report.issuer), report.year


def _name(report: Report) -> str:
    return basename(report.path.replace("\\", "/"))


def _bare(words: str) -> str:
    """Words whatever their width and wherever their lines break."""
    return "".join(fold(words).split())


def _pair(before: Report, after: Report) -> Pair:
    both = [
        (then, after.judged[rule]) for rule, then in before.judged.items() if rule in after.judged
    ]
    changes = [change for then, now in both if (change := _change(then, now))]
    still = sum(1 for _, now in both if _RANK[now.status])
    moved = sum(1 for change in changes if change.kind != "closed")
    return Pair(
        before=before,
        after=after,
        changes=tuple(changes),
        unchanged=still - moved,
        rules_only_before=_only(before, after),
        rules_only_after=_only(after, before),
    )


def _only(one: Report, other: Report) -> tuple[Judged, ...]:
    return tuple(judged for rule, judged in one.judged.items() if rule not in other.judged)


def _change(then: Judged, now: Judged) -> Change | None:
    kind = _kind(then, now)
    if not kind:
        return None
    old, new = ({_bare(place.quote) for place in j.places} for j in (then, now))
    gone = tuple(_others(then.places, new))
    come = tuple(_others(now.places, old))
    return Change(kind, then, now, gone, come)


def _others(places: Iterable[Place], known: set[str]) -> Iterator[Place]:
    return (place for place in places if _bare(place.quote) not in known)


def _kind(then: Judged, now: Judged) -> str:
    """The word for what has become of a rule; empty where nothing has."""
    old, new = _RANK[then.status], _RANK[now.status]
    if old == new == _RANK["fail"]:
        found, finds = ({_bare(place.quote) for place in j.places} for j in (then, now))
        return "changed" if found != finds else ""
    if old == new:
        return ""
    if not new:
        return "closed"
    if not old:
        return "new"
    return "worse" if new > old else "better"
