"""``fazhi baseline``: record the gaps that are there, so that only new or worse ones fail."""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING

from checker import exceptions, pipeline
from checker.cli import _exceptions, _inputs, _options, _output, _terminal
from checker.errors import CheckerError
from checker.exceptions import baseline as file_of
from checker.model.result import Failure

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from checker.cli._parser import Parser
    from checker.model.exceptions import Known, Recorded
    from checker.model.result import Assessment

HELP = "把现有的缺项记为基线，以后只拦新增和变差的"
DEFAULT = "fazhi-baseline.json"
_EXAMPLE = f"""例：
  fazhi baseline 报告文件夹
  fazhi check 报告文件夹 --baseline {DEFAULT}
  fazhi baseline 报告文件夹 --prune

fazhi.yaml 里写 baseline: {DEFAULT}，以后 fazhi check 就会用它。"""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    add = parser.add_argument
    add("paths", nargs="+", metavar="PATH", help="文件、文件夹（含下级）、通配符")
    add("--baseline", metavar="FILE", help=f"基线文件（默认 fazhi.yaml 所写的，再默认 {DEFAULT}）")
    add("--prune", action="store_true", help="只删去已经消除的，不记新的缺项")
    _options.add_rules(parser)
    _options.add_limits(parser)


def run(args: argparse.Namespace) -> int:
    """Record or prune. Returns 0, or 2 when an input could not be read: then nothing is written."""
    limits = _options.limits(args)
    found = _exceptions.kept(args, _inputs.collect(args.paths, None, limits))
    settings = _options.settings(args)
    book = _exceptions.placed(args, found, _options.load(args))
    path = args.baseline or (pipeline.baseline_of(settings) if settings else "") or DEFAULT
    there = os.path.exists(path)
    if args.prune and not there:
        raise CheckerError("not-found", f"找不到基线文件“{path}”，没有什么可以删去。")
    old = _exceptions.known(path) if there else ()
    inputs = [item.input for item in found]
    judged = list(pipeline.check(_terminal.watched(inputs), book, limits))
    failures = [item for item in judged if isinstance(item, Failure)]
    for failure in failures:
        _output.warn_failed(failure.path, failure.message, failure.code)
    if failures:
        _output.warn("fazhi：有文件无法检查，基线没有改动。")
        return 2
    reports = [item for item in judged if not isinstance(item, Failure)]
    new = _pruned(old, reports) if args.prune else _renewed(old, reports)
    _output.write_all([(path, file_of.as_json(new))], (item.real for item in found))
    before, now = _gaps(old), _gaps(new)
    _output.say(
        f"{len(reports)} 份报告，基线现有 {len(now)} 项缺项（新记 {len(now - before)} 项，"
        f"删去 {len(before - now)} 项），已写入 {path}\n"
    )
    return 0


def _renewed(old: Sequence[Recorded], reports: Sequence[Assessment]) -> list[Recorded]:
    """The reports of this run as they are now, and all others as they were recorded. A record whose
    file is gone is of a report that was moved, and is taken over by it."""
    mine = [exceptions.recorded(report) for report in reports]
    files = {(each.issuer, each.year, each.file) for each in mine}
    taken = {
        each
        for each in exceptions.concerned_by(old, reports)
        if (each.issuer, each.year, each.file) in files or not os.path.exists(each.file)
    }
    return [*(each for each in old if each not in taken), *mine]


def _pruned(old: Sequence[Recorded], reports: Sequence[Assessment]) -> list[Recorded]:
    """The recorded reports without the gaps that are mended."""
    made = []
    concerned = exceptions.concerned_by(old, reports)
    for each in old:
        mine = concerned.get(each, ())
        kept = tuple(gap for gap in each.gaps if not mine or not exceptions.is_mended(gap, mine))
        made.append(dataclasses.replace(each, gaps=kept))
    return made


def _gaps(reports: Iterable[Recorded]) -> set[tuple[str, int | None, str, Known]]:
    return {(each.issuer, each.year, each.file, gap) for each in reports for gap in each.gaps}
