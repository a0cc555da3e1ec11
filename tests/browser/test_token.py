"""Open to other machines: nothing without the token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import clerk
from playwright.sync_api import expect
from workbench import started

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

TOKEN = "only-who-knows-it-0123456789"  # noqa: S105 -- of this test alone


def test_the_token_opens_it(visit: Callable[..., Page], tmp_path: Path) -> None:
    with started(tmp_path, "--host", "0.0.0.0", environ={"FAZHI_TOKEN": TOKEN}) as server:  # noqa: S104
        page = visit(server.url, java_script_enabled=False)
        for path in ("", "statistics", "reports/x", "static/upload.js"):
            assert page.goto(f"{server.url}{path}").status == 401  # type: ignore[union-attr]
        page.goto(server.url)
        box = page.get_by_label("口令", exact=True)
        box.fill("不对的口令不对的口令不对的口令")
        page.get_by_role("button", name="打开").click()
        expect(page.get_by_role("alert")).to_contain_text("口令不对")
        box.fill(TOKEN)
        page.get_by_role("button", name="打开").click()
        expect(page.locator("h1")).to_contain_text("检查法治政府建设年度报告")
        report = clerk.put(page, clerk.seed(0))[0]
        other = visit(server.url)
        assert other.request.get(report).status == 401
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        assert other.request.get(server.url, headers=bearer).ok
        assert all(TOKEN not in cookie["value"] for cookie in page.context.cookies())
        assert all(cookie["httpOnly"] for cookie in page.context.cookies())
