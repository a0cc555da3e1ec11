"""``fazhi gaps``: what the reports of a store miss most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli import _stores, _tables

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser

HELP = "批量检查的结果里最常缺什么，可按层级、年度、地区分"
_EXAMPLE = """例：
  fazhi gaps 结果
  fazhi gaps 结果 --by level --year 2025 --format markdown=缺项.md

退出码：0 已列出；2 文件夹或参数不可用。"""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    _stores.add_arguments(parser)
    parser.add_argument("--by", metavar="NAME", help="分组：level 层级、year 年度、region 地区")
    _tables.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """List the rules."""
    from checker.corpus import answers, views

    _tables.write(args, answers.gaps(views.connect(args.store), _stores.only(args), args.by))
    return 0
