"""What the text claims among its own figures, recomputed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.facts.relations import in_tables, ranges
from checker.facts.relations.averages import Averages
from checker.facts.relations.balances import Balances
from checker.facts.relations.contradictions import Contradictions
from checker.facts.relations.growths import Growths
from checker.facts.relations.implied import Implied
from checker.facts.relations.meant import Meant
from checker.facts.relations.operands import paragraphs
from checker.facts.relations.quotients import Quotients
from checker.facts.relations.ratios import Ratios
from checker.facts.relations.shares import Shares
from checker.facts.relations.stocks import Stocks
from checker.facts.relations.sums import Sums
from checker.facts.relations.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.tables import Table
    from checker.model.facts import Figure, Relation, Role
    from checker.model.report import Report
    from checker.model.vocabulary import Vocabulary

_SKIPPED = frozenset(("chrome", "masthead", "closing", "attachments"))


def read(
    report: Report,
    roles: Sequence[Role],
    figures: Sequence[Figure],
    vocabulary: Vocabulary,
    year: int | None,
    tables: Sequence[Table],
) -> tuple[Relation, ...]:
    """Every relation that the text claims, in order of place, those that hold and those that do not."""
    terms = vocabulary.terms
    stated = Contradictions(terms)
    for table in tables:
        stated.remember(table)
    quotients = Quotients(terms)
    readers = (
        Sums(terms, Meant(terms)),
        Totals(terms),
        Balances(terms),
        Implied(terms),
        Stocks(terms),
        Ratios(terms, quotients),
        Shares(terms, quotients),
        Averages(terms),
        Growths(terms, year),
        stated,
    )
    found: list[Relation] = []
    for row in paragraphs(report, roles, figures, vocabulary):
        for reader in readers:
            found.extend(reader.read(row))
    for table in tables:
        found.extend(in_tables.read(table, terms))
    content = report.text.content
    for index, sentence in enumerate(report.sentences):
        if roles[index].name not in _SKIPPED:
            found.extend(
                ranges.below(content, *span)
                for span in ranges.negative(content, sentence.start, sentence.end)
            )
    found.sort(key=lambda r: (min(r.places), r.kind))
    return tuple(_once(found))


def _once(found: Sequence[Relation]) -> list[Relation]:
    """Each relation once: the same operands may be read as a sum and as a balance."""
    kept: dict[frozenset[tuple[int, int]], Relation] = {}
    for item in found:
        key = frozenset((p.start, p.end) for p in item.places)
        if key not in kept or (item.holds and not kept[key].holds):
            kept[key] = item
    return list(kept.values())
