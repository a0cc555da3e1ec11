"""How the page for the browser looks: readable by day and by night, black and thin on paper."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import builders
import made
import pypdfium2
import pytest
import reading
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTItem, LTTextLine

from checker import pipeline
from checker.renderers import _words, html
from checker.renderers._palette import DAY, NIGHT, PRINTED
from checker.renderers._print import heads
from checker.renderers._style import STYLE

browser = pytest.mark.skipif(made.BROWSER is None, reason="Chromium is not installed")
GROUNDS = ("paper", "back")
WRITTEN = ("ink", "quiet", "link", "fail", "partial", "review", "pass")
TEXT, MARK = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11, level AA
HOSTILE = '"}</style><script>alert(1)</script>\\22 }@import url(x);/*\n甲'


def _light(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_light(one), _light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_has_it() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [DAY, NIGHT, PRINTED], ids=["day", "night", "printed"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_everything_can_be_read(colours: dict[str, str], ground: str) -> None:
    low = {
        name: round(_contrast(colours[name], colours[ground]), 2)
        for name in WRITTEN
        if _contrast(colours[name], colours[ground]) < TEXT
    }
    assert low == {}
    assert _contrast(colours["fail"], colours[ground]) >= MARK


def test_every_colour_is_named_once_and_used() -> None:
    assert DAY.keys() == NIGHT.keys() == PRINTED.keys()
    used = set(re.findall(r"var\(--([a-z]+)\)", STYLE))
    assert used == {*DAY, "sans", "serif"}
    rules = re.sub(r":root \{[^}]*\}", "", STYLE)
    assert set(re.findall("#[0-9a-f]{3,8}", rules)) <= {"#000", "#444"}


def test_no_words_of_a_report_act_in_the_style_sheet() -> None:
    told = heads(HOSTILE, [("r1", HOSTILE)])
    strings = re.findall('"([^"]*)"', told)
    assert len(strings) == 2
    assert all(re.fullmatch(r"(\\[0-9a-f]{6})+", string) for string in strings)
    back = "".join(chr(int(code, 16)) for code in strings[0].split("\\")[1:])
    assert back == _words.shortened(HOSTILE, 46)
    assert "script" not in told


@cache
def _page(count: int) -> str:
    book = pipeline.book()
    paths = reading.SEEDS[:count]
    items = (pipeline.assess_bytes(p.name, p.read_bytes(), book) for p in paths)
    return html.render(pipeline.result(items, book))


@cache
def _printed(count: int) -> bytes:
    return made.printed(_page(count))


def _inside(item: LTItem, kind: type[LTItem]) -> list[LTItem]:
    if isinstance(item, kind):
        return [item]
    held = list(item) if isinstance(item, LTContainer) else []
    return [found for child in held for found in _inside(child, kind)]


@browser
@pytest.mark.parametrize("count", [1, 3])
def test_pages_are_of_paper_and_numbered(count: int) -> None:
    document = pypdfium2.PdfDocument(_printed(count))
    total = len(document)
    name = _words.name(reading.assessed(reading.SEEDS[count - 1].read_bytes()))
    for number, page in enumerate(document, 1):
        assert [round(side * 25.4 / 72) for side in page.get_size()] == [210, 297]
        words = "".join(page.get_textpage().get_text_bounded().split())
        assert f"第{number}页/共{total}页" in words
        if number == total:
            assert "".join(name.split())[:20] in words
    if count == 1:
        assert total <= 10


@browser
def test_what_is_folded_is_printed() -> None:
    document = pypdfium2.PdfDocument(_printed(1))
    told = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    folded = re.findall(r"<details>.*?</details>", _page(1), re.DOTALL)
    assert folded
    for part in folded:
        last = re.findall(r"<li>(.*?)</li>", part, re.DOTALL)[-1]
        words = "".join(re.sub(r"<[^>]*>", "", last).split())[:12]
        assert words in told


@browser
@pytest.mark.parametrize("count", [1, 3])
def test_no_heading_stands_alone_at_the_foot(count: int) -> None:
    headings = {
        "".join(re.sub(r"<[^>]*>", "", words).split())
        for words in re.findall(r"<(?:h\d|summary)[^>]*>(.*?)</(?:h\d|summary)>", _page(count))
    }
    for page in extract_pages(io.BytesIO(_printed(count))):
        lines = [line for line in _inside(page, LTTextLine) if isinstance(line, LTTextLine)]
        foot = sorted(lines, key=lambda line: line.y0)
        last = "".join(foot[1].get_text().split())
        assert not [heading for heading in headings if last and heading.startswith(last)], last


@browser
def test_nothing_is_filled_and_all_is_black() -> None:
    for page in extract_pages(io.BytesIO(_printed(3))):
        for shape in _inside(page, LTCurve):
            assert isinstance(shape, LTCurve)
            thin = min(shape.width, shape.height) <= 2
            white = shape.non_stroking_color in ((1, 1, 1), (1,), 1, None)
            assert thin or white or not shape.fill or _is_outline(shape), shape
        for char in _inside(page, LTChar):
            assert isinstance(char, LTChar)
            told: Any = char.graphicstate.ncolor
            grey = told if isinstance(told, tuple) else (told,)
            assert max(grey) - min(grey) < 0.01, char.get_text()


def _is_outline(shape: LTCurve) -> bool:
    """A ring as the browser draws the edge of a badge: two outlines, one inside of the other."""
    return len(shape.pts) > 8


def test_the_page_says_all_that_it_said() -> None:
    shown = html.render(builders.everything())
    assert "default-src 'none'; style-src 'unsafe-inline'" in shown
    assert "<script" not in shown
    assert "italic" not in shown
