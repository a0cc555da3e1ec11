"""The page of one report in a browser: keyboard, filters, both ways between text and findings."""

from __future__ import annotations

from datetime import date
from importlib import resources
from typing import TYPE_CHECKING, Literal

import pytest
import reading

from checker.web.nouns import Held
from checker.web.templating import rendered
from checker.web.views import names, report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

ADDRESS = "http://workbench.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'"
)
Scheme = Literal["light", "dark"]


def _html(seed: int) -> str:
    path = reading.SEEDS[seed]
    held = Held("k1", path.name, b"", reading.assessed(path.read_bytes(), path.name), (), 1)
    values = report.page(held, date(2026, 11, 23), None, names.of(reading.book()))
    return rendered("report.html", {**values, "here": "report", "rules": "规则", "kept": "…"})


def _open(
    browser: Browser, seed: int = 0, scheme: Scheme = "light", width: int = 1440, hash_: str = ""
) -> Page:
    """The page of a seed, answered without any server; an error of its script fails the test."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS).partition("?")[0]
        if path.startswith("/static/"):
            file = resources.files("checker.web").joinpath(path[1:])
            kind = {"js": "text/javascript", "css": "text/css"}.get(path.rpartition(".")[2])
            route.fulfill(body=file.read_bytes(), content_type=kind or "image/svg+xml")
        else:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=_html(seed), content_type="text/html", headers=headers)

    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.route("**/*", answer)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
    page.goto(f"{ADDRESS}/reports/k1{hash_}")
    return page


def _at(page: Page) -> str:
    """The id of what has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def test_keys_lead_from_gap_to_gap_to_its_place_and_back(browser: Browser) -> None:
    page = _open(browser)
    order = page.eval_on_selector_all(".gap:not(.brief)", "cards => cards.map(card => card.id)")
    for key, wanted in (("j", 0), ("ArrowDown", 1), ("j", 2), ("ArrowUp", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        assert _at(page) == order[wanted]
        assert page.locator(".gap[aria-current=true]").count() == 1
    with_place = page.locator(".gap:not(.brief):has(.quotes a)").first
    with_place.focus()
    page.keyboard.press("Enter")
    first = (with_place.locator(".quotes a").first.get_attribute("href") or "").removeprefix("#")
    assert _at(page) == first
    assert page.url.endswith(f"#{first}")
    top = page.locator(f"#{first}").evaluate("e => e.getBoundingClientRect().top")
    assert 0 < top < 900
    page.keyboard.press("Escape")
    assert _at(page) == with_place.get_attribute("id")


def test_a_place_leads_to_its_finding_or_offers_all(browser: Browser) -> None:
    page = _open(browser)
    for mark in (
        page.locator("mark:not([data-rules*=' '])"),
        page.locator("mark[data-rules*=' ']"),
    ):
        rules = (mark.first.get_attribute("data-rules") or "").split()
        mark.first.click(position={"x": 3, "y": 8})
        if len(rules) > 1:
            assert page.locator("#which button").count() == len(rules)
            page.keyboard.press("Enter")
        assert _at(page) == f"g-{rules[0].replace('/', '_')}"


def test_a_figure_leads_to_its_relation_and_back(browser: Browser) -> None:
    page = _open(browser)
    page.locator("a.figure").first.click()
    relation = _at(page)
    assert relation.startswith("r")
    page.locator(f"#{relation} .operands a").first.click()
    assert page.locator(f"#{_at(page)}").get_attribute("class") == "figure flash"


def test_filters_work_at_once(browser: Browser) -> None:
    page = _open(browser)
    page.keyboard.press("/")
    page.keyboard.press("Space")
    shown = page.locator(".gap:not([hidden])")
    assert {card.get_attribute("data-status") for card in shown.all()} == {"fail"}
    assert f"有 {shown.count()} 项" in page.locator("#told").inner_text()
    assert "status=fail" in page.url
    page.locator("[name=severity][value=error]").check()
    page.locator("[name=pack]").select_option("form")
    assert page.locator("#told").inner_text() == "没有符合条件的"
    page.locator("#clear").click()
    assert page.locator(".gap[hidden]").count() == 0


def test_help_opens_and_leaves_the_focus_where_it_was(browser: Browser) -> None:
    page = _open(browser)
    page.keyboard.press("j")
    before = _at(page)
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert _at(page) == before


def test_an_address_unfolds_what_it_names(browser: Browser) -> None:
    page = _open(browser, hash_="#g-statutory_shortcomings")
    assert page.locator("#g-statutory_shortcomings").is_visible()
    assert _at(page) == "g-statutory_shortcomings"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_everybody_can_read_it(browser: Browser, scheme: Scheme, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = _open(browser, 4, scheme, width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_form_says_where_it_comes_from(browser: Browser) -> None:
    """Under ``no-referrer`` a browser sends forms with ``Origin: null``, which no guard can let in."""
    page = _open(browser)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.locator(".tools form button").click()
    assert sent.value.all_headers().get("origin") == ADDRESS
