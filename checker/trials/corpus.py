"""What rules say of many reports: which never speak up, which always do."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from checker.model.result import Assessment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model.result import Failure
    from checker.model.rule import Rulebook

LEAST = 5  # reports on which a rule must have been judged before it says anything
NEVER, ALWAYS, NOWHERE = "从未触发", "总是触发", "从不适用"


class Firing(NamedTuple):
    """How often a rule gave each status, and what is suspicious about it (empty: nothing)."""

    rule: str
    counts: Counter[str]
    doubt: str


def firings(items: Iterable[Assessment | Failure], book: Rulebook) -> Sequence[Firing]:
    """Each rule's statuses over the reports of its kind, in rulebook order.

    A rule fires where it does not simply pass: fail, partial or review.
    """
    counts: dict[str, Counter[str]] = {rule.id: Counter() for rule in book.rules}
    for item in items:
        if isinstance(item, Assessment):
            for outcome in item.outcomes:
                counts.setdefault(outcome.rule.id, Counter())[outcome.status] += 1
    return [Firing(rule, count, _doubt(count)) for rule, count in counts.items()]


def _doubt(count: Counter[str]) -> str:
    judged = count.total() - count["not_applicable"]
    if not judged:
        return NOWHERE
    if judged < LEAST:
        return ""
    if count["pass"] == judged:
        return NEVER
    return "" if count["pass"] else ALWAYS
