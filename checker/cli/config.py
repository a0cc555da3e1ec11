"""``fazhi config``: which rules are in force, and where every setting comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker import pipeline
from checker.cli import _options, _output
from checker.model.rule import LEVEL_WORDS, SEVERITY_WORDS
from checker.renderers._words import plain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from checker.cli._parser import Parser
    from checker.model.rule import Rulebook
    from checker.rulebook.origins import Origin

HELP = "列出生效的方案、规则和每项设定的来源"
_EXAMPLE = """例：
  fazhi config
  fazhi config --profile township
  fazhi config --rules 本地规则 --format json"""
SCHEMA = "fazhi-config/1"
_NAMES = {
    "gate.fail-on": "未通过的条件",
    "gate.min-score": "最低分",
    "packs": "规则包",
    "grades": "等级",
    "exclude": "不检查的",
    "exceptions": "例外文件",
    "baseline": "基线",
}


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    parser.add_argument("--format", choices=("text", "json"), default="text", help="默认 text")
    _options.add_rules(parser)


def run(args: argparse.Namespace) -> int:
    """Say what is in force. Returns 0."""
    settings = _options.settings(args)
    book = _options.load(args)
    origins = pipeline.origins(args.rules, settings=settings, profile=args.profile)
    if args.format == "json":
        _output.say(_json(book, origins, settings))
    else:
        _output.say("\n".join(_text(book, origins, settings)) + "\n")
    return 0


def _text(book: Rulebook, origins: Sequence[Origin], settings: str | None) -> Iterator[str]:
    yield f"设置文件：{plain(settings) if settings else '无（没有找到 fazhi.yaml）'}"
    yield f"方案：{plain(book.policy.title)}（{plain(book.policy.profile)}）"
    if book.by_level:
        yield "报告的层级能看出时，按层级选方案："
        for level, other in book.by_level.items():
            yield f"  {LEVEL_WORDS.get(level, level)}：{plain(other.policy.profile)}"
    yield ""
    yield "设定与来源："
    for origin in origins:
        name = _NAMES.get(origin.name, origin.name)
        yield f"  {plain(name)} = {plain(origin.value)}    {plain(origin.place)}"
    yield ""
    yield f"生效的规则（{len(book.rules)} 条）："
    for rule in book.rules:
        changed = f"    改动：{'、'.join(rule.changed)}" if rule.changed else ""
        yield f"  {rule.id}  {SEVERITY_WORDS[rule.severity]}  权重 {rule.weight}{changed}"


def _json(book: Rulebook, origins: Sequence[Origin], settings: str | None) -> str:
    told = {
        "schema": SCHEMA,
        "settings": settings,
        "profile": book.policy.profile,
        "by_level": {level: other.policy.profile for level, other in book.by_level.items()},
        "digest": book.digest,
        "origins": [origin._asdict() for origin in origins],
        "rules": [
            {"id": rule.id, "severity": rule.severity, "weight": rule.weight} for rule in book.rules
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
