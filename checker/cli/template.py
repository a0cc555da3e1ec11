"""``fazhi template``: the skeleton of a report, drawn from the rules in force."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker import drafting, drafts, plugins
from checker.cli import _options, _output
from checker.cli._parser import suggestion
from checker.errors import CheckerError
from checker.model.rule import LEVEL_WORDS

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser
    from checker.model.rule import Rulebook

HELP = "按现行规则写出一份报告的模板，等着填写"
_EXAMPLE = """例：
  fazhi template --level township --year 2026 --issuer 某某镇 -o 报告.docx
  fazhi template --level county --year 2025 --kind disclosure-report -o 年报.md
  填好以后：fazhi check 报告.docx"""
_FIRST, _LAST = 2015, 2100
_LONGEST = 60  # characters of an issuer's name


def add_arguments(parser: Parser) -> None:
    """Declare whose report it is, of what year, and where it goes."""
    parser.epilog = _EXAMPLE
    levels = "、".join(f"{name} {title}" for name, title in LEVEL_WORDS.items())
    parser.add_argument("--level", required=True, metavar="LEVEL", help=f"层级：{levels}")
    parser.add_argument(
        "--year", required=True, metavar="YEAR", help="报告的是哪一年度（不是成文的年份）"
    )
    parser.add_argument("--issuer", default="", metavar="NAME", help="报告单位；不写则留空白")
    parser.add_argument(
        "--kind", metavar="KIND", help="文书种类，默认 annual-report；另有 disclosure-report"
    )
    suffixes = "、".join(f".{name}" for name in plugins.names(drafts))
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE", help=f"写到哪个文件（{suffixes}）"
    )
    parser.add_argument("--force", action="store_true", help="文件已经有了也写")
    _options.add_rules(parser)


def run(args: argparse.Namespace) -> int:
    """Write the skeleton. Returns 0. Errors: ``usage``, ``exists``, ``unwritable``, ``no-template``."""
    if args.level not in LEVEL_WORDS:
        raise CheckerError("usage", f"没有层级 {args.level}。{suggestion(args.level, LEVEL_WORDS)}")
    year = _year(args.year)
    issuer = _issuer(args.issuer)
    suffix = _suffix(args.output)
    _output.check_file(args.output)
    if os.path.lexists(args.output) and not args.force:
        raise CheckerError(
            "exists", f"{args.output} 已经有了，没有改动；换一个文件名，或者加 --force。"
        )
    book = _options.load(args)
    wanted = drafting.Wanted(_kind(args.kind, book), args.level, year, issuer)
    made = drafting.draft(book, wanted)
    data = plugins.load(drafts, suffix).render(made)
    _output.write_all([(args.output, data)], _options.rule_files(args))
    _output.say(f"已写出 {args.output}。填好空白（__）以后，请用 fazhi check 检查。\n")
    return 0


def _year(given: str) -> int:
    if given.isascii() and given.isdigit() and len(given) == len("2015"):
        year = int(given)
        if _FIRST <= year <= _LAST:
            return year
    raise CheckerError("usage", f"年度应是 {_FIRST} 至 {_LAST} 之间的四位数字，不能是“{given}”。")


def _issuer(given: str) -> str:
    """The issuer's name; one that is no name would spoil the page."""
    name = given.strip()
    if len(name) > _LONGEST or not name.isprintable() or "_" in name:
        raise CheckerError(
            "usage", f"单位名称应在 {_LONGEST} 个字以内，不含换行、控制字符和下划线。"
        )
    return name


def _suffix(path: str) -> str:
    known = plugins.names(drafts)
    suffix = os.path.splitext(path)[1].lower().removeprefix(".")
    if suffix not in known:
        told = "、".join(f".{name}" for name in known)
        raise CheckerError("usage", f"不会写 {path}：文件名应以 {told} 结尾。")
    return suffix


def _kind(given: str | None, book: Rulebook) -> str:
    known = drafting.kinds(book)
    if given is not None and given not in known:
        raise CheckerError("usage", f"没有文书种类 {given} 的模板。{suggestion(given, known)}")
    return given or book.vocabulary.default
