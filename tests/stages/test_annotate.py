"""Comments stand at the words that they are of; nothing else of the clerk's document moves."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import builders
import commented
import docx
import hostile
import made
import pytest
import raw
import reading
from commented import Comment, comments
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import readers
from checker.annotate import page, word
from checker.annotate.notes import PLACES, Note, notes
from checker.cli.main import main
from checker.errors import CheckerError
from checker.model.exceptions import Decision
from checker.model.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from checker.model.result import Assessment

GOLD = sorted((reading.ROOT / "tests" / "gold").glob("[a-e]*.txt"))[::4]
REPORTS = (*reading.SEEDS, *GOLD)
FUZZ = reading.ROOT / "tests" / "fuzz" / "corpus"
HEAVY = 20_000  # bytes of a file that takes long
KINDS = ("plain", "runs", "headings")
OURS = "法治报告体检"
office = pytest.mark.skipif(made.OFFICE is None, reason="LibreOffice is not installed")


@cache
def _document(path: Path, kind: str) -> bytes:
    return made.document(
        readers.read(path.name, path.read_bytes()).text.removeprefix("\ufeff"), kind
    )


@cache
def _assessed(path: Path, kind: str = "runs") -> Assessment:
    return reading.assessed(_document(path, kind), "报告.docx")


@cache
def _annotated(path: Path, kind: str = "runs") -> bytes:
    report = _assessed(path, kind)
    source = report.facts.report.text.source
    return word.annotated(_document(path, kind), source, notes(report), readers.DEFAULT).data


def _written(data: bytes, *wanted: Note) -> bytes:
    source = readers.read("报告.docx", data)
    return word.annotated(data, source, wanted, readers.DEFAULT).data


def _note(text: str, *quotes: str, number: int = 1) -> Note:
    places = tuple(Span(text.index(q), text.index(q) + len(q)) for q in quotes)
    return Note(number, "work/x", "【缺失·应当】某项", ("没有写。",), places, is_found=True)


def _commented(body: str, *quotes: str, **parts: str) -> list[str]:
    """The words at which comments on these quotes stand."""
    data = raw.word(body, **parts)
    text = readers.read("x.docx", data).text
    after = _written(data, *(_note(text, quote, number=n) for n, quote in enumerate(quotes, 1)))
    assert commented.body(after) == commented.body(data)
    return [comment.words for comment in comments(after).values()]


def _bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def _expected(report: Assessment) -> dict[tuple[str, int], str]:
    """The words of each place of each note, by the note's head and the number of the place."""
    text = report.facts.report.text.source.text
    return {
        (f"{note.number}. {note.head}", index): text[place.start : place.end]
        for note in notes(report)
        for index, place in enumerate(note.places, 1)
    }


def _found(read: Mapping[str, Comment]) -> dict[tuple[str, int], str]:
    heads = [re.fullmatch(r"(.*?)(?:（第 (\d) 处）)?", c.lines[0]) for c in read.values()]
    return {
        (head[1], int(head[2] or 1)): comment.words
        for head, comment in zip(heads, read.values(), strict=True)
        if head
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem[:3])
def test_each_comment_stands_at_the_words_of_its_finding(path: Path, kind: str) -> None:
    read = comments(_annotated(path, kind))
    wanted = _expected(_assessed(path, kind))
    assert len(read) == len(wanted)
    found = _found(read)
    assert found.keys() == wanted.keys()
    assert {k: _bare(v) for k, v in found.items()} == {k: _bare(v) for k, v in wanted.items()}
    assert {comment.author for comment in read.values()} <= {OURS}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem[:3])
def test_nothing_else_of_the_document_moves(path: Path, kind: str) -> None:
    before, after = _document(path, kind), _annotated(path, kind)
    assert commented.body(after) == commented.body(before)
    old, new = commented.parts(before), commented.parts(after)
    changed = {name for name in new if old.get(name) != new[name]}
    names = ("[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml")
    assert changed == {*names, "word/document.xml"}
    assert readers.read("x.docx", after) == readers.read("x.docx", before)
    assert docx.Document(io.BytesIO(after)).paragraphs


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem[:3])
def test_twice_is_once(path: Path) -> None:
    once = _annotated(path)
    report = reading.assessed(once, "报告.docx")
    again = word.annotated(
        once, report.facts.report.text.source, notes(report), readers.DEFAULT
    ).data
    assert again == once
    assert comments(_written(once)) == {}
    assert commented.body(_written(once)) == commented.body(_document(path, "runs"))


def test_another_library_reads_who_and_what() -> None:
    read = list(docx.Document(io.BytesIO(_annotated(reading.SEEDS[0]))).comments)
    assert {(comment.author, comment.initials) for comment in read} == {(OURS, "体检")}
    first = "\n".join(paragraph.text for paragraph in read[0].paragraphs)
    assert first.startswith("1. 【缺失·应当】行政复议\n没有写行政复议情况。")
    assert "依据：《中华人民共和国行政复议法》" in first
    assert "怎么写：" in first


def test_a_finding_of_many_places_is_told_once() -> None:
    quotes = ["甲乙", "丙丁", "戊己", "庚辛"]
    data = raw.word(f"<w:p><w:r><w:t>{'，'.join(quotes)}</w:t></w:r></w:p>")
    note = _note(readers.read("x.docx", data).text, *quotes[:PLACES])
    read = list(comments(_written(data, note)).values())
    assert [comment.words for comment in read] == quotes[:PLACES]
    assert [comment.lines[1] for comment in read] == ["没有写。", *["说明见第 1 处的批注。"] * 2]


P = "<w:p>{}</w:p>"
R = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"


INLINE = (
    R.format("前甲乙")
    + f'<w:ins w:id="9" w:author="某人">{R.format("丙丁")}</w:ins>'
    + '<w:del w:id="8" w:author="某人"><w:r><w:delText>删去</w:delText></w:r></w:del>'
    + f'<w:hyperlink w:anchor="x">{R.format("戊己")}</w:hyperlink>'
    + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    + '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>庚</w:t></w:r>'
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    + f"<w:sdt><w:sdtContent>{R.format('辛壬')}</w:sdtContent></w:sdt>"
    + "<w:r><w:t>癸</w:t><w:tab/><w:t>子</w:t><w:noBreakHyphen/><w:t>丑&amp;寅&#x536F;</w:t></w:r>"
)


def test_words_of_all_kinds_of_runs() -> None:
    quotes = ["乙丙", "丁戊", "己庚辛", "壬癸\t子-", "丑&", "&寅", "卯", "寅卯", "癸\t子-丑&寅卯"]
    assert [_bare(words) for words in _commented(P.format(INLINE), *quotes)] == [
        _bare(q) for q in quotes
    ]


def test_the_sign_of_a_comment_stands_behind_a_field() -> None:
    data = raw.word(P.format(INLINE))
    text = readers.read("x.docx", data).text
    xml = commented.parts(_written(data, _note(text, "庚")))["word/document.xml"].decode()
    assert _commented(P.format(INLINE), "庚") == ["庚"]
    assert xml.index('fldCharType="end"') < xml.index("commentReference") < xml.index("辛壬")


def test_over_paragraphs_and_cells() -> None:
    cells = "".join(f"<w:tc>{P.format(R.format(words))}</w:tc>" for words in ("总数", "12件"))
    body = P.format(R.format("第一段。")) + P.format(R.format("第二段。"))
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells.replace('12', '34')}</w:tr></w:tbl>"
    assert _commented(body + table, "一段。\n第二", "数\t12", "34件") == [
        "一段。第二",
        "数12",
        "34件",
    ]


def test_numbers_that_are_made_have_no_place_the_words_behind_them_have() -> None:
    numbering = (
        f'<w:numbering {raw.W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    place = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = P.format(place + R.format("主要举措")) + P.format(place + R.format("不足"))
    words = _commented(body, "一、主要", "二、", numbering=numbering)
    assert words == ["主要", "不"]


def test_notes_and_boxes_are_commented_where_the_text_has_them() -> None:
    box = P.format(R.format("框里的字"))
    drawing = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing><w:txbxContent>{box}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    body = P.format(
        R.format("正文")
        + '<w:r><w:footnoteReference w:id="5"/></w:r>'
        + f"<w:r>{drawing}</w:r>"
        + R.format("末尾")
    )
    footnotes = (
        f'<w:footnotes {raw.W}><w:footnote w:id="5">{P.format(R.format("注里的字"))}</w:footnote>'
        "</w:footnotes>"
    )
    data = raw.word(body, footnotes=footnotes)
    text = readers.read("x.docx", data).text
    after = _written(data, _note(text, "注里"), _note(text, "框里"), _note(text, "末尾"))
    assert commented.body(after) == commented.body(data)
    note, boxed, plain = comments(after).values()
    assert "原文：「注里」" in note.lines
    assert (boxed.words, boxed.lines[2]) == ("框里的字", "原文：「框里」")
    assert (plain.words, len(plain.lines)) == ("末尾", 3)
    xml = commented.parts(after)["word/document.xml"].decode()
    box_at = xml.index("<mc:AlternateContent")
    assert "commentR" not in xml[box_at : xml.index("</mc:AlternateContent>")]


PEOPLE = (
    f'<w:comments {raw.W} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<w:comment w:id="0" w:author="张三"><w:p w14:paraId="00000001"><w:r><w:t>请核实</w:t></w:r></w:p>'
    '</w:comment><w:comment w:id="7" w:author="法治报告体检"><w:p><w:r><w:t>同名的人</w:t></w:r></w:p>'
    "</w:comment></w:comments>"
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
    'Target="comments.xml"/><Relationship Id="rId2" Target="commentsExtended.xml" '
    'Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended"/></Relationships>'
)
COMMENTED = P.format(
    '<w:commentRangeStart w:id="0"/><w:r><w:t>全年办理</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r><w:commentRangeStart w:id="7"/><w:r><w:t>案件</w:t></w:r>'
    '<w:commentRangeEnd w:id="7"/><w:r><w:t>3件。</w:t><w:commentReference w:id="7"/></w:r>'
)
EXTENDED = (
    '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<w15:commentEx w15:paraId="00000001" w15:done="0"/>{}</w15:commentsEx>'
)


def _with_people(comments_: str = PEOPLE, body: str = COMMENTED, listed: str = "") -> bytes:
    return raw.package(
        {
            "word/document.xml": f"<w:document {raw.W}><w:body>{body}</w:body></w:document>",
            "word/comments.xml": comments_,
            "word/commentsExtended.xml": EXTENDED.format(listed),
            "word/_rels/document.xml.rels": RELATIONS,
        }
    )


def test_comments_of_people_stay() -> None:
    data = _with_people()
    text = readers.read("x.docx", data).text
    once = _written(data, _note(text, "办理案件3"))
    read = comments(once)
    assert {key: read[key] for key in ("0", "7")} == comments(data)
    assert (len(read), read["1"].words) == (3, "办理案件3")
    assert _written(once, _note(text, "办理案件3")) == once
    assert comments(_written(once)) == comments(data)


def test_an_answer_to_our_comment_stays_and_answers_nothing() -> None:
    mark = "〔fazhi annotate work/x〕"
    ours = (
        '<w:comment w:id="3" w:author="法治报告体检"><w:p w14:paraId="0000000A">'
        f"<w:r><w:t>1. 缺</w:t></w:r></w:p><w:p w14:paraId='0000000B'><w:r><w:t>{mark}</w:t></w:r></w:p>"
        "</w:comment>"
    )
    answered = PEOPLE.replace("<w:comment ", f"{ours}<w:comment ", 1)
    body = COMMENTED + P.format(
        '<w:commentRangeStart w:id="3"/><w:r><w:t>末。</w:t></w:r><w:commentRangeEnd w:id="3"/>'
        '<w:r><w:rPr><w:rStyle w:val="a"/></w:rPr><w:commentReference w:id="3"/></w:r>'
    )
    listed = (
        '<w15:commentEx w15:paraId="0000000B" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="0000000B" w15:done="0"/>'
    )
    after = _written(_with_people(answered, body, listed))
    assert comments(after) == comments(_with_people(PEOPLE))
    extended = commented.parts(after)["word/commentsExtended.xml"].decode()
    assert extended == EXTENDED.format('<w15:commentEx w15:paraId="00000002" w15:done="0"/>')
    assert (
        "a"
        not in commented.parts(after)["word/document.xml"].decode().rpartition("末。")[2][30:-40]
    )


PREFIXES = {
    "another prefix": ("x", f"<x:document {raw.W.replace(':w', ':x')}>"),
    "no prefix": ("", f"<document {raw.W.replace(':w', '')}>"),
}


@pytest.mark.parametrize("case", PREFIXES)
def test_whatever_the_names_are_prefixed_with(case: str) -> None:
    prefix, head = PREFIXES[case]
    inner = P.format("<w:r><w:rPr><w:b/></w:rPr><w:t>全年办理案件3件。</w:t></w:r>")
    whole = f"<w:body>{inner}</w:body></w:document>".replace("w:", f"{prefix}:" if prefix else "")
    data = raw.package({"word/document.xml": head + whole})
    after = _written(data, _note("全年办理案件3件。", "办理"))
    assert [comment.words for comment in comments(after).values()] == ["办理"]
    assert commented.body(after) == commented.body(data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_whatever_the_text_is_written_in(encoding: str) -> None:
    words = "全年办理&amp;案件" if encoding != "iso-8859-1" else "caf\xe9 &#20840;&#24180;3"
    head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    inner = f"<w:document {raw.W}><w:body>{P.format(R.format(words))}</w:body></w:document>"
    data = raw.package({"word/document.xml": (head + inner).encode(encoding)})
    text = readers.read("x.docx", data).text
    after = _written(data, _note(text, text[1:6]))
    assert [comment.words for comment in comments(after).values()] == [text[1:6]]


def test_a_strict_document_stays_strict() -> None:
    body = P.format(R.format("全年办理案件3件。"))
    strict = raw.W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    data = raw.package(
        {"word/document.xml": f"<w:document {strict}><w:body>{body}</w:body></w:document>"}
    )
    after = _written(data, _note("全年办理案件3件。", "办理"))
    assert [comment.words for comment in comments(after).values()] == ["办理"]
    held = commented.parts(after)
    assert b"http://schemas.openxmlformats.org/w" not in held["word/comments.xml"]
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in (held["word/_rels/document.xml.rels"])
    )


MIXED = (
    P.format(
        f'<w:pPr><w:jc w:val="both"/></w:pPr>{R.format(" 全年 ")}<w:bookmarkStart w:id="1" w:name="a"/>'
        f'<w:ins w:id="2">{R.format("办理&lt;案件")}</w:ins><w:bookmarkEnd w:id="1"/>'
        f"<w:hyperlink>{R.format('3件')}<w:r><w:t>，</w:t><w:br/><w:t>其中</w:t></w:r></w:hyperlink>"
    )
    + f"<w:tbl><w:tr><w:tc>{P.format(R.format('甲'))}</w:tc><w:tc>{P.format(R.format('乙丙'))}</w:tc></w:tr>"
    f"<w:tr><w:tc>{P.format(R.format('丁'))}</w:tc><w:tc>{P.format(R.format('戊'))}</w:tc></w:tr></w:tbl>"
    + P.format("<w:r><w:t><![CDATA[己<庚]]></w:t></w:r><w:r><w:t>末句。</w:t></w:r>")
)


@settings(max_examples=25)  # each is written twice, by a process apart
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), min_size=1, max_size=6))
def test_any_places_at_once(places: Sequence[tuple[int, int]]) -> None:
    data = raw.word(MIXED)
    text = readers.read("x.docx", data).text
    spans = [Span(a, min(a + n, len(text))) for a, n in places if a < len(text)]
    wanted = [replace(_note("某", "某", number=n), places=(s,)) for n, s in enumerate(spans, 1)]
    after = _written(data, *wanted)
    assert commented.body(after) == commented.body(data)
    for span, comment in zip(spans, comments(after).values(), strict=True):
        quote = _bare(text[span.start : span.end])
        if quote and len(comment.lines) == 3:
            assert _bare(comment.words) == quote
        else:  # around what cannot be cut: the words themselves are told
            assert quote in _bare(comment.words) or not quote
    assert _written(after, *wanted) == after


def test_hostile_words_stay_words() -> None:
    data = _document(reading.SEEDS[0], "runs")
    text = readers.read("x.docx", data).text
    hostile = '</w:t><w:p>&lt;"\x00\x0b\ufffe\u202e\ud800]]>'
    note = replace(_note(text, text[:4]), head=hostile, lines=(hostile,), key=hostile)
    (comment,) = comments(_written(data, note)).values()
    assert comment.lines[1] == '</w:t><w:p>&lt;" ]]>'


def test_what_is_let_off_is_left_out() -> None:
    waived = Decision("statutory/causes", "同意下月补报", date(2026, 6, 30))
    report = builders.assessment(
        builders.outcome("fail", "statutory/causes", waived=waived),
        builders.outcome("fail", "work/x", baseline="known"),
        builders.outcome("partial", "work/enforcement"),
        builders.outcome("review", "work/y"),
        builders.outcome("pass", "work/z"),
        builders.outcome("not_applicable", "work/n"),
    )
    keys = {note.key for note in notes(report)}
    assert keys == {"work/enforcement", "work/y", "arithmetic/sum"}
    told = {note.key: note for note in notes(report, everything=True)}
    assert told.keys() - keys == {"statutory/causes", "work/x"}
    assert "已豁免：同意下月补报（至 2026-06-30）" in told["statutory/causes"].lines
    assert "全文没有相应的部分，这条批注放在开头。" in told["work/x"].lines
    assert told["work/x"].places == (Span(0, 18),)


def test_relations_are_told_one_by_one_with_what_their_rule_asks() -> None:
    outcome = builders.outcome("fail", "integrity/arithmetic", evidence=(builders.evidence(),))
    (note,) = notes(builders.assessment(outcome))
    assert (note.key, note.head) == ("arithmetic/sum", "【请核对】数字对不上")
    assert note.lines[1].startswith("依据：《某某规定》第五条")
    waived = Decision("integrity/arithmetic", "已核对", date(2026, 6, 30))
    assert notes(builders.assessment(replace(outcome, waived=waived))) == ()


@office
def test_a_word_processor_keeps_every_comment_and_its_words() -> None:
    documents = {path.stem[:3]: _annotated(path) for path in reading.SEEDS}
    open_ = made.converted(documents, "docx", "odt")
    back = made.converted(open_, "odt", "docx:MS Word 2007 XML")
    for name, data in documents.items():
        before, after = (
            {c.lines[0]: (c.author, c.lines, _bare(c.words)) for c in comments(d).values()}
            for d in (data, back[name])
        )
        assert after == before
        text = readers.read("x.docx", back[name])
        assert comments(word.annotated(back[name], text, (), readers.DEFAULT).data) == {}


@office
def test_a_word_processor_keeps_comments_wherever_they_stand() -> None:
    """Among changes, links, fields, controls, over paragraphs, cells and boxes."""
    box = '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:99pt;height:50pt">{}'
    box = box.format(
        f"<v:textbox><w:txbxContent>{P.format(R.format('框里的字'))}</w:txbxContent></v:textbox>"
    )
    cells = "".join(
        f"<w:tc><w:tcPr/>{P.format(R.format(words))}</w:tc>" for words in ("总数", "12件")
    )
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    body = (
        P.format(INLINE)
        + P.format(R.format("一段话在这里"))
        + P.format(f"{R.format('二段话在这里')}{box}</v:shape></w:pict></w:r>")
        + f"<w:tbl>{grid}<w:tr>{cells}</w:tr></w:tbl>{P.format(R.format('尾'))}"
    )
    document = _document(reading.SEEDS[0], "plain")
    xml = commented.parts(document)["word/document.xml"].decode()
    whole = f"{xml.partition('<w:body>')[0]}<w:body>{body}</w:body></w:document>"
    data = raw.package({**commented.parts(document), "word/document.xml": whole})
    text = readers.read("x.docx", data).text
    quotes = (
        "乙丙",
        "丁戊",
        "己",
        "庚",
        "庚辛",
        "壬癸",
        "里\n二段",
        "框里",
        "总数\t12件",
        "12件\n尾",
    )
    after = _written(data, *(_note(text, quote, number=n) for n, quote in enumerate(quotes)))
    page_ = made.converted({"x": after}, "docx", "odt")["x"]
    told = commented.parts(page_)["content.xml"].decode()
    assert told.count("<office:annotation ") == len(quotes)


@office
def test_a_document_that_a_word_processor_has_written() -> None:
    documents = {path.stem[:3]: _document(path, "headings") for path in reading.SEEDS}
    back = made.converted(made.converted(documents, "docx", "odt"), "odt", "docx:MS Word 2007 XML")
    for data in back.values():
        report = reading.assessed(data, "报告.docx")
        after = word.annotated(
            data, report.facts.report.text.source, notes(report), readers.DEFAULT
        ).data
        wanted = {k: _bare(v) for k, v in _expected(report).items()}
        assert {k: _bare(v) for k, v in _found(comments(after)).items()} == wanted
        assert commented.body(after) == commented.body(data)


@pytest.mark.parametrize("path", reading.SEEDS, ids=lambda path: path.stem[:3])
def test_a_page_marks_the_words_and_leads_both_ways(path: Path) -> None:
    report = reading.assessed(path.read_bytes(), path.name)
    wanted = notes(report)
    shown = page.render(report, wanted)
    text = report.facts.report.text.source.text
    for note in wanted:
        assert f'<li id="n{note.number}">' in shown
        for at, place in enumerate(note.places, 1):
            assert f'<a href="#p{note.number}-{at}">' in shown
            behind = shown.partition(f'<a id="p{note.number}-{at}" href="#n{note.number}">')[2]
            words = re.sub(r"<sup>.*?</sup>|<[^>]*>", "", behind.partition("</sup>")[2])
            assert _bare(words).startswith(_bare(html.escape(text[place.start : place.end])))
    assert "<script" not in shown
    assert page.render(report, wanted) == shown
    style = re.search("<style>(.*?)</style>", shown, re.DOTALL)
    assert style
    told = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{told}'" in shown
    assert readers.is_own_result(shown.encode())


def test_a_page_shows_hostile_words_and_nothing_else() -> None:
    words = (
        "<script>alert(1)</script>\u202e某某镇2023年法治政府建设年度报告\n<img src=x onerror=y>\n"
    )
    report = reading.assessed(words + reading.LEAD)
    shown = page.render(report, notes(report))
    assert "<script>" not in shown
    assert "<img" not in shown
    assert "\u202e" not in shown


HURTING = {
    **{name: make for name, make in hostile.FILES.items() if name.startswith("docx")},
    **{path.name: path.read_bytes for path in sorted((FUZZ / "docx").iterdir())},
}


@pytest.mark.parametrize("name", HURTING)
def test_a_file_made_to_hurt_is_annotated_or_refused(name: str, tmp_path: Path) -> None:
    data = HURTING[name]()
    given_ = tmp_path / "报告.docx"
    given_.write_bytes(data)
    status = _run(given_, "-o", tmp_path / "批注.docx", "--limit", "seconds=2")
    assert status in (0, 2)
    if status == 2:
        return
    text = readers.read("x.docx", data).text
    spans = [Span(place, place + 5) for place in range(0, min(len(text), 40), 3)]
    wanted = [replace(_note("某", "某"), places=(span,)) for span in spans]
    after = _written(data, *wanted)
    assert len(comments(after)) == len(wanted)
    assert readers.read("x.docx", after).text == text
    assert len(data) > HEAVY or _written(after, *wanted) == after


def test_a_part_that_declares_entities_is_refused() -> None:
    entities = '<!DOCTYPE a [<!ENTITY b "c">]>' + PEOPLE
    data = _with_people(entities)
    source = readers.read("x.docx", data)
    with pytest.raises(CheckerError, match="实体"):
        word.annotated(data, source, (), readers.DEFAULT)


def test_what_unpacks_too_large_is_refused() -> None:
    data = _document(reading.SEEDS[0], "plain")
    bomb = raw.package({**commented.parts(data), "word/media/x.bmp": b"\0" * 3_000_000})
    source = readers.read("x.docx", bomb)
    wanted = [_note(source.text, "法治")]
    with pytest.raises(CheckerError, match="压缩炸弹"):
        word.annotated(bomb, source, wanted, readers.Limits(unpacked=2_000_000))


def _run(*arguments: object) -> int:
    return main(["annotate", *map(str, arguments)])


def test_the_command_writes_a_copy(tmp_path: Path) -> None:
    given_, out = tmp_path / "报告.docx", tmp_path / "批注.docx"
    data = _document(reading.SEEDS[0], "runs")
    given_.write_bytes(data)
    assert _run(given_, "-o", out) == 0
    assert given_.read_bytes() == data
    assert out.read_bytes() == _annotated(reading.SEEDS[0])
    assert _run(out, "-o", tmp_path / "又.docx") == 0
    assert (tmp_path / "又.docx").read_bytes() == out.read_bytes()


def test_every_format_that_is_read_gives_a_page(tmp_path: Path) -> None:
    words = readers.read("x.txt", reading.SEEDS[0].read_bytes()).text
    documents = {
        "报告.html": made.page_of_paragraphs(words).encode(),
        "报告.ofd": made.fixed_pages(words),
        "报告.docx": _document(reading.SEEDS[0], "runs"),
        "报告.md": words.encode(),
    }
    for name, data in documents.items():
        (tmp_path / name).write_bytes(data)
        out = tmp_path / f"{name}.html"
        assert _run(tmp_path / name, "-o", out) == 0
        assert "<mark" in out.read_text(encoding="utf-8")
        assert _run(out, "-o", tmp_path / "又.html") == 2


@pytest.mark.parametrize("kind", ["macro", "template"])
def test_other_word_documents_keep_their_suffix(tmp_path: Path, kind: str) -> None:
    suffix = {"macro": ".docm", "template": ".dotx"}[kind]
    given_ = tmp_path / f"报告{suffix}"
    given_.write_bytes(_document(reading.SEEDS[1], "runs"))
    assert _run(given_, "-o", tmp_path / "批注.docx") == 2
    assert _run(given_, "-o", tmp_path / f"批注{suffix}") == 0
