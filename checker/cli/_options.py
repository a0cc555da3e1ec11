"""Options that commands share: which rules are in force."""

from __future__ import annotations

import argparse
import os
from fractions import Fraction
from typing import TYPE_CHECKING

from checker import pipeline
from checker.cli._parser import suggestion
from checker.errors import CheckerError
from checker.readers import DEFAULT, LIMIT_NAMES, Limits, changed

if TYPE_CHECKING:
    from checker.model.rule import Rule, Rulebook


SETTINGS = "fazhi.yaml"
_FAIL_ON = ("error", "warning", "info", "never")
_BEST = 100  # points
_DIGITS = 9  # of a number of points that anybody means


def add_rules(parser: argparse.ArgumentParser) -> None:
    """Declare ``--rules``, ``--profile`` and ``--config``."""
    parser.add_argument(
        "--rules", action="append", default=[], metavar="DIR", help="另加一个规则文件夹，可多次使用"
    )
    parser.add_argument(
        "--profile", metavar="NAME", help="评分方案；不写时按报告的层级选（见 fazhi config）"
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        help=f"设置文件；不写时用从当前文件夹往上找到的第一个 {SETTINGS}",
    )


def add_gate(parser: argparse.ArgumentParser) -> None:
    """Declare ``--min-score`` and ``--fail-on``."""
    parser.add_argument(
        "--min-score", type=_points, metavar="N", help="得分（按区间低端）低于 N 即未通过"
    )
    parser.add_argument(
        "--fail-on",
        choices=_FAIL_ON,
        help="未达到的规则属于此级别或更重即未通过：error 必须、warning 应当、info 提示（默认 error）",
    )


def _points(text: str) -> Fraction:
    whole, _, part = text.partition(".")
    digits = whole + part
    number = digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS
    if not number or Fraction(text) > _BEST:
        raise argparse.ArgumentTypeError(f"{text} 不是 0 到 {_BEST} 之间的数")
    return Fraction(text)


def count(text: str) -> int:
    """A whole number of at least one."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) <= _DIGITS and int(text)):
        raise argparse.ArgumentTypeError(f"{text} 不是正整数")
    return int(text)


def settings(args: argparse.Namespace) -> str | None:
    """The settings file asked for, else the first one found walking up; None where there is none."""
    if args.config is not None:
        return str(args.config)
    folder = os.getcwd()
    while True:
        _refuse_near(folder)
        path = os.path.join(folder, SETTINGS)
        if os.path.isfile(path):
            return os.path.relpath(path)
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None


def rule_files(args: argparse.Namespace) -> list[str]:
    """Every file of one's own that says how reports are judged."""
    path = settings(args)
    return pipeline.files_of(args.rules, path) if args.rules or path else []


def _refuse_near(folder: str) -> None:
    """A file that is only nearly called what settings are called would silently not count."""
    for name in ("fazhi.yml", "Fazhi.yaml", "FAZHI.YAML", "fazhi.yaml.txt"):
        path = os.path.join(folder, name)
        if os.path.isfile(path) and name in os.listdir(folder):
            raise CheckerError("usage", f"设置文件应叫 {SETTINGS}，{path} 不会被读取；请改名。")
    settings = os.path.join(folder, SETTINGS)
    if os.path.islink(settings) and not os.path.exists(settings):
        raise CheckerError("usage", f"{settings} 是指向别处的链接，而那里没有文件。")
    if os.path.isdir(os.path.join(folder, SETTINGS)):
        raise CheckerError("usage", f"{os.path.join(folder, SETTINGS)} 是文件夹，应是设置文件。")


def chosen(book: Rulebook, name: str) -> Rule:
    """The rule of that id, or of its last part; CheckerError with a suggestion where there is none."""
    rules = {rule.id: rule for rule in book.rules}
    if name in rules:
        return rules[name]
    if name in book.skipped:
        by = f"方案“{book.policy.title}”下，{book.skipped[name]} "
        raise CheckerError("unknown-rule", f"规则 {name} 没有生效：{by}略去了它。")
    alike = [rule for key, rule in rules.items() if key.rpartition("/")[2] == name]
    if len(alike) == 1:
        return alike[0]
    last = name.rpartition("/")[2]
    near = next((key for key in rules if key.rpartition("/")[2] == last), "")
    told = f"是不是想用 {near}？" if near else suggestion(name, list(rules))
    raise CheckerError("unknown-rule", f"没有规则 {name}。{told}")


def add_limits(parser: argparse.ArgumentParser) -> None:
    """Declare ``--limit``."""
    names = "、".join(LIMIT_NAMES)
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="NAME=N",
        help=f"改一项读取上限，可多次使用：{names}（bytes、unpacked、memory 以字节计）",
    )


def limits(args: argparse.Namespace) -> Limits:
    """The limits of readers, those that were given changed. Errors: ``usage``."""
    found = DEFAULT
    for given in args.limit:
        found = changed(found, given)
    return found


def load(
    args: argparse.Namespace, fail_on: str | None = None, min_score: Fraction | None = None
) -> Rulebook:
    """The rules in force; CheckerError where a folder, a file or the profile is unusable."""
    return pipeline.book(
        args.rules,
        settings=settings(args),
        profile=args.profile,
        fail_on=fail_on,
        min_score=min_score,
    )
