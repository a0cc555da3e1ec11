"""``Rulebook`` → a page for each rule and each kind of check, and the README's table."""

from __future__ import annotations

import dataclasses
import inspect
import re
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.model.rule import LEVEL_WORDS, SEVERITY_WORDS, STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from checker.model.rule import Rule, Rulebook

_TYPES = {
    "Term": "词、词的列表、`$词表`，或 {words, unless}",
    "tuple[Term, ...]": "几组词，每组同上",
    "tuple[Condition, ...]": "条件的列表",
    "tuple[RoleName, ...]": "部分名称的列表",
    "RoleName": "部分名称",
    "IndicatorName": "指标名称",
    "DatedTerms": "有时限提法的名称的列表",
    "FactName": "title、issuer、year、published 或 signed",
    "Pattern": "RE2 式样",
    "MonthDay": "月-日，如 04-01",
    "Word": "一个词",
    "int": "整数",
    "Count": "整数，至少 1",
    "bool": "true 或 false",
}
_MADE = "<!-- 由 fazhi rules doc 生成，请勿手改 -->\n"


def pages(book: Rulebook, kinds: Mapping[str, ModuleType]) -> Iterator[tuple[str, str]]:
    """File name below the documents' folder and text of every generated page."""
    for rule in book.rules:
        yield f"rules/{rule.id}.md", _rule(rule)
    yield "rules/README.md", f"{_MADE}\n# 规则一览\n\n{table(book, 'rules')}"
    yield "rules/kinds.md", _kinds(kinds)


def table(book: Rulebook, base: str) -> str:
    """All rules as a Markdown table; links lead from ``base`` (``rules`` itself or the README)."""
    prefix = "" if base == "rules" else "docs/rules/"
    lines = ["| 规则 | 内容 | 级别 | 权重 | 依据 |", "|---|---|---|---|---|"]
    for rule in book.rules:
        basis = "；".join(map(str, rule.basis))
        lines.append(
            f"| [{rule.id}]({prefix}{rule.id}.md) | {rule.title} | {SEVERITY_WORDS[rule.severity]} "
            f"| {rule.weight} | {basis} |"
        )
    return "\n".join(lines) + "\n"


def renewed(text: str, name: str, new: str) -> str:
    """``text`` with what stands between its markers ``name:start`` and ``name:end`` replaced."""
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    if start not in text or end not in text:
        raise CheckerError("markers", f"文件里缺少标记 {start} 和 {end}。")
    head, _, rest = text.partition(start)
    tail = rest.partition(end)[2]
    return f"{head}{start}\n{new}{end}{tail}"


def _rule(rule: Rule) -> str:
    lines = [
        _MADE,
        f"# {rule.title}",
        "",
        f"`{rule.id}` · {SEVERITY_WORDS[rule.severity]} · 权重 {rule.weight}",
        "",
        "## 依据",
        "",
        *(f"- {basis}：{basis.asks}。" for basis in rule.basis),
        "",
        "## 适用",
        "",
        f"- 层级：{'、'.join(LEVEL_WORDS[level] for level in rule.levels)}",
        f"- 年度：{_years(rule)}",
        "",
        "## 结论",
        "",
        *(f"- {STATUS_WORDS[status]}：{message}" for status, message in rule.messages.items()),
        "",
        "## 怎样写",
        "",
        rule.remedy,
        *(("", f"说明：{rule.note}") if rule.note else ()),
        "",
        "## 例子",
    ]
    for status, examples in rule.examples.items():
        lines.extend(("", f"### {STATUS_WORDS[status]}", ""))
        for example in examples:
            lines.extend(("```text", example.strip().replace("```", "ˋˋˋ"), "```"))
    return "\n".join(lines).rstrip() + "\n"


def _options(name: str, module: ModuleType) -> Iterator[str]:
    """The options of a kind as a table: its own key first."""
    yield "| 键 | 写什么 | 不写时 |"
    yield "|---|---|---|"
    for index, field in enumerate(dataclasses.fields(module.Kind)):
        key = field.name.replace("_", "-") if index else name
        type_ = str(field.type).removesuffix(" | None")
        yield f"| `{key}` | {_TYPES[type_]} | {_default(field.default)} |"


def _default(value: object) -> str:
    if value is dataclasses.MISSING:
        return "必写"
    return "不限" if value is None else str(value).lower()


def _years(rule: Rule) -> str:
    if rule.first_year and rule.last_year:
        return f"{rule.first_year}—{rule.last_year}"
    if rule.first_year:
        return f"{rule.first_year} 年度起"
    return f"到 {rule.last_year} 年度" if rule.last_year else "各年度"


def _kinds(kinds: Mapping[str, ModuleType]) -> str:
    """The kinds of check from their own docstrings (English: for those who write rules)."""
    lines = [_MADE, "# 检查方式（kinds of check）"]
    for name, module in kinds.items():
        summary = re.sub(r"^``[^`]+``: ", "", inspect.getdoc(module) or "").partition("\n")[0]
        lines.extend(("", f"## {name}：{module.TITLE}", "", summary, ""))
        lines.extend((inspect.getdoc(module.Kind) or "", "", *_options(name, module), ""))
        if not getattr(module, "PLACED", True):
            lines.extend(("不按位置查找，旁边不能写 within 等。", ""))
        for told, which in (("符合时消息里可用", "GIVES"), ("不符合时消息里可用", "MISSES")):
            given = getattr(module, which, ())
            if given:
                lines.extend((f"{told}：{'、'.join(f'`{{{value}}}`' for value in given)}。", ""))
    return "\n".join(lines) + "\n"
