"""Workflow commands of GitHub Actions: an annotation for each gap, at its line where the file has lines.

GitHub shows ten annotations of a kind for each step, so the gravest come first. What is let off is
left out: it needs no mark. A gap that is not complete is at most a warning, an undecided one a notice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.rule import SEVERITIES
from checker.renderers import _places, _words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.outcome import Outcome
    from checker.model.result import Assessment, Failure, Result

_KINDS = ("error", "warning", "notice")  # the gravest first
_OF_SEVERITY = {"error": "error", "warning": "warning", "info": "notice"}
_SHOWN = 10  # annotations of a kind that GitHub shows of a step
# ``##[`` acts anywhere in a line that is no ``::`` command; ``::`` acts only where a line begins.
_OLD_COMMAND = re.compile(r"#(?=#(?:\[|vso\[))", re.IGNORECASE)
# Control and format characters, line separators, halves of characters; CR and LF are escaped.
_HIDDEN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Note:
    """One annotation; ``rank`` orders those of its kind, the lowest first."""

    kind: str
    rank: tuple[int, ...]
    properties: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]


def render(result: Result) -> str:
    """The annotations, the gravest first, then a line for each report and one for the run."""
    notes = [_unread(failure) for failure in result.failures]
    for report in result.reports:
        notes += _notes(report)
    notes += [
        _Note("warning", (1,), (("title", "例外"),), (_words.notice(n),)) for n in result.notices
    ]
    notes.sort(key=lambda note: (_KINDS.index(note.kind), note.rank))
    told = [*map(_command, notes), *map(_summary, result.reports), _run(result, notes)]
    return "\n".join(told) + "\n"


def _unread(failure: Failure) -> _Note:
    properties = (*_file(failure.path), ("title", "无法检查"))
    return _Note("error", (0,), properties, (f"无法检查：{_words.plain(failure.message)}",))


def _notes(report: Assessment) -> Iterator[_Note]:
    other = _places.other_reasons(report)
    if other:
        yield _Note(
            "error", (0,), (*_file(report.path), ("title", "未通过")), (f"未通过：{other}",)
        )
    for outcome in _places.asked(report):
        title = f"{_words.plain(outcome.rule.title)}：{_words.standing(outcome)}"
        properties = (*_file(report.path), *_region(report, outcome), ("title", title))
        lines = tuple(_places.lines(report, outcome))
        yield _Note(_kind(outcome), _rank(report, outcome), properties, lines)


def _kind(outcome: Outcome) -> str:
    kind = _OF_SEVERITY.get(outcome.rule.severity, "warning")
    if outcome.status == "review":
        return "notice"
    return "warning" if outcome.status == "partial" and kind == "error" else kind


def _rank(report: Assessment, outcome: Outcome) -> tuple[int, ...]:
    """After what closes the gate come severity, status and weight."""
    severity = SEVERITIES.index(outcome.rule.severity)
    status = _places.STATUSES.index(outcome.status)
    return (0 if _places.closes(report, outcome) else 1, -severity, status, -outcome.rule.weight)


def _file(path: str) -> tuple[tuple[str, str], ...]:
    """Standard input is no file."""
    return () if path == _STDIN else (("file", _HIDDEN.sub("", _places.path(path))),)


def _region(report: Assessment, outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """Columns count only where a place ends in its first line."""
    found = _places.places(outcome)
    if not found or not _places.has_lines(report):
        return ()
    line, column = _places.end(report, found[0])
    first = found[0].line
    if line != first:
        return (("line", str(first)), ("endLine", str(max(line, first))))
    columns = (("col", str(found[0].column)), ("endColumn", str(column)))
    return (("line", str(first)), ("endLine", str(first)), *columns)


def _command(note: _Note) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in note.properties)
    return f"::{note.kind}{' ' * bool(properties)}{properties}::{_message(note.lines)}"


def _message(lines: Sequence[str]) -> str:
    text = _quiet("\n".join(lines))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _message([value]).replace(":", "%3A").replace(",", "%2C")


def _quiet(text: str) -> str:
    return _OLD_COMMAND.sub("# ", text)


def _summary(report: Assessment) -> str:
    """One line of a report, beginning with a word of ours."""
    score = report.score
    told = "没有评分" if score is None else f"{_words.interval(score)} 分 {score.grade} 级"
    passed = "通过" if report.gate.passed else "未通过"
    return _quiet(f"fazhi {passed} {_words.plain(told)} {_words.plain(report.path)}")


def _run(result: Result, notes: Sequence[_Note]) -> str:
    closed = sum(not report.gate.passed for report in result.reports)
    counts = [sum(note.kind == kind for note in notes) for kind in _KINDS]
    named = zip(("错误", "警告", "提示"), counts, strict=True)
    told = "，".join(f"{word} {count} 条" for word, count in named)
    more = f"（每种只显示前 {_SHOWN} 条）" if max(counts) > _SHOWN else ""
    return (
        f"fazhi 检查 {len(result.reports)} 份，{closed} 份未通过，"
        f"{len(result.failures)} 个文件无法检查；{told}{more}。"
    )
