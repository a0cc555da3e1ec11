"""Pages, Word documents, PDF, OFD: what counts as text and what does not, and what is refused."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import TYPE_CHECKING

import docx
import made
import pytest
import reading
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image

from checker import readers
from checker.cli.main import main
from checker.errors import CheckerError
from checker.readers import _ocr

if TYPE_CHECKING:
    from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PLAIN = "某某镇2023年法治政府建设年度报告\n一、主要举措和成效\n全年办理行政复议案件3件。\n"


def _recognises() -> bool:
    """Whether the extra that recognises scanned pages is there, with the libraries that it needs."""
    try:
        import rapidocr_onnxruntime  # noqa: F401 -- to see whether it can be loaded
    except ImportError:
        return False
    return True


def _text(name: str, data: bytes) -> str:
    return readers.read(name, data).text


def _code(name: str, data: bytes, limits: readers.Limits = readers.DEFAULT) -> str:
    with pytest.raises(CheckerError) as caught:
        readers.read(name, data, limits)
    assert caught.value.message.endswith("。")
    return caught.value.code


def _page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


# Pages


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>办理案件99件。</script>",
        "<style>办理案件99件。</style>",
        "<noscript>办理案件99件。</noscript>",
        "<!-- 办理案件99件。 -->",
        "<p hidden>办理案件99件。</p>",
        "<p style='display: none'>办理案件99件。</p>",
        "<span style='visibility:hidden'>办理案件99件。</span>",
        "<div style='font-size:0px;'>办理案件99件。</div>",
        "<template>办理案件99件。</template>",
        "<textarea>办理案件99件。</textarea>",
        "<select><option>办理案件99件。</option></select>",
        "<iframe>办理案件99件。</iframe>",
        "<del>办理案件99件。</del>",
    ],
)
def test_what_a_visitor_does_not_see_never_counts(unseen: str) -> None:
    assert (
        _text("x.html", _page(f"<p>全年召开会议3次，研究法治工作。</p>{unseen}")).count("99") == 0
    )


def test_words_in_spans_are_one_line_and_blocks_are_many() -> None:
    body = "<p>全年<span>办理</span><b>行政</b>复议\n案件<i>3</i>件。</p><div>甲<br>乙</div>丙<p>丁"
    assert _text("x.html", _page(body)) == "全年办理行政复议 案件3件。\n甲\n乙\n丙\n丁\n"


def test_a_table_is_rows_and_spans_are_filled() -> None:
    body = (
        "<table><tr><th>类别<th>受理（件）<th>办结（件）<tr><td rowspan=2>复议<td>3<td>2<tr><td>5<td>5"
        "<tr><td colspan=2>合计<td>7</table>"
    )
    assert _text("x.html", _page(body)) == (
        "类别\t受理（件）\t办结（件）\n复议\t3\t2\n复议\t5\t5\n合计\t\t7\n"
    )


def test_a_numbered_list_shows_its_numbers() -> None:
    body = "<ol start=3><li>加强学法。</li><li>加强执法。</li></ol><ul><li>其他。</li></ul>"
    assert _text("x.html", _page(body)) == "3.加强学法。\n4.加强执法。\n其他。\n"


ARTICLE = "".join(
    f"<p>（{n}）全年组织开展行政执法检查{n + 3}0次，发现并整改问题{n + 3}个，群众反映良好。</p>"
    for n in range(1, 15)
)
TITLE = "某某镇2023年法治政府建设年度报告"
SIDE = "<p>1月28日，县委书记到城关镇调研法治建设工作，强调2024年各项安排要落地见效。</p>"


@pytest.mark.parametrize(
    ("told", "numbers"),
    [
        ("style='list-style-type: cjk-ideographic'", "一、甲\n二、乙\n"),
        ("style='list-style: simp-chinese-informal inside' start=9", "九、甲\n十、乙\n"),
        ("type=I", "I.甲\nII.乙\n"),
        ("type=a", "a.甲\nb.乙\n"),
        ("style='list-style-type:none'", "甲\n乙\n"),
        ("style='list-style-type:decimal'", "1.甲\n2.乙\n"),
    ],
)
def test_a_list_is_numbered_as_it_is_shown(told: str, numbers: str) -> None:
    page = _page(f"<ol {told}><li>甲</li><li>乙</li></ol>")
    assert _text("x.html", page) == numbers


def test_an_element_of_an_xml_page_may_close_itself() -> None:
    page = _page("<div class='x'/><p>全年3件。</p>", "<script src='a.js' /><title/>")
    assert _text("x.xhtml", b"<?xml version='1.0' encoding='utf-8'?>\n" + page) == "全年3件。\n"


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=l><h3>动态</h3>{SIDE}</div><h1>{TITLE}</h1><div>{ARTICLE}</div>",
        f"<div><div>{SIDE}</div></div><div><div><div><h1>{TITLE}</h1>{ARTICLE}</div></div></div>",
        f"<a href=/x><p>关于印发《某某县2025年工作要点》的通知</p></a><h1>{TITLE}</h1><div>{ARTICLE}</div>",
        f"<h1>{TITLE}</h1><div>{ARTICLE}</div><div><div><div>{SIDE}</div></div></div>",
    ],
)
def test_what_stands_around_an_article_is_none_of_it(body: str) -> None:
    told = _text("x.html", _page(body, f"<title>{TITLE}_某某县政府网</title>"))
    assert "调研" not in told
    assert "工作要点" not in told
    assert told.startswith(TITLE)
    assert told.count("次，发现并整改") == 14


@pytest.mark.parametrize("cut", [1, 13])
def test_an_article_in_several_divisions_is_whole(cut: int) -> None:
    pieces = ARTICLE.split("</p>")[:-1]
    parts = ["".join(f"{p}</p>" for p in some) for some in (pieces[:cut], pieces[cut:])]
    body = f"<div class=content><div>{parts[0]}</div><div>{parts[1]}</div></div><ul><li><a>别处</a></ul>"
    assert _text("x.html", _page(body)).count("次，发现并整改") == 14


def test_what_a_style_sheet_hides_never_counts() -> None:
    style = "<style>@media print{.a{display:none}} .b, #c {display:none} .d>p{display:none}</style>"
    body = "<p class=a>甲3件。</p><p class='x b'>乙4件。</p><p id=c>丙5件。</p><div class=d>丁6件。</div>"
    assert _text("x.html", _page(body, style)) == "甲3件。\n丁6件。\n"
    rows = "<tr><td>类别<td>件数<tr><td>甲<td>3<tr hidden><td>乙<td>4<tr><td>丙<td>5"
    assert _text("x.html", _page(f"<table>{rows}</table>")) == "类别\t件数\n甲\t3\n丙\t5\n"


@pytest.mark.parametrize(
    "sheet",
    [
        "/* 打印区 */ .x{display:none}",
        ".a,/*y*/.x{display:none}",
        "body div.x{visibility:hidden}",
        ".x{display:block} #y.x{opacity:0}",
        ".x{display:none!important} .x{display:block}",
    ],
)
def test_what_any_rule_of_a_sheet_hides_never_counts(sheet: str) -> None:
    body = "<div class=x id=y>行政复议案件999件。</div><p>全年办理行政复议案件3件。</p>"
    assert _text("x.html", _page(body, f"<style>{sheet}</style>")) == "全年办理行政复议案件3件。\n"


@pytest.mark.parametrize(
    ("sheet", "own"),
    [
        (".x{display:none}", "style='display:block'"),
        (".x{display:none} .x{display:block}", ""),
        (".x{opacity:0} .x.in{opacity:1}", ""),
        ("div#y{display:block} .x{display:none}", ""),
        ("@media print{.x{display:none}}", ""),
        (".x{display:none}", ""),  # all of it: a script shows it
    ],
)
def test_what_is_shown_in_the_end_counts(sheet: str, own: str) -> None:
    body = f"<div class='x in' id=y {own}><p>全年办理行政复议案件3件。</p></div><p>首页</p>"
    assert "案件3件" in _text("x.html", _page(body, f"<style>{sheet}</style>"))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>附件：<a href='/a/2023年报告.pdf'>2023年报告.pdf</a></p>", "附件（2023年报告.pdf）"),
        ("<p><img src='p1.jpg'><img src='data:image/png;base64,AA=='></p>", "图片（2 张）"),
        ("<iframe src='content.html'></iframe>", "内嵌"),
    ],
)
def test_a_page_that_says_nothing_itself_tells_where_its_report_may_be(
    body: str, told: str
) -> None:
    title = "<h1>某某镇2023年法治政府建设年度报告</h1>"
    with pytest.raises(CheckerError) as caught:
        readers.read("x.html", _page(title + body))
    assert caught.value.code == "elsewhere"
    assert told in caught.value.message
    assert "全年3件" in _text("x.html", _page(title + "<p>全年3件。</p>" * 40 + body))


def test_a_document_of_pictures_is_told_as_such() -> None:
    picture = io.BytesIO()
    Image.new("L", (40, 40)).save(picture, "PNG")
    made_ = docx.Document()
    made_.add_paragraph("某某镇2023年法治政府建设年度报告")
    made_.add_picture(picture)
    assert _code("x.docx", _saved(made_)) == "scanned"
    for _ in range(30):
        made_.add_paragraph("全年办理行政复议案件3件。")
    assert "案件3件" in _text("x.docx", _saved(made_))


def test_pictures_as_large_as_a_page_make_what_is_missing_a_review() -> None:
    picture = io.BytesIO()
    Image.new("L", (40, 56)).save(picture, "PNG")
    status = {}
    for width in (3, 16):
        made_ = docx.Document()
        for line in (
            *reading.LEAD.splitlines(),
            "一、主要举措和成效",
            *["开展执法检查30次。"] * 20,
        ):
            made_.add_paragraph(line)
        made_.add_picture(picture, width=Cm(width))
        assessment = reading.assessed(_saved(made_), "x.docx")
        outcomes = {o.rule.id: o.status for o in assessment.outcomes}
        assert outcomes["work/enforcement"] == "pass"
        status[width] = outcomes["statutory/shortcomings"]
        assert ("1 张整页的图片" in str(assessment.damage)) == (width == 16)
    assert status == {3: "fail", 16: "review"}


def test_an_element_that_is_shown_as_a_block_is_a_line() -> None:
    body = (
        "<span style='display:block'>一、成效</span><span style='display: block;'>全年3件。</span>"
    )
    assert _text("x.html", _page(body)) == "一、成效\n全年3件。\n"


def test_what_is_read_aloud_or_framed_is_still_seen() -> None:
    body = (
        "<p aria-hidden=true>甲3件。</p><div style='font-size:0'><p style='font-size:16px'>乙4件。</p></div>"
        "<iframe srcdoc='<p>丙5件。</p>'></iframe><pre>丁6件。\n戊7件。</pre>"
    )
    assert _text("x.html", _page(body)) == "甲3件。\n乙4件。\n丙5件。\n丁6件。\n戊7件。\n"


def test_a_table_around_an_article_is_no_row() -> None:
    meta = "".join(f"<tr><td>标签{n}<td>内容{n}" for n in range(6))
    body = f"<table>{meta}<tr><td colspan=2>{ARTICLE}</table>"
    assert _text("x.html", _page(body)).count("\n") >= 14


def test_what_a_site_states_in_its_tags_is_a_fact() -> None:
    head = (
        "<meta name='ArticleTitle' content='某某镇2023年法治政府建设年度报告'>"
        "<meta name='PubDate' content='2024-02-03 09:10'>"
        "<meta name='SiteName' content='某市人民政府门户网站'><meta name='ColumnName' content='2019年总结'>"
        "<meta name='Url' content='http://www.x.gov.cn/2019/3/art_12_345.html'>"
    )
    body = (
        "<p>2023年，我镇认真推进法治政府建设，现将有关情况报告如下。</p><p>一、主要举措和成效</p>"
    )
    known = reading.assessed(_page(body, head), "x.html").facts
    assert known.published is not None
    assert str(known.published.day) == "2024-02-03"
    assert known.title is not None
    assert known.year == 2023
    assert known.figures == ()
    told = known.report.text.source.text
    assert (
        "网站名称：某市人民政府门户网站\n栏目名称：2019年总结\n网址：http://www.x.gov.cn/" in told
    )


def test_a_web_archive_is_its_page() -> None:
    archive = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x/\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    page = "<html><body><p>全年办理行政复议案件3件。</p></body></html>".encode("gb18030")
    data = archive + base64.b64encode(page) + b"\r\n--b--\r\n"
    assert _text("x.mhtml", data) == "全年办理行政复议案件3件。\n"
    assert _text("x.txt", data) == "全年办理行政复议案件3件。\n"


@pytest.mark.parametrize("name", ["x.txt", "x.doc", "x", "x.pdf"])
def test_content_decides_what_a_file_is(name: str) -> None:
    assert _text(name, _page("<p>全年召开会议3次。</p>")) == "全年召开会议3次。\n"
    assert _text(name, made.document("全年召开会议3次。")).strip() == "全年召开会议3次。"
    assert _text(name, made.fixed_pages("全年召开会议3次。")).strip() == "全年召开会议3次。"


def test_a_deeply_nested_page_is_read_or_refused() -> None:
    assert _text("x.html", b"<html>" + b"<span>" * 3000 + "甲案3件。".encode()) == "甲案3件。\n"
    assert _code("x.html", b"<html>" + b"<div>" * 9000 + b"x") == "too-deep"


# Word documents


def test_insertions_count_and_deletions_do_not() -> None:
    made_ = docx.Document()
    paragraph = made_.add_paragraph("全年办理")
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    for kind, words in (
        ("ins", run.format("t", "行政复议")),
        ("del", run.format("delText", "行政诉讼")),
    ):
        paragraph._p.append(  # noqa: SLF001 -- the library has no way to make one
            parse_xml(f"<w:{kind} xmlns:w='{W}' w:id='1' w:author='x'>{words}</w:{kind}>")
        )
    paragraph.add_run("案件3件。")
    assert _text("x.docx", _saved(made_)) == "全年办理行政复议案件3件。\n"


def test_headers_footers_and_hidden_words_do_not_count() -> None:
    made_ = docx.Document()
    made_.sections[0].header.paragraphs[0].text = "内部资料99件"
    made_.sections[0].footer.paragraphs[0].text = "第99页"
    paragraph = made_.add_paragraph("全年办理案件3件。")
    paragraph.add_run("另有99件。").font.hidden = True
    assert _text("x.docx", _saved(made_)) == "全年办理案件3件。\n"


def test_numbers_that_are_only_formatting_are_shown() -> None:
    made_ = docx.Document()
    root = made_.part.numbering_part.element
    levels = "".join(
        f"<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{shown}'/></w:lvl>"
        for n, (form, shown) in enumerate(
            [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
        )
    )
    root.insert(
        0, parse_xml(f"<w:abstractNum xmlns:w='{W}' w:abstractNumId='77'>{levels}</w:abstractNum>")
    )
    root.append(
        parse_xml(f"<w:num xmlns:w='{W}' w:numId='77'><w:abstractNumId w:val='77'/></w:num>")
    )
    for level, words in (
        (0, "举措"),
        (1, "学法"),
        (1, "执法"),
        (2, "检查"),
        (0, "不足"),
        (1, "人少"),
    ):
        paragraph = made_.add_paragraph(words)
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 -- nor one of these
        place = OxmlElement("w:numPr")
        for name, value in (("w:ilvl", level), ("w:numId", 77)):
            child = OxmlElement(name)
            child.set(qn("w:val"), str(value))
            place.append(child)
        properties.append(place)
    shown = "一、举措\n（一）学法\n（二）执法\n1.检查\n二、不足\n（一）人少\n"
    assert _text("x.docx", _saved(made_)) == shown


def test_a_text_box_is_read_once_and_a_note_behind_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内3件。</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        f"<w:document xmlns:w='{W}' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        "<w:body><w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p></w:body></w:document>"
    )
    notes = (
        f"<w:footnotes xmlns:w='{W}'><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>注释5件。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", xml)
        package.writestr("word/footnotes.xml", notes)
    assert _text("x.docx", out.getvalue()) == "正文\n注释5件。\n框内3件。\n"


def test_a_table_in_a_table_is_read_once() -> None:
    made_ = docx.Document()
    outer = made_.add_table(2, 2)
    outer.cell(0, 0).text, outer.cell(0, 1).text, outer.cell(1, 0).text = "事项", "情况", "复议"
    inner = outer.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "受理", "41件"
    assert _text("x.docx", _saved(made_)).count("41件") == 1


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    note = (
        f"<w:footnotes xmlns:w='{W}'><w:footnote w:id='2'><w:p><w:r><w:t>注5件。</w:t></w:r>{{}}</w:p>"
        "</w:footnote></w:footnotes>"
    )
    mark = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    body = f"<w:document xmlns:w='{W}'><w:body><w:p><w:r><w:t>正文</w:t></w:r>{mark}</w:p></w:body></w:document>"
    parts = {"word/document.xml": body.encode(), "word/footnotes.xml": note.format(mark).encode()}
    assert _text("x.docx", _package(parts)) == "正文\n注5件。\n"


# Untrusted packages


def _package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


BILLION = (
    b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><w:document>&b;"
    b"</w:document>"
)


@pytest.mark.parametrize("part", ["word/document.xml", "OFD.xml"])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (BILLION, "unsafe"),
        (
            "\ufeff<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x []><x/>".encode("utf-16"),
            "unsafe",
        ),
        (b"<a>" * 500 + b"</a>" * 500, "too-deep"),
        (b"<a><b></a>", "unreadable"),
        (b"", "unreadable"),
        (b"0" * (3 * 1024 * 1024), "too-large"),
    ],
)
def test_a_hostile_package_is_refused(part: str, data: bytes, code: str) -> None:
    name = "x.docx" if part.startswith("word") else "x.ofd"
    assert _code(name, _package({part: data}), readers.Limits(unpacked=2 * 1024 * 1024)) == code


def test_a_package_that_is_cut_off_or_locked_is_told() -> None:
    whole = made.document(PLAIN)
    assert _code("x.docx", whole[: len(whole) // 2]) == "unreadable"
    locked = bytearray(_package({"word/document.xml": b"<x/>"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = locked.index(mark) + (6 if mark[2] == 3 else 8)
        locked[at] |= 1
    assert _code("x.docx", bytes(locked)) == "encrypted"


def test_too_many_files_in_a_package() -> None:
    data = _package({f"word/document{n}.xml": b"" for n in range(30)})
    assert _code("x.docx", data, readers.Limits(entries=20)) == "too-large"


# PDF


def _pdf(pages: int = 1) -> bytes:
    """Pages that hold nothing but a picture."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        (
            b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
            b"/BitsPerComponent 8/Length 1>>stream\nx\nendstream"
        ),
    ]
    for n in range(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 700]/Resources<</XObject<</I 3 0 R>>>>"
            f"/Contents {5 + 2 * n} 0 R>>".encode()
        )
        drawn = b"q 500 0 0 700 0 0 cm /I Do Q"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def test_a_scanned_pdf_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_ocr, "is_installed", lambda: False)
    with pytest.raises(CheckerError) as caught:
        readers.read("x.pdf", _pdf(2))
    assert caught.value.code == "scanned"
    assert "扫描件（共 2 页）" in caught.value.message


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", b"%PDF-1.4\n" + b"1 0 obj<<" * 5000])
def test_a_broken_pdf_is_told(data: bytes) -> None:
    assert _code("x.pdf", data) in ("unreadable", "crashed")


def test_a_pdf_of_too_many_pages() -> None:
    assert _code("x.pdf", _pdf(5), readers.Limits(pages=4)) == "too-large"


@pytest.mark.skipif(made.OFFICE is None, reason="LibreOffice is not installed")
def test_a_page_that_was_not_read_makes_what_is_missing_a_review(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pypdfium2

    monkeypatch.setattr(_ocr, "is_installed", lambda: False)

    words = (
        "某某镇2023年法治政府建设年度报告\n2023年，我镇推进法治政府建设，现将有关情况报告如下。\n"
        "一、主要举措和成效\n开展检查30次。\n"
    )
    whole = made.converted({"x": made.document(words)}, "docx", "pdf")["x"]
    both = pypdfium2.PdfDocument(whole)
    both.import_pages(pypdfium2.PdfDocument(_pdf()))
    out = io.BytesIO()
    both.save(out)
    made_ = reading.assessed(out.getvalue(), "x.pdf")
    status = {o.rule.id: o.status for o in made_.outcomes}
    assert status["statutory/shortcomings"] == "review"
    assert status["work/enforcement"] == "pass"
    assert any("第 2 页" in item.note for item in made_.damage)
    assert made_.score is not None
    assert made_.score.low < made_.score.high


@pytest.mark.skipif(made.OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.skipif(not _recognises(), reason="the extra ocr is not installed")
def test_a_scanned_page_is_read_where_it_can_be() -> None:
    import pypdfium2

    words = f"{PLAIN}二、存在问题\n执法力量不足。"
    whole = made.converted({"x": made.document(words)}, "docx", "pdf")["x"]
    picture = pypdfium2.PdfDocument(whole)[0].render(scale=150 / 72).to_pil().convert("L")
    out = io.BytesIO()
    picture.save(out, format="PDF", resolution=150)
    source = readers.read("x.pdf", out.getvalue())
    assert source.recognised == (1,)
    assert "办理行政复议案件3件" in source.text
    made_ = reading.assessed(out.getvalue(), "x.pdf")
    assert any("由文字识别读出" in item.note for item in made_.damage)


# Archives and the command


class _NamedInGbk(zipfile.ZipInfo):
    """An entry whose name is written as older tools on Chinese systems write it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 -- the library's own name
        return self.filename.encode("gb18030"), self.flag_bits


def test_a_zip_is_the_reports_that_it_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "报送.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("甲镇.docx", made.document(PLAIN))
        package.writestr(_NamedInGbk("镇街/乙镇.txt"), PLAIN)
        package.writestr("../../etc/丙镇.html", _page("<p>全年召开会议3次。</p>"))
        package.writestr("__MACOSX/._甲镇.docx", b"junk")
        package.writestr("图.png", b"\x89PNG")
    assert main(["text", str(path), "--plain"]) == 0
    told = capsys.readouterr().out
    assert told.count("==> ") == 3
    assert "报送.zip/镇街/乙镇.txt" in told
    assert "报送.zip/etc/丙镇.html" in told
    assert main(["check", str(tmp_path), "--quiet", "--fail-on", "never"]) == 0


def test_what_is_twice_in_a_zip_or_a_zip_itself_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "报送.dat"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("甲.txt", PLAIN)
        package.writestr("内.zip", b"PK")
        package.writestr("乙.txt", PLAIN)
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("乙.txt", PLAIN)
    assert main(["check", str(path), "--fail-on", "never"]) == 2
    told = capsys.readouterr().out
    assert "报送.dat/甲.txt" in told
    assert "压缩包里的压缩包不再打开" in told
    assert "几个同名的文件" in told


def test_what_lies_beside_a_page_or_a_document_is_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = made.page_of_paragraphs(reading.LEAD)
    folder = tmp_path / "d"
    (folder / "报告_files").mkdir(parents=True)
    (folder / "别的_files").mkdir()
    for name in ("报告.html", "报告_files/frame.html", "别的_files/a.html"):
        (folder / name).write_text(page, encoding="utf-8")
    (folder / "~$报告.docx").write_bytes(bytes(162))
    packed = tmp_path / "d.zip"
    with zipfile.ZipFile(packed, "w") as package:
        for path in folder.rglob("*.*"):
            package.write(path, path.relative_to(folder).as_posix())
    for target in (folder, packed):
        main(["check", str(target), "--format", "json", "--fail-on", "never"])
        result = json.loads(capsys.readouterr().out)
        named = sorted(report["path"].rpartition("/")[2] for report in result["reports"])
        assert named == ["a.html", "报告.html"]
        assert result["errors"] == []


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("x.zip", b"PK\x05\x06" + bytes(18), "空的压缩包"),
        ("x.rar", b"Rar!\x1a\x07\x01\x00" + bytes(90), "RAR"),
        ("x.7z", b"7z\xbc\xaf\x27\x1c" + bytes(90), "7z"),
        ("x.docx", bytes(range(256)) * 9, "不是 .docx 文件"),
        ("x.pdf", "正文" * 9 + "\x00" * 90, "不是 .pdf 文件"),
    ],
)
def test_what_a_file_is_instead_is_told(name: str, data: bytes | str, told: str) -> None:
    with pytest.raises(CheckerError) as caught:
        readers.read(name, data.encode() if isinstance(data, str) else data)
    assert told in caught.value.message


WORD_2003 = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    "<w:p><w:r><w:t>全年办理行政复议案件3件。</w:t></w:r></w:p></w:body></w:wordDocument>"
)
FLAT = (
    '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document xmlns:w="{W}"><w:body><w:p><w:r>'
    "<w:t>全年办理行政复议案件3件。</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"
)


@pytest.mark.parametrize("name", ["x.doc", "x.xml", "x.txt"])
def test_a_word_document_in_one_file_is_read(name: str) -> None:
    assert _text(name, FLAT.encode()) == "全年办理行政复议案件3件。\n"
    if made.OFFICE:
        assert _text(name, WORD_2003.encode()).strip() == "全年办理行政复议案件3件。"


def test_a_zip_without_reports_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "空.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("图.png", b"\x89PNG")
    assert main(["check", str(path)]) == 2
    assert "压缩包里没有可检查的文件" in capsys.readouterr().err


def test_text_shows_lines_and_the_role_of_each_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "报告.ofd"
    path.write_bytes(made.fixed_pages(f"{PLAIN}二、存在问题\n执法力量不足。\n"))
    assert main(["text", str(path)]) == 0
    told = capsys.readouterr().out
    assert "—— 第 1 页 ——" in told
    assert "【存在的不足】" in told
    assert "全年办理行政复议案件3件。" in told


@pytest.mark.parametrize("given", ["pages=0", "pages", "colour=3", "pages=many"])
def test_a_limit_that_is_none_is_told(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", "x.txt", "--limit", given]) == 2
    assert "不是一个限度" in capsys.readouterr().err


def test_a_limit_can_be_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(PLAIN, encoding="utf-8")
    assert main(["text", str(path), "--limit", "bytes=10"]) == 2
    assert "too-large" in capsys.readouterr().err
