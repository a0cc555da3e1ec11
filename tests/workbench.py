"""A real browser and a real ``fazhi serve``, the command that a clerk starts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from made import BROWSER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_URL = re.compile(r"http://[\d.]+:(\d+)/")
_PATIENCE = 60  # seconds for a server to come up on a busy machine


@dataclass
class Server:
    """A running workbench: where it is, and how to end it."""

    url: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1].rstrip("/"))

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(_PATIENCE)


@contextmanager
def started(
    folder: Path, *options: str, port: int = 0, environ: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """``fazhi serve`` in a folder, on a free port where none is asked for."""
    run = "import sys; from checker.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", run, "serve", "--port", str(port), "--no-browser"]
    process = subprocess.Popen(
        [*command, *options],
        cwd=folder,
        env={**os.environ, **(environ or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    watch = threading.Timer(_PATIENCE, process.kill)
    watch.start()
    try:
        assert process.stdout is not None
        said: list[str] = []
        for line in process.stdout:
            said.append(line)
            if found := _URL.search(line):
                break
        else:
            raise AssertionError("".join(said))
        watch.cancel()
        yield Server(f"http://127.0.0.1:{found[1]}/", process)
    finally:
        watch.cancel()
        process.kill()
        process.communicate(timeout=_PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if BROWSER is None:
        pytest.skip("no Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One workbench for tests that only need one; each browser context has a session of its own."""
    with started(tmp_path_factory.mktemp("serve")) as server:
        yield server


@dataclass
class Watched:
    """What a page did besides: its words to the console, its errors, where it went."""

    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def on(self, page: Page, url: str) -> Page:
        """Listen to a page that may speak to ``url`` alone."""

        def requested(request: Request) -> None:
            if not request.url.startswith((url, "data:", "blob:")):
                self.elsewhere.append(request.url)

        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._said)
        page.on("dialog", self._asked)
        page.on("request", requested)
        return page

    def _said(self, message: ConsoleMessage) -> None:
        """An answer that is no success is told by the browser too; no file of a page may be missing."""
        is_answer = message.text.startswith("Failed to load resource")
        is_missing = "/static/" in message.location["url"] and "status of 404" in message.text
        if message.type == "error" and (is_missing or not is_answer):
            self.errors.append(message.text)

    def _asked(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """``visit(url, **options of the context)`` → a page of a person of their own. Afterwards no page may
    have raised an error, offended against its policy or asked another host for anything."""
    contexts = []
    watched = Watched()

    def opened(url: str, **options: object) -> Page:
        context = browser.new_context(locale="zh-CN", accept_downloads=True, **options)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = watched.on(context.new_page(), url)
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not watched.errors
    assert not watched.elsewhere
