"""What the pages of a report say, whatever markup they are in: headings, advice, which quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.renderers import _summary, _words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment
    from checker.renderers._summary import Gap, Summary

SHOWN = 3  # quotes shown of one outcome; the rest is counted
NOTE = "不是报告：检查文件夹时不读"
FOUND, NEAREST = "原文", "最接近的原文"
NOT_ENOUGH = "（尚不足以认定）"
WHERE, BASIS, REMEDY = "看哪里", "依据", "怎么写"
VERDICT, ARITHMETIC, FACTS = "检查结论", "数字核对", "报告信息"


def not_scored(report: Assessment) -> str:
    """Why there is no score, as far as its kind tells."""
    return f"不是{report.facts.wanted}，没有评分。"


def between(report: Assessment) -> str:
    """Within what the score lies, where undecided outcomes leave it open; else empty."""
    score = report.score
    if score is None or score.low == score.high:
        return ""
    return f"（人工判断后在 {_words.interval(score)} 分之间，等级按最低分定）"


def verdict(report: Assessment) -> str:
    """Whether it passed the gate."""
    return "通过" if report.gate.passed else "未通过"


def open_groups(summary: Summary) -> tuple[tuple[str, Sequence[Gap], str], ...]:
    """What is to be done: title, gaps, and how the points are called that mending earns."""
    return (
        ("要补写的", summary.gaps, "补齐可得"),
        ("需要人工判断的", summary.reviews, "如符合可得"),
    )


def heading_of_group(title: str, gaps: Sequence[Gap], earns: str) -> str:
    """The title with the count and the points of all; there is one gap at least."""
    total = sum((gap.points for gap in gaps), start=gaps[0].points * 0)
    return f"{title}（{len(gaps)} 项，{earns} {_words.points(total)} 分）"


def worth(gap: Gap, earns: str) -> str:
    """The points that mending a gap earns, in words."""
    return f"{earns} {_words.points(gap.points)} 分"


def place(outcome: Outcome) -> str:
    """Where to look, or to write; empty where there is nothing to say."""
    found = _summary.look(outcome)
    if found is not None:
        advice = "可补写在 " if outcome.belongs and not outcome.evidence else ""
        return f"{advice}{_words.where(found)}"
    return "全文没有相应的部分" if outcome.status == "fail" else ""


def basis(outcome: Outcome) -> str:
    """What the rule rests on and what that asks."""
    return "；".join(f"{b}：{b.asks}" if b.asks else str(b) for b in outcome.basis)


def rest(found: Sequence[Evidence], shown: int = SHOWN) -> str:
    """How many places there are, where not all are shown."""
    return f" 等 {len(found)} 处" if len(found) > shown else ""


def waived(count: int) -> str:
    """The heading over what is waived."""
    return f"已豁免的（{count} 项）"


def attested(count: int) -> str:
    """The heading over what people have decided."""
    return f"人工认定的（{count} 项）"


def known(count: int) -> str:
    """The heading over what the baseline knows."""
    return f"基线里已有的（{count} 项）"


def passed(count: int) -> str:
    """The heading over what is as it should be."""
    return f"符合的（{count} 项）"


def inapplicable(count: int) -> str:
    """The heading over what does not apply."""
    return f"不适用的（{count} 项，不计分）"


def unasked(count: int) -> str:
    """How many rules ask nothing of this report."""
    return f"另有 {count} 项不要求这一层级或这一年度的报告。"


def held(count: int) -> str:
    """The heading over relations that agree."""
    return f"相符的（{count} 处）"


def damaged(count: int) -> str:
    """The heading over places that are broken."""
    return f"原文有损坏（{count} 处，请核对原件）"
