"""The words of ``fazhi delta``: one list of lines, dressed as plain text or as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.delta.nouns import KINDS
from checker.delta.words import (
    FOUND,
    GONE,
    OTHER_RULES,
    TITLES,
    UNCHANGED,
    arrow,
    at,
    grade,
    only,
    points,
    status,
    verdict,
)
from checker.renderers import _words
from checker.renderers._markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.delta.nouns import Change, Comparison, Judged, Pair, Place, Report, Results

COLUMNS = ("步骤", "报告", "得分", "结论", *(TITLES[kind] for kind in KINDS), UNCHANGED)
_SHOWN = 3  # places of a change


class Line(NamedTuple):
    """``depth`` 1-3 is a heading, 0 a sentence, 4 an item, 5 what belongs to the item above."""

    depth: int
    words: str


_Said = Line | tuple[tuple[str, ...], ...]  # a line, or a table with its head


def _lines(results: Sequence[Results], found: Sequence[Comparison]) -> Iterator[_Said]:
    last = found[-1]
    yield Line(1, "检查结果的变化")
    if len(found) > 1:
        yield (COLUMNS, *(_row(results, step) for step in found))
        step = found[-2]
        if step.has_setback:
            yield Line(1, f"最后一步：{_step(results, step)}")
            yield from _comparison(step)
    yield Line(1 if len(found) > 1 else 0, _step(results, last))
    yield from _comparison(last)


def _step(results: Sequence[Results], step: Comparison) -> str:
    return f"{results[step.old].path} → {results[step.new].path}"


def _row(results: Sequence[Results], step: Comparison) -> tuple[str, ...]:
    counts = (sum(len(pair.of(kind)) for pair in step.pairs) for kind in KINDS)
    one = step.pairs[0] if len(step.pairs) == 1 else None
    passed = [
        sum(r.passed for r in reports) for reports in zip(*map(_both, step.pairs), strict=True)
    ]
    return (
        _step(results, step),
        f"{len(step.pairs)} 份",
        arrow(*(points(r) for r in _both(one))) if one else "—",
        arrow(*map(verdict, _both(one))) if one else arrow(*(f"通过 {n} 份" for n in passed)),
        *map(str, counts),
        str(sum(pair.unchanged for pair in step.pairs)),
    )


def _both(pair: Pair) -> tuple[Report, Report]:
    return pair.before, pair.after


def _comparison(step: Comparison) -> Iterator[Line]:
    if not step.is_by_same_rules:
        yield Line(0, OTHER_RULES)
    for pair in step.pairs:
        yield from _pair(pair)
    for title, reports in (
        ("只在先前的结果里，没有比较", step.only_before),
        ("只在后来的结果里，没有比较", step.only_after),
    ):
        if reports:
            yield Line(2, f"{title}（{len(reports)} 份）")
            yield from (Line(4, f"{_name(r)}（{r.path}）") for r in reports)


def _pair(pair: Pair) -> Iterator[Line]:
    before, after = _both(pair)
    yield Line(2, _name(after))
    yield Line(0, f"文件：{arrow(before.path, after.path)}")
    if before.profile != after.profile:
        yield Line(0, f"评分方案不同：{arrow(before.profile, after.profile)}")
    yield Line(
        0,
        f"得分：{arrow(points(before), points(after))}；等级：{arrow(grade(before), grade(after))}；"
        f"检查结论：{arrow(verdict(before), verdict(after))}",
    )
    counts = [f"{TITLES[kind]} {len(pair.of(kind))} 项" for kind in KINDS if pair.of(kind)]
    yield Line(0, "，".join([*counts, f"{UNCHANGED} {pair.unchanged} 项"]) + "。")
    for kind in KINDS:
        changes = pair.of(kind)
        if changes:
            yield Line(3, f"{TITLES[kind]}（{len(changes)} 项）")
            for change in changes:
                yield from _change(change)
    yield from _only("先前", pair.rules_only_before)
    yield from _only("后来", pair.rules_only_after)


def _only(when: str, rules: Sequence[Judged]) -> Iterator[Line]:
    if rules:
        yield Line(3, only(when, len(rules)))
        yield from (Line(4, f"{judged.title}：{status(judged)}") for judged in rules)


def _change(change: Change) -> Iterator[Line]:
    then, now = change.before, change.after
    waived = "，已豁免" if now.is_waived else ""
    yield Line(4, f"{now.title}：{arrow(status(then), status(now))}{waived}")
    if change.kind in ("new", "worse", "changed"):
        yield Line(5, now.message)
    if change.kind == "changed" and change.gone:
        yield Line(5, f"{GONE}：{_places(change.gone)}")
    if change.kind != "closed" and change.come:
        yield Line(5, f"{FOUND}：{_places(change.come)}")


def _places(places: Sequence[Place]) -> str:
    shown = "".join(f"「{_words.shortened(p.quote)}」（{at(p)}）" for p in places[:_SHOWN])
    return f"{shown} 等 {len(places)} 处" if len(places) > _SHOWN else shown


def _name(report: Report) -> str:
    return report.title or _words.file_name(report.path)


def as_text(results: Sequence[Results], found: Sequence[Comparison]) -> str:
    """The comparison for a terminal."""
    made: list[str] = []
    for said in _lines(results, found):
        if isinstance(said, Line):
            gap = [""] if said.depth in (1, 2) and made else []
            indent = "  " * {1: 0, 2: 0, 3: 1, 0: 1, 4: 2, 5: 4}[said.depth]
            made += [*gap, indent + _words.plain(said.words)]
        else:
            head, *rows = said
            for row in rows:
                told = (
                    f"{name} {cell}" for name, cell in zip(head, row, strict=True) if cell != "0"
                )
                made.append(f"  {_words.plain('，'.join(told))}")
    return "\n".join(made) + "\n"


def as_markdown(results: Sequence[Results], found: Sequence[Comparison]) -> str:
    """The comparison as a page."""
    made: list[str] = []
    depth = 0
    for said in _lines(results, found):
        if isinstance(said, Line):
            mark = {1: "# ", 2: "## ", 3: "### ", 0: "", 4: "- ", 5: "  - "}[said.depth]
            close = said.depth in (4, 5) and depth in (4, 5)
            made += [*([] if close or not made else [""]), mark + escape(said.words)]
            depth = said.depth
        else:
            head, *rows = said
            made += ["", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
            made += [f"| {' | '.join(map(escape, row))} |" for row in rows]
            depth = 0
    return "\n".join(made) + "\n"
