"""A person decides on a finding: waived, taken back, what the rules could not decide; errors are told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import clerk
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page
    from workbench import Server

NEXT_YEAR = (date.today() + timedelta(days=365)).isoformat()  # noqa: DTZ011 -- the clerk's own day


def _waive(gap: Locator, because: str, until: str) -> None:
    gap.locator("summary", has_text="豁免…").click()
    gap.get_by_label("理由").last.fill(because)
    gap.get_by_label("有效至").last.fill(until)
    gap.get_by_role("button", name="豁免").click()


def test_a_gap_is_waived_and_comes_back(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(f"{server.url}", viewport={"width": 1280, "height": 800})
    page.goto(clerk.put(page, clerk.seed(0))[0])
    gap = page.locator(".gap:not(.brief)").first
    name = f"#{gap.get_attribute('id')}"
    _waive(gap, "区司法局同意下一年度补写", NEXT_YEAR)
    page.wait_for_url(f"**{name}")
    waived = page.locator(name)
    expect(waived).to_contain_text("区司法局同意下一年度补写")
    assert waived.get_attribute("data-status") == "waived"
    assert clerk.in_view(page, f"{name} h4")
    waived.get_by_role("button", name="撤销这项决定").click()
    page.wait_for_url(f"**{name}")
    expect(page.locator(name)).to_have_attribute("data-status", "fail")
    expect(page.locator(name)).not_to_contain_text("区司法局")


def test_the_gate_lets_pass_what_is_waived(server: Server, visit: Callable[..., Page]) -> None:
    words = "某某镇2023年法治政府建设年度报告\n2023年，我镇推进法治政府建设，现报告如下。\n"
    page = visit(server.url)
    page.goto(clerk.put(page, clerk.File("短.txt", words.encode()))[0])
    badge, reasons = page.locator(".score .badge"), page.locator(".reasons li")
    expect(badge).to_have_text("未通过")
    before = reasons.all_inner_texts()
    gap = page.locator(".gap.fail[data-severity=error]:not(.brief)").first
    title = gap.locator("h4").inner_text().split(maxsplit=1)[-1]
    _waive(gap, "机构改革，材料不全", NEXT_YEAR)
    page.wait_for_url("**#g-*")
    after = reasons.all_inner_texts()
    assert after != before
    assert not any(title in reason for reason in after)


def test_what_the_rules_could_not_decide_is_decided(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(server.url)
    page.goto(clerk.put(page, clerk.seed(4))[0])
    for _ in range(2):
        expect(page.locator("svg.scale .open").first).not_to_have_attribute("width", "0")
        gap = page.locator(".gap.review").first
        gap.locator("summary", has_text="认定…").click()
        gap.get_by_label("认定为").select_option("pass")
        gap.get_by_label("理由").first.fill("网站的发布记录为 2024-01-26")
        gap.get_by_label("有效至").first.fill(NEXT_YEAR)
        gap.get_by_label("认定人").fill("李四")
        gap.get_by_role("button", name="认定", exact=True).click()
        page.wait_for_url("**#g-*")
        page.goto(page.url.partition("#")[0])
    assert page.locator(".gap.review").count() == 0
    assert float(page.locator("svg.scale .open").get_attribute("width") or "0") == 0
    expect(page.locator("#findings")).to_contain_text("李四")


def test_what_is_missing_in_a_decision_is_told(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url, java_script_enabled=False)
    report = clerk.put(page, clerk.seed(4))[0]
    for fault, words in (
        ({"because": "   "}, "请写明理由"),
        ({"until": "2020-01-01"}, "已经过去"),
        ({"until": "明年"}, "有效到哪一天"),
        ({"rule": "no/such-rule"}, "没有这条规则"),
        ({"status": "pass"}, "认定"),
    ):
        asked = {"rule": "statutory/causes", "status": "waive", **fault}
        answer = clerk.decide(page, report, **asked)
        assert 400 <= answer.status < 500
        assert words in answer.text()
    page.goto(report)
    form = page.locator(".gap:not(.brief) form").first
    page.locator(".gap:not(.brief) summary", has_text="豁免…").first.click()
    form.get_by_role("button", name="豁免").click()
    assert page.url == report  # the browser itself asks for what is required
    form.get_by_label("理由").fill("   ")
    form.get_by_label("有效至").fill(NEXT_YEAR)
    form.get_by_role("button", name="豁免").click()
    expect(page.get_by_role("alert")).to_contain_text("请写明理由")
