"""Rules put into words for a terminal, and into JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model.rule import LEVEL_WORDS, SEVERITY_WORDS, STATUS_WORDS
from checker.renderers._words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.rule import Rule, Rulebook, Template

SCHEMA = "fazhi-rules/1"


def book_text(book: Rulebook) -> str:
    """One block a rule, in rulebook order, under a line that names the packs."""
    packs = "、".join(f"{plain(pack.title)} {plain(pack.version)}" for pack in book.packs)
    lines = [f"共 {len(book.rules)} 条规则：{packs}", ""]
    for rule in book.rules:
        lines.append(f"{rule.id}  {plain(rule.title)}")
        lines.append(
            f"    权重 {rule.weight}，{_severity(rule)}，适用于{_levels(rule)}，{_years(rule)}"
        )
        lines += [f"    依据：{plain(str(basis))}" for basis in rule.basis]
    lines += ["", "详见 fazhi rules show 编号"]
    return "\n".join(lines) + "\n"


def rule_text(rule: Rule) -> str:
    """Everything about one rule."""
    return "\n".join(_page(rule)) + "\n"


def _page(rule: Rule) -> Iterator[str]:
    yield f"{plain(rule.title)}（{rule.id}）"
    yield f"权重：{rule.weight}"
    yield f"级别：{_severity(rule)}（{rule.severity}）"
    yield f"适用：{_levels(rule)}，{_years(rule)}"
    for basis in rule.basis:
        asks = f"：{plain(basis.asks)}" if basis.asks else ""
        yield f"依据：{plain(str(basis))}{asks}"
    for status, message in rule.messages.items():
        yield f"{STATUS_WORDS.get(status, status)}：{plain(message)}"
    yield f"怎么写：{plain(rule.remedy)}"
    if rule.note:
        yield f"说明：{plain(rule.note)}"
    for each in rule.template:
        yield f"模板：{plain(each.says)}"
        yield from (f"  应相符：{plain(equation)}" for equation in each.holds)
    for status, lines in rule.examples.items():
        yield f"例（{STATUS_WORDS.get(status, status)}）："
        yield from (f"  {plain(line)}" for line in lines)


def _severity(rule: Rule) -> str:
    return SEVERITY_WORDS.get(rule.severity, rule.severity)


def _levels(rule: Rule) -> str:
    if not rule.levels or set(rule.levels) >= set(LEVEL_WORDS):
        return "各级政府和部门"
    return "、".join(LEVEL_WORDS.get(level, level) for level in rule.levels)


def _years(rule: Rule) -> str:
    first, last = rule.first_year, rule.last_year
    if first is None and last is None:
        return "各年度"
    if first is None:
        return f"{last} 年度及以前"
    return f"{first} 年度起" if last is None else f"{first}–{last} 年度"


def book_json(book: Rulebook) -> str:
    """The rules in force, for programs."""
    return _json(
        {
            "schema": SCHEMA,
            "packs": [{"id": p.id, "version": p.version, "title": p.title} for p in book.packs],
            "digest": book.digest,
            "profile": book.policy.profile,
            "rules": [_object(rule) for rule in book.rules],
        }
    )


def rule_json(rule: Rule) -> str:
    """One rule, for programs."""
    return _json({"schema": SCHEMA, "rules": [_object(rule)]})


def _json(value: dict[str, Any]) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _object(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "weight": rule.weight,
        "partial_credit": float(rule.partial_credit),
        "levels": list(rule.levels),
        "first_year": rule.first_year,
        "last_year": rule.last_year,
        "basis": [
            {"instrument": b.instrument, "article": b.article, "asks": b.asks} for b in rule.basis
        ],
        "messages": dict(rule.messages),
        "remedy": rule.remedy,
        "note": rule.note,
        "template": [_offered(each) for each in rule.template],
        "examples": {status: list(lines) for status, lines in rule.examples.items()},
    }


def _offered(template: Template) -> dict[str, Any]:
    return {
        "says": template.says,
        "topic": template.topic,
        "holds": list(template.holds),
        "first_year": template.first_year,
        "last_year": template.last_year,
        "levels": list(template.levels),
    }
