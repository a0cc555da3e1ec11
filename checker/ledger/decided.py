"""Filled entries → the decisions that they are; everything that is wrong is told at once, with its place."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from checker import globs
from checker.characters import fold
from checker.errors import CheckerError
from checker.ledger.days import day
from checker.model.exceptions import Decision
from checker.model.ledger import ATTESTED, BY_PERSON, FILLED, HEADS, OWN, POSTPONED, mark
from checker.model.rule import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from checker.ledger.entries import Entry

_TOLD = 100  # mistakes; more are counted
_LONGEST = {"because": 400, "by": 60}  # characters, as in the schema of exceptions
_FIRST, _LAST = 2004, 2100  # years
_KEY = re.compile("[0-9a-f]{16}-([0-9a-f]{6})")
Targets = frozenset[tuple[str, object]]


class Read(NamedTuple):
    """What a ledger says: the decisions, and of which rules and reports it says that there is none."""

    decisions: tuple[Decision, ...]
    open: tuple[tuple[str, Targets], ...]


def read(
    entries: Sequence[Entry],
    path: str,
    rules: Mapping[str, frozenset[str]],
    place_of: Callable[[str], str],
) -> Read:
    """``rules``: every rule with the statuses it can give. ``place_of``: where the file of a report is
    below the folder of the settings, empty where it is not there. Errors: ``ledger``."""
    reports = defaultdict(set)
    for entry in entries:
        reports[_issuer(entry)].add(entry.row.report)
    problems: list[str] = []
    made: dict[tuple[object, ...], tuple[Entry, Decision]] = {}
    open_: list[tuple[str, Targets]] = []
    for entry in entries:
        row = entry.row
        if row.state not in (POSTPONED, *ATTESTED):
            if row.state and row.state not in (*FILLED, *OWN):
                words = f"没有“{row.state[:20]}”这种状态，可填：{'、'.join(FILLED)}。"
                problems.append(_problem(path, entry, "state", words))
            elif row.state not in OWN:
                open_.append((row.rule, _targets(entry, place_of)))
            continue
        found = list(_wrong(entry, rules))
        alone = len(reports[_issuer(entry)]) == 1
        place = "" if alone and all(_issuer(entry)) else place_of(row.report)
        if not (alone and all(_issuer(entry))) and not place:
            found.append(("report", _LOST))
        problems += [_problem(path, entry, name, words) for name, words in found]
        until = day(row.until)
        if found or until is None:
            continue
        decision = _decision(entry, until, place)
        same = (bool(decision.status), decision.rule, decision.files, _issuer(entry))
        other, there = made.setdefault(same, (entry, decision))
        if there != decision:
            words = (
                f"与第 {other.number} 行是同一份报告的同一项，填的不一样，请改成一样或只留一行。"
            )
            problems.append(_problem(path, entry, "state", words))
    if problems:
        raise _refusal(problems)
    return Read(tuple(decision for _, decision in made.values()), tuple(open_))


_LOST = (
    "报告单位或年度没有识别出来（或几份报告相同），只能按文件写例外，"
    "但设置文件所在的文件夹里没有这个文件。"
)


def _issuer(entry: Entry) -> tuple[str, int | None]:
    year = entry.row.year.removesuffix(".0")
    known = year.isascii() and year.isdigit() and _FIRST <= int(year[:9]) <= _LAST
    return fold(entry.row.issuer), int(year) if known else None


def _wrong(entry: Entry, rules: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Every mistake of a row that decides something, by column."""
    row = entry.row
    status = ATTESTED.get(row.state, "")
    ours = _KEY.fullmatch(row.key)  # rows that people add have numbers of their own
    if ours and ours[1] != mark(row.report, row.rule, row.issuer, row.year):
        yield "key", "与报告、报告单位、年度、规则对不上；这几列由工具填写，请改回或重新写出台账。"
    if row.rule not in rules:
        yield (
            "rule",
            f"没有规则“{row.rule[:60]}”；这一列由工具填写，请不要改动。"
            if row.rule
            else "没有写规则。",
        )
    elif status and status not in rules[row.rule]:
        yield "state", f"规则“{row.rule}”不会得出“{STATUS_WORDS[status]}”，不能填“{row.state}”。"
    undecided = row.status == STATUS_WORDS["review"] or row.status.endswith(BY_PERSON)
    if status and not undecided:
        told = (
            f"“{row.state}”只用于结论为“{STATUS_WORDS['review']}”的行，这一行是“{row.status[:20]}”"
        )
        yield "state", f"{told}；暂时不改请填“{POSTPONED}”。"
    if not row.because:
        yield "because", f"填了“{row.state}”，要写明为什么。"
    if not row.until:
        yield "until", f"填了“{row.state}”，要写明到哪天为止，如 2027-03-31。"
    elif day(row.until) is None:
        yield "until", f"“{row.until[:20]}”不是一个日子，应写成 2027-03-31。"
    if status and not row.by:
        yield "by", f"填了“{row.state}”，要写明谁定的。"
    for name, longest in _LONGEST.items():
        if len(getattr(row, name)) > longest:
            yield name, f"超过 {longest} 字，请写短些。"


def _decision(entry: Entry, until: date, place: str) -> Decision:
    row = entry.row
    return Decision(
        rule=row.rule,
        because=" ".join(row.because.split()),
        until=until,
        by=" ".join(row.by.split()),
        files=(globs.exactly(place),) if place else (),
        issuer="" if place else row.issuer,
        year=None if place else _issuer(entry)[1],
        status=ATTESTED.get(row.state, ""),
    )


def _targets(entry: Entry, place_of: Callable[[str], str]) -> Targets:
    """Both ways in which an exception may name the report of a row."""
    place = place_of(entry.row.report)
    named = {_issuer(entry)} if all(_issuer(entry)) else set()
    return frozenset([*named, *([("", globs.exactly(place))] if place else [])])


def _problem(path: str, entry: Entry, name: str, words: str) -> str:
    return f"{path} 第 {entry.number} 行“{HEADS[name]}”：{words}"


def _refusal(problems: Sequence[str]) -> CheckerError:
    more = [f"……另有 {len(problems) - _TOLD} 处。"] if len(problems) > _TOLD else []
    told = f"台账有 {len(problems)} 处要改，没有写出任何文件："
    return CheckerError("ledger", told, more=(*problems[:_TOLD], *more))
