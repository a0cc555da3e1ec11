"""``fazhi ledger update``: check again; what is mended is closed, what is new is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import pipeline, plugins, renderers
from checker.cli import _exceptions, _inputs, _options, _output, _terminal
from checker.cli.check import status
from checker.errors import CheckerError
from checker.ledger import entries, merged
from checker.renderers import _ledger

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser

HELP = "重新检查并更新台账：改好的销号，新的添上，已填的保留"
EXAMPLE = """例：
  fazhi ledger update 台账.xlsx 报告文件夹
  fazhi ledger update 台账.csv 报告.docx -o 新台账.xlsx

退出码与 fazhi check 相同：0 通过；1 有报告未通过；2 有文件、规则或参数不可用。"""
_FORMATS = ("csv", "xlsx")


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="文件、文件夹（含下级）、通配符，- 为标准输入"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="写到另一个文件（默认改写原台账）")


def run(args: argparse.Namespace) -> int:
    """Check and rewrite. Returns as ``fazhi check`` does."""
    limits = _options.limits(args)
    path = args.output or args.ledger
    _output.check_file(path)
    written = plugins.load(renderers, _format(path)).written
    sheets = _inputs.tables(args.ledger, limits)
    old = entries.read(sheets, args.ledger)
    found = _exceptions.kept(args, _inputs.collect(args.paths, None, limits))
    ruled = _exceptions.load(args, found, args.fail_on, args.min_score)
    inputs = [item.input for item in found]
    judged = pipeline.check(_terminal.watched(inputs), ruled.book, limits)
    result = pipeline.result(judged, ruled.book, ruled.baseline)
    now = merged.merged(old, _ledger.rows(result), _ledger.owners(result))
    data = written([e.row for e in now.entries], [e.more for e in now.entries])
    _output.write_all([(path, data)], (item.real for item in found))
    unseen = f"，本次没有检查 {now.unseen} 项" if now.unseen else ""
    _output.say(
        f"新增 {now.new} 项，仍在 {now.still} 项，已销号 {now.closed} 项{unseen}；已写入 {path}\n"
    )
    if now.claimed:
        _output.say(f"有 {now.claimed} 项填了“已整改”，这次仍然查出，请核对。\n")
    for failure in result.failures:
        _output.warn_failed(failure.path, failure.message, failure.code)
    return status(result)


def _format(path: str) -> str:
    suffix = path.rpartition(".")[2].lower()
    if suffix not in _FORMATS:
        raise CheckerError("usage", f"台账只能写成 xlsx 或 csv，“{path}”不是；可用 -o 另外指定。")
    return suffix
