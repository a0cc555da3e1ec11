"""Every page, for everybody: by axe, by keyboard alone, at 200 % and on a phone, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import clerk
import pytest
import reading
from workbench import started

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from workbench import Server

LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 800}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "enlarged": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
}
SHORT = [clerk.File(path.name, path.read_bytes()) for path in (reading.GOLD[7], reading.GOLD[1])]
COLOURS = {"light": "everything", "dark": "dark"}
NOTICE = "关于召开会议的通知\n各单位：定于明日召开会议，请准时参加。\n"


@pytest.fixture(scope="module")
def person(browser: Browser, server: Server) -> tuple[str, list[str]]:
    """A session with reports, a document of another kind, a failure; and the pages there are."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url)
    bad = clerk.File("坏的.docx", b"PK\x03\x04")
    other = clerk.File("通知.txt", NOTICE.encode())
    urls = clerk.put(page, *SHORT, other, bad)
    keys = [url.rpartition("/")[2] for url in urls]
    cookie = next(each for each in context.cookies() if each["name"].startswith("fazhi"))
    context.close()
    return (
        f"{cookie['name']}={cookie['value']}",
        [
            "",
            f"reports/{keys[0]}",
            f"reports/{keys[2]}",
            f"reports/{keys[3]}",
            "statistics",
            "statistics?rule=statutory/causes",
            "compare",
            f"compare?old={keys[0]}&new={keys[1]}",
            "api",
            "reports/none",
            "?q=none",
        ],
    )


def _opened(browser: Browser, look: str, person: tuple[str, list[str]]) -> Page:
    more = {"reduced_motion": "reduce", "locale": "zh-CN"}
    context = browser.new_context(**LOOKS[look], **more)  # type: ignore[arg-type]
    context.set_extra_http_headers({"Cookie": person[0]})
    return context.new_page()


def _sound(page: Page, url: str, what: str) -> None:
    """Not too wide, and by axe: nothing where ``what`` is empty, in the dark the contrasts."""
    from axe_playwright_python.sync_playwright import Axe

    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert not clerk.wide(page), url
    if what:
        only = {"runOnly": ["color-contrast"]} if what == "dark" else None
        found = Axe().run(page, options=only)
        assert found.violations_count == 0, f"{url}\n{found.generate_report()}"


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_sound(
    browser: Browser, server: Server, person: tuple[str, list[str]], look: str
) -> None:
    page = _opened(browser, look, person)
    for path in person[1]:
        _sound(
            page, f"{server.url}{path}", look if path in person[1][:1] else COLOURS.get(look, "")
        )
    page.context.set_extra_http_headers({})
    page.context.clear_cookies()
    _sound(page, server.url, look)  # nothing there yet
    page.context.close()


def test_the_question_for_the_token_is_sound(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    token = {"FAZHI_TOKEN": "0123456789abcdef"}
    with started(tmp_path_factory.mktemp("token"), environ=token) as server:
        for look in COLOURS:
            page = _opened(browser, look, ("", []))
            _sound(page, server.url, look)
            page.context.close()


_REACHABLE = """() => [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
)].filter(e => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0 && !e.disabled).length"""
_STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at);
  const wrap = at.matches("#file") ? document.querySelector(".area") : at.closest(".chip");
  const around = wrap ? getComputedStyle(wrap) : style;
  const box = at.getBoundingClientRect();
  if (!at.dataset.stop) at.dataset.stop = String(++window.stops || (window.stops = 1));
  return { stop: at.dataset.stop, seen: around.outlineStyle !== "none" && parseFloat(around.outlineWidth) >= 2,
    on: box.bottom > 0 && box.top < innerHeight, what: at.outerHTML.slice(0, 90) };
}"""


@pytest.mark.parametrize("number", [0, 1, 5, 7])
def test_tab_reaches_everything_and_shows_where_it_is(
    browser: Browser, server: Server, person: tuple[str, list[str]], number: int
) -> None:
    page = _opened(browser, "light", person)
    page.goto(f"{server.url}{person[1][number]}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert clerk.in_view(page, ".skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.reload()
    groups = page.evaluate(
        "(all => all.length - new Set(all.map(e => e.name)).size)"
        "([...document.querySelectorAll('input[type=radio]')])"
    )  # the radio buttons of a group are one stop
    wanted = min(page.evaluate(_REACHABLE) - groups, 60)
    stops = set()
    for _ in range(wanted):
        page.keyboard.press("Tab")
        at = page.evaluate(_STOP)
        assert at, "the focus is lost"
        assert at["seen"], at["what"]
        assert at["on"], at["what"]
        stops.add(at["stop"])
    assert len(stops) == wanted
    page.context.close()
