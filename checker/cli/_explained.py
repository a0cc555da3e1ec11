"""The words of ``fazhi explain``."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.model.facts import Term
from checker.model.rule import STATUS_WORDS
from checker.renderers import _words
from checker.renderers import json as json_renderer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from checker.model.outcome import Evidence, Outcome, Trace
    from checker.model.rule import Condition

_VERDICT = {"found": "找到", "missing": "没有", "unsure": "拿不准"}
_DEEP = 2
_SHOWN = 3  # words of a term
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


class Explained(NamedTuple):
    """An outcome, what each rung of its rule found, and the points that passing would earn.

    ``addition`` is a sentence of the rule's own examples that was put into the report and satisfies
    the rule, empty where none does. ``parts`` gives the titles of a report's parts.
    """

    path: str
    outcome: Outcome
    rungs: Sequence[tuple[str, Trace]]
    addition: str
    gain: Fraction
    is_report: bool
    reason: str
    parts: Mapping[str, str]


def addition(explained: Explained) -> str:
    """The smallest addition with its figures left blank: never a fact."""
    return _DIGITS.sub("__", explained.addition)


def as_text(explained: Explained) -> str:
    """The explanation for a terminal."""
    return "\n".join(_lines(explained)) + "\n"


def _lines(explained: Explained) -> Iterator[str]:
    outcome = explained.outcome
    rule = outcome.rule
    yield f"{rule.title}（{rule.id}）：{_words.status(outcome)}"
    yield f"  {outcome.message}"
    if not explained.is_report:
        yield f"  注意：这份文件不是要检查的那种报告（{explained.reason}）下面只说明规则怎样看它。"
    yield ""
    yield "依次看了：" if outcome.asked else "这份报告不看本项。假如要看，内容上："
    winner = outcome.status if outcome.asked else ""
    for rung, trace in explained.rungs:
        chosen = "　← 以此为准" if rung == winner else ""
        yield f"  {STATUS_WORDS[rung]}？{_VERDICT[trace.verdict]}{chosen}"
        yield from _tree(trace, explained.parts)
    if winner == "fail":
        yield f"  以上都没有，因此结论是“{_words.status(outcome)}”。"
    if outcome.status in ("fail", "partial"):
        yield ""
        yield "怎样补写："
        yield f"  写法：{rule.remedy}"
        if explained.addition:
            yield f"  示例（情况属实才写，数字和名称按实际填写）：{addition(explained)}"
            part = explained.parts.get(rule.belongs, "")
            if outcome.belongs:
                yield f"  位置：{_place(outcome.belongs)}"
            elif part:
                yield f"  位置：报告没有这一部分，可另起一部分“{part}”"
        yield f"  补齐可得：{_words.points(explained.gain)} 分"


def asked(condition: Condition, parts: Mapping[str, str]) -> str:
    """What a condition looks for and where, in words."""
    title = getattr(sys.modules[type(condition.kind).__module__], "TITLE", condition.name)
    terms = [_term(value) for value in _values(condition) if isinstance(value, Term)]
    words = f"（{' ＋ '.join(terms)}）" if terms else ""
    within = "、".join(parts.get(role, role) for role in condition.where.within)
    return f"{title}{words}{f'，只看{within}' if within else ''}"


def _values(condition: Condition) -> Iterator[object]:
    """What a condition looks for: its first option, the members of a group one by one."""
    first = next(iter(condition.kind.__dataclass_fields__))
    value = getattr(condition.kind, first)
    if isinstance(value, tuple) and not isinstance(value, Term):
        yield from value
    else:
        yield value


def _term(term: Term) -> str:
    shown = "/".join(term.words[:_SHOWN])
    return f"{shown}等" if len(term.words) > _SHOWN else shown


def _tree(trace: Trace, parts: Mapping[str, str], depth: int = 2) -> Iterator[str]:
    pad = "  " * depth
    if depth >= _DEEP:
        yield f"{pad}{asked(trace.condition, parts)}：{_VERDICT[trace.verdict]}"
    if trace.why:
        yield f"{pad}  {trace.why}"
    if not trace.parts:
        for item in trace.evidence[:2]:
            yield f"{pad}  「{_words.shortened(item.quote)}」（{_place(item)}）"
        if trace.verdict == "missing" and not trace.evidence:
            for item in trace.nearest[:1]:
                yield f"{pad}  最接近的：「{_words.shortened(item.quote)}」（{_place(item)}）"
    for part in trace.parts:
        yield from _tree(part, parts, depth + 1)


def _place(item: Evidence) -> str:
    heading = f"{_words.shortened(item.section[-1])} " if item.section else ""
    return f"{heading}第 {item.line} 行"


def as_json(explained: Explained) -> str:
    """The explanation for programs, by the contract's keys."""
    import json

    outcome = explained.outcome
    data = {
        "schema": "fazhi-explain/1",
        "path": explained.path,
        "rule": outcome.rule.id,
        "status": outcome.status,
        "message": outcome.message,
        "rungs": [
            {"status": rung, **_trace(trace, explained.parts)} for rung, trace in explained.rungs
        ],
        "remedy": outcome.rule.remedy,
        "addition": addition(explained) or None,
        "belongs": json_renderer.evidence(outcome.belongs) if outcome.belongs else None,
        "gain": _words.rounded(explained.gain),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _trace(trace: Trace, parts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kind": trace.condition.name,
        "asks": asked(trace.condition, parts),
        "verdict": trace.verdict,
        "why": trace.why,
        "evidence": [json_renderer.evidence(item) for item in trace.evidence],
        "nearest": [json_renderer.evidence(item) for item in trace.nearest],
        "parts": [_trace(part, parts) for part in trace.parts],
    }
