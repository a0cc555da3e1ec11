"""The workbench is killed and started again at its port: with a store and without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import clerk
from playwright.sync_api import expect
from workbench import started

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


def test_without_a_store_it_says_what_became_of_the_report(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    with started(tmp_path) as server:
        page = visit(server.url)
        report = clerk.put(page, clerk.seed(0))[0]
        page.goto(report)
        server.kill()
        port = server.port
    with started(tmp_path, port=port) as server:
        page.reload()
        expect(page.get_by_role("alert")).to_contain_text("请重新放入")
        page.get_by_role("link", name="回到报告列表").click()
        expect(page.locator("h1")).to_contain_text("检查法治政府建设年度报告")
        clerk.drop(page, clerk.SEEDS[:1])
        page.wait_for_url("**/reports/*")
    assert [each.name for each in tmp_path.iterdir()] == []


def test_a_page_whose_server_is_gone_says_so(visit: Callable[..., Page], tmp_path: Path) -> None:
    with started(tmp_path) as server:
        page = visit(server.url)
        server.kill()
        clerk.drop(page, clerk.SEEDS[:2])
        refused = page.locator("#files li[data-state=refused]")
        expect(refused.first).to_contain_text("工作台没有回答")
        port = server.port
    with started(tmp_path, port=port):
        clerk.drop(page, clerk.SEEDS[:2])
        expect(page.locator("tbody tr")).to_have_count(2)


def test_with_a_store_all_is_there_again(visit: Callable[..., Page], tmp_path: Path) -> None:
    with started(tmp_path, "--store", "工作台") as server:
        page = visit(server.url)
        expect(page.locator("footer")).to_contain_text("报告存在启动时指定的文件夹里")
        report = clerk.put(page, clerk.seed(0), clerk.seed(1))[0]
        assert clerk.decide(page, report, "statutory/causes", "waive").ok
        page.goto(report)
        before = page.locator(".verdict").inner_text()
        server.kill()
        port = server.port
    with started(tmp_path, "--store", "工作台", port=port) as server:
        page.reload()
        assert page.locator(".verdict").inner_text() == before
        expect(page.locator("#g-statutory_causes")).to_contain_text("区司法局同意")
        page.goto(server.url)
        expect(page.locator("tbody tr")).to_have_count(2)
        page.get_by_role("button", name="移除：1.").click()
        expect(page.locator("tbody tr")).to_have_count(1)
    kept = [path.suffix for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(kept) == [".bin", ".json", ".json"]  # one report, and the mark of the folder
