"""``fazhi rules check``: every error of every rule file, and what makes rules doubtful."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker import pipeline
from checker.cli import _options, _output
from checker.renderers._words import plain

if TYPE_CHECKING:
    import argparse

EXAMPLE = """例：
  fazhi rules check
  fazhi rules check 本地规则

退出码：0 没有问题；1 有疑点；2 有错误，规则不能用。"""
SCHEMA = "fazhi-rules-check/1"
_WORDS = {"error": "错误", "warning": "疑点"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which folders are checked."""
    parser.add_argument(
        "folders", nargs="*", metavar="DIR", help="规则文件夹；不写时检查随工具提供的规则"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="默认 text")


def check(args: argparse.Namespace) -> int:
    """Check. Returns 0 when all is well, 1 when rules are doubtful, 2 when a file is unusable."""
    folders = [*args.folders, *args.rules]
    found = pipeline.soundness(folders, settings=_options.settings(args), profile=args.profile)
    errors = sum(item.severity == "error" for item in found)
    if args.format == "json":
        told = {"schema": SCHEMA, "findings": [item._asdict() for item in found]}
        _output.say(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        for item in found:
            place = f"{plain(item.place)}：" if item.place else ""
            _output.say(f"{_WORDS[item.severity]}  {place}{plain(item.message)}\n")
        _output.say(f"{errors} 处错误，{len(found) - errors} 处疑点。\n")
    return 2 if errors else 1 if found else 0
