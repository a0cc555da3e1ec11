"""Which rules reports fall short of most often, and which reports those are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from checker.renderers import _words
from checker.web.views import addresses
from checker.web.views.spread import FEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model.outcome import Outcome
    from checker.model.result import Assessment

_SHORT = ("fail", "partial", "review")


class Judged(NamedTuple):
    """A scored report of the session with its outcomes by rule."""

    key: str
    report: Assessment
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Miss:
    """One rule over all reports. ``applied``: of how many it asks something; of those ``fail`` it,
    ``partial`` meet it in part, ``review`` is for a person to decide. ``is_small``: so few reports that
    the share says little."""

    rule: str
    title: str
    fail: int
    partial: int
    review: int
    applied: int

    @property
    def is_small(self) -> bool:
        """Whether it asks something of few reports."""
        return self.applied < FEW

    @property
    def missed(self) -> int:
        """How many reports fall short of it for certain."""
        return self.fail + self.partial

    @property
    def is_open(self) -> bool:
        """Whether any report has something to do about it."""
        return self.missed + self.review > 0

    @property
    def share(self) -> str:
        """The part that falls short, of the reports it asks something of."""
        return f"{_words.rounded(100 * self.part(self.missed)):.1f}%"

    @property
    def rank(self) -> tuple[bool, Fraction, int, Fraction]:
        """What falls short most often first; what says little behind."""
        return (
            self.is_small,
            -self.part(self.missed),
            -self.missed,
            -self.part(self.review),
        )

    def part(self, count: int) -> Fraction:
        """A count of reports as a part of those it asks something of."""
        return Fraction(count, self.applied)


class Short(NamedTuple):
    """A report that falls short of a rule, or may."""

    href: str
    name: str
    status: str
    standing: str
    message: str


def misses(judged: Sequence[Judged]) -> tuple[Miss, ...]:
    """Every rule that asks something of a report, the one most often missed first, as they stand in
    the rulebook where equal. A gap that is waived is still one."""
    titles: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for each in judged:
        for outcome in each.report.outcomes:
            if outcome.status != "not_applicable":
                titles.setdefault(outcome.rule.id, _words.plain(outcome.rule.title))
                found.setdefault(outcome.rule.id, []).append(outcome.status)
    made = (
        Miss(
            rule=rule,
            title=titles[rule],
            fail=statuses.count("fail"),
            partial=statuses.count("partial"),
            review=statuses.count("review"),
            applied=len(statuses),
        )
        for rule, statuses in found.items()
    )
    return tuple(sorted(made, key=lambda miss: miss.rank))


def short(judged: Iterable[Judged], rule: str) -> tuple[Short, ...]:
    """The reports that fail a rule, then those that meet it in part, then those to be decided."""
    concerned = [
        (each, each.outcomes[rule])
        for each in judged
        if rule in each.outcomes and each.outcomes[rule].status in _SHORT
    ]
    concerned.sort(key=lambda pair: _SHORT.index(pair[1].status))
    return tuple(
        Short(
            addresses.gap(each.key, rule),
            _words.name(each.report),
            outcome.status,
            _words.status(outcome),
            _words.plain(outcome.message),
        )
        for each, outcome in concerned
    )
