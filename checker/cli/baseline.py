"""``fazhi baseline``: record the gaps that are there, so that only new or worse ones fail."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker import exceptions, pipeline
from checker.cli import _exceptions, _inputs, _options, _output, _terminal
from checker.errors import CheckerError
from checker.exceptions import baseline as file_of
from checker.model.result import Failure

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser

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
    found = _inputs.collect(args.paths, None, limits)
    settings = _options.settings(args)
    book = _options.load(args)
    if settings is not None:
        places = _exceptions.places(found, settings)
        book = pipeline.placed(book, places, args.rules, settings=settings, profile=args.profile)
    path = args.baseline or (pipeline.baseline_of(settings) if settings else "") or DEFAULT
    there = os.path.exists(path)
    if args.prune and not there:
        raise CheckerError("not-found", f"找不到基线文件“{path}”，没有什么可以删去。")
    old = _exceptions.known(path) if there else ()
    inputs = [item.input for item in found]
    judged = list(pipeline.check(_terminal.watched(inputs), book, limits))
    failures = [item for item in judged if isinstance(item, Failure)]
    for failure in failures:
        _output.warn(f"fazhi：{failure.path}：{failure.message}[{failure.code}]")
    if failures:
        _output.warn("fazhi：有文件无法检查，基线没有改动。")
        return 2
    reports = [item for item in judged if not isinstance(item, Failure)]
    kept = exceptions.unconcerned(old, reports)
    mine = exceptions.still(old, reports) if args.prune else exceptions.recorded(reports)
    new = [*kept, *mine]
    _output.write_all([(path, file_of.as_json(new))], (item.real for item in found))
    gone = len(set(old) - set(new))
    _output.say(
        f"{len(reports)} 份报告，基线现有 {len(set(new))} 项缺项（新记 {len(set(new) - set(old))} 项，"
        f"删去 {gone} 项），已写入 {path}\n"
    )
    return 0
