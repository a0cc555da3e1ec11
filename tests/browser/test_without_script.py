"""Everything that matters works where no script runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import clerk
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from workbench import Server


def test_from_upload_to_comparison(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url, java_script_enabled=False)
    page.set_input_files("#file", [*clerk.SEEDS[:3]])
    page.get_by_role("button", name="检查", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.locator("thead .c-score a").click()
    scores = [float(cell) for cell in clerk.column(page, "score")]
    assert scores == sorted(scores, reverse=True)
    page.locator("select[name=year]").select_option("2022")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.goto(server.url)
    page.locator("tbody tr").nth(0).get_by_label("先").check()
    page.locator("tbody tr").nth(2).get_by_label("后").check()
    page.get_by_role("button", name="比较选中的两份").click()
    expect(page.locator(".gain")).to_contain_text("分")
    page.get_by_role("link", name="统计").click()
    expect(page.locator("details.data table").first).to_be_visible()
    page.locator("#map td.fail a").first.click()
    assert "#g-" in page.url


def test_a_report_and_a_decision(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url, java_script_enabled=False)
    page.goto(clerk.put(page, clerk.seed(0))[0])
    link = page.locator(".gap:not(.brief) .quotes a").first
    target = link.get_attribute("href") or ""
    link.click()
    assert page.url.endswith(target)
    assert clerk.in_view(page, target)
    page.locator("a.figure").first.click()
    assert "#r" in page.url
    page.locator("[name=status][value=partial]").check()
    page.get_by_role("button", name="筛选").click()
    states = page.locator(".gap:not([hidden])").evaluate_all(
        "all => all.map(g => g.dataset.status)"
    )
    assert set(states) == {"partial"}
    gap = page.locator(".gap:not([hidden])").first
    gap.locator("summary", has_text="豁免…").click()
    gap.get_by_label("理由").last.fill("材料在路上")
    gap.get_by_role("button", name="豁免").click()
    expect(page.locator("#findings")).to_contain_text("材料在路上")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Markdown").click()
    assert "材料在路上" in coming.value.path().read_text("utf-8")
