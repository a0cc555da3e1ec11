"""Who reports, on which year, in what kind of document."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import zh
from checker.model.facts import Named, YearClaim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.facts import Dated, Hits, Role, Term
    from checker.model.report import Paragraph, Report
    from checker.model.vocabulary import DocumentKind, Level, Vocabulary

_YEAR = re.compile(r"(?<![\d〔\[(（-])(20[0-3]\d)(?=年)(?!年?\d)")
_RANGE = re.compile(r"20\d\d ?年? ?[-—–－~至到] ?20\d\d")
_TITLE_YEAR = re.compile(r"(?<!\d)(20[0-3]\d) ?年?度?")
_OPENING_YEAR = re.compile(r"^[^,。]{0,12}?(20[0-3]\d)年(?:度|来|以来|是|,|(?=[^\d一二三四五六七八九十]))")
_TITLE_MAX = 90
_TITLE_LINES = 3
_BODY_LINES = 3
_UNTITLED_ROLES = 2
_LEAST = 300  # characters from which a text without any title can be a report
_SUBJECT = re.compile(rf"年(?:度|以来|来)?,?([{zh.HAN}]{{2,14}}?)(?=坚持|在|以习|深入|认真|紧|全面|始终|严格|按照|积极|高度|切实|坚决|牢牢|持续|将)")
_NAME = re.compile(rf"[{zh.HAN}]{{2,40}}")


def title(report: Report, vocabulary: Vocabulary) -> tuple[Named | None, DocumentKind | None]:
    """The title and the kind of document it names; (None, None) where no line is a title."""
    labels = vocabulary.terms["title-label"].words
    candidates = list(_candidates(report, labels))
    for judged in (True, False):
        for words, start, end in candidates:
            document = _kind(words, vocabulary.documents)
            if document is not None and document.judged is judged:
                if judged or not any(d.judged for w, _, _ in candidates if (d := _kind(w, vocabulary.documents))):
                    return Named(words, start, end, "title"), document
    return None, None


def _candidates(report: Report, labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Runs of one to three masthead lines; the first lines stand in where there is no masthead."""
    lines = [p for p in report.paragraphs if p.kind == "masthead"]
    for count in range(1, _TITLE_LINES + 1):
        for at in range(len(lines) - count + 1):
            run = lines[at : at + count]
            words = "".join(report.words(p.start, p.end).replace("\t", "") for p in run)
            start = run[0].start
            for label in labels:
                if words.startswith(label):
                    words, start = words[len(label) :].lstrip(": "), start + len(label)
                    break
            if words and len(words) <= _TITLE_MAX:
                yield words, start, run[-1].end


def _kind(words: str, documents: Sequence[DocumentKind]) -> DocumentKind | None:
    """The first kind whose groups all have a word in the title and whose ending fits."""
    bare = words.rstrip(" \t*")
    for document in documents:
        if document.ends and not bare.endswith(document.ends):
            continue
        if all(_within(bare, group) for group in document.groups):
            return document
    return None


def _within(words: str, term: Term) -> bool:
    return any(w in words for w in term.words) and not any(w in words for w in term.unless)


def untitled(
    report: Report, roles: Sequence[Role], hits: Hits, vocabulary: Vocabulary
) -> tuple[DocumentKind | None, str]:
    """The kind of a document without a title, by its opening or by the parts that it has."""
    opening = [p for p in report.paragraphs if p.kind in ("body", "heading")][:_BODY_LINES]
    if not opening:
        return None, "没有找到正文。"
    start, end = opening[0].start, opening[-1].end
    parts = {role.name for role in roles} & {r.name for r in vocabulary.roles if r.headings.words}
    for document in vocabulary.documents:
        if not document.openings:
            continue
        found = [bool(hits.between(group, start, end)) for group in document.openings]
        whole = bool(hits.between(document.openings[0], 0, len(report.text.content)))
        if all(found):
            return document, f"没有标题，但开头是{document.title}的写法。"
        if whole and len(parts - {"achievements", "other"}) >= _UNTITLED_ROLES:
            return document, f"没有标题，但各部分是{document.title}的写法。"
        if whole and len(report.text.content) >= _LEAST and not any(p.kind == "masthead" for p in report.paragraphs):
            return document, f"没有标题，正文谈的是{document.title}的内容，按{document.title}对待。"
    return None, "没有找到标题，开头和各部分也不像法治政府建设年度报告。"


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
    for section, role in zip(report.sections, section_roles, strict=True):
        if not role or section.level > 3:
            continue
        start, end = section.start, section.start + len(section.heading)
        shift = 1 if role == "plan" else 0
        for claim in _years_in(report, start, end, f"heading:{role}", _YEAR):
            claims.append(YearClaim(claim.year - shift, claim.where, claim.start, claim.end))
    return tuple(claims)


def _years_in(report: Report, start: int, end: int, where: str, pattern: re.Pattern[str]) -> list[YearClaim]:
    content = report.text.content
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
    claims: list[YearClaim] = []
    for paragraph in before_sections:
        leads = hits.between(vocabulary.terms["lead"], paragraph.start, paragraph.end)
        if leads:
            stop = min(leads[-1].end + 30, paragraph.end)
            claims.extend(_years_in(report, leads[0].start, stop, "opening", _YEAR))
        match = _OPENING_YEAR.match(content[paragraph.start : paragraph.end])
        if match and not _RANGE.match(content, paragraph.start + match.start(1)):
            start = paragraph.start + match.start(1)
            claims.append(YearClaim(int(match[1]), "opening", start, start + 5))
    return claims[:2]


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


def issuer(
    report: Report, title_found: Named | None, vocabulary: Vocabulary
) -> tuple[Named | None, str | None]:
    """The issuer's short name and level, by title, page block, signature or the opening's subject;
    the level alone by how the report calls its issuer."""
    for words, start, how in _names(report, title_found):
        named = _named(words, vocabulary)
        if named:
            name, at, level = named
            return Named(name, start + at, start + at + len(name), how), level.name
    return None, _level_by_selves(report, vocabulary)


def _names(report: Report, title_found: Named | None) -> Iterator[tuple[str, int, str]]:
    content = report.text.content
    if title_found:
        words = content[title_found.start : title_found.end]
        match = _TITLE_YEAR.search(words)
        stem = re.search("法治|依法|法制", words)
        about = words.find("关于")
        if about > 0:
            yield words[:about], title_found.start, "title"
        if match and match.start() > 1:
            yield words[: match.start()], title_found.start, "title"
        if stem:
            at = match.end() if match and match.end() < stem.start() else 0
            yield words[at : stem.start()], title_found.start + at, "title"
    tail = [p for p in report.paragraphs if p.kind == "signature"]
    for paragraph in tail:
        yield content[paragraph.start : paragraph.end], paragraph.start, "signature"
    for paragraph in report.paragraphs:
        if paragraph.kind == "body":
            match = _SUBJECT.search(content, paragraph.start, min(paragraph.end, paragraph.start + 60))
            if match:
                yield match[1], match.start(1), "opening"
            break
    for paragraph in report.paragraphs:
        if paragraph.kind in ("chrome", "masthead"):
            for match in re.finditer(r"(?:发布机构|制发机构|发文机关|来源)[:\s]*", content[paragraph.start : paragraph.end]):
                after = paragraph.start + match.end()
                name = _NAME.match(content, after, paragraph.end)
                if name:
                    yield name[0], after, "metadata"


def _named(words: str, vocabulary: Vocabulary) -> tuple[str, int, Level] | None:
    """The last body named in ``words``, without its offices: name, offset, level."""
    trimmed = words.rstrip(" \t的于")
    if not trimmed or len(trimmed) > 60:
        return None
    segments = list(re.finditer(r"[^ \t、,和]+", trimmed))
    for match in reversed(segments):
        name, at = match[0], match.start()
        level = _level(name, vocabulary, whole=True)
        if level and level.name == "department":
            return name, at, level
        for office in vocabulary.terms["office"].words:
            if name.endswith(office) and len(name) > len(office) + 1:
                name = name[: -len(office)]
                break
        if name.startswith("中共"):
            name, at = name[2:], at + 2
        level = _level(name, vocabulary, whole=False)
        if level:
            cut = _last_area(name, level, vocabulary)
            return name[cut:], at + cut, level
    return None


def _level(name: str, vocabulary: Vocabulary, *, whole: bool) -> Level | None:
    for level in vocabulary.levels:
        if name.endswith(level.names) if level.names else False:
            return level
    best: tuple[int, Level] | None = None
    for level in vocabulary.levels:
        for ending in level.endings:
            if name.endswith(ending) and len(name) > len(ending) and (not best or len(ending) > best[0]):
                best = (len(ending), level)
    if best and whole and best[1].name == "department":
        offices = vocabulary.terms["office"].words
        return None if any(name.endswith(o) for o in offices) else best[1]
    return best[1] if best else None


def _last_area(name: str, level: Level, vocabulary: Vocabulary) -> int:
    """Where the last area of a name such as 重庆市开州区铁桥镇 begins."""
    cut = 0
    for match in re.finditer(_area_pattern(vocabulary.levels), name):
        if match.end() < len(name) - 1:
            cut = match.end()
    return cut


@lru_cache(maxsize=8)
def _area_pattern(levels: tuple[Level, ...]) -> str:
    endings = sorted((e for level in levels if level.rank > 1 for e in level.endings if len(e) <= 3), key=len, reverse=True)
    return rf"[{zh.HAN}]{{1,8}}?(?:{'|'.join(endings)})"


def _level_by_selves(report: Report, vocabulary: Vocabulary) -> str | None:
    content = "".join(report.words(p.start, p.end) for p in report.paragraphs if p.kind in ("body", "heading"))
    counts = {level.name: sum(content.count(word) for word in level.selves) for level in vocabulary.levels}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


