"""More than the workbench takes: refused with what to do instead, and it goes on working."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING

import clerk
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from workbench import Server

LARGE = 20 * 1024 * 1024


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("large")
    return clerk.saved(folder, clerk.File("很大.txt", "报告。\n".encode() * (LARGE // 10 + 1)))[0]


def test_by_the_script(server: Server, visit: Callable[..., Page], large: str) -> None:
    page = visit(server.url)
    clerk.drop(page, [large, clerk.SEEDS[0]])
    refused = page.locator("#files li[data-state=refused]")
    expect(refused).to_contain_text("文件超过 16 MB，没有收下。请拆分")
    expect(page.locator("#files li[data-state=done]")).to_have_count(1)
    page.get_by_role("button", name="看结果").click()
    page.wait_for_url("**/reports/*")


def test_without_script(server: Server, visit: Callable[..., Page], large: str) -> None:
    page = visit(server.url, java_script_enabled=False)
    page.set_input_files("#file", [large])
    page.get_by_role("button", name="检查", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("超过 16 MB，没有收下")
    page.set_input_files("#file", [clerk.SEEDS[0]])
    page.get_by_role("button", name="检查", exact=True).click()
    page.wait_for_url("**/reports/*")


@pytest.mark.parametrize("path", ["/reports", "/api/check"])
def test_by_a_program_that_says_nothing_of_the_length(server: Server, path: str) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    chunk = b"x" * (1 << 20)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    pieces = [head, *[chunk] * 20, b"\r\n--b--\r\n"]
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Accept": "application/json"}
    connection.request("POST", path, iter(pieces), headers, encode_chunked=True)
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    assert answer.status == 413
    assert "超过 16 MB" in told


def test_what_grows_without_end_is_cut_off(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    chunk = b"x" * (1 << 20)
    headers = {"Content-Type": "text/plain"}
    status = 0
    try:
        connection.request("POST", "/api/check", (chunk for _ in range(200)), headers)
        status = connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        status = 413  # it hung up before all was sent
    finally:
        connection.close()
    assert status == 413
