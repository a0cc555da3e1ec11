"""``fazhi rules doc``: what is generated from the rules, written to files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import catalogue, pipeline
from checker.cli import _options, _output
from checker.errors import CheckerError

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the pages go."""
    parser.add_argument("--out", default="docs", metavar="DIR", help="写到哪个文件夹，默认 docs")
    parser.add_argument("--readme", metavar="FILE", help="更新这个 README 里的规则表格")


def write(args: argparse.Namespace) -> None:
    """Write rule pages, the schema of rule files and the README's table; pages of rules that are
    gone are removed."""
    import json
    from pathlib import Path

    book = _options.load(args)
    kinds = pipeline.kinds()
    out = Path(args.out)
    made = dict(catalogue.pages(book, kinds))
    for sort, schema in pipeline.schemas().items():
        made[f"{sort}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    for stale in sorted(out.glob("rules/**/*.md")):
        if stale.relative_to(out).as_posix() not in made:
            stale.unlink()
    for name, text in made.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    if args.readme:
        renew(args.readme, "rules", catalogue.table(book, "readme"))
    _output.say(f"已写入 {len(made)} 个文件到 {args.out}。\n")


def renew(file: str, name: str, new: str) -> None:
    """Replace what stands between a file's markers; CheckerError where file or markers are missing."""
    from pathlib import Path

    path = Path(file)
    if not path.is_file():
        raise CheckerError("not-found", f"找不到 {file}。")
    text = catalogue.renewed(path.read_text(encoding="utf-8"), name, new)
    path.write_text(text, encoding="utf-8", newline="\n")
