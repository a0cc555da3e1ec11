"""``fazhi ledger import``: what people decided in the ledger becomes a file of exceptions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker import pipeline
from checker.cli import _inputs, _options, _output
from checker.errors import CheckerError
from checker.ledger import decided, entries, exceptions_file

if TYPE_CHECKING:
    import argparse

    from checker.cli._parser import Parser
    from checker.model.exceptions import Decision
    from checker.model.rule import Rulebook

HELP = "读回台账：暂缓整改写成豁免，认定写成人工认定"
DEFAULT = "fazhi-exceptions.yaml"
EXAMPLE = f"""例：
  fazhi ledger import 台账.xlsx
  fazhi ledger import 台账.csv -o 例外/2026.yaml

写出的文件要在 fazhi.yaml 里写上 exceptions: [{DEFAULT}] 才会生效。
台账里没有的旧例外保留；改回待整改、待判断、整改中、已整改的，从文件里去掉。

退出码：0 已写出；2 台账、规则或参数有误，什么都没有写。"""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("-o", "--output", metavar="FILE", help=f"例外文件（默认 {DEFAULT}）")


def run(args: argparse.Namespace) -> int:
    """Read, check and write. Returns 0; CheckerError where anything is wrong: then nothing is written."""
    limits = _options.limits(args)
    path = args.output or DEFAULT
    _output.check_file(path)
    found = entries.read(_inputs.tables(args.ledger, limits), args.ledger)
    settings = _options.settings(args)
    root = os.path.realpath(os.path.dirname(settings or "") or os.curdir)
    old = _before(path)
    book = _book(args, settings, path, exceptions_file.EMPTY)
    told = decided.read(found, args.ledger, _statuses(book), lambda report: _place(report, root))
    new = exceptions_file.renewed(old, told, book.exceptions.decisions)
    name = os.path.relpath(os.path.realpath(path), root).replace(os.sep, "/")
    text = exceptions_file.written(new, name)
    _book(args, settings, path, text.encode())  # refused now rather than by the next check
    _output.write_all([(path, text)], [args.ledger, *([settings] if settings else [])])
    waivers = sum(not d.status for d in new)
    same = len(set(new) & set(old))
    _output.say(
        f"豁免 {waivers} 项，人工认定 {len(new) - waivers} 项（沿用 {same} 项，新写或改动 "
        f"{len(new) - same} 项，去掉 {len(set(old) - set(new))} 项），已写入 {path}\n"
    )
    if settings is None or not pipeline.names_exceptions(settings, path):
        _output.say(f"请在 fazhi.yaml 里写 exceptions: [{name}]，以后 fazhi check 就会用它。\n")
    return 0


def _book(args: argparse.Namespace, settings: str | None, path: str, data: bytes) -> Rulebook:
    """The rules in force with this file of exceptions; CheckerError where it is not sound."""
    return pipeline.deciding(args.rules, (path, data), settings, args.profile)


def _before(path: str) -> list[Decision]:
    """What the file holds already. Errors: ``unwritable`` where it is not one of ours."""
    if not os.path.lexists(path):
        return []
    data = _inputs.content(path)
    if not exceptions_file.is_ours(data):
        raise CheckerError(
            "unwritable",
            f"不能写入 {path}：它不是 fazhi ledger import 写出的，不会覆盖；请用 -o 另写一个文件。",
        )
    return exceptions_file.read(pipeline.exceptions_in(path, data))


def _statuses(book: Rulebook) -> dict[str, frozenset[str]]:
    """Every rule with the statuses that it can give; of one that is left out nothing narrows them."""
    every = frozenset(("pass", "partial", "fail", "not_applicable"))
    rules = {rule.id: rule for b in (book, *book.by_level.values()) for rule in b.rules}
    given = {
        name: frozenset(("pass", "fail", *(rung for rung, _ in rule.rungs)))
        for name, rule in rules.items()
    }
    return {**dict.fromkeys(book.skipped, every), **given}


def _place(report: str, root: str) -> str:
    """Where a report's file is below a folder, with ``/``; empty where there is no such file."""
    real = os.path.realpath(report)
    if "\0" in report or not _is_there(real):
        return ""
    place = os.path.relpath(real, root).replace(os.sep, "/")
    hidden = any(
        part.startswith(".") for part in place.split("/")[:-1]
    )  # "..", and what no glob sees
    return "" if hidden else place


def _is_there(path: str) -> bool:
    """Whether a file is there, or the zip file that it is in."""
    archive, suffix, _ = path.partition(".zip/")
    return os.path.isfile(path) or (bool(suffix) and os.path.isfile(f"{archive}.zip"))
