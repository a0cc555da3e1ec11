"""Options that commands share: which rules are in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import pipeline

if TYPE_CHECKING:
    import argparse
    from fractions import Fraction

    from checker.model.rule import Rulebook


def add_rules(parser: argparse.ArgumentParser) -> None:
    """Declare ``--rules`` and ``--profile``."""
    parser.add_argument(
        "--rules", action="append", default=[], metavar="DIR", help="另加一个规则文件夹，可多次使用"
    )
    parser.add_argument("--profile", metavar="NAME", help="评分方案")


def load(
    args: argparse.Namespace, fail_on: str | None = None, min_score: Fraction | None = None
) -> Rulebook:
    """The rules in force; CheckerError where a folder, a file or the profile is unusable."""
    return pipeline.book(args.rules, profile=args.profile, fail_on=fail_on, min_score=min_score)
