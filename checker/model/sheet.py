"""Figures as rows of a tidy table: one figure, one row."""

from __future__ import annotations

from typing import NamedTuple


class FigureRow(NamedTuple):
    """One figure of one report. ``value`` and ``upper`` are exact decimals in plain digits, scale
    words multiplied out (万元 is 元); ``indicator`` is None where no known word says what it counts;
    ``scope`` is ``own`` or why it is not the issuer's own of the year; ``place`` counts from 1."""

    report: str
    issuer: str | None
    level: str | None
    year: int | None
    indicator: str | None
    title: str | None
    value: str
    upper: str | None
    unit: str
    approximate: bool
    scope: str
    section: str
    quote: str
    page: int | None
    line: int
    column: int
    start: int
    end: int


# What people read over the columns of a spreadsheet.
HEADS = {
    "report": "报告",
    "issuer": "报告单位",
    "level": "层级",
    "year": "年度",
    "indicator": "指标代码",
    "title": "指标",
    "value": "数值",
    "upper": "上限",
    "unit": "计量单位",
    "approximate": "约数",
    "scope": "口径",
    "section": "所在部分",
    "quote": "原文",
    "page": "页",
    "line": "行",
    "column": "列",
    "start": "起",
    "end": "止",
}
SCOPES = {
    "own": "本单位本年度",
    "superior": "其他机关",
    "past": "其他年度",
    "wish": "计划",
    "other": "其他",
}
