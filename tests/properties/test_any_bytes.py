"""Whatever happens to a file on its way, a reader gives a Source or says what is wrong with it."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import readers
from checker.errors import CheckerError
from checker.readers import docx, html, ofd

if TYPE_CHECKING:
    from checker.readers._pages import Line

WORDS = (
    "某某镇2023年法治政府建设年度报告\n2023年，我镇推进法治政府建设。\n一、主要举措和成效\n"
    "类别\t受理\t办结\n复议\t3\t3\n诉讼\t5\t4\n全年办理行政复议案件3件。\n二、存在问题\n执法力量不足。\n"
)
LIMITS = readers.Limits(unpacked=4 * 1024 * 1024, xml_depth=60)
READERS = {"html": html, "docx": docx, "ofd": ofd}
TAGS = (
    *(
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td rowspan=9>",
        "</table>",
        "<p",
        "<!--",
        "-->",
        "<a>",
    ),
    *(
        "<li>",
        "<td colspan=99999999>",
        "<ol start=-1>",
        "</body>",
        "\x00",
        "&#x110000;",
        "<script>",
    ),
    *("]]>", "<svg>"),
)
edits = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 12)), max_size=6)
tags = st.lists(
    st.sampled_from(TAGS),
    max_size=30,
)


@cache
def _seeds(kind: str) -> tuple[bytes, ...]:
    if kind == "html":
        return tuple(page(WORDS).encode() for page in made.PAGES.values())
    if kind == "docx":
        return tuple(made.document(WORDS, how) for how in ("plain", "runs", "headings"))
    return (made.fixed_pages(WORDS),)


def _edited(data: bytes, changes: list[tuple[float, bytes, int]]) -> bytes:
    for place, new, cut in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + cut :]
    return data


def _told(kind: str, data: bytes) -> str:
    """What comes of a reader in this process, without the net that catches whatever else it raises: its
    text, or what it says is wrong."""
    try:
        made_ = READERS[kind].extract(data, LIMITS)
    except CheckerError as error:
        return error.message
    text: str = made_["text"] if "text" in made_ else _lines(made_["pages"])
    return text


def _lines(pages: list[list[Line]]) -> str:
    """The lines of pages, each ended."""
    return "".join(f"{line.words}\n" for lines in pages for line in lines)


def _is_answer(told: str) -> bool:
    """Whether it is a text of whole lines, or a message that ends as a sentence does."""
    return not told or told.endswith(("。", "\n"))


@pytest.mark.parametrize("kind", READERS)
@given(data=st.data(), changes=edits)
@settings(max_examples=150)
def test_bytes_changed_anywhere(
    kind: str, data: st.DataObject, changes: list[tuple[float, bytes, int]]
) -> None:
    seed = data.draw(st.sampled_from(_seeds(kind)))
    assert _is_answer(_told(kind, _edited(seed, changes)))


@pytest.mark.parametrize("kind", ["docx", "ofd"])
@given(data=st.data(), changes=edits)
@settings(max_examples=150)
def test_parts_of_a_package_changed_anywhere(
    kind: str, data: st.DataObject, changes: list[tuple[float, bytes, int]]
) -> None:
    seed = data.draw(st.sampled_from(_seeds(kind)))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as package, zipfile.ZipFile(out, "w") as made_:
        hurt = data.draw(st.sampled_from(package.namelist()))
        for name in package.namelist():
            part = package.read(name)
            made_.writestr(name, _edited(part, changes) if name == hurt else part)
    assert _is_answer(_told(kind, out.getvalue()))


@given(st.integers(0, len(WORDS)), tags)
@settings(max_examples=300)
def test_tags_put_anywhere(place: int, put: list[str]) -> None:
    page = made.page_of_paragraphs(WORDS)
    at = page.index("<div id='zoom'>") + place
    told = _told("html", (page[:at] + "".join(put) + page[at:]).encode("utf-8", "replace"))
    assert _is_answer(told)


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_bytes_are_claimed_and_read_or_refused(data: bytes) -> None:
    for head in (b"", b"<html>", b"PK\x03\x04", b"MIME-Version: 1.0\n\n"):
        told = "。"
        try:
            readers.read("x", head + data)
        except CheckerError as error:
            told = error.message
        assert told.endswith("。")
