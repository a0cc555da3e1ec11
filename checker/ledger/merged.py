"""A ledger × what a new run found → the ledger as it stands now; what people wrote stays theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.ledger.entries import Entry
from checker.model.ledger import ATTESTED, BY_PERSON, CLOSED, OWN, TO_JUDGE, TO_MEND, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checker.model.ledger import LedgerRow


class Merged(NamedTuple):
    """The entries in their new order, and how many are new, still there, closed now, of reports that
    the run did not look at; ``claimed`` are said to be mended and are still found."""

    entries: list[Entry]
    new: int
    still: int
    closed: int
    unseen: int
    claimed: int


def merged(
    old: Sequence[Entry], fresh: Sequence[LedgerRow], seen: Mapping[str, tuple[str, str]]
) -> Merged:
    """``seen``: the reports that the run has judged, each with its issuer and year; only their rows can
    be closed. A report under another name is the same one by its issuer and year."""
    pairs = _paired(old, fresh, seen)
    made = [_renewed(row, before) for row, before in zip(fresh, pairs, strict=True)]
    taken = {id(entry) for entry in pairs}
    rest = [entry for entry in old if id(entry) not in taken]
    found = {name for row in fresh for name in _names(row)}
    gone = [e for e in rest if _is_gone(e.row, seen) and found.isdisjoint(_names(e.row))]
    apart = {id(entry) for entry in gone}
    stay = [entry for entry in rest if id(entry) not in apart]
    new = sum(before is None or before.row.state == CLOSED for before in pairs)
    return Merged(
        entries=[*made, *stay, *(e._replace(row=e.row._replace(state=CLOSED)) for e in gone)],
        new=new,
        still=len(fresh) - new,
        closed=sum(entry.row.state != CLOSED for entry in gone),
        unseen=len(stay),
        claimed=sum(entry.row.state == "已整改" for entry in made),
    )


def _paired(
    old: Sequence[Entry], fresh: Sequence[LedgerRow], seen: Mapping[str, tuple[str, str]]
) -> list[Entry | None]:
    """For each new row the entry that it goes on from: the same key, else report and rule, else issuer,
    year and rule where the entry's report was not looked at under its own name."""
    pairs: list[Entry | None] = [None] * len(fresh)
    left = list(old)
    for name_of in (_key, _place, _owner):
        named: dict[object, list[Entry]] = {}
        for entry in left:
            if name_of is not _owner or entry.row.report not in seen:
                named.setdefault(name_of(entry.row), []).append(entry)
        named.pop(None, None)
        for index, row in enumerate(fresh):
            if pairs[index] is None and named.get(name_of(row)):
                pairs[index] = named[name_of(row)].pop(0)
        taken = {id(entry) for entry in pairs}
        left = [entry for entry in left if id(entry) not in taken]
    return pairs


def _key(row: LedgerRow) -> object:
    return row.key or None


def _place(row: LedgerRow) -> object:
    return (row.report, row.rule) if row.rule or row.status == UNREADABLE else None


def _owner(row: LedgerRow) -> object:
    return (row.issuer, row.year, row.rule) if row.issuer and row.year and row.rule else None


_NAMES: tuple[Callable[[LedgerRow], object], ...] = (_key, _place)


def _names(row: LedgerRow) -> Iterable[object]:
    return [name for name in (name_of(row) for name_of in _NAMES) if name is not None]


def _is_gone(row: LedgerRow, seen: Mapping[str, tuple[str, str]]) -> bool:
    """Whether a row that no new one answers to is closed: its report was judged, or it was before."""
    owner = (row.issuer, row.year)
    judged = row.report in seen or (all(owner) and owner in seen.values())
    return row.state == CLOSED or (judged and bool(row.key or row.rule))


def _renewed(row: LedgerRow, before: Entry | None) -> Entry:
    if before is None:
        return Entry(0, row, {})
    was = before.row
    is_decided = row.state in OWN or row.state in ATTESTED
    kept = row._replace(
        unit=was.unit,
        state=row.state if is_decided else _state(row, was.state),
        until=row.until or was.until,
        because=row.because or was.because,
        by=row.by or was.by,
    )
    return Entry(0, kept, before.more)


def _state(row: LedgerRow, was: str) -> str:
    """What people had said, as far as it can still be said of an open gap."""
    is_undecided = row.state == TO_JUDGE or row.status.endswith(BY_PERSON)
    if was in ("", TO_MEND, TO_JUDGE, *OWN) or (was in ATTESTED and not is_undecided):
        return row.state
    return was
