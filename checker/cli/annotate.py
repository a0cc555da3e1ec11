"""``fazhi annotate``: what was found, written beside the words of the clerk's own document."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker import pipeline, readers
from checker.cli import _exceptions, _inputs, _options, _output
from checker.errors import CheckerError
from checker.inputs import archives

if TYPE_CHECKING:
    import argparse

    from checker.cli._inputs import Found
    from checker.cli._parser import Parser
    from checker.model.rule import Rulebook

HELP = "把检查意见写成批注，放回报告原文旁边"
_EXAMPLE = """例：
  fazhi annotate 报告.docx -o 报告（批注）.docx
  fazhi annotate 报告.pdf -o 报告（批注）.pdf
  fazhi annotate 报告.ofd -o 报告（批注）.docx
  fazhi annotate 报告.txt -o 报告（批注）.html

写成 .docx：Word 文档得到带批注的副本，正文、样式、修订和原有批注都不动，重复运行不会重复批注；
其他格式按读到的文字排成一份新的 Word 文档，批注在同样的字上。
写成 .pdf（仅 PDF）：原来的 PDF 的副本，在那几个字上加标注和说明，原有页面和标注都不动，重复运行不会重复。
写成 .html：一个网页，左边原文、右边意见。原文件从不改动。

退出码：0 已写出；2 有文件、规则或参数不可用。"""
_PAGE = (".html", ".htm")
_WORD, _PDF = ".docx", ".pdf"
_SIGNED = "；原文件有电子签名，加了批注的副本不再有有效的签名"


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    add = parser.add_argument
    add("file", metavar="IN", help="一份报告，- 为标准输入")
    add("--out", "-o", required=True, metavar="OUT", help="写到哪里：.docx、.html，PDF 还可以 .pdf")
    add("--all", action="store_true", help="已豁免的、基线里已有的也批注")
    _options.add_rules(parser)
    _options.add_limits(parser)
    _exceptions.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Annotate. Returns 0; CheckerError where the file, the rules or the output are unusable."""
    _output.check_file(args.out)
    limits = _options.limits(args)
    found = _one(args.file, limits)
    ruled = _exceptions.load(args, [found])
    try:
        written, told = _annotated(args, found, ruled.book, limits)
    except CheckerError as error:
        if error.code == "usage":
            raise
        _output.warn(f"fazhi：{found.input.path}：{error.message}[{error.code}]")
        return 2
    _output.write_all([(args.out, written)], [found.real])
    _output.say(f"已写入 {args.out}（{told}），原文件没有改动。\n")
    return 0


def _annotated(
    args: argparse.Namespace, found: Found, book: Rulebook, limits: readers.Limits
) -> tuple[str | bytes, str]:
    """The output wanted, and how much was noted in it."""
    from checker import annotate
    from checker.annotate import pdf
    from checker.annotate.notes import notes

    path, data = found.input.path, found.input.load()
    suffix = _suffix(args.out, path, data)
    report = pipeline.assess(readers.read(path, data, limits), book)
    made = notes(report, everything=args.all)
    if suffix in _PAGE:
        return annotate.as_page(report, everything=args.all), f"{len(made)} 条意见"
    write = annotate.as_pdf if suffix == _PDF else annotate.as_word
    written = write(path, data, report, limits, everything=args.all)
    places = sum(len(note.places) for note in made)
    told = f"{len(made)} 条意见，{places} 处批注"
    return written, told + (_SIGNED if suffix == _PDF and pdf.is_signed(data) else "")


def _one(path: str, limits: readers.Limits) -> Found:
    """The one input. Errors: ``not-one-file``."""
    if os.path.isfile(path) and archives.is_archive(path, limits):
        raise CheckerError("not-one-file", f"{path} 是压缩包，请先解开，再逐份批注。")
    found = _inputs.collect([path], None, limits)
    if os.path.isdir(path) or len(found) != 1:
        raise CheckerError("not-one-file", f"{path} 应是一份报告，请写出文件名，逐份批注。")
    return found[0]


def _suffix(out: str, given: str, data: bytes) -> str:
    """The suffix of the output; one that another program would not take for what it is, is refused."""
    suffix = os.path.splitext(out)[1].lower()
    own = os.path.splitext(given)[1].lower()
    word = own if readers.is_word(data) and own in readers.word_suffixes() else _WORD
    may = {word: "带批注的文档", ".html": "网页"}
    if readers.is_pdf(data):
        may = {_PDF: "带批注的 PDF", **may}
    if suffix in (*_PAGE, *may):
        return suffix
    named = [f"{name}（{what}）" for name, what in may.items()]
    raise CheckerError("usage", f"{out} 的后缀应是 {'、'.join(named[:-1])}或 {named[-1]}。")
