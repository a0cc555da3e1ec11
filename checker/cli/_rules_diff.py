"""``fazhi rules diff``: what a change of the rules does to the verdicts and scores of reports."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from checker import pipeline
from checker.cli import _inputs, _options, _output
from checker.errors import CheckerError
from checker.model.rule import STATUS_WORDS
from checker.renderers._markup import escape
from checker.renderers._words import points
from checker.trials import difference
from checker.trials.difference import ABSENT, ReportChange

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from checker.model.result import Failure
    from checker.trials.difference import RuleChange

EXAMPLE = """例：
  fazhi rules diff seeds --rules 本地规则
  fazhi rules diff 报告文件夹 --profile strict
  fazhi rules diff 报告文件夹 --before 旧规则 --after 新规则

比较的是“随工具提供的规则”与“加上 --rules、--profile、设置文件之后的规则”；
--before、--after 则各指一套完整的规则文件夹（含 vocabulary 和 profiles）。"""
SCHEMA = "fazhi-rules-diff/1"
_SAID = {**STATUS_WORDS, ABSENT: "未判断"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the corpus and what is compared."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="报告文件或文件夹")
    parser.add_argument("--before", metavar="DIR", help="改动前的一整套规则（默认：随工具提供的）")
    parser.add_argument("--after", metavar="DIR", help="改动后的一整套规则（默认：随工具提供的）")
    parser.add_argument(
        "--format", choices=("markdown", "json"), default="markdown", help="默认 markdown"
    )


def diff(args: argparse.Namespace) -> int:
    """Judge every report by both. Returns 0; 2 when a report could not be read."""
    before = pipeline.book(base=args.before)
    after = pipeline.book(
        args.rules, base=args.after, settings=_options.settings(args), profile=args.profile
    )
    inputs = [item.input for item in _inputs.collect(args.paths, None)]
    if not inputs:
        raise CheckerError("no-inputs", "没有可用的报告。")
    rules = list(difference.of_rules(before, after))
    found = list(difference.of_reports(inputs, before, after))
    reports = [item for item in found if isinstance(item, ReportChange)]
    failures = [item for item in found if not isinstance(item, ReportChange)]
    if args.format == "json":
        _output.say(_json(rules, reports, failures))
    else:
        _output.say("\n".join(_markdown(rules, reports)) + "\n")
    for failure in failures:
        _output.warn_failed(failure.path, failure.message, failure.code)
    return 2 if failures else 0


def _markdown(rules: Sequence[RuleChange], reports: Sequence[ReportChange]) -> Iterator[str]:
    yield f"## 规则的改动（{len(rules)} 处）"
    yield ""
    if rules:
        yield "| 规则 | 改了什么 | 原来 | 现在 |"
        yield "|---|---|---|---|"
    for change in rules:
        what = change.field or ("新增" if change.after else "去掉")
        yield f"| {change.rule} | {what} | {escape(change.before)} | {escape(change.after)} |"
    moved = [report for report in reports if report.verdicts or report.before != report.after]
    yield ""
    yield f"## 对 {len(reports)} 份报告的影响（{len(moved)} 份有变化）"
    yield ""
    if moved:
        yield "| 报告 | 得分 | 等级 | 检查结论 | 结论有变的规则 |"
        yield "|---|---|---|---|---|"
    for report in moved:
        grade = _arrow(*report.grades)
        gate = _arrow(*("通过" if passed else "未通过" for passed in report.passed))
        yield (
            f"| {escape(report.path)} | {_arrow(_points(report.before), _points(report.after))} "
            f"| {grade} | {gate} | {'；'.join(_verdicts(report)) or '—'} |"
        )
    counts = Counter((v.rule, v.before, v.after) for r in reports for v in r.verdicts)
    if counts:
        yield ""
        yield "| 规则 | 原来 | 现在 | 报告数 |"
        yield "|---|---|---|---|"
    for (rule, old, new), count in sorted(counts.items()):
        yield f"| {rule} | {_SAID[old]} | {_SAID[new]} | {count} |"


def _verdicts(report: ReportChange) -> list[str]:
    return [f"{v.rule} {_SAID[v.before]}→{_SAID[v.after]}" for v in report.verdicts]


def _points(score: object) -> str:
    return "—" if score is None else points(score)  # type: ignore[arg-type]


def _arrow(one: str, other: str) -> str:
    return one if one == other else f"{one} → {other}"


def _json(
    rules: Sequence[RuleChange], reports: Sequence[ReportChange], failures: Sequence[Failure]
) -> str:
    told = {
        "schema": SCHEMA,
        "rules": [change._asdict() for change in rules],
        "reports": [
            {
                "path": report.path,
                "score": [None if s is None else float(s) for s in (report.before, report.after)],
                "grade": list(report.grades),
                "passed": list(report.passed),
                "outcomes": [verdict._asdict() for verdict in report.verdicts],
            }
            for report in reports
        ],
        "errors": [{"path": f.path, "code": f.code, "message": f.message} for f in failures],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
