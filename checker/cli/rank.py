"""``fazhi rank``: the reports of a store from the best, and where each stands among its peers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli import _stores, _tables

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser

HELP = "批量检查的结果排名，并看每份在同级同年里的位置"
_EXAMPLE = """例：
  fazhi rank 结果
  fazhi rank 结果 --level township --year 2025 --format xlsx=乡镇排名.xlsx

退出码：0 已列出；2 文件夹或参数不可用。"""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    _stores.add_arguments(parser)
    _tables.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """List the reports."""
    from checker.corpus import answers, views

    _tables.write(args, answers.rank(views.connect(args.store), _stores.only(args)))
    return 0
