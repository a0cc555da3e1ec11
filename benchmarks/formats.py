"""What it costs to read a report in each format, beside the library that opens the format.

Prints a Markdown table: medians over the rounds, and the ratio of each round's two figures. The report is
the first seed in every format; made by python-docx, LibreOffice (where installed) and the tests' own makers.
The readers of pages, packages and PDF run in a process of their own, which is warm; the library runs in this
one. ``peak MB`` is what that process, or LibreOffice, took at most.
"""

from __future__ import annotations

import io
import resource
import statistics
import subprocess
import sys
import tempfile
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
from checker.readers import _apart  # noqa: E402 -- to end its processes

ROUNDS = 15
MANY = 200_000  # bytes from which fewer rounds do


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


BARE: dict[str, tuple[Callable[[bytes], object], str]] = {
    "txt": (bytes.decode, "bytes.decode"),
    "html": (_page, "selectolax text()"),
    "docx": (_word, "python-docx paragraphs"),
    "ofd": (_zip, "zipfile + ElementTree"),
    "pdf": (_pdf, "pypdfium2 text"),
    "rtf": (len, "(converted by LibreOffice)"),
}


def _made(copies: int) -> dict[str, bytes]:
    """The first seed, so many times one behind the other, in every format."""
    words = next((ROOT / "seeds").glob("000*.txt")).read_text(encoding="utf-8") * copies
    document = made.document(words, "runs")
    files = {
        "txt": words.encode(),
        "html": made.page_of_paragraphs(words).encode(),
        "docx": document,
        "ofd": made.fixed_pages(words),
    }
    if made.OFFICE:
        for suffix in ("pdf", "rtf"):
            files[suffix] = made.converted({"x": document}, "docx", suffix)["x"]
    return files


def _peak() -> int:
    """Megabytes that the readers' processes have had at most, after they have ended."""
    _apart.end_all()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def _row(name: str, path: Path) -> str:
    """One row of the table: the reader and the bare library in turn, after one round to warm up."""
    data = path.read_bytes()
    bare, told = BARE[name]
    rounds = ROUNDS if len(data) < MANY and name != "rtf" else 3
    pairs = [
        (
            _milliseconds(partial(readers.read, f"x.{name}", data)),
            _milliseconds(partial(bare, data)),
        )
        for _ in range(rounds + 1)
    ][1:]
    ours, theirs = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    ratio = statistics.median(a / b for a, b in pairs)
    size = len(data) / 1024 / 1024
    beside = f"{theirs:.2f} | {ratio:.1f}" if name != "rtf" else "— | —"
    return (
        f"| {name} | {size:.2f} | {ours:.2f} | {ours / size:.0f} | {told} | {beside} | {_peak()} |"
    )


def main() -> None:
    """A table of one report and one of twenty in one file; each row in a process of its own."""
    if len(sys.argv) > 1:
        sys.stdout.write(_row(sys.argv[1], Path(sys.argv[2])) + "\n")
        return
    for title, copies in (("One report", 1), ("Twenty reports in one file", 20)):
        print(f"# {title}\n")
        print("| format | MB | reader ms | ms a MB | bare library | ms | ratio | peak MB apart |")
        print("| :-- | --: | --: | --: | :-- | --: | --: | --: |", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            for name, data in _made(copies).items():
                path = Path(folder) / name
                path.write_bytes(data)
                subprocess.run([sys.executable, __file__, name, str(path)], check=True)
        print(flush=True)


if __name__ == "__main__":
    main()
