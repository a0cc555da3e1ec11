"""Skeletons of reports as files: what stands in them, that checking reads them, that bytes repeat."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import docx
import filling
import pypdfium2
import pytest
import reading
from docx.oxml.ns import qn

from checker import drafting, drafts, plugins
from checker.errors import CheckerError
from checker.model.draft import Block, Draft, Note, Paragraph

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = plugins.names(drafts)
TOWN = drafting.Wanted("annual-report", "township", 2026, "东城街道")
HOSTILE = "<script>x</script> --> ]]> \x07\u202e\ufffe & '引' \"号\"\n# 二\n- 三"


def _draft(wanted: drafting.Wanted = TOWN) -> Draft:
    return drafting.draft(reading.book(), wanted)


def _bytes(draft: Draft, name: str) -> bytes:
    data = plugins.load(drafts, name).render(draft)
    assert isinstance(data, bytes)
    return data


@pytest.mark.parametrize("name", FORMATS)
def test_one_draft_gives_one_file(name: str) -> None:
    assert _bytes(_draft(), name) == _bytes(_draft(), name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_filled_file_passes_and_an_empty_one_does_not(name: str) -> None:
    filled = reading.assessed(_bytes(filling.filled(_draft()), name), f"报告.{name}")
    assert filled.gate is not None
    assert filled.gate.passed
    failing = {o.rule.id for o in filled.outcomes if o.status in ("fail", "partial")}
    assert not failing & {o.rule.id for o in filled.outcomes if o.rule.severity != "info"}
    empty = reading.assessed(_bytes(_draft(), name), f"报告.{name}")
    assert empty.gate is not None
    assert not empty.gate.passed
    assert reading.verdicts(empty)["form/template-residue"] == "fail"


@pytest.mark.parametrize("name", FORMATS)
def test_what_stands_beside_the_text_is_not_read_as_the_report(name: str) -> None:
    plain = reading.assessed(filling.text(filling.filled(_draft())))
    made = reading.assessed(_bytes(filling.filled(_draft()), name), f"报告.{name}")
    assert reading.verdicts(made) == reading.verdicts(plain)


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_words_neither_act_nor_break_the_file(name: str) -> None:
    note = Note(HOSTILE, (HOSTILE * 50,))
    words = Paragraph(HOSTILE, note)
    draft = Draft(words, (words,), (Block(HOSTILE, 1, (words,), (note,)),), (words,))
    data = _bytes(draft, name)
    if name == "md":
        text = data.decode()
        assert "<script" not in text
        assert text.count("-->") == text.count("<!--")
        assert not [line for line in text.splitlines() if line.startswith("- ")]
    else:
        assert docx.Document(io.BytesIO(data)).paragraphs


def test_markdown_says_beside_each_sentence_what_it_is_for() -> None:
    text = _bytes(_draft(), "md").decode()
    before, _, _ = text.partition("\n\n应由负责人出庭应诉__件")
    note = before[before.rindex("<!--") :]
    assert "litigation/court-appearance" in note
    assert "依据：《中华人民共和国行政诉讼法》第三条第三款" in note
    assert "应相符：出庭应诉率__% = 实际出庭应诉__件 ÷ 应由负责人出庭应诉__件" in note


def test_word_has_headings_fonts_and_comments() -> None:
    made = docx.Document(io.BytesIO(_bytes(_draft(), "docx")))
    styles = {p.text: p.style.name for p in made.paragraphs if p.style}
    assert styles["东城街道2026年法治政府建设年度报告"] == "Title"
    assert styles["三、存在的不足和原因"] == "Heading 1"
    assert styles["（一）加强学习和组织领导"] == "Heading 2"
    fonts = {"Normal": "仿宋", "Heading 1": "黑体", "Heading 2": "楷体"}
    for name, font in fonts.items():
        assert made.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) == font
    told = [comment.text for comment in made.comments]
    assert any("litigation/litigation" in words and "应相符：" in words for words in told)
    assert all(comment.author == "fazhi" and comment.timestamp is None for comment in made.comments)


def test_word_carries_no_time_of_its_own() -> None:
    with zipfile.ZipFile(io.BytesIO(_bytes(_draft(), "docx"))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert b"<dcterms:" not in package.read("docProps/core.xml")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_opens_it(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(_bytes(_draft(), "docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "报告.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    document = pypdfium2.PdfDocument(tmp_path / "报告.pdf")
    page = document[0]
    text = page.get_textpage()
    try:
        assert "法治政府建设年度报告" in text.get_text_range()
    finally:
        text.close()
        page.close()
        document.close()


def test_without_an_issuer_its_name_is_a_blank() -> None:
    draft = _draft(TOWN._replace(issuer=""))
    assert draft.title.words == "__2026年法治政府建设年度报告"
    assert [p.words for p in draft.closing] == ["__", "2027年__月__日"]


def test_nothing_but_years_is_filled_in() -> None:
    made = filling.text(_draft(TOWN._replace(issuer="")))
    numbers = set(re.findall(r"\d+", made)) - {"12345"}
    assert numbers == {"2026", "2027"}


def test_a_year_of_which_nothing_is_asked_has_no_skeleton() -> None:
    wanted = drafting.Wanted("disclosure-report", "township", 2015)
    with pytest.raises(CheckerError, match="没有模板") as caught:
        _draft(wanted)
    assert caught.value.code == "no-template"
    with pytest.raises(CheckerError, match="没有模板"):
        _draft(wanted._replace(kind="plan"))


def test_what_a_year_does_not_know_is_left_out() -> None:
    offered = {p.rule for b in _draft(TOWN._replace(year=2024)).blocks for p in b.paragraphs}
    assert "work/publicity-law" not in offered
    later = {p.rule for b in _draft().blocks for p in b.paragraphs}
    assert "work/publicity-law" in later
