"""The entry ``fazhi``: assembles the parser from the commands found, turns errors into words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker import __version__, cli, plugins
from checker.cli import _output
from checker.cli._parser import Parser
from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Sequence

PASSED, FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
_DESCRIPTION = "检查法治政府建设年度报告：得分、缺什么、看哪里、依据是什么、怎么写。"
_EXAMPLE = "例：\n  fazhi check 报告.txt\n  fazhi check 报告文件夹 --out 检查结果"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 passed, 1 gate failed, 2 unusable, 130 interrupted."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    _output.prepare()
    try:
        status = _run(arguments)
        _output.flush()
    except CheckerError as error:
        _output.warn(f"fazhi：{error}")
        for line in error.more:
            _output.warn(f"  {line}")
        return UNUSABLE
    except KeyboardInterrupt:
        _output.warn("fazhi：已中断。")
        return INTERRUPTED
    return status


def _run(arguments: list[str]) -> int:
    parser = _assembled(arguments)
    try:
        args = parser.parse_args(arguments)
    except SystemExit as stop:  # --help and --version have said what they had to say
        return stop.code if isinstance(stop.code, int) else PASSED
    if args.run is None:
        _output.warn_all(parser.format_help())
        return UNUSABLE
    status: int = args.run(args)
    return status


def _assembled(arguments: list[str]) -> Parser:
    """The parser with every command, or only the wanted one: the others need not be imported."""
    known = [name for name in plugins.names(cli) if name != "main"]
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    parser = Parser(prog="fazhi", description=_DESCRIPTION, epilog=_EXAMPLE, version=__version__)
    parser.set_defaults(run=None)
    commands = parser.add_commands()
    for name in [wanted] if wanted in known else known:
        module = plugins.load(cli, name)
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        command.set_defaults(run=module.run)
        module.add_arguments(command)
    return parser
