"""What a clerk does at the workbench, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from playwright.sync_api import APIResponse, FilePayload, Page

SEEDS = [str(path) for path in reading.SEEDS]
CAUSES = "上述不足，主要原因是新入职人员多、业务培训跟不上，工作机制不健全。"


class File(NamedTuple):
    """A file to hand in."""

    name: str
    data: bytes


def seed(number: int) -> File:
    path = reading.SEEDS[number]
    return File(path.name, path.read_bytes())


def improved() -> File:
    """The second draft of the first seed: the gap that weighs most is mended, where it is asked for."""
    text = seed(0).data.decode()
    cut = text.index("三、2023年工作计划")
    return File("东城街道（二稿）.txt", f"{text[:cut]}{CAUSES}\n\n{text[cut:]}".encode())


def put(page: Page, *files: File) -> list[str]:
    """Hand files in as the page's script does; the addresses of the reports."""
    made = []
    here = page.url.split("/", 3)
    for name, data in files:
        sent: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        answer = page.request.post(
            f"{here[0]}//{here[2]}/reports",
            multipart={"file": sent},
            headers={"Accept": "application/json"},
        )
        assert answer.status == 201, answer.text()
        made += [f"{here[0]}//{here[2]}{told['url']}" for told in answer.json()["reports"]]
    return made


def decide(page: Page, report: str, rule: str, status: str, **fields: str) -> APIResponse:
    """Send a decision on a report as its form does."""
    why = {"because": "区司法局同意", "until": "2027-03-31", "by": "李四"}
    sent: dict[str, str | float | bool] = {"rule": rule, "status": status, **why, **fields}
    return page.request.post(f"{report}/decisions", form=sent)


def saved(folder: Path, *files: File) -> list[str]:
    """Files in a folder, for a browser to take up."""
    for name, data in files:
        (folder / name).write_bytes(data)
    return [str(folder / name) for name, _ in files]


def drop(page: Page, paths: Sequence[str]) -> None:
    """Drag files from the desktop over the page and let go, as the browser itself gets it."""
    box = page.locator("#drop").bounding_box()
    assert box
    place = {"x": box["x"] + 40, "y": box["y"] + 40}
    held = {"items": [], "files": list(paths), "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **place, "data": held})
    session.detach()


def names(page: Page) -> list[str]:
    """The reports of the table, from the top."""
    return page.locator("tbody .c-name").all_inner_texts()


def column(page: Page, key: str) -> list[str]:
    return page.locator(f"tbody .c-{key}").all_inner_texts()


def in_view(page: Page, selector: str) -> bool:
    """Whether the place is on the screen, and within whatever pane scrolls."""
    return bool(
        page.locator(selector).first.evaluate(
            """element => {
              const box = element.getClientRects()[0];
              const at = document.elementFromPoint(box.left + 2, box.top + box.height / 2);
              return box.top >= 0 && box.bottom <= innerHeight && Boolean(at) &&
                (element.contains(at) || at.contains(element));
            }"""
        )
    )


def wide(page: Page) -> bool:
    """Whether the page has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
