"""The rules of a result as SARIF describes them: what they ask, on what basis, how to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.renderers._markup import escape
from checker.renderers._sarif_words import words

if TYPE_CHECKING:
    from checker.model.result import Result
    from checker.model.rule import Rule

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def level(severity: str) -> str:
    """The level of a finding of that severity."""
    return _LEVELS.get(severity, "warning")


def of(result: Result) -> list[dict[str, Any]]:
    """Every rule that a report was judged by, once, in the order of first use. Where levels or files
    set a rule differently the first counts here; each result has its own level and weight."""
    rules: dict[str, Rule] = {}
    for report in result.reports:
        for outcome in report.outcomes:
            rules.setdefault(outcome.rule.id, outcome.rule)
    return [_described(rule) for rule in rules.values()]


def _described(rule: Rule) -> dict[str, Any]:
    pack, _, name = rule.id.rpartition("/")
    title = words(rule.title)
    bases = [words(f"{basis}：{basis.asks}") for basis in rule.basis]
    plain = [words(f"怎么写：{rule.remedy}")] if rule.remedy else []
    marked = [f"**怎么写**：{escape(rule.remedy)}\n"] if rule.remedy else []
    if bases:
        plain += ["依据：", *(f"- {basis}" for basis in bases)]
        marked += ["**依据**：\n", *(f"- {escape(basis)}" for basis in bases)]
    return {
        "id": rule.id,
        "name": name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": "；".join(bases) or title},
        "help": {
            "text": "\n".join(plain) or title,
            "markdown": "\n".join(marked) or escape(rule.title),
        },
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"weight": rule.weight, "tags": [pack]},
    }
