"""The JSON of ``fazhi check`` → ``Results``; a file of strangers, so every field is looked at first."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, NamedTuple

from checker.delta.nouns import Judged, Place, Points, Report, Results
from checker.errors import CheckerError
from checker.model.rule import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = "fazhi-result/1"
_MOST = 10**9  # of a line or page
_SHOWN = 60  # characters of what a file says of itself
_HOW = "应是检查结果，请用 fazhi check 报告.txt --format json=结果.json 写出。"


def results(data: bytes, path: str) -> Results:
    """What a file holds. Errors: ``result``, with the field."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        raise CheckerError("result", f"不是 JSON；{_HOW}", path) from None
    named = told.get("schema") if isinstance(told, dict) else None
    if named != SCHEMA:
        what = f"schema 是“{named[:_SHOWN]}”" if isinstance(named, str) else "没有 schema"
        raise CheckerError("result", f"{what}，不是 {SCHEMA}；{_HOW}", path)
    top = _At(told, "", path)
    return Results(
        path=path,
        digest=top.of("rules").of("digest").words(),
        reports=tuple(map(_report, top.of("reports").each())),
        failures=tuple(error.of("path").words() for error in top.of("errors").each()),
    )


class _At(NamedTuple):
    """A value, the field it stands in, the file."""

    value: object
    field: str
    path: str

    def wrong(self, wanted: str) -> CheckerError:
        return CheckerError("result", f"{self.field} 应是{wanted}；{_HOW}", self.path)

    def of(self, key: str) -> _At:
        field = f"{self.field}.{key}" if self.field else key
        if not isinstance(self.value, dict):
            raise self.wrong("对象") if self.field else _At(None, field, self.path).wrong("对象")
        if key not in self.value:
            raise CheckerError("result", f"没有 {field}；{_HOW}", self.path)
        return _At(self.value[key], field, self.path)

    def each(self) -> Iterator[_At]:
        if not isinstance(self.value, list):
            raise self.wrong("列表")
        for number, item in enumerate(self.value):
            yield _At(item, f"{self.field}[{number}]", self.path)

    def words(self) -> str:
        if not isinstance(self.value, str):
            raise self.wrong("文字")
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.wrong(" true 或 false")
        return self.value

    def whole(self, least: int, most: int) -> int:
        if type(self.value) is not int or not least <= self.value <= most:
            raise self.wrong(f" {least} 到 {most} 的整数")
        return self.value

    def points(self) -> float:
        value = self.value
        # Looked at before it is made a float: an integer may be longer than any.
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
            raise self.wrong(" 0 到 100 的数")
        if not math.isfinite(value):
            raise self.wrong(" 0 到 100 的数")
        return float(value)

    @property
    def is_none(self) -> bool:
        return self.value is None


def _report(at: _At) -> Report:
    facts, judged = at.of("facts"), {}
    for item in at.of("outcomes").each():
        outcome = _judged(item)
        if outcome.rule in judged:
            raise CheckerError("result", f"{item.field}.rule 出现了两次；{_HOW}", item.path)
        judged[outcome.rule] = outcome
    year = facts.of("reporting_year")
    return Report(
        path=at.of("path").words(),
        title=_words(facts.of("title")),
        issuer=_words(facts.of("issuer")),
        year=None if year.is_none else year.whole(0, 9999),
        profile=at.of("profile").words(),
        points=_score(at.of("score")),
        passed=at.of("gate").of("passed").flag(),
        judged=judged,
    )


def _score(at: _At) -> Points:
    value, low, high = (_points(at.of(key)) for key in ("value", "low", "high"))
    return Points(value, low, high, _words(at.of("grade")))


def _words(at: _At) -> str | None:
    return None if at.is_none else at.words()


def _points(at: _At) -> float | None:
    return None if at.is_none else at.points()


def _judged(at: _At) -> Judged:
    status = at.of("status")
    if status.words() not in STATUS_WORDS:
        raise status.wrong(f" {'、'.join(STATUS_WORDS)} 之一")
    return Judged(
        rule=at.of("rule").words(),
        title=at.of("title").words(),
        status=status.words(),
        message=at.of("message").words(),
        places=tuple(map(_place, at.of("evidence").each())),
        is_waived=not at.of("waived").is_none,
    )


def _place(at: _At) -> Place:
    page = at.of("page")
    return Place(
        quote=at.of("quote").words(),
        line=at.of("line").whole(1, _MOST),
        page=None if page.is_none else page.whole(1, _MOST),
    )
