"""Options on exceptions: the baseline, the day that counts as today, whether they count at all."""

from __future__ import annotations

import argparse
import os
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from checker import pipeline
from checker.cli import _options
from checker.errors import CheckerError, reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from checker.cli._inputs import Found
    from checker.model.exceptions import Known
    from checker.model.rule import Rulebook

_MAX_BASELINE = 100 * 1024 * 1024  # bytes


class Ruled(NamedTuple):
    """The rules in force with what has been decided beside them, and the path of the baseline, empty
    where none is in use."""

    book: Rulebook
    baseline: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add(
        "--baseline",
        metavar="FILE",
        help="基线文件（fazhi baseline 写出）：里面已有的缺项不再算作未通过，只看新增和变差的",
    )
    add(
        "--no-waivers",
        action="store_true",
        help="不计豁免、人工认定和基线，看不加例外的结果",
    )
    add(
        "--today",
        type=_day,
        metavar="DATE",
        help="按这一天判断例外是否到期，如 2026-03-31（默认今天）",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} 不是一个日子，应写成 2026-03-31") from None


def load(
    args: argparse.Namespace,
    found: Iterable[Found],
    fail_on: str | None = None,
    min_score: Fraction | None = None,
) -> Ruled:
    """The rules for these inputs; CheckerError where settings, rules or the baseline are unusable."""
    settings = _options.settings(args)
    book = _options.load(args, fail_on, min_score)
    path = "" if args.no_waivers else _baseline(args, settings)
    today = None if args.no_waivers else args.today or date.today()  # noqa: DTZ011 - the clerk's own
    book = pipeline.excepting(book, today=today, known=known(path) if path else None)
    if settings is not None:
        book = pipeline.placed(
            book,
            places(found, settings),
            args.rules,
            settings=settings,
            profile=args.profile,
            fail_on=fail_on,
            min_score=min_score,
        )
    return Ruled(book, path)


def places(found: Iterable[Found], settings: str) -> Mapping[str, str]:
    """Where each input's file is below the folder of the settings, with ``/``."""
    root = os.path.realpath(os.path.dirname(settings) or os.curdir)
    return {
        item.input.path: os.path.relpath(item.real, root).replace(os.sep, "/")
        for item in found
        if os.path.isabs(item.real)
    }


def _baseline(args: argparse.Namespace, settings: str | None) -> str:
    """The baseline asked for, else the one that the settings name; empty where there is none."""
    if args.baseline is not None:
        return str(args.baseline)
    return pipeline.baseline_of(settings) if settings else ""


def known(path: str) -> tuple[Known, ...]:
    """The gaps that a baseline has recorded. Errors: ``not-found``, ``baseline``."""
    from checker.exceptions import baseline

    return baseline.read(_read(path), path)


def _read(path: str) -> bytes:
    try:
        if os.path.getsize(path) > _MAX_BASELINE:
            raise CheckerError("baseline", "基线文件太大，请用 fazhi baseline 重新写出。", path)
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise CheckerError(
            "not-found", f"找不到基线文件“{path}”；先用 fazhi baseline 写出。"
        ) from None
    except OSError as error:
        raise CheckerError("baseline", f"基线文件无法读取：{reason(error)}。", path) from None
