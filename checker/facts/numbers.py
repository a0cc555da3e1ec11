"""Numbers with a unit, as written: value, places, and the interval that rounding and 余/近/约 allow."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checker import zh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.vocabulary import Vocabulary

_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_ROUGH = ("超过", "超", "近", "约", "逾")


class Number(NamedTuple):
    """A number at ``start:end`` of the text; ``low``-``high`` is what would be written so."""

    start: int
    end: int
    value: Decimal
    unit: str
    places: int
    approximate: bool
    low: Decimal
    high: Decimal


@lru_cache(maxsize=4)
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    unit = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    return re.compile(
        rf"""(?x)
        (?P<before>超过|超|近|约|逾|达|不少于|至少)?
        (?:
          百分之(?P<percent>[{zh.NUMERAL}点]{{1,16}})
        | (?<![\d.第〔A-Za-z-])(?<![{zh.NUMERAL}](?=[{zh.NUMERAL}]))
          (?P<digits>\d{{1,3}}(?:[ ,]\d{{3}})+(?:\.\d+)?(?!\d)|\d{{1,18}}(?:\.\d{{1,9}})?|[{zh.NUMERAL}]{{1,16}})
          (?P<odd1>[余多几])?(?P<scale>[万亿千百]{{1,2}})?(?P<odd2>[余多几])?\s?
          (?P<unit>{unit})
        )
        (?P<after>以上|以下|左右|余)?
        """
    )


def numbers(content: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Number]:
    """The numbers with a unit of ``content[start:end]``, in order; fixed phrases are none."""
    idioms = vocabulary.terms["idioms"].words
    for match in _pattern(vocabulary.terms["units"].words).finditer(content, start, end):
        if match["digits"] and content.startswith(idioms, match.start("digits")):
            continue
        number = _number(match)
        if number and not (match["digits"] == "一" and number.unit == "个"):
            yield number


def _number(match: re.Match[str]) -> Number | None:
    if match["percent"]:
        share = _percent(match["percent"])
        if share is None:
            return None
        return Number(
            match.start(), match.end(), share, "%", 0, approximate=False, low=share, high=share
        )
    digits = match["digits"]
    value = zh.amount(digits)
    if value is None:
        return None
    places = len(digits.partition(".")[2])
    scale = Decimal(1)
    for char in match["scale"] or "":
        scale *= _SCALES[char]
    rough = match["odd1"] or match["odd2"] or match["before"] in _ROUGH or match["after"]
    half = scale * Decimal(1).scaleb(-places) / 2 if places or scale > 1 else Decimal(0)
    value *= scale
    return Number(
        match.start("digits"),
        match.end(),
        value,
        match["unit"],
        places,
        approximate=bool(rough),
        low=value - half,
        high=value + half,
    )


def _percent(words: str) -> Decimal | None:
    whole, _, part = words.partition("点")
    value = zh.numeral(whole)
    if value is None or any(c not in zh.DIGITS for c in part):
        return None
    return Decimal(f"{value}.{''.join(str(zh.DIGITS[c]) for c in part)}" if part else value)
