"""How long a person waits at the workbench: for the first page, and for a report of 20 KB.

Prints a Markdown table of medians over rounds. Each round starts ``fazhi serve`` anew; time runs from the
line that says where it is, so that whatever is loaded only then counts. ``browser``: until the page's
``load`` event in headless Chromium, which runs already; else one HTTP request after another. ``floor`` is
what the same browser needs, in the same rounds, for a page of as many files from Python's ``http.server``.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.request import HTTPCookieProcessor, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import made  # noqa: E402 -- from the tests' folder
import workbench  # noqa: E402

ROUNDS = 9
REPORT = next((ROOT / "seeds").glob("000*.txt"))
FIRST, COLD, WARM = "first page", "first report judged and shown", "a later report judged and shown"
FLOOR = "floor: a page of as many files"
ASKED = {FIRST: 300, COLD: 1000, WARM: 1000}  # milliseconds
_EDGE = "fazhi-benchmark"


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _by_requests(url: str) -> dict[str, float]:
    """One round without a browser: the page, the report sent, its page fetched, twice."""
    opened = build_opener(HTTPCookieProcessor())

    def got(path: str) -> int:
        with opened.open(url + path) as answer:
            return len(answer.read())

    def report() -> None:
        part = f'--{_EDGE}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        body = part.encode() + REPORT.read_bytes() + f"\r\n--{_EDGE}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={_EDGE}"}
        with opened.open(Request(f"{url}reports", body, kind)) as answer:  # noqa: S310 -- our own
            answer.read()  # it leads to the page of the report, which is fetched too

    return {
        FIRST: _milliseconds(lambda: got("")),
        COLD: _milliseconds(report),
        WARM: _milliseconds(report),
    }


def _by_browser(browser: Browser, url: str) -> dict[str, float]:
    """One round as a person has it."""
    context = browser.new_context()
    page = context.new_page()

    def report() -> None:
        page.set_input_files("#file", str(REPORT))
        page.wait_for_url("**/reports/*", wait_until="load")

    took = {FIRST: _milliseconds(lambda: page.goto(url)), COLD: _milliseconds(report)}
    page.goto(url)
    took[WARM] = _milliseconds(report)
    context.close()
    return {**took, FLOOR: _floor(browser)}


def _floor(browser: Browser) -> float:
    """A page with the same sheets and no workbench behind it."""
    serve = partial(_Quiet, directory=str(ROOT / "checker/web/static"))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context()
        page = context.new_page()
        took = _milliseconds(lambda: page.goto(f"http://127.0.0.1:{server.server_port}/"))
        context.close()
        server.shutdown()
    return took


class _Quiet(SimpleHTTPRequestHandler):
    """The sheets, and at / a page that asks for them."""

    def do_GET(self) -> None:
        if self.path != "/":
            super().do_GET()
            return
        sheets = ("style", "home", "many")
        page = "".join(f"<link rel=stylesheet href=/{name}.css>" for name in sheets)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html>{page}<p>法治报告体检".encode())

    def log_message(self, *_: object) -> None:
        pass


def _rounds(work: Callable[[str], dict[str, float]]) -> list[dict[str, float]]:
    made = []
    for _ in range(ROUNDS + 1):  # the first fills the caches of the disk
        with (
            tempfile.TemporaryDirectory() as folder,
            workbench.started(Path(folder)) as server,
        ):
            made.append(work(server.url))
    return made[1:]


def main() -> None:
    """Both tables in one."""
    from playwright.sync_api import sync_playwright

    plain = _rounds(_by_requests)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=made.BROWSER, args=list(workbench.FLAGS)
        )
        seen = _rounds(lambda url: _by_browser(browser, url))
        version = browser.version
        browser.close()
    size = len(REPORT.read_bytes()) / 1024
    print(f"# The workbench, {ROUNDS} rounds, each with a server of its own\n")
    print(
        f"A report of {size:.1f} KB; {os.cpu_count()} cores ({platform.machine()}), "
        f"Python {platform.python_version()}, Chromium {version.partition('.')[0]}. "
        "Time runs from the line that says that the server is up. "
        f"Other work on the machine: load average {os.getloadavg()[1]:.1f}.\n"
    )
    print("| what | how | ms asked | ms, median | ms, slowest |")
    print("| :-- | :-- | --: | --: | --: |")
    for what, asked in ASKED.items():
        for how, rounds in (("HTTP", plain), ("browser, until `load`", seen)):
            took = [each[what] for each in rounds]
            median, slowest = statistics.median(took), max(took)
            print(f"| {what} | {how} | < {asked} | {median:.0f} | {slowest:.0f} |")
    took = [each[FLOOR] for each in seen]
    median, slowest = statistics.median(took), max(took)
    print(f"| {FLOOR} | browser, until `load` | | {median:.0f} | {slowest:.0f} |")


if __name__ == "__main__":
    main()
