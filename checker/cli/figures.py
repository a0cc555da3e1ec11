"""``fazhi figures``: every figure of the reports as one tidy table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import pipeline, plugins, sheets
from checker.cli import _inputs, _options, _output, _targets
from checker.cli._targets import Target
from checker.errors import CheckerError
from checker.model.result import Failure
from checker.model.sheet import FigureRow

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from checker.cli._parser import Parser
    from checker.model.result import Assessment
    from checker.model.rule import Rulebook

HELP = "把报告里的每个数字列成一张表：指标、数值、单位、口径、原文、位置"
_EXAMPLE = """例：
  fazhi figures 报告.txt
  fazhi figures 报告文件夹 --format xlsx=数据.xlsx --format json=数据.json

退出码：0 已列出；2 有文件、规则或参数不可用。"""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    formats = "、".join(plugins.names(sheets))
    parser.epilog = _EXAMPLE
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="文件、文件夹（含下级）、通配符，- 为标准输入"
    )
    parser.add_argument(
        *("--format", "-f"),
        action="append",
        type=_targets.of(sheets),
        metavar="NAME[=FILE]",
        help=f"输出格式，可多次使用，给出 FILE 时写入文件：{formats}（默认 csv）",
    )
    _options.add_rules(parser)
    _options.add_limits(parser)


def run(args: argparse.Namespace) -> int:
    """List the figures. Returns 0, or 2 when any input was unusable."""
    targets = _wanted(args)
    book = _options.load(args)
    limits = _options.limits(args)
    found = _inputs.collect(args.paths, None, limits)
    titles = _titles(book)
    rows: list[FigureRow] = []
    failures: list[Failure] = []
    for item in pipeline.check((one.input for one in found), book, limits):
        if isinstance(item, Failure):
            failures.append(item)
        else:
            rows.extend(_rows(item, titles))
    made = [(target, plugins.load(sheets, target.format).render(rows)) for target in targets]
    _output.write_all([(t.file, data) for t, data in made if t.file], (one.real for one in found))
    for target, data in made:
        if target.file:
            _output.say(f"已写入 {target.file}：{len(rows)} 个数字。\n")
        else:
            _output.say_bytes(data)
    for failure in failures:
        _output.warn_failed(failure.path, failure.message, failure.code)
    return 2 if failures else 0


def _wanted(args: argparse.Namespace) -> Sequence[Target]:
    """The formats wanted, after a look whether they can be written."""
    targets: list[Target] = args.format or [Target("csv", None)]
    shown = [target for target in targets if target.file is None]
    if len(shown) > 1 or (shown and len(targets) > 1):
        raise CheckerError("usage", "几种格式一起输出时，都要写成 --format 格式=文件。")
    for target in targets:
        if target.file:
            _output.check_file(target.file)
        else:
            _targets.refuse_screen(sheets, target)
    return targets


def _titles(book: Rulebook) -> Mapping[str, str]:
    """Titles of indicators and of their parts by name."""
    titles = {}
    for indicator in book.vocabulary.indicators:
        titles[indicator.name] = indicator.title
        titles.update({part.name: part.title for part in indicator.parts})
    return titles


def _rows(report: Assessment, titles: Mapping[str, str]) -> Iterator[FigureRow]:
    known = report.facts
    for figure in report.figures:
        place = figure.evidence
        yield FigureRow(
            report=report.path,
            issuer=known.issuer.value if known.issuer else None,
            level=known.level,
            year=known.year,
            indicator=figure.indicator or None,
            title=titles.get(figure.indicator),
            value=figure.value,
            upper=figure.upper,
            unit=figure.unit,
            approximate=figure.approximate,
            scope=figure.scope,
            section=" › ".join(place.section),
            quote=figure.context,
            page=place.page,
            line=place.line,
            column=place.column,
            start=place.start,
            end=place.end,
        )
