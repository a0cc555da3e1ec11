"""``Report`` → ``Facts``: everything that a rule may ask, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.facts import (
    blanks,
    dates,
    figures,
    headings,
    identity,
    relations,
    roles,
    scan,
    scope,
    tables,
)
from checker.facts import issuer as issuers
from checker.kept import kept
from checker.model.facts import Facts

if TYPE_CHECKING:
    from checker.model.report import Report
    from checker.model.vocabulary import Vocabulary


@kept
def _of(vocabulary: Vocabulary, document: str) -> Vocabulary:
    """The vocabulary for one kind of document."""
    return vocabulary.of(document)


def read(report: Report, vocabulary: Vocabulary, kind: str = "") -> Facts:
    """All facts of a report. ``kind``: the kind of document that it is read as, whatever it says."""
    hits = scan.hits(report.text.content, vocabulary.words)
    wanted = identity.wanted(vocabulary)
    title, document = identity.title(report, vocabulary)
    if kind:
        document = next(d for d in vocabulary.documents if d.name == kind)
    reason = f"标题是{document.title}。" if document else ""
    if document is None:
        document = identity.opened(report, hits, vocabulary)
        reason = f"没有标题，但开头是{document.title}的写法。" if document else ""
    judged = bool(document and document.judged)
    vocabulary = _of(vocabulary, document.name if document and judged else vocabulary.default)
    section_roles = headings.of_sections(report, hits, vocabulary)
    claims = identity.year_claims(report, title, section_roles, hits, vocabulary)
    stamps = dates.stamps(report, vocabulary)
    year = identity.year(claims, stamps)
    sentence_roles = roles.of_sentences(report, section_roles, hits, vocabulary, year)
    issuer, level = issuers.issuer(report, title, vocabulary)
    if document is None:
        document, reason = identity.untitled(report, sentence_roles, hits, vocabulary)
        judged = bool(document and document.judged)
    own = scope.scope(report, hits, vocabulary, level, year, issuer)
    pasted = tables.tables(report, hits, sentence_roles, vocabulary, own)
    found = figures.read(report, hits, sentence_roles, vocabulary, own, pasted)
    sentence_roles = roles.without_others(
        report, sentence_roles, vocabulary, own.is_anothers, own.is_beneath
    )
    sentence_roles = blanks.without_blanks(report, sentence_roles)
    published, signed = dates.chosen(stamps, year if judged else None)
    return Facts(
        report=report,
        hits=hits,
        title=title,
        issuer=issuer,
        level=level,
        year=year,
        year_claims=claims,
        published=published,
        signed=signed,
        kind=document.name if document else "unknown",
        kind_reason=reason,
        is_annual_report=bool(document and document.default),
        is_judged=judged,
        roles=sentence_roles,
        figures=found.figures,
        quantities=found.quantities,
        lost=found.lost,
        untold=own.untold(sentence_roles),
        relations=relations.read(report, sentence_roles, found.figures, vocabulary, year, pasted),
        wanted=wanted,
    )
