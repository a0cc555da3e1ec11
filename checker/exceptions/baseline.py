"""The file of recorded reports: JSON, sorted, one gap a line, so that a change of it reads well in git."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.exceptions import GAPS
from checker.model.exceptions import Known, Recorded

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA = "fazhi-baseline/1"
_AGAIN = "请用 fazhi baseline 重新写出。"
_YEARS = range(1, 10_000)


def as_json(reports: Iterable[Recorded]) -> str:
    """The file's text: the same reports give the same text, in whatever order they come."""
    blocks = ",\n".join(sorted({_block(report) for report in reports}))
    return f'{{\n "schema": "{SCHEMA}",\n "reports": [\n{blocks}\n ]\n}}\n'


def _block(report: Recorded) -> str:
    head = {"issuer": report.issuer, "year": report.year, "file": report.file}
    gaps = [
        {"rule": gap.rule, "status": gap.status, "found": list(gap.found)}
        for gap in sorted(report.gaps, key=lambda gap: gap.rule)
    ]
    lines = ",\n".join(f"   {json.dumps(gap, ensure_ascii=False)}" for gap in gaps)
    inside = f"[\n{lines}\n  ]" if lines else "[]"
    return f'  {json.dumps(head, ensure_ascii=False)[:-1]}, "gaps": {inside}}}'


def read(data: bytes, path: str) -> tuple[Recorded, ...]:
    """The reports of a file. Errors: ``baseline``, with the number of the report."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        raise CheckerError("baseline", f"基线文件不是可用的 JSON，{_AGAIN}", path) from None
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise CheckerError("baseline", f"不是基线文件（应有 schema: {SCHEMA}），{_AGAIN}", path)
    reports = told.get("reports")
    if not isinstance(reports, list):
        raise CheckerError("baseline", f"基线文件里没有 reports 列表，{_AGAIN}", path)
    return tuple(_report(each, f"{path} 第 {n} 份") for n, each in enumerate(reports, 1))


def _report(told: object, place: str) -> Recorded:
    wrong = CheckerError("baseline", f"基线里的一份报告写法不对，{_AGAIN}", place)
    if not isinstance(told, dict) or told.keys() != {"issuer", "year", "file", "gaps"}:
        raise wrong
    words = all(isinstance(told[key], str) for key in ("issuer", "file"))
    year = told["year"]
    dated = year is None or (type(year) is int and year in _YEARS)
    if not words or not dated or not isinstance(told["gaps"], list):
        raise wrong
    if not all(_is_gap(gap) for gap in told["gaps"]):
        raise wrong
    gaps = tuple(Known(g["rule"], g["status"], tuple(g["found"])) for g in told["gaps"])
    return Recorded(told["issuer"], year, told["file"], gaps)


def _is_gap(gap: Any) -> bool:  # noqa: ANN401 - from JSON
    if not isinstance(gap, dict) or gap.keys() != {"rule", "status", "found"}:
        return False
    listed = isinstance(gap["found"], list) and all(isinstance(f, str) for f in gap["found"])
    return listed and isinstance(gap["rule"], str) and gap["status"] in [*GAPS]
