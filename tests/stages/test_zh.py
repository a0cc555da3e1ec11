"""Chinese numerals, dates and numbering: what is written is what is read, and nothing else is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import zh

DIGITS = "零一二三四五六七八九"
SMALL = ((1000, "千"), (100, "百"), (10, "十"))
LARGE = ((10**8, "亿"), (10**4, "万"))


def _below_myriad(number: int) -> str:
    written, gap = "", False
    for scale, word in SMALL:
        digit, number = divmod(number, scale)
        if digit:
            written += ("零" if gap else "") + DIGITS[digit] + word
        gap = bool(written) and not digit
    return written + (("零" if gap else "") + DIGITS[number] if number else "")


def written(number: int) -> str:
    """A whole number as a careful hand writes it: 一亿零五万, 一千零五十."""
    for scale, word in LARGE:
        if number >= scale:
            high, low = divmod(number, scale)
            gap = "零" if low and low < scale // 10 else ""
            return written(high) + word + gap + (written(low) if low else "")
    return _below_myriad(number) or "零"


@given(st.integers(0, 10**12) | st.integers(0, 99_999))
def test_a_number_is_read_as_it_was_written(number: int) -> None:
    assert zh.numeral(written(number)) == number
    assert zh.amount(written(number)) == number


@given(st.integers(0, 10**12))
def test_a_number_is_read_digit_by_digit(number: int) -> None:
    digits = "".join(DIGITS[int(d)] for d in str(number))
    assert zh.numeral(digits) == zh.numeral(digits.replace("零", "〇")) == number


@given(st.integers(1, 99_999_999))
def test_two_before_a_scale_may_be_liang(number: int) -> None:
    words = written(number)
    spoken = words.replace("二千", "两千").replace("二百", "两百").replace("二万", "两万")
    assert zh.numeral(spoken) == number


@given(st.integers(1, 9), st.sampled_from((("廿", 20), ("卅", 30))), st.booleans())
def test_old_tens(digit: int, tens: tuple[str, int], hundred: bool) -> None:  # noqa: FBT001
    word, value = tens
    assert zh.numeral(word) == value
    words, number = ("一百" + word, 100 + value) if hundred else (word, value)
    assert zh.numeral(words + DIGITS[digit]) == number + digit


@pytest.mark.parametrize(
    ("words", "number"),
    [
        *(("十", 10), ("十二", 12), ("一十二", 12), ("一百二", 120), ("两千五", 2500)),
        *(("三万五", 35_000), ("一亿二", 120_000_000), ("十二万三", 123_000), ("两", 2)),
        *(("一百零五", 105), ("二〇二四", 2024), ("一万亿", 10**12), ("百", 100)),
    ],
)
def test_short_forms(words: str, number: int) -> None:
    assert zh.numeral(words) == number


@pytest.mark.parametrize("words", ["", "万", "二三十", "三十人", "12", "一点五", "零五零百"])
def test_what_is_no_numeral(words: str) -> None:
    assert zh.numeral(words) is None


def test_a_scale_alone_is_no_numeral() -> None:
    assert zh.numeral("亿") is None


@given(st.text(zh.NUMERAL, max_size=12))
def test_any_run_of_numeral_characters_is_a_number_or_none(words: str) -> None:
    value = zh.numeral(words)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("words", "value"),
    [("1,234.50", "1234.50"), ("12 345", "12345"), ("0.5", "0.5"), ("一百二十", "120")],
)
def test_amounts_in_digits(words: str, value: str) -> None:
    assert zh.amount(words) == Decimal(value)


FORMS = (
    "{0.year}年{0.month}月{0.day}日",
    "{0.year} 年 {0.month} 月 {0.day} 日",
    "{0.year}年{0.month}月{0.day}号",
    "{0:%Y-%m-%d}",
    "{0.year}-{0.month}-{0.day}",
    "{0:%Y/%m/%d}",
    "{0:%Y.%m.%d}",
)


@given(st.dates(date(1950, 1, 1), date(2079, 12, 31)), st.sampled_from(FORMS))
def test_a_date_is_read_in_every_form(day: date, form: str) -> None:
    words = form.format(day)
    (found,) = zh.dates(f"发布日期:{words} 10:20")
    assert (found.day, found.start, found.end) == (day, 5, 5 + len(words))


@given(st.dates(date(1990, 1, 1), date(2079, 12, 31)), st.sampled_from("〇○零0OＯ"))
def test_a_date_in_numerals_is_read(day: date, zero: str) -> None:
    year = "".join(DIGITS[int(d)] for d in str(day.year)).replace("零", zero)
    month, number = written(day.month).removeprefix("一十"), written(day.day)
    month = "十" + month if day.month >= 10 else month
    number = number.removeprefix("一") if 10 <= day.day < 20 else number
    assert [f.day for f in zh.dates(f"{year}年{month}月{number}日")] == [day]


@pytest.mark.parametrize(
    "words",
    ["2023-13-01", "2023-02-30", "12023-01-05", "1.2023.1.5", "2023年1月", "3023-01-01", "2023.5"],
)
def test_what_is_no_date(words: str) -> None:
    assert list(zh.dates(words)) == []


@given(st.dates(date(2004, 1, 1), date(2039, 12, 31)), st.sampled_from(("日", "")))
def test_a_date_that_lost_its_marks_is_among_the_readings(day: date, end: str) -> None:
    ((readings, start, stop),) = zh.broken_dates(f"某镇 {day.year}{day.month}{day.day}{end}\n")
    assert day in readings
    assert (start, stop) == (3, 7 + len(f"{day.month}{day.day}{end}"))


def test_readings_of_broken_dates() -> None:
    def readings(words: str) -> list[tuple[date, ...]]:
        return [found for found, _, _ in zh.broken_dates(words + "\n")]

    assert readings("2023130日") == [(date(2023, 1, 30),)]
    assert readings("2023112") == [(date(2023, 1, 12), date(2023, 11, 2))]
    assert readings("2023年926日") == [(date(2023, 9, 26),)]
    assert readings("202313") == [(date(2023, 1, 3),)]
    assert readings("2023999日") == readings("电话20231300") == readings("2023年1月30日") == []


def test_a_broken_date_in_eight_digits_has_one_reading() -> None:
    ((readings, _, _),) = zh.broken_dates("20230105日\n")
    assert readings == (date(2023, 1, 5),)


@pytest.mark.parametrize(
    ("line", "style", "value", "length"),
    [
        *(("一、加强领导", "一、", 1, 2), ("二十一、加强", "一、", 21, 4), ("一、 加强", "一、", 1, 3)),
        *(("(一)加强", "(一)", 1, 3), ("〔十二〕加强", "(一)", 12, 4), ("1.加强", "1.", 1, 2)),
        *(("10、加强", "1.", 10, 3), ("1.2023年工作", "1.", 1, 2), ("1)加强", "1.", 1, 2)),
        *(("(3)加强", "(1)", 3, 3), ("②加强", "①", 2, 1), ("三是加强", "一是", 3, 2)),
        *(("二要加强", "一是", 2, 2), ("第一,加强", "第一", 1, 3), ("其次,加强", "首先", 2, 3)),
        *(("第二部分 情况", "part", 2, 5), ("1.2 加强", "1.1", 2, 4), ("3 强化执法监督", "1 ", 3, 2)),
    ],
)  # fmt: skip
def test_styles_of_numbering(line: str, style: str, value: int, length: int) -> None:
    assert zh.numbering(line) == (style, value, length)
    assert style in zh.STYLES


@pytest.mark.parametrize(
    "line",
    [
        *("PM2.5浓度下降", "100%完成", "12345热线", "2023年工作", "3.5万元", "1.2亿元", "24小时服务"),
        *("第一责任人职责", "第三方评估", "第一季度", "一批项目", "一级响应", "一个中心", "十四五规划"),
        *("(2021-2025年)", "5G网络", "三是", "", "1.2.3加强", "2023.1.5", "九三学社"),
    ],
)  # fmt: skip
def test_what_is_no_numbering(line: str) -> None:
    assert zh.numbering(line) is None


@pytest.mark.parametrize("line", ["2.0版平台", "12.4国家宪法日", "3.15消费者权益日", "1.5公里步道"])
def test_decimals_that_open_a_line_are_no_numbering(line: str) -> None:
    assert zh.numbering(line) is None
