"""The grammar of Chinese documents: numerals, dates, numbering, sentence ends. No field words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
DIGITS = {
    c: v
    for v, group in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for c in group
}
SCALES = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
_HAN_DIGITS = "零一二三四五六七八九"
NUMERAL = "零〇一二两三四五六七八九十廿卅百千万亿"
SENTENCE_END = re.compile(r"[。!?;！？；…]+[”’」』)]*|\n")


def numeral(words: str) -> int | None:
    """The whole number that Chinese numeral ``words`` write, or None if they write none.

    Positional (一百二十), digit by digit (二〇二四) and 廿/卅 forms; 两 is 2.
    """
    if not words or any(c not in NUMERAL for c in words):
        return None
    words = words.replace("廿", "二十").replace("卅", "三十")
    if not any(c in SCALES or c in MYRIADS for c in words):
        return int("".join(str(DIGITS[c]) for c in words))
    total = section = 0
    digit: int | None = None
    scale = 0
    for char in words:
        if char in MYRIADS:
            section += digit or 0
            if section == total == 0:
                return None
            if char == "亿":
                total = (total + section) * MYRIADS[char]
            else:
                total += section * MYRIADS[char]
            section, digit, scale = 0, None, MYRIADS[char]
        elif char in SCALES:
            section += (1 if digit is None else digit) * SCALES[char]
            digit, scale = None, SCALES[char]
        elif DIGITS[char] == 0:
            if digit is not None:
                return None
            scale = 1
        else:
            if digit is not None:
                return None
            digit = DIGITS[char]
    if digit is not None:
        section += digit * (scale // 10 if scale >= 100 and words[-2:-1] not in "零〇" else 1)
    return total + section


def written(value: int) -> str:
    """The numeral of a whole number from 1 to 9999 as lists write it: 七, 十二, 一百零五."""
    words = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            words += _HAN_DIGITS[digit] + unit
        elif words and value % place and not words.endswith("零"):
            words += "零"
    return words[1:] if words.startswith("一十") else words


def amount(words: str) -> Decimal | None:
    """A number in digits (with or without thousands commas) or in Chinese numerals."""
    if words[:1].isdigit():
        return Decimal(words.replace(",", "").replace(" ", ""))
    value = numeral(words)
    return None if value is None else Decimal(value)


class DateFound(NamedTuple):
    """A date written at ``start:end``; ``broken`` when 年 or 月 were lost and had to be inferred."""

    day: date
    start: int
    end: int
    broken: bool


_DATE = re.compile(
    r"(?<![\d./-])(20\d\d|19\d\d)(?: ?年 ?| ?[-/.] ?)(\d{1,2})(?: ?月 ?| ?[-/.] ?)"
    r"(?:(\d{2})(?=\d{1,2}:\d{2})|(\d{1,2})(?: ?[日号]|(?!\d)))"
)
_DATE_HAN = re.compile(
    r"([一二][〇零○OoＯ0九][〇零○OoＯ0一二三四五六七八九]{2})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅]{1,4})日"
)
_PADDED = 4  # digits of a month and a day written in two each
_DATE_BROKEN = re.compile(r"(?<!\d)(20\d\d)(?:年)?(\d{2,4})日?(?=\s*(?:\n|$))")
_STACKED = re.compile(r"(?m)^\s*(20\d\d)\s*\n\s*(\d{2})[-/](\d{2})\s*$")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dates(text: str) -> Iterator[DateFound]:
    """Every well-formed date in digits or Chinese numerals."""
    for match in _DATE.finditer(text):
        found = _day(int(match[1]), int(match[2]), int(match[3] or match[4]))
        if found:
            yield DateFound(found, match.start(), match.end(), broken=False)
    for match in _DATE_HAN.finditer(text):
        year = numeral(re.sub("[○OoＯ0]", "〇", match[1]))
        month, day = numeral(match[2]), numeral(match[3])
        found = _day(year, month, day) if year and month and day else None
        if found:
            yield DateFound(found, match.start(), match.end(), broken=False)


def stacked_dates(text: str) -> Iterator[DateFound]:
    """Dates whose year stands on the line above: 2024 over 03/20."""
    for match in _STACKED.finditer(text):
        found = _day(int(match[1]), int(match[2]), int(match[3]))
        if found:
            yield DateFound(found, match.start(1), match.end(3), broken=False)


def broken_dates(text: str) -> Iterator[tuple[tuple[date, ...], int, int]]:
    """Dates at a line's end whose 年 or 月 were lost (2023130日): every reading that is a date."""
    for match in _DATE_BROKEN.finditer(text):
        digits = match[2]
        readings = {
            found
            for cut in ((2,) if len(digits) == _PADDED else range(1, len(digits)))
            if digits[0] != "0" or cut > 1
            for found in [_day(int(match[1]), int(digits[:cut]), int(digits[cut:]))]
            if found and (digits[cut] != "0" or len(digits) - cut > 1)
        }
        if readings:
            yield tuple(sorted(readings)), match.start(), match.end()


_YEAR_HAN = re.compile(r"二[〇零○OoＯ0][一二三][〇零○OoＯ0一二三四五六七八九](?=年)")


def with_arabic_years(text: str) -> str:
    """``text`` with years such as 二〇二三年 in digits; its length stays."""
    return _YEAR_HAN.sub(lambda m: str(numeral(re.sub("[○OoＯ0]", "〇", m[0]))), text)


class Numbering(NamedTuple):
    """The number that opens a line: its style, its value and the length it takes."""

    style: str
    value: int
    length: int


_N = "一二三四五六七八九十百"
_NUMBERINGS = (
    ("part", re.compile(rf"第([{_N}]{{1,3}})(?:部分|章|节|编)[、:,. ]? ?")),
    ("一、", re.compile(rf"([{_N}]{{1,3}}) ?(?:、|\.(?!\d)) ?")),
    ("(一)", re.compile(rf"[(〔\[] ?([{_N}]{{1,3}}) ?[)〕\]][、.]? ?")),
    (
        "1.1",
        re.compile(
            rf"\d{{1,2}}\.(\d{{1,2}})(?:、[ \t]?|\.(?!\d)[ \t]?|[ \t]{{1,3}})(?=[{HAN}“《\d])"
        ),
    ),
    ("1.", re.compile(r"(\d{1,2})(?:[、.](?!\d{1,3}(?!\d))|\) ?) ?")),
    ("1 ", re.compile(rf"(\d{{1,2}})[ \t]{{1,3}}(?=[{HAN}][{HAN}、,“” ]{{3,40}}$)")),
    ("(1)", re.compile(r"\( ?(\d{1,2}) ?\)[、.]? ?")),
    ("①", re.compile(r"([①-⑳]) ?")),
    ("一是", re.compile(rf"([{_N}]{{1,2}})(?:是|要)(?=[^{_N}])")),
    ("第一", re.compile(rf"第([{_N}]{{1,2}})[,、:] ?")),
    ("首先", re.compile(r"(首先|其次|再次|最后)[,、] ?")),
)
_OPENERS = frozenset(f"{_N}第(〔[首其再最")  # and digits: nothing else opens a number
STYLES = tuple(style for style, _ in _NUMBERINGS)


def numbering(line: str) -> Numbering | None:
    """The number that ``line`` opens with (一、 (一) 1. (1) ① 一是 第一, 首先), or None."""
    first = line[:1]
    if first not in _OPENERS and not first.isdigit():
        return None
    for style, pattern in _NUMBERINGS:
        match = pattern.match(line)
        if match:
            return Numbering(style, _ordinal(match[1]), match.end())
    return None


def _ordinal(words: str) -> int:
    if words.isdigit() and words.isascii():
        return int(words)
    if words[0] in "首其再最":
        return "首其再最".index(words[0]) + 1
    if "①" <= words <= "⑳":
        return ord(words) - ord("①") + 1
    return numeral(words) or 0
