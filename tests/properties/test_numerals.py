"""Numbers as officials write them: mixed forms, ranges, approximations, and what is no figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
import reading
from hypothesis import given
from hypothesis import strategies as st


@given(st.integers(1, 9999), st.integers(0, 9), st.sampled_from((("万", 10**4), ("亿", 10**8))))
def test_mixed_forms(whole: int, tenth: int, scale: tuple[str, int]) -> None:
    word, factor = scale
    facts = reading.known(f"{reading.LEAD}一、举措\n受理案件{whole}.{tenth}{word}件。\n")
    (figure,) = facts.figures
    assert figure.value == (whole + Decimal(tenth) / 10) * factor
    assert (figure.places, figure.unit) == (1, "件")


@pytest.mark.parametrize(
    ("words", "value", "unit", "approximate"),
    [
        ("三件", "3", "件", False),
        ("一百二十余次", "120", "次", True),
        ("百分之百", "100", "%", False),
        ("百分之九十七点五", "97.5", "%", False),
        ("两份", "2", "份", False),
        ("４８件", "48", "件", False),
        ("4.8万件", "48000", "件", False),
        ("1.2亿元", "120000000", "元", False),
        ("170万户", "1700000", "户", False),
        ("3万多人", "30000", "人", True),
        ("近5000人", "5000", "人", True),
        ("约300场", "300", "场", True),
        ("超1200件", "1200", "件", True),
        ("50%以上", "50", "%", True),
        ("七成", "70", "%", False),
        ("1,234件", "1234", "件", False),
    ],
)
def test_figures_as_they_are_written(words: str, value: str, unit: str, approximate: bool) -> None:  # noqa: FBT001
    facts = reading.known(f"{reading.LEAD}一、举措\n共{words}。\n")
    found = [(f.value, f.unit, f.approximate) for f in facts.figures]
    assert found == [(Decimal(value), unit, approximate)]


@pytest.mark.parametrize(
    ("words", "low", "high"), [("5至6家", 5, 6), ("1-2家", 1, 2), ("三至五家", 3, 5)]
)
def test_ranges(words: str, low: int, high: int) -> None:
    (figure,) = reading.known(f"{reading.LEAD}一、举措\n每人联系{words}。\n").figures
    assert [figure.value, figure.upper, figure.low, figure.high] == [low, high, low, high]


@pytest.mark.parametrize(
    "words",
    [
        *("第2版", "拨打12345热线", "国办发〔2021〕33号", "2023年", "“1+6+N”", "4·15", "12·4"),
        *(
            "第三条",
            "一把手",
            "放管服",
            "三项制度",
            "2023年3月15日",
            "1.2.3",
            "《十条措施》",
            "一系列",
        ),
        *("“十件实事”", "一批项目", "最多跑一次", "第一责任人", "2021—2025年"),
    ],
)
def test_what_is_no_figure(words: str) -> None:
    assert reading.known(f"{reading.LEAD}一、举措\n落实{words}。\n").figures == ()
