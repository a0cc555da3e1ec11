"""``Report`` → ``Facts``: everything that a rule may ask, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.facts import dates, figures, identity, relations, roles, scan, scope, tables
from checker.facts import issuer as issuers
from checker.model.facts import Facts

if TYPE_CHECKING:
    from checker.model.report import Report
    from checker.model.vocabulary import Vocabulary


def read(report: Report, vocabulary: Vocabulary) -> Facts:
    """All facts of a report."""
    hits = scan.hits(report.text.content, vocabulary.words)
    title, document = identity.title(report, vocabulary)
    section_roles = roles.of_sections(report, hits, vocabulary)
    claims = identity.year_claims(report, title, section_roles, hits, vocabulary)
    stamps = dates.stamps(report, vocabulary)
    year = identity.year(claims, stamps)
    sentence_roles = roles.of_sentences(report, section_roles, hits, vocabulary, year)
    issuer, level = issuers.issuer(report, title, vocabulary)
    if document is None:
        document, reason = identity.untitled(report, sentence_roles, hits, vocabulary)
    else:
        reason = f"标题是{document.title}。"
    own = scope.scope(report, hits, vocabulary, level, year, issuer)
    pasted = tables.tables(report, hits, sentence_roles, vocabulary, own)
    found = figures.read(report, hits, sentence_roles, vocabulary, own, pasted)
    sentence_roles = roles.without_others(report, sentence_roles, own.is_anothers, own.is_beneath)
    judged = bool(document and document.judged)
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
        is_annual_report=judged,
        roles=sentence_roles,
        figures=found.figures,
        quantities=found.quantities,
        lost=found.lost,
        untold=own.untold(sentence_roles),
        relations=relations.read(report, sentence_roles, found.figures, vocabulary, year, pasted),
        wanted=identity.wanted(vocabulary),
    )
