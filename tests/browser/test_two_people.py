"""Two people at one workbench, each with a browser: nobody sees what another handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import clerk
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from workbench import Server


def test_each_sees_their_own(server: Server, visit: Callable[..., Page]) -> None:
    one, other = visit(server.url), visit(server.url)
    clerk.drop(one, clerk.SEEDS[:3])
    clerk.drop(other, clerk.SEEDS[3:])
    for page, count in ((one, 3), (other, 2)):
        page.wait_for_url(lambda url: url == server.url)
        expect(page.locator("tbody tr")).to_have_count(count)
    assert not set(clerk.column(one, "file")) & set(clerk.column(other, "file"))
    theirs = one.locator("tbody .c-name a").first.get_attribute("href") or ""
    mine = other.locator("tbody .c-name a").first.get_attribute("href") or ""
    for path in (
        theirs,
        f"{theirs}/download/json",
        f"/compare?old={theirs.rpartition('/')[2]}&new={mine.rpartition('/')[2]}",
    ):
        answer = other.request.get(f"{server.url.rstrip('/')}{path}")
        assert "东城街道" not in answer.text()
    theirs = f"{server.url.rstrip('/')}{theirs}"
    assert other.request.post(f"{theirs}/remove").status == 404
    assert clerk.decide(other, theirs, "statutory/causes", "waive").status == 404
    assert other.request.post(f"{server.url}clear").ok
    one.reload()
    expect(one.locator("tbody tr")).to_have_count(3)
    made = other.request.get(f"{server.url}download/json")
    assert made.status == 404
