"""``fazhi query``: ask a store by SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli import _tables

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser

HELP = "用 SQL 查询批量检查的结果"
_EXAMPLE = """例：
  fazhi query 结果 "SELECT issuer, year, score FROM assessments ORDER BY score DESC LIMIT 20"
  fazhi query 结果 "SELECT rule, title, count(*) AS n FROM outcomes WHERE status = 'fail' GROUP BY ALL ORDER BY n DESC"
  fazhi query 结果 "SELECT path, code, message FROM failures" --format xlsx=不能检查.xlsx

表：assessments（每份报告一行）、outcomes（每份报告每条规则）、figures（数字）、relations（数量关系）、
failures（不能检查的）、inputs（最近一次给出的文件）；all_ 开头的是历次存下的全部。DESCRIBE 用 SELECT * … LIMIT 1 代替。

退出码：0 已列出；2 查询、文件夹或参数不可用。"""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    parser.add_argument("store", metavar="DIR", help="fazhi batch --store 写的文件夹")
    parser.add_argument("sql", metavar="SQL", help="一条 SELECT 查询")
    _tables.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Answer one question."""
    from checker.corpus import views

    _tables.write(args, views.asked(views.connect(args.store), args.sql))
    return 0
