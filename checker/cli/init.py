"""``fazhi init``: a settings file with every key explained, none of them in force yet."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from checker.cli import _init_words, _options, _output
from checker.errors import CheckerError

if TYPE_CHECKING:
    from checker.cli._parser import Parser

HELP = f"写出一份带说明的设置文件 {_options.SETTINGS}，逐项取用"
_EXAMPLE = f"""例：
  fazhi init
  fazhi init --out 报告/{_options.SETTINGS}

写出的每一项前面都有“# ”，去掉才起作用；没有去掉之前，检查结果和没有这个文件时一样。
退出码：0 已写出；2 已有同名文件，或不能写入。"""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    parser.add_argument(
        "--out",
        type=_file,
        default=_options.SETTINGS,
        metavar="FILE",
        help=f"写到这个文件（默认当前文件夹的 {_options.SETTINGS}）；已有的文件不会改动",
    )


def _file(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("后面要写文件名")
    return text


def run(args: argparse.Namespace) -> int:
    """Write the file. Returns 0. Errors: ``exists``, ``unwritable``, ``usage``."""
    path = str(args.out)
    if os.path.isdir(path):
        raise CheckerError(
            "unwritable", f"{path} 是文件夹，请写成 {path.rstrip('/')}/{_options.SETTINGS}。"
        )
    if os.path.lexists(path):
        raise CheckerError(
            "exists",
            f"已有 {path}，没有改动；要另写一份，请用 --out 指明别的文件名，或先把它改名。",
        )
    _output.check_file(path)
    above = _options.settings(argparse.Namespace(config=None))
    _output.write_all([(path, _init_words.text())], ())
    _output.say(
        f"已写出 {path}：去掉某一项前面的“# ”，那一项就起作用；fazhi config 列出生效的设定。\n"
    )
    here = os.path.realpath(os.path.dirname(path) or os.curdir)
    if os.path.basename(path) != _options.SETTINGS:
        _output.say(f"检查时用 --config {path} 指明它。\n")
    elif above and _is_below(here, os.path.realpath(os.path.dirname(above) or os.curdir)):
        _output.say(f"注意：只用找到的第一个设置文件，在这个文件夹里 {above} 不再起作用。\n")
    return 0


def _is_below(folder: str, other: str) -> bool:
    return folder.startswith(other.rstrip(os.sep) + os.sep)
