"""Who reports: the issuer's short name and level of government."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import zh
from checker.model.facts import Named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.facts import Term
    from checker.model.report import Report
    from checker.model.vocabulary import Level, Vocabulary

_TITLE_YEAR = re.compile(r"(?<!\d)(20[0-3]\d) ?年?度?")
_SUBJECT = re.compile(
    rf"年(?:度|以来|来)?,?([{zh.HAN}]{{2,14}}?)"
    r"(?=坚持|在|以习|深入|认真|紧|全面|始终|严格|按照|积极|高度|切实|坚决|牢牢|持续|将)"
)
_NAME = re.compile(rf"[{zh.HAN}]{{2,40}}")
_PRONOUNS = "我本全各该"  # what begins so names nobody
_LONGEST = 60


def issuer(
    report: Report, title_found: Named | None, vocabulary: Vocabulary
) -> tuple[Named | None, str | None]:
    """The issuer's short name and level, by title, page block, signature or the opening's subject;
    the level alone by how the report calls its issuer."""
    for words, start, how in _names(report, title_found, vocabulary):
        named = _named(words, vocabulary)
        if named:
            name, at, level = named
            return Named(name, start + at, start + at + len(name), how), level.name
    return None, _level_by_selves(report, vocabulary)


def named(words: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The short name and the level of the body that a name tells (某省某市某镇人民政府 → 某镇)."""
    found = _named(words, vocabulary)
    return (found[0], found[2].name) if found else None


def _names(
    report: Report, title_found: Named | None, vocabulary: Vocabulary
) -> Iterator[tuple[str, int, str]]:
    """Words that may name the issuer, surest first, with their place and what they are."""
    yield from _in_title(report, title_found, vocabulary.terms["title-topic"])
    content = report.text.content
    for paragraph in report.paragraphs:
        if paragraph.kind == "closing":
            yield content[paragraph.start : paragraph.end], paragraph.start, "signature"
    body = next((p for p in report.paragraphs if p.kind == "body"), None)
    if body:
        match = _SUBJECT.search(content, body.start, min(body.end, body.start + _LONGEST))
        if match:
            yield match[1], match.start(1), "opening"
    for paragraph in report.paragraphs:
        if paragraph.kind in ("chrome", "masthead"):
            for match in _label(vocabulary.terms["issuer-label"]).finditer(
                content, paragraph.start, paragraph.end
            ):
                name = _NAME.match(content, match.end(), paragraph.end)
                if name:
                    yield name[0], match.end(), "metadata"


@lru_cache(maxsize=4)
def _label(term: Term) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, term.words))})[:\s]*")


def _in_title(
    report: Report, title_found: Named | None, topics: Term
) -> Iterator[tuple[str, int, str]]:
    if title_found is None:
        return
    start = title_found.start
    words = zh.with_arabic_years(report.text.content[start : title_found.end])
    year = _TITLE_YEAR.search(words)
    topic = min((at for word in topics.words if (at := words.find(word)) >= 0), default=-1)
    about = words.find("关于")
    if about > 0:
        yield words[:about], start, "title"
    if year and year.start() > 1:
        yield words[: year.start()], start, "title"
    if topic >= 0:
        at = year.end() if year and year.end() < topic else 0
        yield words[at:topic], start + at, "title"


def _named(words: str, vocabulary: Vocabulary) -> tuple[str, int, Level] | None:
    """The last body named in ``words``, without its offices: name, offset, level."""
    trimmed = words.rstrip(" \t\n的于").lstrip("《【[ \n").removeprefix("关于")
    if not trimmed or len(trimmed) > _LONGEST or trimmed[0] in _PRONOUNS:
        return None
    segments = list(re.finditer(r"[^ \t\n、,]+", trimmed))
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
            cut = _last_area(name, vocabulary)
            return name[cut:], at + cut, level
    return None


def _level(name: str, vocabulary: Vocabulary, *, whole: bool) -> Level | None:
    for level in vocabulary.levels:
        if name.endswith(level.names) if level.names else False:
            return level
    best: tuple[int, Level] | None = None
    for level in vocabulary.levels:
        for ending in level.endings:
            if (
                name.endswith(ending)
                and len(name) > len(ending)
                and (not best or len(ending) > best[0])
            ):
                best = (len(ending), level)
    if best and whole and best[1].name == "department" and not _is_commission(name):
        offices = vocabulary.terms["office"].words
        return None if any(name.endswith(o) for o in offices) else best[1]
    return best[1] if best else None


def _is_commission(name: str) -> bool:
    """Whether a 委员会 is a department (某区发展和改革委员会), not a Party committee or an area's."""
    stem = name.removesuffix("委员会")
    return (
        stem != name
        and stem[-1:] not in "镇乡县市区道省州旗党工作管理"
        and not name.startswith("中共")
    )


def _last_area(name: str, vocabulary: Vocabulary) -> int:
    """Where the last body of a name such as 重庆市开州区铁桥镇 or 某镇委员会某镇 begins."""
    offices = vocabulary.terms["office"].words
    cut = max(
        (name.rfind(office) + len(office) for office in offices if office in name[:-1]), default=0
    )
    areas = [
        cut + match.end() for match in re.finditer(_area_pattern(vocabulary.levels), name[cut:])
    ]
    endings = {ending for level in vocabulary.levels for ending in level.endings}
    return max([cut, *(end for end in areas if end < len(name) - 1 and name[end:] not in endings)])


@lru_cache(maxsize=8)
def _area_pattern(levels: tuple[Level, ...]) -> str:
    endings = sorted(
        (e for level in levels if level.rank > 1 for e in level.endings if len(e) <= 3),
        key=len,
        reverse=True,
    )
    return rf"[{zh.HAN}]{{1,8}}?(?:{'|'.join(endings)})(?![省市州盟区县旗镇乡])"


def _level_by_selves(report: Report, vocabulary: Vocabulary) -> str | None:
    content = "".join(
        report.words(p.start, p.end) for p in report.paragraphs if p.kind in ("body", "heading")
    )
    counts = {
        level.name: sum(content.count(word) for word in level.selves) for level in vocabulary.levels
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None
