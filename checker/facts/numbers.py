"""Numbers with a unit, as written: value, places, and the interval that rounding and 余/近/约 allow."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from checker import zh
from checker.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.vocabulary import Vocabulary

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_OVER = ("超过", "超", "逾", "突破", "多达", "高达")
_UNDER = ("近", "接近", "将近")
_TENTHS = "成"
_SHARE = "%"
_MANY = frozenset("数几")  # 数十件
_ABOVE = "上"  # 上千人次, but not 线上10期
_ROUND = frozenset("十百千万亿")
_LOOSE = frozenset("个批支起次张项件家堂台类位条公里所本")
_EACH = frozenset("每逐这那同")
_QUOTED = 10  # characters of a slogan in quotation marks beside a numeral
_CUT_OFF = Decimal("0.999999")  # what is cut off after the last place is less than its step
_ENDLESS = Decimal(10) ** 30  # the end of an interval that is open above


class Number(NamedTuple):
    """A number at ``start:end`` of the text; ``low``-``high`` is what would be written so; ``upper``
    is the other end of a range."""

    start: int
    end: int
    value: Decimal
    unit: str
    places: int
    approximate: bool
    low: Decimal
    high: Decimal
    upper: Decimal | None = None


@kept
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    unit = "|".join(map(re.escape, sorted({*units, _TENTHS}, key=len, reverse=True)))
    figure = rf"\d{{1,3}}(?:[ ,]\d{{3}})+(?:\.\d+)?(?!\d)|\d{{1,18}}(?:\.\d{{1,9}})?|[{zh.NUMERAL}]{{1,16}}"
    return re.compile(
        rf"""(?x)
        (?P<before>超过|突破|多达|高达|将近|接近|大约|超|近|约|逾|达|不少于|至少)?
        (?:
          百分之(?P<percent>[{zh.NUMERAL}点]{{1,16}})
        | (?<![\d.第〔A-Za-z·-])(?<![A-Za-z+])(?<![{zh.NUMERAL}](?=[{zh.NUMERAL}]))
          (?:(?P<from>{figure})(?P<scale0>[万亿千百]{{1,2}})?[%]?\s?(?:-|—|–|~|～|至|到)\s?)?
          (?:(?P<major>\d{{1,6}})(?P<above>[万亿])(?=\d))?
          (?P<digits>{figure})
          (?P<odd1>[余多几来])?(?P<scale>[万亿千百]{{1,2}})?(?P<odd2>[余多几])?\s?
          (?P<unit>{unit})
        )
        (?P<after>以上|以下|左右|余|多(?!\d))?
        """
    )


def numbers(content: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Number]:
    """The numbers with a unit of ``content[start:end]``, in order; fixed phrases are none."""
    idioms = vocabulary.terms["idioms"].words
    for match in _pattern(vocabulary.terms["units"].words).finditer(content, start, end):
        if match["digits"] and content.startswith(
            idioms, match.start("from" if match["from"] else "digits")
        ):
            continue
        number = _number(match)
        if number and not _is_idiom(content, match):
            yield number


def _is_idiom(content: str, match: re.Match[str]) -> bool:
    """Whether a numeral is only a way of speaking: 一个, 一批, “一支队伍管执法”, 每一起."""
    digits = match["digits"]
    if digits is None or digits[0].isdigit():
        return False
    if digits == "一" and (match["unit"] in _LOOSE or content[match.start() - 1] in _EACH):
        return True
    opened = content.rfind("“", max(0, match.start() - _QUOTED), match.start())
    closed = content.find("”", match.end(), match.end() + _QUOTED)
    return opened >= 0 and closed >= 0 and "”" not in content[opened : match.start()]


def _number(match: re.Match[str]) -> Number | None:
    if match["percent"]:
        share = _percent(match["percent"])
        if share is None:
            return None
        start = match.end("before") if match["before"] else match.start()
        places = len(match["percent"].partition("点")[2])
        return _written(match, start, share, _SHARE, Decimal(1), places)
    digits = match["digits"]
    value = zh.amount(digits)
    if value is None:
        return None
    scale = _scale(match["scale"])
    unit = match["unit"]
    if unit == _TENTHS:
        unit, scale = _SHARE, Decimal(10)
    places = len(digits.partition(".")[2])
    pair = _pair(digits) if not match["from"] else None
    if pair:
        low, high = (Decimal(n) * scale for n in pair)
        return Number(
            *(match.start("digits"), match.end("unit"), low, unit, 0),
            approximate=True,
            low=low,
            high=high,
            upper=high,
        )
    bound = unit == _SHARE and match["after"] and match.string.startswith("的", match.end())
    if not match["from"]:
        if bound:
            return None  # 50%以上的股权
        start = match.start("major" if match["major"] else "digits")
        value = value * scale + _above(match)
        return _written(match, start, value, unit, scale, places)
    first = zh.amount(match["from"])
    if first is None or first * _scale(match["scale0"] or match["scale"]) >= value * scale:
        return _written(match, match.start("digits"), value * scale, unit, scale, places)
    first *= scale if unit == _SHARE else _scale(match["scale0"] or match["scale"])
    return Number(
        match.start("from"),
        match.end("unit"),
        first,
        unit,
        places,
        approximate=True,
        low=first,
        high=value * scale,
        upper=value * scale,
    )


def _pair(digits: str) -> tuple[int, int] | None:
    """The two numbers of 七八次, 一两次; None where a numeral is no such pair."""
    if len(digits) != 2 or any(d not in zh.DIGITS for d in digits) or digits[0].isdigit():
        return None
    one, other = zh.DIGITS[digits[0]], zh.DIGITS[digits[1]]
    return (one, other) if one and other == one + 1 else None


def _written(
    match: re.Match[str], start: int, value: Decimal, unit: str, scale: Decimal, places: int
) -> Number:
    """A number that is no range, with the interval that the words around it allow.

    A number is rounded half up or cut off after its last place; 余 and 多 leave room up to the next
    step of that place, 近 down to the one before, 约 both ways; 超 and 以上 are open above.
    """
    rounds = places or scale > 1 or unit == _SHARE  # counts are exact, shares are rounded
    step = scale * Decimal(1).scaleb(-places) if rounds else Decimal(0)
    many = bool(match["digits"]) and _is_many(match.string, match.start("digits"))
    odd = many or match["odd1"] or match["odd2"] or (match["after"] or "") in ("余", "多")
    after, before = match["after"], match["before"]
    low, high = value - step / 2, value + step * _CUT_OFF
    rough = step or _last_step(value)
    approximate = True
    if before in _OVER or after == "以上":
        low, high = value, _ENDLESS
    elif odd:
        low, high = value, value + rough
    elif before in _UNDER:
        low, high = value - rough, value
    elif before in ("约", "大约") or after == "左右":
        low, high = value - rough, value + rough
    elif after == "以下":
        low, high = Decimal(0), value
    else:
        approximate = False
    end = (
        match.end()
        if odd and match["after"] in ("余", "多")
        else match.end("unit" if match["unit"] else "percent")
    )
    return Number(start, end, value, unit, places, approximate, low, high)


def _is_many(content: str, start: int) -> bool:
    """Whether the character before a numeral makes it a rough one: 数十件, 上千人次."""
    before = content[start - 1] if start else ""
    return before in _MANY or (before == _ABOVE and content[start] in _ROUND)


def _last_step(value: Decimal) -> Decimal:
    """The unit of the last digit that is not 0: what 余 may add to 120 is less than 10."""
    if not value:
        return Decimal(1)
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def _scale(words: str | None) -> Decimal:
    scale = Decimal(1)
    for char in words or "":
        scale *= _SCALES[char]
    return scale


def _above(match: re.Match[str]) -> Decimal:
    """What a number's first part counts where it has two: 2亿3000万."""
    return _scale(match["above"]) * int(match["major"]) if match["major"] else Decimal(0)


def _percent(words: str) -> Decimal | None:
    whole, _, part = words.partition("点")
    value = zh.numeral(whole)
    if value is None or any(c not in zh.DIGITS for c in part):
        return None
    return Decimal(f"{value}.{''.join(str(zh.DIGITS[c]) for c in part)}" if part else value)
