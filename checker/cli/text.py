"""``fazhi text``: what was read of a file, line by line, with its pages and the role of each part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import pipeline, readers
from checker.cli import _inputs, _options, _output
from checker.renderers._words import plain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from checker.cli._parser import Parser
    from checker.model.facts import Facts

HELP = "打印读到的文字：行号、页码、各部分的作用，看看工具看到了什么"
_EXAMPLE = """例：
  fazhi text 报告.pdf
  fazhi text 报告.docx --plain > 报告.txt

退出码：0 已打印；2 有文件、规则或参数不可用。"""
_FRAME = {
    "opening": "开头",
    "chrome": "页面",
    "masthead": "标题区",
    "closing": "落款",
    "attachments": "附件",
}
_WIDTH = 6  # of a line number


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    parser.add_argument("paths", nargs="+", metavar="FILE", help="一份或几份报告，- 为标准输入")
    parser.add_argument("--plain", action="store_true", help="只要文字，不要行号、页码和作用")
    _options.add_rules(parser)
    _options.add_limits(parser)


def run(args: argparse.Namespace) -> int:
    """Print what was read. Returns 0, or 2 when any input was unusable."""
    from checker.errors import CheckerError

    book = _options.load(args)
    limits = _options.limits(args)
    titles = {role.name: role.title for role in book.vocabulary.roles}
    found = _inputs.collect(args.paths, None, limits)
    status = 0
    for item in found:
        path = item.input.path
        try:
            source = readers.read(path, item.input.load(), limits)
        except CheckerError as error:
            _output.warn_failed(path, error.message, error.code)
            status = 2
            continue
        if len(found) > 1:
            _output.say(f"==> {plain(path)} <==\n")
        if args.plain:
            _output.say(source.text if source.text.endswith("\n") else f"{source.text}\n")
        else:
            _output.say("".join(_shown(pipeline.read(source, book), titles)))
    return status


def _shown(known: Facts, titles: Mapping[str, str]) -> Iterator[str]:
    """Each line with its number; before it the page and the part where a new one begins."""
    source = known.report.text.source
    roles = _roles(known, titles)
    page = part = None
    for number, start in enumerate(source.line_starts, 1):
        stop = source.line_starts[number] if number < len(source.line_starts) else len(source.text)
        words = source.text[start:stop].rstrip("\r\n\u2028\u2029")
        if not words and start == len(source.text):
            continue
        here = source.place(start).page
        if here != page:
            page = here
            how = "（图像，由文字识别读出，请对照原件）" if page in source.recognised else ""
            yield f"—— 第 {page} 页{how} ——\n"
        role = roles.get(number)
        if role and role != part:
            part = role
            yield f"【{role}】\n"
        cells = " │ ".join(map(plain, words.split("\t")))
        yield f"{number:>{_WIDTH}}  {cells}\n"
    if source.unread:
        yield f"—— 第 {'、'.join(map(str, source.unread))} 页是图像，没有读到文字 ——\n"


def _roles(known: Facts, titles: Mapping[str, str]) -> dict[int, str]:
    """The role of the first words of each line of the original."""
    found: dict[int, str] = {}
    text = known.report.text
    for sentence, role in zip(known.report.sentences, known.roles, strict=True):
        place = text.source.place(text.span(sentence.start, sentence.end).start)
        title = _FRAME.get(role.name) or titles.get(role.name) or role.name
        found.setdefault(place.line, title)
    return found
