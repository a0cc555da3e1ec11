"""``fazhi rules new``: the files of a rule of one's own, to be filled in."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

from checker import pipeline
from checker.cli import _output
from checker.errors import CheckerError, reason

if TYPE_CHECKING:
    import argparse

EXAMPLE = """例：
  fazhi rules new anhui/village-counsel
  fazhi rules new anhui/village-counsel --title 村法律顾问 --dir 安徽规则"""
DIR = "本地规则"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN = re.compile(r"[^\W\d_][\w（）、，。〖〗“”]*|〖[^〗]*〗")
_PACK = """\
# yaml-language-server: $schema=../.schema/pack.schema.json
title: 〖规则包的名称〗
version: 1.0.0
"""
_RULE = """\
# yaml-language-server: $schema=../.schema/rule.schema.json
# 把每个〖…〗换成自己的内容，然后运行：
#   fazhi rules check {dir}
#   fazhi rules test --rules {dir}
title: {title}
basis:
  - {{instrument: 〖依据的文件全称，不带书名号〗, article: 〖第几条〗, asks: 〖用自己的话写它要求什么〗}}
severity: info          # error 必须 / warning 应当 / info 提示
weight: 2               # 占多少分
# 从上到下，先符合哪个就是哪个结论；都不符合就是 fail。
pass:
  mention: [〖要找的词〗]
  near: [〖旁边要有的词〗]          # 同一句里
  not-within: [plan, outside]      # 不看下一年度安排，也不看页眉页脚等
partial:
  mention: [〖要找的词〗]
  not-within: [plan, outside]
messages:
  pass: 写明了〖什么〗。
  partial: 只提到〖什么〗，没有〖什么〗。
  fail: 没有写〖什么〗。
remedy: 写明〖怎样补写〗。
belongs: achievements   # 缺了应补写在哪一部分
# 每个例子都是测试：写在哪个结论下面，就应得出哪个结论。
examples:
  pass:
    - 〖要找的词〗和〖旁边要有的词〗在同一句里。
  partial:
    - 只有〖要找的词〗。
  fail:
    - 〖看上去像、其实不是的句子一〗。
    - 〖看上去像、其实不是的句子二〗。
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the rule is called and where it goes."""
    parser.add_argument("id", metavar="ID", help="规则编号：规则包/规则，小写字母、数字和连字符")
    parser.add_argument("--dir", default=DIR, metavar="DIR", help=f"规则文件夹，默认 {DIR}")
    parser.add_argument("--title", metavar="TITLE", help="规则的名称")


def new(args: argparse.Namespace) -> None:
    """Write the files; none is overwritten. Errors: ``usage``, ``exists``, ``unwritable``."""
    if not _ID.fullmatch(args.id):
        raise CheckerError(
            "usage",
            f"规则编号“{args.id}”应写成 规则包/规则，用小写字母、数字和连字符，如 anhui/village-counsel。",
        )
    book = pipeline.book()
    if args.id.partition("/")[0] in ("profiles", "vocabulary"):
        raise CheckerError(
            "usage", "profiles 和 vocabulary 是方案和词汇的文件夹，不能作规则包的名称。"
        )
    if args.id in {rule.id for rule in book.rules}:
        raise CheckerError("exists", f"规则 {args.id} 已随工具提供；要改动它，请用 _overlay.yaml。")
    pack, _, name = args.id.partition("/")
    wanted = {
        f"{pack}/{name}.yaml": _RULE.format(
            dir=args.dir, title=_quoted(args.title or "〖规则的名称〗")
        )
    }
    rule = os.path.join(args.dir, pack, f"{name}.yaml")
    if os.path.lexists(rule):
        raise CheckerError("exists", f"{rule} 已经有了，没有改动。")
    shipped = pack in {each.id for each in book.packs}
    if not shipped and not os.path.lexists(os.path.join(args.dir, pack, "_pack.yaml")):
        wanted[f"{pack}/_pack.yaml"] = _PACK
    for sort, schema in pipeline.schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        wanted[f".schema/{sort}.schema.json"] = text
    for path, text in wanted.items():
        _write(os.path.join(args.dir, path), text)
    _output.say(
        f"已写出 {rule}。\n"
        "把其中的〖…〗换成自己的内容，然后运行：\n"
        f"  fazhi rules check {args.dir}\n"
        f"  fazhi rules test --rules {args.dir}\n"
    )


def _quoted(words: str) -> str:
    """Words as YAML takes them for words."""
    return words if _PLAIN.fullmatch(words) else json.dumps(words, ensure_ascii=False)


def _write(path: str, text: str) -> None:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise CheckerError("unwritable", f"写不出 {path}：{reason(error)}。") from None
