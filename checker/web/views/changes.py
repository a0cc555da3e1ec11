"""What has become of each rule from one report to another, in words and with links into both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.delta import words
from checker.delta.nouns import KINDS
from checker.renderers import _said, _words
from checker.web.views import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.delta.nouns import Judged, Pair, Place

_SETTLED = ("pass", "not_applicable")


class Quotes(NamedTuple):
    """Places of one report: the words before them, quotes with their lines, how many there are beside."""

    label: str
    shown: tuple[tuple[str, str], ...]
    rest: str


class Change(NamedTuple):
    """One rule. ``was`` and ``now`` are statuses with their words; ``message`` is empty where what was
    found says it all; the links are empty where a report's page has no word on the rule."""

    title: str
    was: tuple[str, str]
    now: tuple[str, str]
    waived: bool
    message: str
    quotes: tuple[Quotes, ...]
    old_href: str
    new_href: str


class _Links(NamedTuple):
    old: str
    new: str


def bundles(pair: Pair, old: str, new: str) -> Iterator[tuple[str, str, tuple[Change, ...]]]:
    """Changes by kind, what matters most first, then what is open as before. ``old`` and ``new`` are the
    keys of the reports."""
    links = _Links(old, new)
    for kind in KINDS:
        found = pair.of(kind)
        yield (
            kind,
            words.TITLES[kind],
            tuple(_change(c.before, c.after, links, _moved(c.gone, c.come)) for c in found),
        )
    yield "unchanged", words.UNCHANGED, tuple(_unchanged(pair, links))


def only(
    rules: Sequence[Judged], when: str, key: str
) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """The heading over rules that only one report is judged by, and each with its link and status."""
    told = tuple((_link(key, j), _words.plain(j.title), words.status(j)) for j in rules)
    return words.only(when, len(rules)), told


def _unchanged(pair: Pair, links: _Links) -> Iterator[Change]:
    moved = {change.after.rule for change in pair.changes}
    for rule, now in pair.after.judged.items():
        then = pair.before.judged.get(rule)
        if then is not None and rule not in moved and now.status not in _SETTLED:
            yield _change(then, now, links, _found(words.FOUND, now.places))


def _change(then: Judged, now: Judged, links: _Links, quotes: Iterable[Quotes]) -> Change:
    return Change(
        title=_words.plain(now.title),
        was=(then.status, words.status(then)),
        now=(now.status, words.status(now)),
        waived=now.is_waived,
        message=_words.plain(now.message),
        quotes=tuple(quotes),
        old_href=_link(links.old, then),
        new_href=_link(links.new, now),
    )


def _moved(gone: Sequence[Place], come: Sequence[Place]) -> Iterator[Quotes]:
    yield from _found(words.GONE, gone)
    yield from _found(words.FOUND, come)


def _found(label: str, places: Sequence[Place]) -> Iterator[Quotes]:
    if places:
        shown = places[: _said.SHOWN]
        told = tuple((_words.shortened(place.quote), words.at(place)) for place in shown)
        rest = f"等 {len(places)} 处" if len(places) > len(shown) else ""
        yield Quotes(label, told, rest)


def _link(key: str, judged: Judged) -> str:
    return addresses.gap(key, judged.rule)
