"""Who reports, on which year, in what kind of document."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from checker import zh
from checker.model.facts import Named, YearClaim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.facts import Dated, Hits, Role, Term
    from checker.model.report import Report, Section
    from checker.model.vocabulary import DocumentKind, Vocabulary

_YEAR = re.compile(r"(?<![\d〔\[(（-])(20[0-3]\d)(?=年)(?!年?\d)")
_RANGE = re.compile(r"20\d\d ?年? ?[-—–－~至到] ?20\d\d")
_TITLE_YEAR = re.compile(r"(?<!\d)(20[0-3]\d) ?年?度?")
_OPENING_YEAR = re.compile(
    r"^[^,。]{0,12}?(20[0-3]\d)年(?:度|来|以来|是|,|(?=[^\d一二三四五六七八九十]))"
)
_ABOUT = re.compile(rf"^[{zh.HAN}\s、]+(?:关于|政府|委员会|办事处|局|厅)\s*$")
_SPAN = re.compile(r"20\d\d年?[-—–－~至到]+20\d\d年?")
_PLAN_NAME = re.compile("纲要|规划|》")
_BRACKETED = re.compile(r"[(（〔\[][^()（）〔〕\[\]]{1,14}[)）〕\]]$")
_AND_PLAN = re.compile(
    r"(?:和|及|与|暨|、)(?:下一?年度?)?[^,。]{0,10}(?:计划|打算|安排|思路|要点)$"
)
_ANY_YEAR = re.compile(r"20\d\d年")
_TITLE_MAX = 90
_HEADING_LEAD = 9
_LEAST_TITLE = 10
_PIECES = re.compile(
    r"[>|\t]|(?=[\[【])|(?<=[\]】])|(?=(?:信息|文章)?来源[:：])|(?=(?:发布|公开|更新)?(?:时间|日期)[:：])"
)
_TITLE_LINES = 3
_BODY_LINES = 3
_UNTITLED_ROLES = 2
_LEAST = 300  # characters from which a text without any title can be a report


def title(report: Report, vocabulary: Vocabulary) -> tuple[Named | None, DocumentKind | None]:
    """The title and the kind of document it names; (None, None) where no line is a title."""
    labels = vocabulary.terms["title-label"].words
    found = [
        (Named(words, start, end, "title"), document)
        for words, start, end in _candidates(report, labels)
        if (document := _kind(words, vocabulary.documents))
    ]
    judged = [(named, document) for named, document in found if document.judged]
    best = next(iter(judged or found), (None, None))
    return _whole(best, judged, report)


def _whole(
    best: tuple[Named | None, DocumentKind | None],
    judged: Sequence[tuple[Named, DocumentKind]],
    report: Report,
) -> tuple[Named | None, DocumentKind | None]:
    """The longest run of lines that ends where the title found does and begins with an issuer."""
    named = best[0]
    if named is None:
        return best
    longer = [pair for pair in judged if pair[0].end == named.end and pair[0].start < named.start]
    whole = [pair for pair in longer if _ABOUT.search(report.words(pair[0].start, named.start))]
    return min(whole, key=lambda pair: pair[0].start) if whole else best


def _candidates(report: Report, labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Runs of one to three masthead lines; the first lines stand in where there is no masthead."""
    yield from _in_page_lines(report, labels)
    lines = [p for p in report.paragraphs if p.kind == "masthead"]
    for count in range(1, _TITLE_LINES + 1):
        for at in range(len(lines) - count + 1):
            run = lines[at : at + count]
            words = "".join(report.words(p.start, p.end).replace("\t", "") for p in run)
            start = run[0].start
            words, start = _unlabelled(words, start, labels)
            if words and len(words) <= _TITLE_MAX:
                yield words, start, run[-1].end


def _unlabelled(words: str, start: int, labels: Sequence[str]) -> tuple[str, int]:
    """Words of a title and their place without the label before them."""
    for label in labels:
        if words.startswith(label):
            rest = words[len(label) :].lstrip(": ")
            return rest, start + len(words) - len(rest)
    return words, start


def _in_page_lines(report: Report, labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Titles that stand in one line with a breadcrumb or a label: pieces with a year in them."""
    body = next((p.start for p in report.paragraphs if p.kind in ("body", "heading")), 0)
    for paragraph in report.paragraphs:
        if paragraph.kind not in ("chrome", "masthead") or paragraph.start >= body:
            continue
        at = paragraph.start
        for piece in _PIECES.split(report.words(paragraph.start, paragraph.end)):
            start = report.text.content.find(piece, at, paragraph.end)
            at = start + len(piece)
            words = piece.strip()
            if _TITLE_YEAR.search(words) and _LEAST_TITLE <= len(words) <= _TITLE_MAX:
                words, start = _unlabelled(words, start + piece.index(words[0]), labels)
                yield words, start, start + len(words)


def _kind(words: str, documents: Sequence[DocumentKind]) -> DocumentKind | None:
    """The first kind whose groups all have a word in the title and whose ending fits."""
    bare = zh.with_arabic_years(words)
    bare = _SPAN.sub("多年", bare) if not _PLAN_NAME.search(bare) else bare
    bare = _ANY_YEAR.sub("", bare).rstrip(" \t\n*")
    bare = _AND_PLAN.sub("", _BRACKETED.sub("", bare))
    for document in documents:
        if document.ends and not bare.endswith(document.ends):
            continue
        if all(_within(bare, group) for group in document.groups):
            return document
    return None


def _within(words: str, term: Term) -> bool:
    return any(w in words for w in term.words) and not any(w in words for w in term.unless)


def wanted(vocabulary: Vocabulary) -> str:
    """The titles of the kinds of document that there are rules for, the default one first."""
    judged = sorted((d for d in vocabulary.documents if d.judged), key=lambda d: not d.default)
    return "、".join(d.title for d in judged)


def opened(report: Report, hits: Hits, vocabulary: Vocabulary) -> DocumentKind | None:
    """The kind of a document without a title, by the words of its opening."""
    start, end = _opening(report)
    for document in vocabulary.documents:
        if document.openings and all(hits.between(g, start, end) for g in document.openings):
            return document
    return None


def untitled(
    report: Report, roles: Sequence[Role], hits: Hits, vocabulary: Vocabulary
) -> tuple[DocumentKind | None, str]:
    """Whether a document without title and telling opening is of the default kind, by its parts."""
    start, end = _opening(report)
    if start == end:
        return None, "没有找到正文。"
    document = next((d for d in vocabulary.documents if d.default and d.openings), None)
    if document and hits.of(document.openings[0]):
        common = vocabulary.parts("body", "residual")
        named = {r.name for r in vocabulary.roles if r.headings.words}.difference(common)
        if len(named & {role.name for role in roles}) >= _UNTITLED_ROLES:
            return document, f"没有标题，但各部分是{document.title}的写法。"
        if len(report.text.content) >= _LEAST and not any(
            p.kind == "masthead" for p in report.paragraphs
        ):
            return document, f"没有标题，正文谈的是{document.title}的内容，按{document.title}对待。"
    return None, f"没有找到标题，开头和各部分也不像{wanted(vocabulary)}。"


def _opening(report: Report) -> tuple[int, int]:
    """Where the first paragraphs of running text stand."""
    found = [p for p in report.paragraphs if p.kind in ("body", "heading")][:_BODY_LINES]
    return (found[0].start, found[-1].end) if found else (0, 0)


def year_claims(
    report: Report,
    title_found: Named | None,
    section_roles: Sequence[str],
    hits: Hits,
    vocabulary: Vocabulary,
) -> tuple[YearClaim, ...]:
    """Every place that says which year is reported: title, opening, headings of parts."""
    claims: list[YearClaim] = []
    if title_found:
        claims.extend(_years_in(report, title_found.start, title_found.end, "title", _TITLE_YEAR))
    claims.extend(_opening_claims(report, hits, vocabulary))
    told = claims[0].year if claims else None
    body, plans = vocabulary.part("body"), vocabulary.parts("ahead")
    for section, role in zip(report.sections, section_roles, strict=True):
        if not role or section.level > 3:
            continue
        start, end = section.start, section.start + len(section.heading)
        ahead = role == body and told is not None and _begins_with(section, told + 1)
        shift = 1 if role in plans or ahead else 0
        claims.extend(
            YearClaim(claim.year - shift, claim.where, claim.start, claim.end)
            for claim in _years_in(report, start, end, f"heading:{role}", _YEAR)
        )
    return tuple(claims)


def _begins_with(section: Section, year_: int) -> bool:
    """Whether a heading's first words name the year: then it announces that year's work."""
    return str(year_) in section.heading[:_HEADING_LEAD]


def _years_in(
    report: Report, start: int, end: int, where: str, pattern: re.Pattern[str]
) -> list[YearClaim]:
    content = zh.with_arabic_years(report.text.content[:end])
    ranges = [m.span() for m in _RANGE.finditer(content, start, end)]
    found = [
        YearClaim(int(m[1]), where, m.start(), m.end())
        for m in pattern.finditer(content, start, end)
        if not any(a <= m.start() < b for a, b in ranges)
    ]
    return found[:1]


def _opening_claims(report: Report, hits: Hits, vocabulary: Vocabulary) -> list[YearClaim]:
    """Years of the lead: 现将…YEAR…报告如下 anywhere in the first lines, or YEAR年 at the very start."""
    content = report.text.content
    bodies = [p for p in report.paragraphs if p.kind == "body"][:_BODY_LINES]
    before_sections = [p for p in bodies if p.section < 0] or bodies[:1]
    guides = (*vocabulary.terms["guide"].words, "自")
    claims: list[YearClaim] = []
    for paragraph in before_sections:
        leads = hits.between(vocabulary.terms["lead"], paragraph.start, paragraph.end)
        if leads:
            stop = min(leads[-1].end + 30, paragraph.end)
            claims.extend(_years_in(report, leads[0].start, stop, "opening", _YEAR))
        words = zh.with_arabic_years(content[paragraph.start : paragraph.end])
        match = _OPENING_YEAR.match(words)
        if match and not words.startswith(guides) and not _in_range(words, match.start(1)):
            start = paragraph.start + match.start(1)
            claims.append(YearClaim(int(match[1]), "opening", start, start + 5))
    return claims[:2]


def _in_range(words: str, position: int) -> bool:
    return any(m.start() <= position < m.end() for m in _RANGE.finditer(words))


def year(claims: Sequence[YearClaim], stamps: Sequence[Dated]) -> int | None:
    """The reporting year: the title's, else the opening's, else what most headings say."""
    for where in ("title", "opening"):
        for claim in claims:
            if claim.where == where:
                return claim.year
    votes = Counter(claim.year for claim in claims)
    if votes:
        return max(votes.items(), key=lambda item: (item[1], -item[0]))[0]
    days = [s.day for s in stamps if s.how != "clock"]
    if days and days[0].month <= 9:
        return days[0].year - 1
    return None
