"""What commands share that answer with a table: its format, and where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import plugins, tabular
from checker.cli import _output, _targets
from checker.cli._targets import Target
from checker.errors import CheckerError

if TYPE_CHECKING:
    import argparse

    from checker.model.table import Table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the store and ``--format``."""
    formats = "、".join(plugins.names(tabular))
    parser.add_argument(
        *("--format", "-f"),
        action="append",
        type=_targets.of(tabular),
        metavar="NAME[=FILE]",
        help=f"输出格式，可多次使用，给出 FILE 时写入文件：{formats}（默认 text）",
    )


def write(args: argparse.Namespace, table: Table) -> None:
    """Print the table, or write it to the files asked for. Errors: ``usage``, ``unwritable``."""
    targets: list[Target] = args.format or [Target("text", None)]
    if sum(target.file is None for target in targets) > 1:
        raise CheckerError("usage", "只能有一种格式写到标准输出，其余请写成 --format 格式=文件。")
    for target in targets:
        if target.file:
            _output.check_file(target.file)
        else:
            _targets.refuse_screen(tabular, target)
    made = [(t, plugins.load(tabular, t.format).render(table)) for t in targets]
    _output.write_all([(t.file, data) for t, data in made if t.file], ())
    for target, data in made:
        if target.file:
            _output.say(f"已写入 {target.file}：{len(table.rows)} 行。\n")
        elif isinstance(data, bytes):
            _output.say_bytes(data)
        else:
            _output.say(data)
