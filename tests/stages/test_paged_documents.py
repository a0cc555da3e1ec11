"""Pages: scans in strips or with a stamp, tables at the edges of pages, titles of several lines, what OCR read."""

from __future__ import annotations

from dataclasses import replace

import pytest
import raw
import reading

from checker import normalise, pipeline, readers
from checker.errors import CheckerError
from checker.model.result import Assessment
from checker.readers import _ocr, _pages
from checker.readers._limits import DEFAULT
from checker.readers._pages import Line

STRIP = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    b"stream\na\nendstream"
)
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>"
    b"/Font<</F 6 0 R>>>>>>"
)
PICTURE = "<ofd:ImageObject Boundary='0 0 210 297' ResourceID='1'/>"


def _scan(strips: int, written: bytes = b"") -> bytes:
    """A page of a PDF that is filled with pictures, one above the other."""
    high = 842 / strips
    drawn = b"".join(b"q 595 0 0 %f 0 %f cm /I Do Q " % (high, n * high) for n in range(strips))
    content = drawn + written
    return raw.pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            PAGE,
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            STRIP,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def _run(words: str) -> str:
    return (
        "<ofd:TextObject Boundary='20 20 170 5' Size='4'><ofd:TextCode X='0' Y='4'>"
        f"{words}</ofd:TextCode></ofd:TextObject>"
    )


@pytest.mark.parametrize("strips", [1, 8, 60])
@pytest.mark.parametrize("written", [b"", b"BT /F 9 Tf 50 20 Td (scan 12) Tj ET"])
def test_a_scan_in_strips_is_a_scan(
    strips: int, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_ocr, "is_installed", lambda: False)
    with pytest.raises(CheckerError) as caught:
        readers.read("x.pdf", _scan(strips, written))
    assert caught.value.code == "scanned"


def test_scanned_pages_of_a_fixed_document_may_carry_a_stamp() -> None:
    stamp = PICTURE + _run("某某县人民政府办公室专用扫描全能王")
    words = _run("全年办理行政复议案件三件，组织法治培训五次，开展专项检查六次，公开信息三百条。")
    last = _run("执法力量仍然不足，培训针对性不强，下一年将补充人员，完善制度，加强监督检查工作。")
    source = readers.read("x.ofd", raw.fixed(words, stamp, stamp, last))
    assert source.unread == (2, 3)
    assert "扫描全能王" not in source.text
    assert readers.read("x.ofd", raw.fixed(words, PICTURE)).unread == (2,)
    assert readers.read("x.ofd", raw.fixed(words + PICTURE, last)).unread == ()
    with pytest.raises(CheckerError) as caught:
        readers.read("x.ofd", raw.fixed(stamp, stamp))
    assert caught.value.code == "scanned"


def test_rows_of_a_table_are_no_running_heads() -> None:
    head = Line(200, 400, 9, "某某县法治政府建设年度报告")
    pages = [
        [
            head,
            *(Line(50, 500, 12, f"行政复议第{n}批\t{n}件") for n in range(9)),
            Line(290, 310, 9, f"- {p} -"),
        ]
        for p in range(1, 4)
    ]
    left = _pages.without_running(pages)
    assert [len(lines) for lines in left] == [9, 9, 9]
    assert all("\t" in line.words for lines in left for line in lines)


def _joined(*lines: Line) -> list[str]:
    return [words for words in _pages.joined("x", [lines], DEFAULT).text.split("\n") if words]


def test_a_title_of_several_lines_is_one() -> None:
    body = [
        Line(74, 520, 16, "正" * 28),
        *[Line(50, 520, 16, "文" * 29)] * 5,
        Line(50, 200, 16, "完。"),
    ]
    two = [
        Line(170, 400, 22, "某某县人力资源局关于"),
        Line(130, 440, 22, "某年度法治政府建设的报告"),
    ]
    told = _joined(*two, *body)
    assert told[0] == "某某县人力资源局关于某年度法治政府建设的报告"
    assert len(told) == 2
    smaller = two[1]._replace(size=17)
    assert len(_joined(two[0], smaller, *body)) == 3
    aside = two[1]._replace(left=60, right=370)
    assert len(_joined(two[0], aside, *body)) == 3


def test_what_is_wrong_on_a_recognised_page_is_for_a_person_to_decide() -> None:
    words = f"{reading.LEAD}一、主要举措和成效\n政务服务事项可办率达到929%。\n"
    source = readers.read("x.txt", words.encode())
    status = {}
    for recognised in ((), (1,)):
        paged = replace(source, page_starts=(0,), recognised=recognised)
        made = pipeline.assess(paged, reading.book())
        assert isinstance(made, Assessment)
        outcome = next(o for o in made.outcomes if o.rule.id == "integrity/arithmetic")
        status[recognised] = outcome.status
        assert ("识别" in outcome.message) == bool(recognised)
    assert status == {(): "fail", (1,): "review"}
    assert normalise.text(replace(source, page_starts=(0,), recognised=(1,))).damage


def test_what_is_incomplete_beside_a_page_that_was_not_read_is_for_a_person_to_decide() -> None:
    words = f"{reading.LEAD}一、主要举措和成效\n开展培训3次。\n二、存在问题\n工作还有差距。\n"
    source = readers.read("x.txt", words.encode())
    for unread in ((), (2,)):
        paged = replace(source, page_starts=(0, len(words) - 1), unread=unread)
        made = pipeline.assess(paged, reading.book())
        assert isinstance(made, Assessment)
        found = {o.status for o in made.outcomes}
        assert ("partial" in found) == (not unread)
        assert ("review" in found) or not unread


def _unmapped() -> bytes:
    """A page whose font says of its characters only that they are its own."""
    content = b"BT /F 12 Tf 50 700 Td (abcdefghijkl) Tj ET"
    ranges = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> <E000> endbfrange"
    return raw.pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(ranges), ranges),
        ]
    )


def test_a_font_that_says_nothing_of_its_characters_is_told() -> None:
    with pytest.raises(CheckerError) as caught:
        readers.read("x.pdf", _unmapped())
    assert caught.value.code == "unmapped"
    assert "重新导出" in caught.value.message
