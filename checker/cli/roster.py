"""``fazhi roster``: who should have reported, and has not, is late, or handed in something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import pipeline, readers
from checker.cli import _inputs, _options, _tables
from checker.errors import CheckerError

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser

HELP = "对照应报告单位名单：谁没有报、报迟了、交了别的文件"
_EXAMPLE = """例：
  fazhi roster 名单.csv --store 结果
  fazhi roster 名单.xlsx --store 结果 --year 2025 --format xlsx=未报名单.xlsx

名单第一行是列名，要有“单位”，可以有“层级”“地区”（与报告所在文件夹的名称一致时，同名单位也分得开）。

退出码：0 已列出；2 名单、文件夹或参数不可用。"""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    parser.add_argument("roster", metavar="FILE", help="应报告单位名单：CSV 或 Excel")
    parser.add_argument(
        "--store", required=True, metavar="DIR", help="fazhi batch --store 写的文件夹"
    )
    parser.add_argument(
        "--year", type=_options.count, metavar="YYYY", help="报告年度（默认：结果里最近的年度）"
    )
    _tables.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Compare the list with the store."""
    from checker.corpus import roster, views

    store = views.connect(args.store)
    vocabulary = pipeline.book().vocabulary
    sheets = _inputs.tables(args.roster, readers.DEFAULT)
    try:
        listed = roster.entries(sheets[0] if sheets else [], vocabulary)
    except CheckerError as error:
        raise CheckerError(error.code, error.message, args.roster, error.more) from error
    _tables.write(args, roster.compared(store, listed, args.year, vocabulary))
    return 0
