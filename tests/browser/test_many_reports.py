"""Several reports on the desk: the table, statistics, two drafts side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import clerk
import pytest
import reading
from playwright.sync_api import expect

from checker.web.views.rows import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page
    from workbench import Server


@pytest.fixture(scope="module")
def desk(browser: Browser, server: Server) -> Iterator[Page]:
    """A table of the seeds and three more."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(server.url)
    more = (clerk.File(path.name, path.read_bytes()) for path in reading.GOLD[2:5])
    clerk.put(page, *(clerk.seed(number) for number in range(5)), *more)
    yield page
    context.close()


def _sorted_by(desk: Page, key: str) -> str:
    """Click a column's head; which way it is sorted now."""
    desk.locator(f"thead .c-{key} a").click()
    desk.wait_for_url(f"**sort={key}&*")
    way = desk.locator(f"thead .c-{key}").get_attribute("aria-sort") or ""
    assert way == ("descending" if "dir=desc" in desk.url else "ascending")
    if key in ("score", "year", "fail", "partial", "review", "number"):
        numbers = [float(cell) for cell in clerk.column(desk, key)]
        assert numbers == sorted(numbers, reverse=way == "descending"), key
    return way


def test_each_column_sorts_and_turns_round(desk: Page, server: Server) -> None:
    desk.goto(server.url)
    assert clerk.column(desk, "number") == [str(n + 1) for n in range(8)]
    for key, *_ in COLUMNS[1:]:
        _sorted_by(desk, key)
    ways = [_sorted_by(desk, "score") for _ in range(2)]
    assert ways == ["descending", "ascending"]


def test_filters_leave_what_was_asked_for(desk: Page, server: Server) -> None:
    desk.goto(server.url)
    desk.locator("select[name=year]").select_option("2023")
    desk.get_by_role("button", name="筛选").click()
    assert set(clerk.column(desk, "year")) == {"2023"}
    desk.locator("thead .c-score a").click()
    assert set(clerk.column(desk, "year")) == {"2023"}
    desk.get_by_role("searchbox").fill("南山")
    desk.keyboard.press("Enter")
    expect(desk.locator("tbody tr")).to_have_count(1)
    desk.wait_for_load_state("networkidle")
    desk.get_by_role("searchbox").fill("没有这个单位")
    desk.keyboard.press("Enter")
    expect(desk.locator("#reports")).to_contain_text("没有符合条件的报告")
    desk.get_by_role("link", name="全部显示").first.click()
    expect(desk.locator("tbody tr")).to_have_count(8)


def test_statistics_and_the_map_lead_to_the_finding(desk: Page, server: Server) -> None:
    desk.goto(f"{server.url}statistics")
    expect(desk.locator("canvas#spread-chart")).to_be_visible()
    expect(desk.locator("canvas#misses-chart")).to_be_visible()
    expect(desk.locator("table.groups").first).to_contain_text("样本少")
    cell = desk.locator("#map td.fail a").first
    wanted = (cell.get_attribute("href") or "").partition("#")[2]
    cell.focus()
    desk.keyboard.press("ArrowDown")
    assert desk.evaluate("document.activeElement.closest('#map') !== null")
    cell.click()
    desk.wait_for_url(f"**#{wanted}")
    expect(desk.locator(f"#{wanted}")).to_be_focused()
    assert desk.locator(f"#{wanted}").get_attribute("data-status") == "fail"


def test_a_rule_lists_the_reports_that_miss_it(desk: Page, server: Server) -> None:
    desk.goto(f"{server.url}statistics")
    desk.locator("details.data", has_text="未达到").locator("summary").click()
    desk.locator("table a[href*='rule=']").first.click()
    links = desk.locator("#rule li a")
    assert links.count() >= 1
    links.first.click()
    expect(desk.locator(".gap:focus")).to_be_visible()


def test_the_second_draft_closes_a_gap(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    clerk.put(page, clerk.seed(0), clerk.improved())
    page.reload()
    page.locator("tbody tr").first.get_by_label("先").check()
    page.locator("tbody tr").last.get_by_label("后").check()
    page.get_by_role("button", name="比较选中的两份").click()
    page.wait_for_url("**/compare?*")
    closed = page.locator("section.bundle", has_text="已解决的（1 项）")
    expect(closed).to_contain_text("不足的原因")
    expect(page.locator(".counts")).to_contain_text("0 新出现的")
    unchanged = page.locator(".counts li", has_text="未变的").locator(".n").inner_text()
    assert int(unchanged) >= 13
    assert page.locator(".gain strong").inner_text().startswith("+")
    closed.locator(".turn a").first.click()
    expect(page.locator("#g-statutory_causes")).to_be_focused()
    page.go_back()
    page.get_by_role("link", name="先后对调").click()
    expect(page.locator(".counts")).to_contain_text("1 新出现的")
