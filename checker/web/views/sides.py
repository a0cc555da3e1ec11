"""The two reports of a comparison: what each is called, how it did, what makes them hard to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.delta import words
from checker.renderers import _said, _words
from checker.web.views import addresses, drafts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.result import Assessment, Score
    from checker.web.nouns import Held

_LABEL = 60  # characters of a report in a list


class Draft(NamedTuple):
    """A scored report of the session."""

    held: Held
    report: Assessment
    score: Score


class Side(NamedTuple):
    """One of the two reports. ``low``, ``value`` and ``high`` are places on a scale from 0 to 100."""

    href: str
    name: str
    file: str
    number: int
    points: str
    interval: str
    low: float
    value: float
    high: float
    grade: str
    verdict: str
    passed: bool


def label(draft: Draft) -> str:
    """What a report is called in a list."""
    file = _words.file_name(draft.held.path)
    return _words.shortened(f"{draft.held.number}. {_words.name(draft.report)}（{file}）", _LABEL)


def warnings(old: Draft, new: Draft) -> Iterator[str]:
    """What a reader must know before the two are compared."""
    before, after = drafts.whose(old.report), drafts.whose(new.report)
    if before is None or after is None:
        yield "有一份报告没有读出单位或年度，是否为同一份报告的两稿，请自行确认。"
    elif before[0] != after[0]:
        yield f"两份报告的单位不同（{before[0]}、{after[0]}），不是同一份报告的两稿；照样逐项比较，仅供参考。"
    elif before[1] != after[1]:
        yield f"两份报告的年度不同（{before[1]} 年、{after[1]} 年）；逐项比较仅供参考。"
    profiles = [_words.plain(draft.report.policy.title) for draft in (old, new)]
    if profiles[0] != profiles[1]:
        yield f"评分方案不同：{words.arrow(*profiles)}，得分不宜直接比较。"


def side(draft: Draft) -> Side:
    """One report as it is shown."""
    report, score = draft.report, draft.score
    return Side(
        href=addresses.report(draft.held.key),
        name=_words.name(report),
        file=_words.file_name(draft.held.path),
        number=draft.held.number,
        points=_words.points(score.value),
        interval=_said.between(report),
        low=_words.rounded(score.low),
        value=_words.rounded(score.value),
        high=_words.rounded(score.high),
        grade=_words.plain(score.grade),
        verdict=_said.verdict(report),
        passed=report.gate.passed,
    )
