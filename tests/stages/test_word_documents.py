"""What a Word document shows: numbers by styles, hidden words, joined paragraphs, empty controls, pages."""

from __future__ import annotations

import raw
import reading

from checker import readers

CORE = (
    "<c:coreProperties xmlns:c='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
    "xmlns:dcterms='http://purl.org/dc/terms/'><dcterms:modified>{}</dcterms:modified></c:coreProperties>"
)


def _text(body: str, **parts: str) -> str:
    return readers.read("x.docx", raw.word(body, **parts)).text


def _paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{_run(words)}</w:p>"


def _run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def _styles(inner: str) -> str:
    return f"<w:styles {raw.W}>{inner}</w:styles>"


def _style(name: str, inner: str) -> str:
    return f'<w:style w:styleId="{name}">{inner}</w:style>'


def _level(at: int, shown: str, inner: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>{inner}'
        f'<w:lvlText w:val="{shown}"/></w:lvl>'
    )


def _numbering(inner: str, nums: str) -> str:
    return f"<w:numbering {raw.W}>{inner}{nums}</w:numbering>"


def _num(number: int, kind: int) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/></w:num>'


def test_a_list_that_only_names_a_style_of_lists_has_its_levels() -> None:
    kinds = (
        f'<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="条目"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="条目"/>{_level(0, "%1、")}</w:abstractNum>'
    )
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = _paragraph("主要举措", place) + _paragraph("存在问题", place)
    numbering = _numbering(kinds, _num(1, 0) + _num(2, 1))
    assert _text(body, numbering=numbering) == "一、主要举措\n二、存在问题\n"


def test_a_level_that_names_a_style_numbers_its_paragraphs() -> None:
    levels = _level(0, "%1、", '<w:pStyle w:val="H1"/>') + _level(
        1, "（%2）", '<w:pStyle w:val="H2"/>'
    )
    numbering = _numbering(
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>', _num(1, 0)
    )
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = _styles(_style("H1", listed) + _style("H2", listed))
    body = "".join(
        _paragraph(words, f'<w:pStyle w:val="{style}"/>')
        for words, style in (("成效", "H1"), ("学习", "H2"), ("宣传", "H2"), ("不足", "H1"))
    )
    told = _text(body, numbering=numbering, styles=styles)
    assert told == "一、成效\n（一）学习\n（二）宣传\n二、不足\n"


def test_what_a_style_hides_is_not_shown() -> None:
    styles = _styles(
        _style("A", "<w:rPr><w:vanish/></w:rPr>")
        + _style("B", '<w:basedOn w:val="A"/>')
        + _style("C", '<w:basedOn w:val="A"/><w:rPr><w:vanish w:val="0"/></w:rPr>')
    )
    hidden, shown = '<w:rStyle w:val="B"/>', '<w:rStyle w:val="C"/>'
    told = _run("显示的字", '<w:vanish w:val="false"/>')
    body = (
        f"<w:p>{_run('办理')}{_run('虚构', hidden)}{_run('3件', shown)}</w:p>"
        + _paragraph("隐藏的一段", '<w:pStyle w:val="B"/>')
        + f'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>{told}</w:p>'
    )
    assert _text(body, styles=styles).split() == ["办理3件", "显示的字"]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    end = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>'
    body = (
        _paragraph("全年办理", end)
        + _paragraph("案件", end)
        + _paragraph("3件。")
        + _paragraph("末")
    )
    assert _text(body) == "全年办理案件3件。\n末\n"
    assert _text(_paragraph("全年办理3件。", end)) == "全年办理3件。\n"
    table = f"<w:tbl><w:tr><w:tc>{_paragraph('甲', end)}</w:tc><w:tc>{_paragraph('乙')}</w:tc></w:tr></w:tbl>"
    assert _text(table) == "甲\t乙\n"


def test_a_control_that_nobody_filled_in_says_nothing() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = (
        control.format("<w:showingPlcHdr/>", _paragraph("单击此处输入文字。"))
        + control.format("", _paragraph("全年3件。"))
        + f"<w:p>{control.format('<w:showingPlcHdr/>', _run('请输入'))}{_run('完')}</w:p>"
    )
    assert _text(body) == "全年3件。\n完\n"


def test_a_quote_has_the_page_of_the_last_layout() -> None:
    mark = "<w:lastRenderedPageBreak/>"
    row = f"<w:tr>{''.join(f'<w:tc><w:p><w:r>{mark}<w:t>{x}</w:t></w:r></w:p></w:tc>' for x in '甲乙')}</w:tr>"
    body = (
        _paragraph("第一页。")
        + f"<w:p><w:r><w:t>仍在</w:t></w:r><w:r>{mark}<w:t>第二页。</w:t></w:r></w:p>"
        + f"<w:tbl>{row}</w:tbl>"
    )
    source = readers.read("x.docx", raw.word(body))
    assert source.text == "第一页。\n仍在第二页。\n甲\t乙\n"
    pages = [
        source.place(source.text.index(words)).page for words in ("第一页", "仍在", "第二页", "乙")
    ]
    assert pages == [1, 1, 2, 3]
    assert readers.read("x.docx", raw.word(_paragraph("未曾排版。"))).place(0).page is None


def test_when_a_file_was_saved_is_a_hint_and_no_date_of_the_report() -> None:
    body = "".join(map(_paragraph, reading.LEAD.splitlines()))
    document = {"word/document.xml": f"<w:document {raw.W}><w:body>{body}</w:body></w:document>"}
    for told, hint in (("2024-03-02T08:00:00Z", "2024-03-02"), ("昨天", ""), ("", "")):
        made = raw.package({**document, "docProps/core.xml": CORE.format(told)})
        assessment = reading.assessed(made, "x.docx")
        assert assessment.facts.published is None
        outcome = next(
            o for o in assessment.outcomes if o.rule.id == "timeliness/published-on-time"
        )
        assert outcome.status == "review"
        assert (hint in outcome.message) if hint else ("保存" not in outcome.message)
