"""The same report in every format: the same verdicts, facts, figures and relations, every quote found again."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import made
import noise
import pypdfium2
import pytest
import reading

from checker import readers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GOLD = sorted((reading.ROOT / "tests" / "gold").glob("[a-e]*.txt"))
REPORTS = (*reading.SEEDS, *GOLD)
SHORT = {path: path.stem[:3] for path in REPORTS}

# Cut at a width already, or a page of many columns: to set them anew is another report.
CUT = ("b09", "e04")

office = pytest.mark.skipif(made.OFFICE is None, reason="LibreOffice is not installed")
browser = pytest.mark.skipif(made.BROWSER is None, reason="no browser is installed")
every = pytest.mark.parametrize("path", REPORTS, ids=SHORT.get)
seeds = pytest.mark.parametrize("path", reading.SEEDS, ids=SHORT.get)
# Every seed in every kind; a gold report in one kind, the next in the next. `make matrix`: all in all.
WHOLE = "FAZHI_WHOLE_MATRIX" in os.environ


def _in_turn(kinds: Sequence[str]) -> pytest.MarkDecorator:
    pairs = [(path, kind) for path in (REPORTS if WHOLE else reading.SEEDS) for kind in kinds]
    if not WHOLE:
        pairs += [(path, kinds[turn % len(kinds)]) for turn, path in enumerate(GOLD)]
    names = [f"{SHORT[path]}-{kind}" for path, kind in pairs]
    return pytest.mark.parametrize(("path", "kind"), pairs, ids=names)


def judged(name: str, data: bytes) -> dict[str, object]:
    """Everything that the format must not move; every quote is looked up in the text and on its page."""
    assessed = reading.assessed(data, name)
    facts = assessed.facts
    source = facts.report.text.source
    for outcome in assessed.outcomes:
        for item in outcome.evidence:
            assert source.text[item.start : item.end] == item.quote
            assert source.place(item.start) == (item.line, item.column, item.page)
    return {
        **reading.judged(assessed),
        "issuer": facts.issuer and facts.issuer.value,
        "relations": Counter((r.kind, r.holds, r.stated) for r in facts.relations),
    }


@cache
def _plain(path: Path) -> dict[str, object]:
    return judged(path.name, path.read_bytes())


def _words(path: Path) -> str:
    return readers.read(path.name, path.read_bytes()).text.removeprefix("\ufeff")


def _moved(path: Path, name: str, data: bytes) -> dict[str, object]:
    return reading.moved(_plain(path), judged(name, data))


@_in_turn([*made.PAGES])
def test_a_page(path: Path, kind: str) -> None:
    page = made.PAGES[kind](_words(path))
    assert _moved(path, "报告.html", page.encode()) == {}


@_in_turn([*reversed(made.PAGES)])
def test_a_page_in_another_encoding(path: Path, kind: str) -> None:
    page = made.PAGES[kind](_words(path)).replace("utf-8", "gb2312")
    assert _moved(path, "报告.htm", page.encode("gb18030")) == {}


@every
def test_a_page_in_big5(path: Path) -> None:
    words = noise.big5(_words(path)).decode("big5hkscs")
    page = made.page_of_paragraphs(words).replace("utf-8", "big5")
    plain = judged("报告.txt", words.encode())
    assert judged("报告.html", page.encode("big5hkscs", "xmlcharrefreplace")) == plain


@_in_turn(["plain", "runs", "headings"])
def test_a_word_document(path: Path, kind: str) -> None:
    assert _moved(path, "报告.docx", made.document(_words(path), kind)) == {}


KNOWN = {
    "ofd": {
        "c10": "a line of the page that just fills it stands before a title that is not set apart",
        "e07": "as c10",
        "000": "a line of the page stands right behind a title of two lines that is not set apart",
    },
    "pdf": {
        "c05": "a Latin word in straight quotation marks that the word processor keeps on one line",
    },
}


def _known(format_: str) -> list[object]:
    """The reports set as pages; those whose lines cannot be told apart fail, as is known."""
    return [
        pytest.param(path, id=SHORT[path], marks=_expected(KNOWN[format_].get(SHORT[path])))
        for path in PAGED
    ]


def _expected(reason: str | None) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=reason, strict=True)] if reason else []


PAGED = [path for path in REPORTS if SHORT[path] not in CUT]


@pytest.mark.parametrize("path", _known("ofd"))
def test_fixed_pages(path: Path) -> None:
    assert _moved(path, "报告.ofd", made.fixed_pages(_words(path))) == {}


@cache
def _by_office(suffix: str) -> dict[str, bytes]:
    """Every report as LibreOffice writes it, from a Word document with tables."""
    documents = {SHORT[p]: made.document(_words(p), "runs") for p in _reports(suffix)}
    return made.converted(documents, "docx", suffix)


def _reports(suffix: str) -> list[Path]:
    return PAGED if suffix == "pdf" else list(reading.SEEDS)


@office
@pytest.mark.parametrize("path", _known("pdf"))
def test_a_pdf_of_a_word_processor(path: Path) -> None:
    data = _by_office("pdf")[SHORT[path]]
    assert _moved(path, "报告.pdf", data) == {}
    assert _not_on_their_pages(data) == []


@office
@seeds
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_a_format_that_is_converted(path: Path, suffix: str) -> None:
    data = _by_office(suffix)[SHORT[path]]
    assert _moved(path, f"报告.{suffix}", data) == {}
    assert readers.read("报告.txt", data).text == readers.read(f"报告.{suffix}", data).text


@office
@seeds
def test_a_word_document_of_a_word_processor(path: Path) -> None:
    back = made.converted({"x": _by_office("odt")[SHORT[path]]}, "odt", "docx")
    assert _moved(path, "报告.docx", back["x"]) == {}


PRINTED = [
    *((path, kind) for path in reading.SEEDS for kind in made.PAGES),
    *((path, "paragraphs") for path in PAGED if path not in reading.SEEDS),
]


@browser
@pytest.mark.parametrize(("path", "kind"), PRINTED, ids=lambda value: SHORT.get(value, value))
def test_a_pdf_of_a_browser(path: Path, kind: str) -> None:
    data = made.printed(made.PAGES[kind](_words(path)))
    assert _moved(path, "报告.pdf", data) == {}
    assert _not_on_their_pages(data) == []


@browser
@seeds
def test_a_pdf_of_two_columns(path: Path) -> None:
    page = made.page_of_paragraphs(_words(path))
    columns = page.replace(
        "<div id='zoom'>", "<div id='zoom' style='column-count:2;font-size:14px'>"
    )
    assert columns != page
    assert _moved(path, "报告.pdf", made.printed(columns)) == {}


def _not_on_their_pages(data: bytes) -> list[tuple[int | None, str]]:
    """Quotes that a reader of the PDF does not find on the page that the result names."""
    pages = [_bare(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data)]
    evidence = (e for o in reading.assessed(data, "x.pdf").outcomes for e in o.evidence)
    return [
        (item.page, item.quote)
        for item in evidence
        if not item.page or not _stands(_bare(item.quote), pages[item.page - 1])
    ]


def _stands(quote: str, page: str) -> bool:
    """Whether a page holds a quote, or ends with the beginning of it."""
    return quote in page or any(page.endswith(quote[:n]) for n in range(1, len(quote)))


def _bare(words: str) -> str:
    """Letters, digits and Chinese characters: marks of another font may come late in a PDF."""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", words))
