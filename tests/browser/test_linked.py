"""A link to the workbench on a page of somebody else, in a mail or a wiki."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import clerk
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from workbench import Server


class _Linking(BaseHTTPRequestHandler):
    """A page with a link to the address after its own path."""

    def do_GET(self) -> None:
        page = f'<a href="{self.path[1:]}">to the workbench</a>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Another site: ``localhost`` is one to a browser that is at 127.0.0.1."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Linking) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://localhost:{other.server_port}/"
        other.shutdown()


def test_who_follows_it_finds_their_reports(
    server: Server, browser: Browser, elsewhere: str
) -> None:
    page = browser.new_page(locale="zh-CN")  # a person who is elsewhere too, so not by ``visit``
    page.goto(server.url)
    clerk.drop(page, clerk.SEEDS[:2])
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    report = page.locator("tbody .c-name a").first.get_attribute("href") or ""
    for where in (server.url, f"{server.url.rstrip('/')}{report}"):
        page.goto(f"{elsewhere}{where}")
        page.get_by_role("link").click()
        page.wait_for_url(where)
        expect(page.locator("h1")).not_to_have_text("正在打开工作台")
        assert page.request.get(f"{server.url.rstrip('/')}{report}").ok
    page.goto(server.url)
    expect(rows).to_have_count(2)
    page.context.close()
