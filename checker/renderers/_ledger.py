"""A result as rows of the rectification ledger, report after report, the dearest gap first."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from unicodedata import category

from checker.model.ledger import (
    ATTESTED,
    BY_PERSON,
    HEADS,
    KNOWN,
    TO_JUDGE,
    TO_MEND,
    UNREADABLE,
    WAIVED,
    mark,
)
from checker.model.ledger import LedgerRow as Row
from checker.model.rule import SEVERITY_WORDS
from checker.renderers import _summary, _words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment, Result
    from checker.renderers._summary import Gap

_SHOWN = 3  # quotes of one gap
_WORD_OF = {status: word for word, status in ATTESTED.items()}
_HIDDEN = ("Cc", "Cf", "Cs")


def rows(result: Result) -> list[Row]:
    """A row for each gap and each undecided outcome, waived and known ones too, and for each input that
    could not be checked."""
    made: list[Row] = []
    for report in result.reports:
        made += _of(report)
    made += [_unread(f.path, f"{f.message}[{f.code}]") for f in result.failures]
    return made


def owners(result: Result) -> dict[str, tuple[str, str]]:
    """The issuer and the year of each report that was judged, as its rows show them; empty if unknown."""
    return {
        shown(report.path): _owner(report) for report in result.reports if report.score is not None
    }


def _owner(report: Assessment) -> tuple[str, str]:
    known = report.facts
    issuer = _words.plain(known.issuer.value) if known.issuer else ""
    return issuer, str(known.year or "")


def table(rows: Sequence[Row], more: Sequence[Mapping[str, str]] = ()) -> list[list[str]]:
    """Heads and cells of a ledger; ``more``: people's own columns behind, row by row."""
    own = dict.fromkeys(head for words in more for head in words)
    beside = [[words.get(head, "") for head in own] for words in more] or [[]] * len(rows)
    cells = [[*row, *rest] for row, rest in zip(rows, beside, strict=True)]
    return [[*HEADS.values(), *own], *cells]


def _of(report: Assessment) -> Iterator[Row]:
    if report.score is None:
        yield _unread(report.path, "；".join(report.gate.reasons))
        return
    summary = _summary.summarise(report)
    let_off = _summary.let_off(report)
    for gap in (*summary.gaps, *summary.reviews, *let_off):
        yield _row(report, gap)


def _row(report: Assessment, gap: Gap) -> Row:
    outcome = gap.outcome
    issuer, year = _owner(report)
    path = shown(report.path)
    place = _summary.look(outcome)
    decision = outcome.waived or outcome.attested
    return Row(
        key=f"{outcome.fingerprint}-{mark(path, outcome.rule.id, issuer, str(year or ''))}",
        report=path,
        issuer=issuer,
        year=year,
        rule=outcome.rule.id,
        title=_words.plain(outcome.rule.title),
        status=_words.status(outcome) + (BY_PERSON if outcome.attested else ""),
        severity=SEVERITY_WORDS.get(outcome.rule.severity, outcome.rule.severity),
        points=_words.points(gap.points),
        message=_words.plain(outcome.message),
        basis="；".join(f"{b}：{b.asks}" if b.asks else str(b) for b in outcome.basis),
        place=_words.where(place) if place else "全文没有相应的部分",
        quote=_quoted(outcome.evidence),
        remedy=_words.plain(outcome.rule.remedy),
        until=decision.until.isoformat() if decision else "",
        state=_state(outcome),
        because=_words.plain(decision.because) if decision else "",
        by=_words.plain(decision.by) if decision else "",
    )


def _state(outcome: Outcome) -> str:
    if outcome.waived:
        return WAIVED
    if outcome.baseline == "known":
        return KNOWN
    if outcome.attested:
        return _WORD_OF[outcome.status]
    return TO_JUDGE if outcome.status == "review" else TO_MEND


def _quoted(found: Sequence[Evidence]) -> str:
    """The first quotes, one a line, whole."""
    lines = [_words.plain(item.quote) for item in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(f"（等 {len(found)} 处）")
    return "\n".join(lines)


def _unread(path: str, why: str) -> Row:
    return Row(
        key=f"{_digest(f'unread {path}', 16)}-{_digest(path, 6)}",
        report=shown(path),
        status=UNREADABLE,
        message=_words.plain(why),
        state=UNREADABLE,
    )


def shown(path: str) -> str:
    """The path without characters that could mislead; its spaces stay, for it names a file."""
    return "".join(char for char in path if category(char) not in _HIDDEN)


def _digest(words: str, length: int) -> str:
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:length]
