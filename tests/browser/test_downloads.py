"""Every result that can be had as a file: had by a click, then opened with what reads such files."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import clerk
import docx
import jsonschema
import openpyxl
import pypdf
import pytest
import reading
import yaml
from made import page_of_paragraphs
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from workbench import Server

SCHEMA = json.loads((reading.ROOT / "docs/result.schema.json").read_text("utf-8"))
RUN = "import sys; from checker.cli.main import main; sys.exit(main())"


def _had(page: Page, label: str) -> tuple[str, bytes]:
    """The file behind a link: its name and its bytes."""
    with page.expect_download() as coming:
        page.locator(".downloads").get_by_role("link", name=label, exact=True).click()
    return coming.value.suggested_filename, coming.value.path().read_bytes()


@pytest.fixture(scope="module")
def report(browser: Browser, server: Server) -> Iterator[Page]:
    """A PDF on the desk, with a gap that is waived, and a seed beside it."""
    words = clerk.seed(2).data.decode()
    press = browser.new_page()
    press.set_content(page_of_paragraphs(words))
    printed = press.pdf()
    press.close()
    context = browser.new_context(locale="zh-CN", accept_downloads=True)
    page = context.new_page()
    page.goto(server.url)
    first, _ = clerk.put(page, clerk.File("港口镇.pdf", printed), clerk.seed(0))
    page.goto(first)
    gap = page.locator(".gap.fail:not(.brief)").first
    assert clerk.decide(page, first, gap.locator("code").inner_text(), "waive").ok
    page.goto(first)
    yield page
    context.close()


def test_a_report_as_data(report: Page) -> None:
    name, data = _had(report, "JSON")
    made = json.loads(data)
    jsonschema.validate(made, SCHEMA)
    assert name == "港口镇（检查结果）.json"
    assert any(o.get("waived") or o["status"] == "waived" for o in made["reports"][0]["outcomes"])


def test_a_report_as_words(report: Page) -> None:
    name, data = _had(report, "Markdown")
    assert name.endswith(".md")
    title = report.locator("h1").inner_text()
    assert title in data.decode()
    for label in ("网页", "批注页"):
        _, page = _had(report, label)
        tree = LexborHTMLParser(page.decode())
        assert title in (tree.body.text() if tree.body else "")
        assert not tree.css("script[src], link[href^=http], img[src^=http]")


def test_a_report_as_documents(report: Page) -> None:
    _, data = _had(report, "Word（带批注）")
    comments = list(docx.Document(io.BytesIO(data)).comments)
    gaps = report.locator(".gap:not(.brief) h4").all_inner_texts()
    assert len(comments) >= len(gaps) - 1 > 3
    assert any(gaps[0].split(maxsplit=1)[-1] in each.text for each in comments)
    _, data = _had(report, "整改台账")
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert any("区司法局同意" in cell for cell in cells)
    _, data = _had(report, "PDF（带批注）")
    notes = [
        note.get_object().get("/Contents", "")
        for sheet in pypdf.PdfReader(io.BytesIO(data)).pages
        for note in sheet.get("/Annots", ())
    ]
    assert sum(bool(note) for note in notes) > 3


def test_all_reports_in_one(report: Page, server: Server) -> None:
    report.goto(server.url)
    _, data = _had(report, "JSON")
    made = json.loads(data)
    jsonschema.validate(made, SCHEMA)
    assert {each["path"] for each in made["reports"]} == {"港口镇.pdf", clerk.seed(0).name}
    _, data = _had(report, "网页")
    assert "港口镇" in data.decode()
    _, data = _had(report, "台账 XLSX")
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    _, data = _had(report, "CSV")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 20
    _, data = _had(report, "Markdown")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert sum("港口镇" in archive.read(name).decode() for name in archive.namelist()) >= 1


def test_the_command_takes_the_decisions(
    server: Server, visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit(server.url)
    address = clerk.put(page, clerk.seed(0))[0]
    far = clerk.decide(page, address, "statutory/causes", "waive", until="2099-03-31")
    assert far.status == 400  # no decision for ever
    assert clerk.decide(page, address, "statutory/causes", "waive").ok
    page.reload()
    shown = page.request.get(f"{address}/download/json").json()
    _, data = _had(page, "人工决定 YAML")
    assert yaml.safe_load(data)["waivers"][0]["because"] == "区司法局同意"
    clerk.saved(tmp_path, clerk.seed(0), clerk.File("fazhi-exceptions.yaml", data))
    (tmp_path / "fazhi.yaml").write_text("exceptions: [fazhi-exceptions.yaml]\n", "utf-8")
    command = [sys.executable, "-c", RUN, "check", "--format", "json", clerk.seed(0).name]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout

    def outcome(made: dict[str, Any]) -> dict[str, Any]:
        found: list[dict[str, Any]] = made["reports"][0]["outcomes"]
        return next(o for o in found if o["rule"] == "statutory/causes")

    here, there = outcome(shown), outcome(json.loads(told))
    for one in (here, there):
        (one.get("waived") or {}).pop("place", None)
    assert here == there
    assert "区司法局同意" in json.dumps(here, ensure_ascii=False)
