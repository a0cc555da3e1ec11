"""The words of a comparison, the same on the terminal and on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.rule import STATUS_WORDS

if TYPE_CHECKING:
    from checker.delta.nouns import Judged, Place, Report

TITLES = {
    "new": "新出现的",
    "worse": "变差的",
    "changed": "位置有变的",
    "better": "变好的",
    "closed": "已解决的",
}
UNCHANGED = "未变的"
GONE, FOUND = "不再有", "原文"
OTHER_RULES = "两次用的规则不同（指纹不同），得分和结论的变化不一定来自报告。"


def status(judged: Judged) -> str:
    """The status in a word; a failed rule that found something is not missing but wrong."""
    if judged.status == "fail" and judged.places:
        return "不符合"
    return STATUS_WORDS[judged.status]


def points(report: Report) -> str:
    """The score with its interval, where it has one."""
    value, low, high, _ = report.points
    if value is None:
        return "没有评分"
    between = "" if low is None or high is None or low == high else f"（{low:.1f}–{high:.1f}）"
    return f"{value:.1f} 分{between}"


def grade(report: Report) -> str:
    """The grade, a dash where there is none."""
    return report.points.grade or "—"


def verdict(report: Report) -> str:
    """Whether it passed the gate."""
    return "通过" if report.passed else "未通过"


def at(place: Place) -> str:
    """Page, where there are pages, and line."""
    page = "" if place.page is None else f"第 {place.page} 页"
    return f"{page}第 {place.line} 行"


def arrow(before: str, after: str) -> str:
    """What was and what is, once where they are the same."""
    return before if before == after else f"{before} → {after}"


def only(when: str, count: int) -> str:
    """The heading over rules that only one of two results judges."""
    return f"只有{when}的结果判断的规则，没有比较（{count} 条）"
