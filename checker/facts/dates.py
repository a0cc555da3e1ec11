"""When a report went public and when it was signed, told from all the other dates of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker import zh
from checker.model.facts import Dated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from checker.model.facts import Term
    from checker.model.report import Paragraph, Report
    from checker.model.vocabulary import Vocabulary

_BEFORE = 14  # characters in which a label stands before its date
_TIME = re.compile(r"^\s*\d{1,2}:\d{2}")
_ALONE = re.compile(rf"^[\s(（]*[{zh.HAN}\s]{{0,40}}$")
_HEADLINE = re.compile(rf"^[{zh.HAN}]{{2,30}}(?<!日期|时间)(?<![至自起期限])\s*$")  # a body's name
_TOLD_BEHIND = re.compile(
    r"^\s*(?:发布|公布|公开|(?:信息|文章)?来源|(?:发布|公开)(?:单位|机构)|作者)"
)
_SIGNATURE_LINE = 45
_STATED = ("published", "signed")  # dates whose label or place says what they are
_EARLIEST = 11  # month of the reporting year from which its report may be written
_LATEST = 3  # years after the reporting year in which it may still go public


def stamps(report: Report, vocabulary: Vocabulary) -> tuple[Dated, ...]:
    """Every date outside the body with what it says it is: ``published:N`` (N: trust, 0 best),
    ``bare``, ``signed``, ``signed-label``. Page clocks are left out."""
    found: list[Dated] = []
    outside = [
        p for p in report.paragraphs if p.kind in ("chrome", "masthead", "closing", "attachments")
    ]
    bodies = [p for p in report.paragraphs if p.kind == "body"]
    for paragraph in outside:
        is_head = not bodies or paragraph.end <= bodies[0].start
        found.extend(_labelled(report, paragraph, vocabulary, is_head=is_head))
    head = report.text.content[: bodies[0].start] if bodies else report.text.content
    found.extend(Dated(d.day, d.start, d.end, "bare") for d in zh.stacked_dates(head))
    for paragraph in [*bodies[1:], *outside]:
        found.extend(
            _signed(
                report,
                paragraph,
                vocabulary,
                is_head=bool(bodies) and paragraph.end <= bodies[0].start,
            )
        )
    return tuple(found)


def _labelled(
    report: Report, paragraph: Paragraph, vocabulary: Vocabulary, *, is_head: bool
) -> Iterator[Dated]:
    content = report.text.content
    clock = vocabulary.terms["clock"]
    for day, start, end, _ in _dates(content, paragraph):
        before = content[max(0, start - _BEFORE) : start]
        line = content[paragraph.start : start]
        if any(word in line[-2 * _BEFORE :] for word in clock.words):
            continue
        label = _label(before, vocabulary.terms["published"])
        if label is not None:
            yield Dated(day, start, end, f"published:{label:02d}")
        elif _label(before, vocabulary.terms["signed-label"]) is not None:
            yield Dated(day, start, end, "signed-label")
        elif (
            _TIME.match(content[end : end + 8])
            or _alone(content, paragraph, start, end)
            or (is_head and paragraph.kind == "chrome")
            or (is_head and _heads(line, content[end : paragraph.end]))
        ):
            yield Dated(day, start, end, "bare" if paragraph.kind != "closing" else "signed")


def _heads(before: str, behind: str) -> bool:
    """Whether a line above the body states its day: behind a body's name, or before what tells who
    published it."""
    return bool(_TOLD_BEHIND.match(behind)) or bool(
        _HEADLINE.match(before) and not behind.strip(")")
    )


def _dates(content: str, paragraph: Paragraph) -> Iterator[zh.DateFound]:
    piece = content[paragraph.start : paragraph.end]
    for day, start, end, broken in zh.dates(piece):
        yield zh.DateFound(day, paragraph.start + start, paragraph.start + end, broken)


def _label(before: str, term: Term) -> int | None:
    """Index of the label that stands last in ``before``: the earlier in the list, the more trusted."""
    tidy = before.replace(" ", "").replace("\n", "").replace("\t", "").rstrip(":】])|")
    for index, word in enumerate(term.words):
        if tidy.endswith(word):
            return index
    return None


def _alone(content: str, paragraph: Paragraph, start: int, end: int) -> bool:
    rest = content[paragraph.start : start] + content[end : paragraph.end]
    return not re.search(r"[\w]", rest)


def _signed(
    report: Report, paragraph: Paragraph, vocabulary: Vocabulary, *, is_head: bool
) -> Iterator[Dated]:
    """Dates that stand alone on a line, or after an issuer's name, at the end or under the title."""
    content = report.text.content
    line = content[paragraph.start : paragraph.end]
    if len(line) > _SIGNATURE_LINE:
        return
    if any(word in line for word in vocabulary.terms["clock"].words):
        return
    for day, start, end, _ in zh.dates(line):
        if _label(line[:start], vocabulary.terms["published"]) is not None:
            continue
        written = "年" in line[start:end]
        if (
            _ALONE.match(line[:start])
            and not re.search(r"\w", line[end:])
            and (written or not is_head)
        ):
            yield Dated(day, paragraph.start + start, paragraph.start + end, "signed")
    for readings, start, end in zh.broken_dates(line + "\n"):
        if _ALONE.match(line[:start]):
            for day in readings:
                yield Dated(
                    day, paragraph.start + start, paragraph.start + end, f"broken:{len(readings)}"
                )


def _is_plausible(day: date, year: int) -> bool:
    """Whether a report on a year can be of this day: not before its last months, not years late."""
    return year < day.year <= year + _LATEST or (day.year == year and day.month >= _EARLIEST)


def chosen(found: Sequence[Dated], year: int | None) -> tuple[Dated | None, Dated | None]:
    """The dates of publication and of signature; None where none is stated or several readings fit."""
    sane = [s for s in found if year is None or _is_plausible(s.day, year)]
    if not sane:  # a date in the reporting year itself is told, and found too early
        sane = [s for s in found if s.day.year == year and s.how.startswith(_STATED)]
    labelled = sorted(
        (s for s in sane if s.how.startswith("published")), key=lambda s: (s.how, s.start)
    )
    bare = [s for s in sane if s.how == "bare"]
    dated = [s for s in sane if s.how == "signed-label"]
    published = next(iter([*labelled, *bare, *dated]), None)
    signed = [s for s in sane if s.how == "signed"] or [
        s for s in found if s.how == "signed" and s.day.year == year
    ]
    if signed:
        return published, signed[-1]
    limit: date | None = published.day if published else None
    broken = [s for s in sane if s.how.startswith("broken") and (limit is None or s.day <= limit)]
    return published, broken[0] if len({s.day for s in broken}) == 1 else None
