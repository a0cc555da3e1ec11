"""Options on exceptions: the baseline, the day that counts as today, whether they count at all."""

from __future__ import annotations

import argparse
import os
import stat
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from checker import pipeline
from checker.cli import _options, _output
from checker.errors import CheckerError, reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from checker.cli._inputs import Found
    from checker.model.exceptions import Recorded
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


def kept(args: argparse.Namespace, found: Sequence[Found]) -> list[Found]:
    """The inputs but those that the settings leave out, which is said."""
    settings = _options.settings(args)
    left_out = pipeline.excluded(settings) if settings is not None else ()
    if settings is None or not left_out:
        return list(found)
    where = places(found, settings)
    kept = [item for item in found if not _is_left_out(where[item.input.path], left_out)]
    if len(kept) < len(found):
        _output.warn(f"fazhi：按 {settings} 的 exclude 略去 {len(found) - len(kept)} 个文件。")
    return kept


def _is_left_out(place: str, left_out: Sequence[str]) -> bool:
    from checker import globs

    try:
        return globs.matches(left_out, place)
    except ValueError:  # a glob that is none is told on loading
        return False


def load(
    args: argparse.Namespace,
    found: Iterable[Found],
    fail_on: str | None = None,
    min_score: Fraction | None = None,
) -> Ruled:
    """The rules for these inputs; CheckerError where settings, rules or the baseline are unusable."""
    settings = _options.settings(args)
    book = _options.load(args, fail_on, min_score)
    path = "" if args.no_waivers else baseline(args, settings)
    today = None if args.no_waivers else args.today or date.today()  # noqa: DTZ011 - the clerk's own
    book = pipeline.excepting(book, today=today, known=known(path) if path else None)
    return Ruled(placed(args, found, book, fail_on, min_score), path)


def placed(
    args: argparse.Namespace,
    found: Iterable[Found],
    book: Rulebook,
    fail_on: str | None = None,
    min_score: Fraction | None = None,
) -> Rulebook:
    """The rules with what the settings, if any, say of these files alone."""
    settings = _options.settings(args)
    if settings is None:
        return book
    return pipeline.placed(
        book,
        places(found, settings),
        args.rules,
        settings=settings,
        profile=args.profile,
        fail_on=fail_on,
        min_score=min_score,
    )


def places(found: Iterable[Found], settings: str) -> Mapping[str, str]:
    """Where each input's file is below the folder of the settings, with ``/``; empty for standard
    input, which no glob names."""
    root = os.path.realpath(os.path.dirname(settings) or os.curdir)
    return {
        item.input.path: os.path.relpath(item.real, root).replace(os.sep, "/")
        if os.path.isabs(item.real)
        else ""
        for item in found
    }


def baseline(args: argparse.Namespace, settings: str | None) -> str:
    """The baseline asked for, else the one that the settings name; empty where there is none."""
    if args.baseline is not None:
        return str(args.baseline)
    return pipeline.baseline_of(settings) if settings else ""


def known(path: str) -> tuple[Recorded, ...]:
    """The gaps that a baseline has recorded. Errors: ``not-found``, ``baseline``."""
    from checker.exceptions import baseline as file_of

    return file_of.read(_read(path), path)


def _read(path: str) -> bytes:
    """The bytes of a regular file, asked before it is opened."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise CheckerError(
                "baseline", "基线文件应是普通文件，不能是文件夹、管道、设备等。", path
            )
        if status.st_size > _MAX_BASELINE:
            raise CheckerError("baseline", "基线文件太大，请用 fazhi baseline 重新写出。", path)
        with open(path, "rb") as file:
            return file.read(_MAX_BASELINE + 1)
    except FileNotFoundError:
        raise CheckerError(
            "not-found", f"找不到基线文件“{path}”；先用 fazhi baseline 写出。"
        ) from None
    except OSError as error:
        raise CheckerError("baseline", f"基线文件无法读取：{reason(error)}。", path) from None
