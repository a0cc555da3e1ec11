"""The rectification ledger 整改台账: one gap of one report, one row, and what people write beside it."""

from __future__ import annotations

import hashlib
from typing import NamedTuple


class LedgerRow(NamedTuple):
    """One open gap, or one input that could not be checked. ``key`` names it in every later run;
    ``points`` are those that mending earns; ``unit`` to ``person`` is what people write."""

    key: str
    report: str
    issuer: str = ""
    year: str = ""
    rule: str = ""
    title: str = ""
    status: str = ""
    severity: str = ""
    points: str = ""
    message: str = ""
    basis: str = ""
    place: str = ""
    quote: str = ""
    remedy: str = ""
    unit: str = ""
    until: str = ""
    state: str = ""
    because: str = ""
    by: str = ""


# What people read over the columns, and by which the columns are found again.
HEADS = {
    "key": "编号",
    "report": "报告",
    "issuer": "报告单位",
    "year": "年度",
    "rule": "规则",
    "title": "内容",
    "status": "结论",
    "severity": "级别",
    "points": "可得分",
    "message": "缺项",
    "basis": "依据",
    "place": "位置",
    "quote": "原文",
    "remedy": "怎么写",
    "unit": "责任单位",
    "until": "期限",
    "state": "状态",
    "because": "说明",
    "by": "经办人",
}
PEOPLES = ("unit", "until", "state", "because", "by")

TO_MEND, TO_JUDGE = "待整改", "待判断"
POSTPONED = "暂缓整改"
WAIVED, KNOWN, UNREADABLE, CLOSED = "已豁免", "基线已有", "无法检查", "已销号"
ATTESTED = {
    "认定符合": "pass",
    "认定不完整": "partial",
    "认定缺失": "fail",
    "认定不适用": "not_applicable",
}
# The words of 状态: what people may fill in, and what the tool fills in by itself.
FILLED = (TO_MEND, TO_JUDGE, "整改中", "已整改", POSTPONED, *ATTESTED)
OWN = (WAIVED, KNOWN, UNREADABLE, CLOSED)
STATES = (*FILLED, *OWN)
BY_PERSON = "（人工认定）"  # behind a 结论 that a person has decided


def mark(report: str, rule: str, issuer: str, year: str) -> str:
    """The end of a row's number: it tells whether somebody has changed what the row is about."""
    words = "\0".join((report, rule, issuer, year.removesuffix(".0")))
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:6]
