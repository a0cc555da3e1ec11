"""Pictures of the workbench for the documentation: ``python benchmarks/screens.py FOLDER``.

The five seeds and a second draft of the first are put on the desk of a real ``fazhi serve``; each page is
taken in light and dark, on a phone, and printed.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import clerk  # noqa: E402 -- from the tests' folder
import made  # noqa: E402
import workbench  # noqa: E402

MOST = 250_000  # bytes of a picture
DESK = {"viewport": {"width": 1280, "height": 800}}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {**DESK, "color_scheme": "light"},
    "dark": {**DESK, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5},
}


def main() -> None:
    """All pictures into a folder, which is made where there is none."""
    from playwright.sync_api import sync_playwright

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as empty,
        workbench.started(Path(empty)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=made.BROWSER, args=list(workbench.FLAGS)
        )
        for look, options in LOOKS.items():
            _look(browser, server.url, folder, look, options)
        browser.close()


def _look(browser: Browser, url: str, folder: Path, look: str, options: dict[str, Any]) -> None:
    """Every page in one look."""
    context = browser.new_context(**options, locale="zh-CN", reduced_motion="reduce")
    page = context.new_page()
    page.goto(url)
    for name, address in _pages(page, url).items():
        page.set_viewport_size(options["viewport"])
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if name == "report" and look != "phone":
            page.locator(".gap .pairs a[href^='#l']").first.click()
        if name == "statistics" and look != "phone":
            page.set_viewport_size({"width": 1280, "height": 1100})
        _save(page.screenshot(), folder / f"{name}-{look}.png")
        if look == "light":
            _save(_first_sheet(page.pdf(prefer_css_page_size=True)), folder / f"{name}-print.png")
    context.close()


def _pages(page: Page, url: str) -> dict[str, str]:
    """The pages by their names, after the reports are on the desk."""
    files = [*(clerk.seed(number) for number in range(5)), clerk.improved()]
    made = clerk.put(page, *files)
    old, new = (made[n].rpartition("/")[2] for n in (0, 5))
    return {
        "home": url,
        "report": made[0],
        "statistics": f"{url}statistics",
        "compare": f"{url}compare?old={old}&new={new}",
    }


def _first_sheet(printed: bytes) -> bytes:
    import pypdfium2

    out = io.BytesIO()
    pypdfium2.PdfDocument(printed)[0].render(scale=1.3).to_pil().save(out, "PNG")
    return out.getvalue()


def _save(picture: bytes, path: Path) -> None:
    """The picture, in fewer colours where it is too large. Raises ``ValueError`` where it is even so."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.save(path, "PNG", optimize=True)
    if path.stat().st_size > MOST:
        few = image.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(path, "PNG", optimize=True)
    if path.stat().st_size > MOST:
        raise ValueError(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
