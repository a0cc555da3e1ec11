"""``fazhi dashboard``: one page on all the reports of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli import _output, _stores
from checker.errors import CheckerError

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser

HELP = "把批量检查的结果写成一页总览：分布、缺项、历年、靠前和靠后的"
_EXAMPLE = """例：
  fazhi dashboard 结果 -o 总览.html
  fazhi dashboard 结果 --year 2025 --by region -o 总览.html

退出码：0 已写出；2 文件夹或参数不可用。"""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    _stores.add_arguments(parser)
    parser.add_argument(
        "--by",
        metavar="NAME",
        default="level",
        help="缺项按什么分栏：level 层级（默认）、year 年度、region 地区",
    )
    parser.add_argument("-o", "--out", required=True, metavar="FILE", help="写到这个文件")


def run(args: argparse.Namespace) -> int:
    """Write the page."""
    from checker.corpus import dashboard, views
    from checker.corpus.answers import BY
    from checker.corpus.overview import overview

    if args.by not in BY:
        raise CheckerError("usage", f"不能按 {args.by} 分组，可以按：{'、'.join(BY)}。")
    _output.check_file(args.out)
    seen = overview(views.connect(args.store), _stores.only(args), args.by)
    _output.write_all([(args.out, dashboard.page(seen))], ())
    _output.say(f"已写出 {args.out}：{seen.reports} 份报告。\n")
    return 0
