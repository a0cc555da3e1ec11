"""Any input as a Word document with comments: the words of the text, and the notes on them, no others."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import builders
import commented
import docx
import made
import pytest
import reading
from commented import comments
from hypothesis import given
from hypothesis import strategies as st

from checker import annotate, readers
from checker.annotate import fresh
from checker.annotate.notes import Note, notes
from checker.cli.main import main
from checker.errors import CheckerError
from checker.model.text import Span

if TYPE_CHECKING:
    from pathlib import Path

    from checker.model.result import Assessment

GOLD = sorted((reading.ROOT / "tests" / "gold").glob("[a-e]*.txt"))[::4]
REPORTS = (*reading.SEEDS, *GOLD)
UNSEEN = re.compile("[\\s\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def _bare(words: str) -> str:
    return UNSEEN.sub("", words)


def _word(data: bytes, report: Assessment) -> bytes:
    return annotate.as_word(report.path, data, report, readers.DEFAULT)


def _told(report: Assessment) -> list[tuple[str, str]]:
    """The head and the words of every place of every note."""
    text = report.facts.report.text.source.text
    return sorted(
        (f"{note.number}. {note.head}", _bare(text[place.start : place.end]))
        for note in notes(report)
        for place in note.places
    )


def _found(data: bytes) -> list[tuple[str, str]]:
    return sorted(
        (re.sub(r"（第 \d 处）$", "", comment.lines[0]), _bare(comment.words))
        for comment in comments(data).values()
    )


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem[:3])
def test_the_same_words_and_the_same_notes(path: Path) -> None:
    report = reading.assessed(path.read_bytes(), path.name)
    document = _word(path.read_bytes(), report)
    assert _found(document) == _told(report)
    text = readers.read("x.docx", document).text
    assert _bare(text) == _bare(report.facts.report.text.source.text)
    assert _word(path.read_bytes(), report) == document
    again = reading.assessed(document, "又.docx")
    assert _word(document, again) == document


def test_every_format_gives_word() -> None:
    words = readers.read("x.txt", reading.SEEDS[0].read_bytes()).text
    for name, data in (
        ("报告.html", made.page_of_paragraphs(words).encode()),
        ("报告.ofd", made.fixed_pages(words)),
        ("报告.md", words.encode()),
    ):
        report = reading.assessed(data, name)
        assert _found(_word(data, report)) == _told(report)


def test_title_and_headings_are_told_by_their_styles() -> None:
    words = (
        f"{reading.LEAD}一、主要工作\n（一）制度建设\n　　完善了制度。\n二、存在不足\n人手不够。\n"
    )
    report = reading.assessed(words)
    read = docx.Document(io.BytesIO(_word(words.encode(), report)))
    styles = [(str(p.style and p.style.name), p.text) for p in read.paragraphs]
    assert styles[0] == ("Title", "某某镇2023年法治政府建设年度报告")
    assert [text for style, text in styles if style == "Heading 1"] == [
        "一、主要工作",
        "二、存在不足",
    ]
    assert ("Heading 2", "（一）制度建设") in styles
    assert ("Normal", "完善了制度。") in styles
    section = read.sections[0]
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fonts = read.styles["Normal"].element.xml
    assert 'w:eastAsia="仿宋"' in fonts


def test_rows_are_a_table() -> None:
    words = f"{reading.LEAD}项目\t件数\t备注\n行政处罚\t12\n行政复议\t3\t无\n"
    read = docx.Document(io.BytesIO(_word(words.encode(), reading.assessed(words))))
    (table,) = read.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["项目", "件数", "备注"], ["行政处罚", "12", ""], ["行政复议", "3", "无"]]


@given(
    st.text(alphabet="甲乙<&>\"'\t\n \x00\x0b\x0c\x1b\x85\u202e\u2028\ufffe\ufeff𠮷]", min_size=1)
)
def test_whatever_stands_in_a_text(words: str) -> None:
    words = f"{words}丙丁{20 * 60 * chr(0x7532)}"
    report = builders.assessment(facts=reading.known(words))
    text = report.facts.report.text.source.text
    at = text.index("丙丁")
    wanted = [
        Note(1, "work/x", "【缺失】某项", ("没有写。",), (Span(at, at + 2),), is_found=True),
        Note(2, "work/y", "【缺失】某项", ("没有写。",), (Span(0, len(text)),), is_found=True),
    ]
    document = fresh.annotated(report, wanted, readers.DEFAULT)
    assert [c.words for c in list(comments(document).values())[:1]] == ["丙丁"]
    assert docx.Document(io.BytesIO(document)).element.body is not None
    assert not set("\x00\x0b\x1b\u202e\ufffe") & set(
        commented.parts(document)["word/document.xml"].decode()
    )


def test_hostile_notes_stay_words() -> None:
    hostile = '</w:t><w:p>&lt;"\x00\ufffe\u202e]]>'
    report = replace(reading.assessed(reading.LEAD), path=hostile)
    wanted = [Note(1, hostile, hostile, (hostile,), (Span(0, 2),), is_found=True)]
    (comment,) = comments(fresh.annotated(report, wanted, readers.DEFAULT)).values()
    assert comment.lines[1] == '</w:t><w:p>&lt;"]]>'


def test_wide_and_huge_tables_are_lines() -> None:
    words = reading.LEAD + "\n".join("a\tb" for _ in range(2000)) + "\n" + "\t甲" * 62 + "\n"
    read = docx.Document(io.BytesIO(_word(words.encode(), reading.assessed(words))))
    assert not read.tables
    assert len(read.paragraphs) == 2003


def test_what_packs_too_large_is_refused() -> None:
    report = reading.assessed(reading.LEAD)
    with pytest.raises(CheckerError, match="压缩炸弹"):
        fresh.annotated(report, notes(report), readers.Limits(unpacked=2000))


def test_the_command_writes_word_for_a_text(tmp_path: Path) -> None:
    given_, out = tmp_path / "报告.txt", tmp_path / "批注.docx"
    given_.write_bytes(reading.SEEDS[0].read_bytes())
    assert main(["annotate", str(given_), "-o", str(out)]) == 0
    assert given_.read_bytes() == reading.SEEDS[0].read_bytes()
    assert comments(out.read_bytes())
    assert main(["annotate", str(given_), "-o", str(tmp_path / "批注.docm")]) == 2
