"""A report, a file name, a reason that try to act on the page: they are words there, on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import clerk
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FilePayload, Page
    from workbench import Server

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "</script><script>alert(3)</script>",
    "</textarea></title><svg onload=alert(4)>",
    "{{7*7}}${7*7}{% raw %}",
    "javascript:alert(5)",
    "<a href='https://example.invalid/x'>点</a><iframe src=//example.invalid></iframe>",
    "<style>*{display:none}</style>",
    "=cmd|' /C calc'!A0",
    "\u202e文反\u202c\u2066隐\u2069\u200b",
    '" autofocus onfocus=alert(6) x="',
)
TITLE = f"某某镇2023年法治政府建设年度报告{MARKUP[1]}"
WORDS = "\n".join(
    [
        TITLE,
        "某某镇人民政府 2024年1月26日",
        f"2023年，我镇{MARKUP[0]}推进法治政府建设，现将情况报告如下。",
        f"一、主要举措和成效{MARKUP[2]}",
        *(f"办理行政复议案件{n}件，{words}，开展培训{n}场。" for n, words in enumerate(MARKUP, 3)),
        f"全年办理案件10件，其中{MARKUP[0]}行政处罚3件、行政许可5件。",
        "长" * 10_000,
        f"二、存在问题{MARKUP[4]}",
        f"审核力量不足，{MARKUP[5]}，主要原因是{MARKUP[6]}人员少。",
    ]
)
NAMES = (
    "<img src=x onerror=alert(7)>.txt",
    '"><script>alert(8)</script>\u202efdp.txt',
    "=HYPERLINK(1){{7*7}}.txt",
)


@pytest.fixture
def desk(server: Server, visit: Callable[..., Page]) -> Page:
    page = visit(server.url)
    page.context.on("page", lambda other: pytest.fail(f"opened {other.url}"))
    return page


def _harmless(page: Page) -> None:
    """Nothing of the report has become an element of the page."""
    page.wait_for_load_state("load")
    found = page.evaluate(
        """() => [...document.querySelectorAll("img, iframe, object, embed, style, base, " +
          "script:not([src]):not([type='application/json']), [autofocus], a[href^='javascript:'], " +
          "a[href*='example.invalid']")].map(e => e.outerHTML.slice(0, 80)).concat(
          [...document.querySelectorAll("*")].flatMap(e => [...e.attributes].filter(
            a => a.name.startsWith("on")).map(a => a.name)))"""
    )
    assert found == []
    assert not set("\u202e\u2066\u2069\u200b") & set(page.content())


def test_on_every_page(desk: Page, server: Server) -> None:
    files = [clerk.File(name, WORDS.encode()) for name in NAMES[:2]]
    first, second = clerk.put(desk, *files)
    bad = clerk.put(desk, clerk.File(f"坏{NAMES[0]}".replace(".txt", ".docx"), b"PK\x03\x04"))
    desk.goto(first)
    gap = desk.locator(".gap.fail:not(.brief) code").first.inner_text()
    assert clerk.decide(desk, first, gap, "waive", because=MARKUP[2], by=MARKUP[0]).ok
    keys = [each.rpartition("/")[2] for each in (first, second)]
    attack = quote(MARKUP[2])
    for path in (
        "",
        f"?q={attack}&sort={attack}&level={attack}",
        f"reports/{keys[0]}",
        f"reports/{keys[0]}?status={attack}&pack={attack}",
        f"reports/{bad[0].rpartition('/')[2]}",
        "statistics",
        f"statistics?rule={attack}&page={attack}",
        "statistics?rule=statutory/causes",
        f"compare?old={keys[0]}&new={keys[1]}",
        f"compare?old={attack}&new={keys[1]}",
        f"reports/{attack}",
        f"reports/{keys[0]}/download/{attack}",
        "api",
    ):
        desk.goto(f"{server.url}{path}")
        _harmless(desk)
    desk.goto(first)
    for words in (MARKUP[0], MARKUP[6], MARKUP[4]):
        expect(desk.locator(".paper")).to_contain_text(words)
    assert not clerk.wide(desk)


def test_a_name_that_is_markup_is_told_as_it_is(desk: Page) -> None:
    good: FilePayload = {"name": NAMES[0], "mimeType": "text/plain", "buffer": WORDS.encode()}
    bad: FilePayload = {**good, "name": NAMES[2].replace(".txt", ".exe"), "buffer": b"MZ\0\1"}
    desk.set_input_files("#file", [good, bad])
    expect(desk.locator("tbody tr")).to_have_count(1)
    expect(desk.locator("#reports")).to_contain_text(NAMES[0])
    _harmless(desk)
