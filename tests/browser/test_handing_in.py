"""Reports come to the workbench: dropped, chosen, pasted; with what cannot be read among them."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import clerk
import pytest
import reading
from playwright.sync_api import TimeoutError as TooLate
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import FileChooser, Page, Route
    from workbench import Server


@pytest.mark.parametrize("path", clerk.SEEDS, ids=lambda path: path[-24:-4])
def test_a_seed_that_is_dropped_opens(
    server: Server, visit: Callable[..., Page], path: str
) -> None:
    page = visit(server.url)
    clerk.drop(page, [path])
    page.wait_for_url("**/reports/*")
    expect(page.locator(".score strong")).to_be_visible()
    assert page.locator(".gap mark, .paper mark").count() > 10


def later(route: Route) -> None:
    """An answer that takes a while, so that there is progress to be seen."""
    time.sleep(0.05)
    route.continue_()


def test_a_batch_is_told_of_while_it_comes(
    server: Server, visit: Callable[..., Page], tmp_path: Path
) -> None:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        for path in reading.GOLD[:2]:
            archive.write(path, path.name)
    paths = clerk.saved(
        tmp_path,
        clerk.File("坏的.docx", b"PK\x03\x04 not a package"),
        clerk.File(
            "通知.txt", "关于召开会议的通知\n各单位：定于明日召开会议，请准时参加。\n".encode()
        ),
        clerk.File("两份.zip", zipped.getvalue()),
    )
    page = visit(server.url)
    page.route("**/reports", later)
    clerk.drop(page, [*clerk.SEEDS, *paths])
    expect(page.locator("#progress")).to_be_visible()
    expect(page.locator("#files li")).to_have_count(8)
    page.locator("#count", has_text="正在检查").wait_for()
    page.wait_for_url(lambda url: url == server.url)
    expect(page.locator("tbody tr")).to_have_count(7)
    expect(page.locator("#reports")).to_contain_text("通知.txt")
    expect(page.locator("#reports")).to_contain_text("坏的.docx")
    assert page.locator(".asides li").count() == 2
    for link in [a.get_attribute("href") for a in page.locator(".asides a").all()]:
        page.goto(f"{server.url.rstrip('/')}{link}")
        expect(page.locator("#main h1")).to_be_visible()


def _asked(page: Page) -> FileChooser:
    """The chooser that a key opens; a browser that has only just started may swallow the first."""
    page.bring_to_front()
    with suppress(TooLate):
        return _pressed(page, 5_000)
    return _pressed(page, 20_000)


def _pressed(page: Page, patience: float) -> FileChooser:
    page.locator("#file").focus()
    with page.expect_file_chooser(timeout=patience) as asked:
        page.keyboard.press("Space")
    return asked.value


def test_files_are_chosen_by_keyboard_and_a_folder_is_dropped_whole(
    server: Server, visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit(server.url)
    page.locator("#drop.scripted").wait_for()
    _asked(page).set_files(clerk.SEEDS[:2])
    expect(page.locator("tbody tr")).to_have_count(2)
    page.locator("#drop.scripted").wait_for()  # rows are there before the script is
    (tmp_path / "内").mkdir()
    clerk.saved(tmp_path / "内", clerk.seed(2), clerk.seed(3))
    clerk.drop(page, [str(tmp_path)])
    expect(page.locator("tbody tr")).to_have_count(4)


@pytest.mark.parametrize("script", [True, False])
def test_words_are_pasted(server: Server, visit: Callable[..., Page], script: bool) -> None:  # noqa: FBT001
    page = visit(server.url, java_script_enabled=script)
    page.locator(".paste summary").click()
    page.locator("#text").fill(clerk.seed(2).data.decode())
    page.get_by_role("button", name="检查这段文字").click()
    page.wait_for_url("**/reports/*")
    expect(page.locator("h1")).to_contain_text("港口镇2021年法治政府建设年度报告")


def test_nothing_given_is_told(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    page.locator(".paste summary").click()
    page.get_by_role("button", name="检查这段文字").click()
    expect(page.get_by_role("alert")).to_contain_text("没有收到文件")


def test_taken_away_and_cleared(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    clerk.put(page, *(clerk.seed(number) for number in range(3)))
    page.reload()
    page.get_by_role("button", name="移除：2.").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.locator(".clear summary").click()
    page.get_by_role("button", name="全部移除").click()
    expect(page.locator("h1")).to_contain_text("检查法治政府建设年度报告")
