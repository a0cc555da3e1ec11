"""What commands share that ask a store: where it is, and which reports are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli import _options
from checker.model.rule import LEVEL_WORDS

if TYPE_CHECKING:
    import argparse

    from checker.corpus.answers import Only


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the store, ``--level``, ``--year`` and ``--region``."""
    levels = "、".join(f"{key} {words}" for key, words in LEVEL_WORDS.items())
    parser.add_argument("store", metavar="DIR", help="fazhi batch --store 写的文件夹")
    parser.add_argument("--level", choices=tuple(LEVEL_WORDS), help=f"只看一个层级：{levels}")
    parser.add_argument("--year", type=_options.count, metavar="YYYY", help="只看一个报告年度")
    parser.add_argument("--region", metavar="NAME", help="只看一个地区（报告所在文件夹的名称）")


def only(args: argparse.Namespace) -> Only:
    """The reports that are meant."""
    from checker.corpus.answers import Only

    return Only(args.level, args.year, args.region)
