"""Annotations of a PDF stand over the words that they are of; nothing else of the document moves."""

from __future__ import annotations

import io
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

import hostile
import made
import pypdfium2
import pytest
import raw
import reading
from marked import AUTHOR, bare, marks, own
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

from checker import annotate, readers
from checker.annotate import pdf
from checker.annotate.notes import Note, notes
from checker.cli.main import main
from checker.errors import CheckerError
from checker.model.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checker.model.result import Assessment

GOLD = sorted((reading.ROOT / "tests" / "gold").glob("[a-e]*.txt"))[::10]
REPORTS = (*reading.SEEDS, *GOLD)
FUZZ = reading.ROOT / "tests" / "fuzz" / "corpus" / "pdf"
office = pytest.mark.skipif(made.OFFICE is None, reason="LibreOffice is not installed")
browser = pytest.mark.skipif(made.BROWSER is None, reason="Chromium is not installed")
WAYS = [pytest.param("browser", marks=browser), pytest.param("office", marks=office)]


def _words(path: Path) -> str:
    return readers.read(path.name, path.read_bytes()).text.removeprefix("\ufeff")


@cache
def _by_office() -> dict[str, bytes]:
    documents = {path.stem: made.document(_words(path), "runs") for path in REPORTS}
    return made.converted(documents, "docx", "pdf")


@cache
def _pdf(path: Path, way: str) -> bytes:
    if way == "office":
        return _by_office()[path.stem]
    return made.printed(made.page_of_paragraphs(_words(path)))


@cache
def _assessed(path: Path, way: str) -> Assessment:
    return reading.assessed(_pdf(path, way), "报告.pdf")


@cache
def _annotated(path: Path, way: str) -> bytes:
    report = _assessed(path, way)
    return annotate.as_pdf(report.path, _pdf(path, way), report, readers.DEFAULT)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem[:3])
def test_each_mark_stands_over_the_words_of_its_finding(path: Path, way: str) -> None:
    report = _assessed(path, way)
    text = report.facts.report.text.source.text
    found = own(_annotated(path, way))
    for note in notes(report):
        for index, place in enumerate(note.places):
            parts = [
                m for m in found if m.name.startswith(f"fazhi annotate {note.number}-{index} ")
            ]
            words = "".join(part.words for part in parts)
            assert sorted(words) == sorted(bare(text[place.start : place.end])), note
            assert {part.kind for part in parts} == {
                "/Highlight" if note.is_found else "/Underline"
            }
            assert parts[0].said.startswith(f"{note.number}. {note.head}")
            if index == 0:
                assert all(line in parts[0].said for line in note.lines)
    assert {mark.kind for mark in found} <= {"/Highlight", "/Underline"}


@pytest.mark.parametrize("way", WAYS)
def test_twice_is_once_and_pages_stay(way: str) -> None:
    for path in REPORTS[:4]:
        before, once = _pdf(path, way), _annotated(path, way)
        assert once.startswith(before)
        again = reading.assessed(once, "报告.pdf")
        assert again.facts.report.text.source == _assessed(path, way).facts.report.text.source
        assert annotate.as_pdf("报告.pdf", once, again, readers.DEFAULT) == once
        report = _assessed(path, way)
        assert annotate.as_pdf("x.pdf", before, report, readers.DEFAULT) == once
        old, new = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(once)
        assert len(old) == len(new)
        shown = (d[0].render(scale=0.5, draw_annots=False).to_numpy() for d in (old, new))
        assert (next(shown) == next(shown)).all()


@office
def test_words_in_cells_of_a_table() -> None:
    words = f"{reading.LEAD}项目\t件数\t备注\n行政处罚\t12\t当年办结\n行政复议\t3\t无\n"
    data = made.converted({"x": made.document(words, "runs")}, "docx", "pdf")["x"]
    quotes = ("行政处罚\t12", "12\t当年", "处罚")
    assert [mark.words for mark in own(_written(data, *quotes))] == [bare(q) for q in quotes]


def _page(*lines: str, extra: bytes = b"") -> bytes:
    """A page of lines in a font that every reader has."""
    content = b"".join(
        b"BT /F 12 Tf 72 %d Td (%s) Tj ET\n" % (700 - 40 * row, line.encode())
        for row, line in enumerate(lines)
    )
    packed = zlib.compress(content)
    return raw.pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>" + extra + b">>",
            b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def _written(data: bytes, *quotes: str, is_found: bool = True) -> bytes:
    source = readers.read("x.pdf", data)
    wanted = []
    for number, quote in enumerate(quotes, 1):
        at = source.text.index(quote)
        place = Span(at, at + len(quote))
        head, lines = "【缺失】某项", ("没有写。", "怎么写：写明。")
        wanted.append(Note(number, "work/x", head, lines, (place,), is_found=is_found))
    return pdf.annotated(data, source, wanted, readers.DEFAULT)


PAGE = _page("Report of the year 2023", "Cases handled: 12", "Plan for 2024")


def test_words_inside_a_line_and_over_lines() -> None:
    found = own(_written(PAGE, "year", "12", "handled: 12Plan"))
    assert [mark.words for mark in found] == ["year", "12", "handled:12Plan"]
    assert {mark.author for mark in found} == {AUTHOR}
    assert own(_written(PAGE, "year", is_found=False))[0].kind == "/Underline"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_and_cut_pages(turned: int) -> None:
    data = _page(
        "Report of the year 2023", "Cases", extra=b"/Rotate %d/CropBox[50 60 590 800]" % turned
    )
    assert _places(_written(data, "year")) == _places(_written(PAGE, "year"))


def _places(data: bytes) -> list[list[int]]:
    """The corners of the rectangles of each annotation of the first page."""
    notes_: Any = PdfReader(io.BytesIO(data)).pages[0]["/Annots"]
    return [[round(float(at)) for at in note.get_object()["/QuadPoints"]] for note in notes_]


def test_annotations_of_people_stay() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(PAGE))
    said = FreeText(text="Please check", rect=(300, 300, 400, 330))
    said[NameObject("/T")] = TextStringObject("someone")
    writer.add_annotation(0, said)
    out = io.BytesIO()
    writer.write(out)
    data = out.getvalue()
    once = _written(data, "year")
    assert [mark.kind for mark in marks(once)] == ["/FreeText", "/Highlight"]
    assert _written(once, "year") == once
    saved = _saved_anew(once)
    twice = _written(saved, "12")
    assert [(m.kind, m.words) for m in marks(twice)] == [("/FreeText", ""), ("/Highlight", "12")]
    assert marks(_written(saved)) == marks(data)


def _saved_anew(data: bytes) -> bytes:
    """The document as another program writes it."""
    out = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(data)).write(out)
    return out.getvalue()


def test_a_note_of_a_page_that_was_not_read_is_a_sign_on_that_page() -> None:
    parts = [PAGE, _scan(), _page("Last page of 3")]
    writer = PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part))
    out = io.BytesIO()
    writer.write(out)
    report = reading.assessed(out.getvalue(), "x.pdf")
    assert report.facts.report.text.source.unread == (2,)
    found = own(annotate.as_pdf("x.pdf", out.getvalue(), report, readers.DEFAULT))
    signs = [mark for mark in found if mark.kind == "/Text"]
    assert [(sign.page, "第 2 页是图像" in sign.said) for sign in signs] == [(1, True)]


def _scan() -> bytes:
    image = zlib.compress(bytes(100 * 100))
    return raw.pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
            b"<</Length 30>>stream\nq 595 0 0 842 0 0 cm /I Do Q \nendstream",
            b"<</Type/XObject/Subtype/Image/Width 100/Height 100/BitsPerComponent 8/ColorSpace/DeviceGray"
            b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(image), image),
        ]
    )


def test_words_of_a_recognised_page_are_a_sign_that_quotes_them() -> None:
    source = readers.read("x.pdf", PAGE)
    text = "Read by a machine\n"
    read = type(source)("x.pdf", text, "utf-8", (0, 18), (0,), recognised=(1,))
    note = Note(1, "work/x", "【缺失】某项", ("没有写。",), (Span(0, 4),), is_found=True)
    (found,) = own(pdf.annotated(PAGE, read, [note], readers.DEFAULT))
    assert (found.kind, found.page) == ("/Text", 0)
    assert "原文：「Read」" in found.said


def test_a_text_that_is_not_of_the_document_is_refused() -> None:
    source = readers.read("x.pdf", _page("Another page"))
    with pytest.raises(CheckerError, match="两次读出不同"):
        pdf.annotated(PAGE, source, (), readers.DEFAULT)


def test_a_document_that_only_claims_to_be_ours_is_not_cut() -> None:
    forged = PAGE + b"%%fazhi annotate 300 %s\n" % (b"0" * 32)
    assert own(_written(forged, "year"))[0].words == "year"
    assert _written(forged, "year").startswith(forged)


def test_a_document_without_a_right_table_is_written_anew() -> None:
    broken = PAGE.replace(b"0000000009 00000 n", b"0000000011 00000 n").replace(
        b"startxref\n", b"startxref\n9"
    )
    once = _written(broken, "year")
    assert [mark.words for mark in own(once)] == ["year"]
    assert [mark.words for mark in own(_written(once, "12"))] == ["12"]
    assert _written(broken, "year") == once


def _locked(user: str, permissions: int = -1) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(PAGE))
    writer.encrypt(user, "owner", algorithm="RC4-128", permissions_flag=permissions)  # type: ignore[arg-type]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_is_closed_is_refused_what_is_open_is_not(tmp_path: Path) -> None:
    open_ = _locked("")
    assert PdfReader(io.BytesIO(_written(open_, "year"))).is_encrypted
    with pytest.raises(CheckerError, match="设了权限"):
        _written(_locked("", ~32), "year")
    given_ = tmp_path / "报告.pdf"
    given_.write_bytes(_locked("secret"))
    assert main(["annotate", str(given_), "-o", str(tmp_path / "批注.pdf")]) == 2


def test_a_signature_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(PAGE))
    writer._root_object[NameObject("/Signed")] = ArrayObject([FloatObject(0)])  # noqa: SLF001
    out = io.BytesIO()
    writer.write(out)
    data = out.getvalue().replace(b"/Signed", b"/ByteRange")
    (tmp_path / "报告.pdf").write_bytes(data)
    assert main(["annotate", str(tmp_path / "报告.pdf"), "-o", str(tmp_path / "批注.pdf")]) == 0
    assert "不再有有效的签名" in capsys.readouterr().out


def test_hostile_words_stay_words() -> None:
    source = readers.read("x.pdf", PAGE)
    words = ")>>endobj\n(\x00\\\u202e𠮷]]>"
    note = Note(1, words, words, (words,), (Span(0, 6),), is_found=True)
    (found,) = own(pdf.annotated(PAGE, source, [note], readers.DEFAULT))
    assert found.said.splitlines()[1] == ")>>endobj (\\𠮷]]>"


HURTING: dict[str, Callable[[], bytes]] = {
    **{name: make for name, make in hostile.FILES.items() if name.startswith("pdf")},
    **{path.name: path.read_bytes for path in sorted(FUZZ.iterdir())},
    "cut": lambda: PAGE[: len(PAGE) // 2],
    "annotations that are none": lambda: _page(
        "Cases 12", extra=b"/Annots[1 0 R 9 0 R 7 (x) null]"
    ),
    "annotations that loop": lambda: _page("Cases 12", extra=b"/Annots 3 0 R"),
    "huge places": lambda: _page(
        "Cases 12", extra=b"/UserUnit 1e30/MediaBox[-1e30 -1e30 1e30 1e30]"
    ),
}


@pytest.mark.parametrize("name", HURTING)
def test_a_file_made_to_hurt_is_annotated_or_refused(name: str, tmp_path: Path) -> None:
    given_, out = tmp_path / "报告.pdf", tmp_path / "批注.pdf"
    given_.write_bytes(HURTING[name]())
    status = main(["annotate", str(given_), "-o", str(out), "--limit", "seconds=2"])
    assert status in (0, 2)
    assert out.exists() == (status == 0)


def test_only_a_pdf_becomes_one(tmp_path: Path) -> None:
    report = reading.assessed(reading.LEAD)
    with pytest.raises(CheckerError, match="不是 PDF"):
        annotate.as_pdf("x.txt", reading.LEAD.encode(), report, readers.DEFAULT)
    (tmp_path / "报告.txt").write_text(reading.LEAD, encoding="utf-8")
    assert main(["annotate", str(tmp_path / "报告.txt"), "-o", str(tmp_path / "批注.pdf")]) == 2
