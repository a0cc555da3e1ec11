"""``fazhi check``: judge reports and say what was found, in the formats wanted."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from checker import pipeline, plugins, renderers
from checker.cli import _exceptions, _inputs, _options, _output, _targets, _terminal
from checker.cli._targets import Target
from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.cli._inputs import Found
    from checker.cli._parser import Parser
    from checker.model.result import Result

HELP = "检查报告：得分、缺项、原文、依据、写法"
_EXAMPLE = """例：
  fazhi check 报告.txt
  fazhi check 报告文件夹 '上年/*.txt' --out 检查结果
  fazhi check 报告.txt --format json=结果.json --format markdown --min-score 75
  fazhi check 报告文件夹 --changed origin/main --baseline fazhi-baseline.json
  cat 报告.txt | fazhi check - --quiet && echo 通过

退出码：0 通过；1 有报告未通过；2 有文件、规则或参数不可用。"""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    formats = "、".join(plugins.names(renderers))
    parser.epilog = _EXAMPLE
    add = parser.add_argument
    add("paths", nargs="+", metavar="PATH", help="文件、文件夹（含下级）、通配符，- 为标准输入")
    add(
        *("--format", "-f"),
        action="append",
        type=_targets.of(renderers),
        metavar="NAME[=FILE]",
        help=f"输出格式，可多次使用，给出 FILE 时写入文件：{formats}（默认 text）",
    )
    add("--out", type=_folder, metavar="DIR", help="每份报告写一页 Markdown，另写汇总 README.md")
    _options.add_rules(parser)
    _options.add_limits(parser)
    _options.add_gate(parser)
    _exceptions.add_arguments(parser)
    add(
        "--changed",
        metavar="REV",
        help="只检查 git 里自这一版本以来改动过的报告，如 origin/main；设置或规则有改动时检查全部",
    )
    add("--watch", action="store_true", help="一直看着，文件一有改动就重新检查，Ctrl+C 结束")
    add("--strict", action="store_true", help="没有用上的豁免和人工认定算作错误（退出码 2）")
    add("--quiet", "-q", action="store_true", help="只报告错误，其余看退出码")


def _folder(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("后面要写文件夹名")
    return text


def run(args: argparse.Namespace) -> int:
    """Judge and report. Returns 0 passed, 1 gate failed, 2 when any input was unusable."""
    targets = _wanted(args)
    if args.strict and args.changed is not None:
        raise CheckerError("usage", "--strict 要看全部报告，不能与 --changed 同用。")
    if not args.watch:
        return _once(args, targets)[0]
    if _inputs.STDIN in args.paths:
        raise CheckerError("usage", "--watch 要看文件的改动，不能检查标准输入。")
    from checker.cli import _watch

    settings = [path for path in (_options.settings(args), args.baseline) if path]
    return _watch.watch(lambda: _once(args, targets), lambda: [*args.paths, *args.rules, *settings])


def _once(args: argparse.Namespace, targets: Sequence[Target]) -> tuple[int, Result]:
    """Judge and report once."""
    limits = _options.limits(args)
    found = _inputs.collect(args.paths, args.out, limits)
    passed_over = len(found.passed_over)
    kept = _kept(args, found)
    ruled = _exceptions.load(args, kept, args.fail_on, args.min_score)
    inputs = [item.input for item in kept]
    watched = inputs if args.quiet else _terminal.watched(inputs)
    judged = pipeline.check(watched, ruled.book, limits)
    result = pipeline.result(judged, ruled.book, ruled.baseline, all_there=args.strict)
    files: list[tuple[str, str | bytes]] = [
        (t.file, _rendered(t.format, result)) for t in targets if t.file
    ]
    files += _pages(args.out, result)
    _output.write_all(files, (item.real for item in found))
    shown = next((target.format for target in targets if not target.file), None)
    if not args.quiet:
        _show(shown, result, args.out, [target.file for target in targets if target.file])
        if passed_over and not shown:
            _output.say(f"略过 {passed_over} 份以前写出的检查结果。\n")
    if args.quiet or not _terminal.has_seen_failures(shown):
        for failure in result.failures:
            _output.warn_failed(failure.path, failure.message, failure.code)
    return status(result, strict=args.strict), result


def _kept(args: argparse.Namespace, found: Sequence[Found]) -> Sequence[Found]:
    """The inputs to look at: all but those left out, or those that have changed."""
    found = _exceptions.kept(args, found)
    if args.changed is None:
        return found
    from checker.cli import _changed

    settings = _options.settings(args)
    files = [path for path in (settings, _exceptions.baseline(args, settings)) if path]
    kept = _changed.kept(found, args.changed, [*files, *_options.rule_files(args)])
    if not args.quiet:
        _output.warn(
            f"fazhi：{len(found)} 份报告里，{args.changed} 以来改动过的有 {len(kept)} 份。"
        )
    return kept


def _wanted(args: argparse.Namespace) -> Sequence[Target]:
    """The formats wanted, after a look whether they can be written."""
    targets: list[Target] = args.format or []
    if not targets and not args.out:
        targets = [Target("text", None)]
    if sum(1 for target in targets if target.file is None) > 1:
        raise CheckerError("usage", "只能有一种格式写到标准输出，其余请写成 --format 格式=文件。")
    for target in targets:
        if target.file:
            _output.check_file(target.file)
        else:
            _targets.refuse_screen(renderers, target)
    if args.out:
        _output.check_folder(args.out)
    return targets


def _rendered(name: str, result: Result) -> str | bytes:
    made: str | bytes = plugins.load(renderers, name).render(result)
    return made


def _pages(out: str | None, result: Result) -> list[tuple[str, str]]:
    if not out:
        return []
    from checker.renderers import markdown

    return [(os.path.join(out, name), text) for name, text in markdown.pages(result)]


def _show(shown: str | None, result: Result, out: str | None, files: Sequence[str]) -> None:
    """Print the format for standard output, or a table and where the files went."""
    if shown:
        made = _rendered(shown, result)
        if isinstance(made, bytes):
            _output.say_bytes(made)
        else:
            _output.say(made)
        return
    _output.say(_terminal.table(result))
    if out:
        index = os.path.join(out, "README.md")
        _output.say(f"已写入 {len(result.reports)} 份报告的结果，汇总见 {index}\n")
    for file in files:
        _output.say(f"已写入 {file}\n")


def status(result: Result, *, strict: bool = False) -> int:
    """0 passed, 1 gate failed, 2 when any input was unusable, or where strict, an exception unused."""
    unused = [notice for notice in result.notices if notice.kind == "unused"] if strict else []
    for notice in unused:
        _output.warn(f"fazhi：{notice.message}[{notice.place}]")
    if result.failures or unused:
        return 2
    return 0 if all(report.gate.passed for report in result.reports) else 1
