"""One report in every format that officials have: pages, Word documents, OFD; PDF and older formats by
the real programs, where they are installed."""

from __future__ import annotations

import html
import io
import shutil
import subprocess
import tempfile
import zipfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import docx.shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_SHORT = 20  # characters up to which a paragraph is set without an indent
_LINE = 44  # characters of a line of an OFD page
_LINES = 40
_SIZE = 4.2  # millimetres


def _blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Runs of lines that are rows of a table, and of those that are not."""
    lines = text.replace("\r\n", "\n").split("\n")
    for is_table, run in groupby(lines, key=lambda line: "\t" in line.strip()):
        yield is_table, list(run)


def _table(rows: Sequence[str]) -> str:
    cells = (
        "".join(f"<td><span>{html.escape(cell)}</span></td>" for cell in row.split("\t"))
        for row in rows
    )
    return (
        "<table border='1'><tbody>"
        + "".join(f"<tr>{row}</tr>" for row in cells)
        + "</tbody></table>"
    )


def _body(text: str, line: str) -> str:
    """A text as markup: its tables as tables, each other line put into ``line``."""
    return "".join(
        _table(run) if is_table else "".join(line.format(html.escape(words)) for words in run)
        for is_table, run in _blocks(text)
    )


def page_of_paragraphs(text: str) -> str:
    """A page of a content system: one <p> a line, words in spans, around it menus and a foot."""
    body = _body(text, "<p style='text-indent:2em'><span>{}</span></p>\n")
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>页面</title><style>p{margin:0}</style>"
        "<script>document.write('<p>行政诉讼案件99件</p>')</script></head><body><ul class='menu'>"
        "<li><a href='/'>政务公开</a></li><li><a href='/b'>办事服务</a></li></ul>"
        f"<form><div class='wrap'><div id='zoom'>{body}</div></div></form>"
        "<noscript>行政复议案件88件</noscript><p hidden>负责人出庭77次。</p><!-- 行政处罚66件 -->"
        "<ul><li><a href='/c'>相关链接一</a></li><li><a href='/d'>相关链接二</a></li></ul></body></html>"
    )


def page_of_breaks(text: str) -> str:
    """An old page: layout tables, <br> between lines, tags in capitals, some never closed."""
    body = _body(text, "{}<BR>\n")
    return (
        "<HTML><HEAD><META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=utf-8'></HEAD><BODY>"
        "<TABLE WIDTH=100%><TR><TD><A HREF=/>政务公开</A><TD><A HREF=/x>互动交流</A></TR></TABLE>"
        f"<TABLE WIDTH=980><TR><TD><FONT FACE=仿宋><DIV CLASS=TRS_Editor>{body}</FONT></TD></TR></TABLE>"
    )


def page_of_divisions(text: str) -> str:
    """A page of a newer system: nested divisions, one a paragraph, no paragraphs."""
    body = _body(text, "<div><div><font>{}</font></div></div>")
    return (
        "<html lang='zh'><head><meta charset=utf-8></head><body><header><nav><a href='/'>政务</a></nav>"
        f"</header><main><article><section>{body}</section></article></main>"
        "<footer><a href='/m'>网站地图</a></footer></body></html>"
    )


PAGES = {
    "paragraphs": page_of_paragraphs,
    "breaks": page_of_breaks,
    "divisions": page_of_divisions,
}


def document(text: str, kind: str = "plain") -> bytes:
    """A Word document: ``plain``; ``runs`` (words cut into runs, tables with rules);
    ``headings`` (heading styles, tables without rules)."""
    made = docx.Document()
    for is_table, run in _blocks(text):
        if is_table and kind != "plain":
            wide = max(line.count("\t") for line in run) + 1
            table = made.add_table(0, wide)
            table.style = "Table Grid" if kind == "runs" else None
            for line in run:
                for cell, words in zip(table.add_row().cells, line.split("\t"), strict=False):
                    cell.text = _xml(words)
            continue
        for line in run:
            words = _xml(line)
            heading = (
                kind == "headings" and words[:1] in "一二三四五六七八九" and words[1:2] == "、"
            )
            paragraph = made.add_heading(level=1) if heading else made.add_paragraph()
            if kind == "runs" and len(words) > _SHORT:
                paragraph.paragraph_format.first_line_indent = docx.shared.Pt(22)
            pieces = (
                [words] if kind == "plain" else [words[i : i + 7] for i in range(0, len(words), 7)]
            )
            for piece in pieces:
                paragraph.add_run(piece)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _xml(words: str) -> str:
    """Words as XML can hold them."""
    return "".join(c for c in words if c == "\t" or (c >= " " and c not in "\ufffe\uffff\x7f"))


def fixed_pages(text: str) -> bytes:
    """An OFD package of lines set by place, as GB/T 33190 has them."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        words = line.strip(" \u3000")
        lead = "\u3000\u3000" if words != line else ""
        first = _LINE - len(lead)
        cut = [words[i : i + _LINE] for i in range(first, len(words), _LINE)]
        lines.extend([line] if "\t" in words else [lead + words[:first], *cut])
    pages = [lines[i : i + _LINES] for i in range(0, len(lines), _LINES)] or [[]]
    name = "xmlns:ofd='http://www.ofdspec.org/2016'"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml",
            f"<?xml version='1.0' encoding='UTF-8'?><ofd:OFD {name} Version='1.0' DocType='OFD'>"
            "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(
            f"<ofd:Page ID='{n + 1}' BaseLoc='Pages/Page_{n}/Content.xml'/>"
            for n in range(len(pages))
        )
        package.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {name}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for number, page in enumerate(pages):
            items = "".join(_items(page))
            package.writestr(
                f"Doc_0/Pages/Page_{number}/Content.xml",
                f"<ofd:Page {name}><ofd:Content><ofd:Layer ID='9'>{items}</ofd:Layer></ofd:Content></ofd:Page>",
            )
    return out.getvalue()


def _items(page: Sequence[str]) -> Iterator[str]:
    for row, line in enumerate(page):
        x = 20.0 + _SIZE * (len(line) - len(line.lstrip("\u3000")))
        for cell in line.strip("\u3000").split("\t"):
            words = html.escape(_xml(cell))
            if words.strip():
                yield (
                    f"<ofd:TextObject Boundary='{x} {20 + row * 6.0} 180 6' Size='{_SIZE}'>"
                    f"<ofd:TextCode X='0' Y='5' DeltaX='g {max(1, len(cell) - 1)} {_SIZE}'>{words}"
                    "</ofd:TextCode></ofd:TextObject>"
                )
            x += max(30.0, (len(cell) + 3) * _SIZE)


def converted(documents: Mapping[str, bytes], suffix: str, to: str) -> dict[str, bytes]:
    """Documents (by name, all of one suffix) in another format, by LibreOffice in one call."""
    assert OFFICE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for key, data in documents.items():
            (folder / f"{key}.{suffix}").write_bytes(data)
        command = [
            *(
                OFFICE,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--norestore",
            ),
            *("--convert-to", to, "--outdir", str(folder / "out")),
            *(str(folder / f"{key}.{suffix}") for key in documents),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        made = to.partition(":")[0]
        return {key: (folder / "out" / f"{key}.{made}").read_bytes() for key in documents}


def printed(page: str) -> bytes:
    """A page as the browser prints it to PDF."""
    assert BROWSER
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.html").write_text(page, encoding="utf-8")
        command = [
            *(BROWSER, *_FLAGS, f"--user-data-dir={folder}/profile", "--no-pdf-header-footer"),
            *(f"--print-to-pdf={folder}/out.pdf", f"file://{folder}/in.html"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "out.pdf").read_bytes()
