"""``fazhi rules``: which rules are in force, what one asks, and the tools to write one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli import (
    _options,
    _output,
    _rule_words,
    _rules_check,
    _rules_diff,
    _rules_doc,
    _rules_new,
    _rules_test,
)

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser

HELP = "规则：查看、新写、检查、检验、比较、生成页面"
_EXAMPLE = """例：
  fazhi rules list
  fazhi rules show statutory/shortcomings"""
_LIST_EXAMPLE = """例：
  fazhi rules list
  fazhi rules list --format json --rules 本地规则"""
_SHOW_EXAMPLE = """例：
  fazhi rules show statutory/shortcomings
  fazhi rules show litigation/court-appearance --format json"""
_DOC_EXAMPLE = """例：
  fazhi rules doc --out docs --readme README.md"""
_TEST_EXAMPLE = """例：
  fazhi rules test
  fazhi rules test --rules 本地规则 --corpus 报告文件夹
  fazhi rules test --ablate seeds
  fazhi rules test --gold tests/gold"""
_FORMATS = ("text", "json")
_OWN = {
    "new": _rules_new.add_arguments,
    "check": _rules_check.add_arguments,
    "test": _rules_test.add_arguments,
    "diff": _rules_diff.add_arguments,
    "doc": _rules_doc.add_arguments,
}


def add_arguments(parser: Parser) -> None:
    """Declare the commands below ``rules``."""
    parser.epilog = _EXAMPLE
    parser.set_defaults(parser=parser, action=None)
    actions = parser.add_commands()
    for name, told, example, action in (
        ("list", "列出现行规则", _LIST_EXAMPLE, _list),
        ("show", "说明一条规则", _SHOW_EXAMPLE, _show),
        ("new", "写出一条自己的规则，等着填写", _rules_new.EXAMPLE, _rules_new.new),
        ("check", "检查规则文件：写法、含义、疑点", _rules_check.EXAMPLE, _rules_check.check),
        ("test", "用例子、报告库、删改过的报告或人工标注检验规则", _TEST_EXAMPLE, _rules_test.test),
        ("diff", "规则的改动对结论和得分有什么影响", _rules_diff.EXAMPLE, _rules_diff.diff),
        ("doc", "生成规则页面、README 表格和 JSON Schema", _DOC_EXAMPLE, _rules_doc.write),
    ):
        below = actions.add_parser(name, help=told, description=told, epilog=example)
        below.set_defaults(action=action)
        if name in _OWN:
            _OWN[name](below)
        else:
            below.add_argument("--format", choices=_FORMATS, default="text", help="默认 text")
        if name == "show":
            below.add_argument("id", metavar="ID", help="规则编号，见 fazhi rules list")
        if name != "new":
            _options.add_rules(below)


def run(args: argparse.Namespace) -> int:
    """Run the command below ``rules``. Returns 0; without one, shows the help and returns 2."""
    if args.action is None:
        _output.warn_all(args.parser.format_help())
        return 2
    status: int | None = args.action(args)
    return status or 0


def _list(args: argparse.Namespace) -> None:
    book = _options.load(args)
    say = _rule_words.book_json if args.format == "json" else _rule_words.book_text
    _output.say(say(book))


def _show(args: argparse.Namespace) -> None:
    rule = _options.chosen(_options.load(args), args.id)
    say = _rule_words.rule_json if args.format == "json" else _rule_words.rule_text
    _output.say(say(rule))
