"""``fazhi delta``: what has changed from draft to draft, from one check of a folder to the next."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from checker import delta
from checker.cli import _delta_json, _delta_words, _output
from checker.delta import read
from checker.errors import CheckerError, reason

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser
    from checker.delta.nouns import Comparison, Results

HELP = "比较几次检查的结果：补齐了什么，新出现了什么"
_EXAMPLE = """例：
  fazhi check 初稿.docx --format json=初稿.json
  fazhi check 二稿.docx --format json=二稿.json
  fazhi delta 初稿.json 二稿.json
  fazhi delta 初稿.json 二稿.json 定稿.json --format markdown

报告按单位和年度对应，看不出的按文件名；前后都只有一份时总是对应。三份以上逐步比较，再比首尾。
退出码：0 没有新出现的，也没有变差的（已豁免的不算；三份以上看最后一步和首尾）；1 有；2 有文件不可用。"""
_MOST = 200 * 1024 * 1024  # bytes
_FORMATS = {
    "text": _delta_words.as_text,
    "markdown": _delta_words.as_markdown,
    "json": _delta_json.as_json,
}


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    add = parser.add_argument
    add("old", metavar="OLD.json", help="先前的结果（fazhi check --format json 写出）")
    add("new", metavar="NEW.json", help="后来的结果")
    add("more", nargs="*", default=[], metavar="MORE.json", help="更后来的结果，依次比较")
    add("--format", "-f", choices=tuple(_FORMATS), default="text", help="默认 text")


def run(args: argparse.Namespace) -> int:
    """Compare. Returns 0, 1 where something is new or worse, 2 where a report can no longer be read."""
    results = [read.results(_bytes(path), path) for path in (args.old, args.new, *args.more)]
    found = delta.comparisons(results)
    for step in found:
        if not step.pairs:
            old, new = results[step.old].path, results[step.new].path
            raise CheckerError(
                "no-match",
                f"{old} 和 {new} 里没有一份报告对得上（按单位和年度，看不出的按文件名），无从比较。",
            )
    _output.say(_FORMATS[args.format](results, found))
    decisive = (found[-1], found[len(results) - 2])  # first to last, the last step
    lost = _lost(results, found[-1])
    for path in lost:
        _output.warn(f"fazhi：{path}：后来的结果里无法检查，没有比较。[unreadable]")
    if lost:
        return 2
    return 1 if any(step.has_setback for step in decisive) else 0


def _lost(results: list[Results], step: Comparison) -> list[str]:
    """The reports judged before that could not be judged in the end."""
    failed = {os.path.basename(path) for path in results[step.new].failures}
    return [r.path for r in step.only_before if os.path.basename(r.path) in failed]


def _bytes(path: str) -> bytes:
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise CheckerError("result", "这是文件夹，应是一个 JSON 文件。", path)
        if status.st_size > _MOST:
            most = _MOST // 1024 // 1024
            raise CheckerError("too-large", f"超过 {most} MiB，不像是检查结果。", path)
        with open(path, "rb") as file:
            data = file.read(_MOST + 1)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "文件名不对"
        raise CheckerError("not-found", f"读不出：{why}。", path) from None
    if len(data) > _MOST:
        raise CheckerError("too-large", "太大，不像是检查结果。", path)
    return data
