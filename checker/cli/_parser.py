"""argparse that speaks Chinese and says what would have been right."""

from __future__ import annotations

import argparse
import os
import sys
import unicodedata
from typing import TYPE_CHECKING, Any, NoReturn

from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PAGE = 80  # columns
_LISTED = 20  # names that a person reads through
# argparse's own words, in the order in which they are exchanged.
_WORDS = (
    ("the following arguments are required: ", "缺少参数："),
    ("argument ", "参数 "),
    (": expected one argument", " 后面要有一个值"),
    (": expected at least one argument", " 后面至少要有一个值"),
    (": ignored explicit argument ", " 不带值，多了 "),
    (": not allowed with argument ", " 不能同时用 "),
    (": ", "："),
)


def suggestion(word: str, known: Iterable[str]) -> str:
    """What ``word`` was probably meant to be, and what there is, as the end of a sentence."""
    import difflib

    names = list(known)
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    meant = f"是不是想用 {near[0]}？" if near else ""
    if len(names) <= _LISTED:
        return f"{meant}可用的有：{'、'.join(names) or '无'}。"
    if meant:
        return meant
    close = difflib.get_close_matches(word, names, n=_LISTED // 2, cutoff=0.0)
    return f"共有 {len(names)} 个可用，较近的有：{'、'.join(close)}等。"


class Parser(argparse.ArgumentParser):
    """Chinese headings and errors; a wrong command line raises CheckerError ``usage``."""

    def __init__(self, *, version: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **kwargs)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")
        if version:
            shown = f"fazhi {version}"
            self.add_argument("--version", action="version", version=shown, help="显示版本")

    def add_commands(self) -> argparse._SubParsersAction[Parser]:
        """The place for commands below this one."""
        return self.add_subparsers(title="命令", metavar="命令", parser_class=Parser)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401
        """Like argparse's, but an unknown option is told with the nearest known one."""
        known, unknown = self.parse_known_args(args, namespace)
        if unknown:
            word = unknown[0].partition("=")[0]
            self.error(f"不认识 {word}。{suggestion(word, sorted(set(_options(self))))}")
        return known

    def error(self, message: str) -> NoReturn:
        """Raise ``usage`` with the message in Chinese and where help is to be had."""
        for english, chinese in _WORDS:
            message = message.replace(english, chinese, 1)
        raise CheckerError("usage", f"{message.rstrip('。')}。详见 {self.prog} --help")

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401
        if action.choices is not None and value not in action.choices:
            choices = [str(choice) for choice in action.choices]
            raise argparse.ArgumentError(action, f"没有 {value}。{suggestion(str(value), choices)}")


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to list them
        yield from (name for name in action.option_strings if name.startswith("--"))
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for below in action.choices.values():
                yield from _options(below)


def _columns() -> int:
    """The width of the terminal, else of a page."""
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else _PAGE
    except (OSError, ValueError):
        return _PAGE


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Lines are broken by their width on a terminal: a Chinese character takes two columns."""

    def __init__(self, prog: str) -> None:
        # argparse makes a formatter for every argument; told the width, it does not import shutil.
        super().__init__(prog, width=_columns())

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _format_action(self, action: argparse.Action) -> str:
        text = super()._format_action(action)
        return text.partition("\n")[2] if action.nargs == argparse.PARSER else text

    def _split_lines(self, text: str, width: int) -> list[str]:
        lines, room = [""], width
        for char in text:
            wide = 2 if unicodedata.east_asian_width(char) in "WF" else 1
            if room < wide and char not in "，。；：、）":
                lines.append("")
                room = width
            lines[-1] += char
            room -= wide
        return lines
