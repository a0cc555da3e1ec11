"""``fazhi ledger``: read the rectification ledger back, or bring it up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli import _exceptions, _ledger_import, _ledger_update, _options, _output

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser

HELP = "整改台账：把填好的台账读回为豁免和人工认定，或重新检查后更新台账"
_EXAMPLE = """例：
  fazhi ledger import 台账.xlsx
  fazhi ledger update 台账.xlsx 报告文件夹

台账由 fazhi check 写出：fazhi check 报告文件夹 --format xlsx=台账.xlsx（或 csv=台账.csv）。"""


def add_arguments(parser: Parser) -> None:
    """Declare the commands below ``ledger``."""
    parser.epilog = _EXAMPLE
    parser.set_defaults(parser=parser, action=None)
    actions = parser.add_commands()
    for name, module in (("import", _ledger_import), ("update", _ledger_update)):
        below = actions.add_parser(
            name, help=module.HELP, description=module.HELP, epilog=module.EXAMPLE
        )
        below.set_defaults(action=module.run)
        below.add_argument("ledger", metavar="FILE", help="填好的台账，xlsx 或 csv")
        module.add_arguments(below)
        _options.add_rules(below)
        _options.add_limits(below)
        if name == "update":
            _options.add_gate(below)
            _exceptions.add_arguments(below)


def run(args: argparse.Namespace) -> int:
    """Run the command below ``ledger``. Without one, shows the help and returns 2."""
    if args.action is None:
        _output.warn_all(args.parser.format_help())
        return 2
    status: int = args.action(args)
    return status
