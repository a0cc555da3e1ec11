"""A page of its own for an input that cannot hold comments: the text as it was read, the words found marked,
the notes beside them with links both ways. Nothing in it runs or is fetched."""

from __future__ import annotations

import base64
import hashlib
import html
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.annotate._seen import is_seen
from checker.model.result import MARK
from checker.renderers import _summary, _words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.annotate.notes import Note
    from checker.model.result import Assessment
    from checker.model.text import Source, Span

_STYLE = """
body{margin:0 auto;max-width:80rem;padding:1rem;line-height:1.7;color:#222;background:#fff;
font-family:"Noto Serif CJK SC","Source Han Serif SC",SimSun,serif}
main{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:2rem}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
mark{background:#fff2a8;color:inherit;border-bottom:2px solid #c77700}
mark.look{background:#eef3fb;border-bottom:2px dotted #36c}
sup a,.page{font-size:.8rem;font-family:sans-serif}
.page{color:#666}
ol{list-style:none;margin:0;padding:0;font-family:sans-serif;font-size:.9rem}
li{margin:0 0 1rem;padding:.5rem .8rem;border-left:4px solid #c77700;background:#faf8f2}
li:target,a:target+mark{outline:2px solid #36c}
li p{margin:.2rem 0;overflow-wrap:anywhere}
@media(max-width:50rem){main{grid-template-columns:1fr}}
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
_LINES = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"})


def render(report: Assessment, notes: Sequence[Note]) -> str:
    """The page, the same for the same report and notes."""
    name = html.escape(_words.name(report))
    source = report.facts.report.text.source
    listed = "".join(_item(note, source) for note in notes)
    return (
        f"{MARK}，批注页，不是报告 -->\n<!DOCTYPE html>\n"
        '<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>批注：{name}</title><style>{_STYLE}</style></head>\n"
        f"<body><h1>{name}</h1><p>{html.escape(_verdict(report))}"
        f"以下是读到的全文和 {len(notes)} 条批注，原文件没有改动。</p>\n"
        f'<main><pre>{"".join(_text(report, notes))}</pre>\n<ol aria-label="批注">{listed}</ol></main>'
        "</body></html>\n"
    )


def _verdict(report: Assessment) -> str:
    if report.score is None:
        return f"不是{report.facts.wanted}，没有评分。"
    counts = _summary.summarise(report).counts
    return f"{_words.interval(report.score)} 分，{_words.plain(report.score.grade)} 级。{counts}。"


def _text(report: Assessment, notes: Sequence[Note]) -> Iterator[str]:
    """The original, cut where places and pages begin and end."""
    source = report.facts.report.text.source
    places = [(place, note, at) for note in notes for at, place in enumerate(note.places, 1)]
    pages = dict(zip(source.page_starts, range(1, len(source.page_starts) + 1), strict=True))
    edges = {0, len(source.text), *pages}
    edges.update(edge for place, _, _ in places for edge in place)
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        if start in pages:
            yield f'<span class="page">— 第 {pages[start]} 页 —</span>\n'
        begun = [(note, at) for place, note, at in places if place.start == start]
        yield "".join(
            f'<sup><a id="p{n.number}-{at}" href="#n{n.number}">[{n.number}]</a></sup>'
            for n, at in begun
        )
        over = [note for place, note, _ in places if place.start <= start < place.end]
        words = html.escape(_shown(source.text[start:end]))
        kind = "" if any(note.is_found for note in over) else ' class="look"'
        yield f"<mark{kind}>{words}</mark>" if over else words


def _shown(words: str) -> str:
    """Words with their lines, without characters that are not seen or turn others round."""
    lines = words.replace("\r\n", "\n").translate(_LINES)
    return "".join(c for c in lines if c == "\n" or is_seen(c))


def _item(note: Note, source: Source) -> str:
    links = "、".join(
        f'<a href="#p{note.number}-{at}">{_where(place, source)}</a>'
        for at, place in enumerate(note.places, 1)
    )
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in note.lines)
    return (
        f'<li id="n{note.number}"><p><strong>{note.number}. {html.escape(note.head)}</strong> {links}'
        f"</p>{lines}<p><small>{html.escape(note.key)}</small></p></li>"
    )


def _where(span: Span, source: Source) -> str:
    place = source.place(span.start)
    return f"{f'第 {place.page} 页' if place.page else ''}第 {place.line} 行"
