"""What it costs to read a report in each format, beside the library that opens the format.

Prints a Markdown table: medians over the rounds, and the ratio of each round's two figures. The report is
the first seed in every format; made by python-docx, LibreOffice (where installed) and the tests' own makers.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import made  # noqa: E402 -- from the tests' folder

from checker import readers  # noqa: E402 -- after the folder is known

ROUNDS = 15


def _page(data: bytes) -> object:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(data.decode()).text()


def _word(data: bytes) -> object:
    import docx

    return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)


def _pdf(data: bytes) -> object:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


def _zip(data: bytes) -> object:
    import zipfile
    from xml.etree import ElementTree as ET

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [n for n in package.namelist() if n.endswith(".xml")]
        return [ET.fromstring(package.read(n)) for n in names]  # noqa: S314 -- our own file


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Read each format once to warm up, then round by round, the reader and the bare library in turn."""
    words = next((ROOT / "seeds").glob("000*.txt")).read_text(encoding="utf-8")
    document = made.document(words, "runs")
    cases: dict[str, tuple[bytes, Callable[[bytes], object], str]] = {
        "txt": (words.encode(), bytes.decode, "bytes.decode"),
        "html": (made.page_of_paragraphs(words).encode(), _page, "selectolax text()"),
        "docx": (document, _word, "python-docx paragraphs"),
        "ofd": (made.fixed_pages(words), _zip, "zipfile + ElementTree"),
    }
    if made.OFFICE:
        pdf = made.converted({"x": document}, "docx", "pdf")["x"]
        cases["pdf"] = (pdf, _pdf, "pypdfium2 text, in the same process")
    print("| format | KB | reader ms | bare library | ms | ratio |")
    print("|---|---|---|---|---|---|")
    for name, (data, bare, told) in cases.items():
        pairs = [
            (
                _milliseconds(partial(readers.read, f"x.{name}", data)),
                _milliseconds(partial(bare, data)),
            )
            for _ in range(ROUNDS + 1)
        ][1:]
        ours, theirs = (statistics.median(p[i] for p in pairs) for i in (0, 1))
        ratio = statistics.median(a / b for a, b in pairs)
        print(
            f"| {name} | {len(data) / 1024:.0f} | {ours:.2f} | {told} | {theirs:.2f} | {ratio:.1f} |"
        )


if __name__ == "__main__":
    main()
