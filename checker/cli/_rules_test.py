"""``fazhi rules test``: the rules' examples, cut evidence and decoys, a person's labels."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from checker import pipeline
from checker.cli import _inputs, _options, _output
from checker.cli._rules_doc import renew
from checker.errors import CheckerError
from checker.model.result import Failure
from checker.model.rule import STATUS_WORDS
from checker.trials import ablation, agreement, corpus, examples, numbers

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from checker.model.rule import Rulebook
    from checker.trials.agreement import Verdict
    from checker.trials.numbers import ArithmeticAgreement, FigureAgreement

_SAID = {**STATUS_WORDS, "absent": "未判断"}
_STATUSES = ("pass", "partial", "fail", "not_applicable", "review")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what else rules are tested on."""
    parser.add_argument(
        "--ablate",
        nargs="+",
        metavar="PATH",
        help="在这些报告里删去证据、插入近似句，看规则是否察觉",
    )
    parser.add_argument(
        "--corpus",
        nargs="+",
        metavar="PATH",
        help="在这些报告上看每条规则各得出多少次什么结论：从未触发、总是触发的会指出",
    )
    parser.add_argument(
        "--gold", metavar="DIR", help="与这个文件夹里的人工标注（*.json 与同名 *.txt）比较"
    )
    parser.add_argument(
        "--doc", metavar="FILE", help="与 --gold 合用：把结果写进这个文件的标记之间"
    )


def test(args: argparse.Namespace) -> int:
    """Test. Returns 0 when every rule holds or the table is written, 1 when one does not."""
    asked = [o for o in ("corpus", "ablate", "gold") if getattr(args, o)]
    if len(asked) > 1:
        raise CheckerError("usage", f"--{asked[0]} 和 --{asked[1]} 不能同时用。")
    if args.doc and not args.gold:
        raise CheckerError("usage", "--doc 要与 --gold 合用。")
    book = _options.load(args)
    if args.corpus:
        return _corpus(args.corpus, book)
    if args.ablate:
        return _ablate(args.ablate, book)
    if args.gold:
        return _gold(args.gold, args.doc, book)
    found = list(examples.examples(book))
    wrong = [item for item in found if item.got != item.wanted]
    for item in wrong:
        words = item.words.strip().replace("\n", " / ")
        through = f"（方案 {item.profile}）" if item.profile else ""
        _output.say(
            f"{item.rule}{through}：应为 {item.wanted}，得到 {item.got}：{words}\n"
            f"    {item.got} 的理由：{item.why}\n"
        )
    _output.say(f"{len(book.rules)} 条规则，{len(found)} 个例子，{len(wrong)} 个不对。\n")
    return 1 if wrong else 0


def _corpus(paths: Sequence[str], book: Rulebook) -> int:
    """How often each rule says what. Returns 0, or 2 when a report could not be read."""
    inputs = [item.input for item in _inputs.collect(paths, None)]
    if not inputs:
        raise CheckerError("no-inputs", "没有可用的报告。")
    judged = list(pipeline.check(inputs, book))
    failures = [item for item in judged if isinstance(item, Failure)]
    _output.say(f"{len(judged) - len(failures)} 份报告。\n\n")
    _output.say(f"| 规则 | {' | '.join(STATUS_WORDS[s] for s in _STATUSES)} | 疑点 |\n")
    _output.say(f"|---|{'---|' * len(_STATUSES)}---|\n")
    found = corpus.firings(judged, book)
    for rule, counts, doubt in found:
        _output.say(f"| {rule} | {' | '.join(str(counts[s]) for s in _STATUSES)} | {doubt} |\n")
    doubts = Counter(item.doubt for item in found if item.doubt)
    told = "，".join(f"{doubt} {count} 条" for doubt, count in doubts.items()) or "没有疑点"
    _output.say(f"\n{len(found)} 条规则：{told}。\n")
    for failure in failures:
        _output.warn_failed(failure.path, failure.message, failure.code)
    return 2 if failures else 0


def _ablate(paths: Sequence[str], book: Rulebook) -> int:
    """The mutation score of each rule: changed reports noticed of all changed."""
    data = [(item.input.path, item.input.load()) for item in _inputs.collect(paths, None)]
    if not data:
        raise CheckerError("no-inputs", "没有可用的报告。")
    scores: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    missed = []
    for mutant in ablation.mutants(ablation.sources(data), book):
        scores[mutant.rule][mutant.kind, mutant.killed] += 1
        if not mutant.killed:
            missed.append(mutant)
    _output.say("| 规则 | 删去证据后降级 | 插入近似句不升级 | 变异得分 |\n|---|---|---|---|\n")
    for rule in book.rules:
        count = scores[rule.id]
        cut, decoy = count["cut", True], count["decoy", True]
        cuts, decoys = cut + count["cut", False], decoy + count["decoy", False]
        share = f"{(cut + decoy) / (cuts + decoys):.3f}" if cuts + decoys else "—"
        _output.say(f"| {rule.id} | {cut}/{cuts} | {decoy}/{decoys} | {share} |\n")
    for mutant in missed:
        _output.say(
            f"- 未察觉：{mutant.rule}（{mutant.kind}）{mutant.path}：{mutant.detail[:60]}\n"
        )
    return 1 if missed else 0


def _gold(folder: str, doc: str | None, book: Rulebook) -> int:
    """Confusion by element, agreement, false passes, and every miss."""
    found = agreement.agreement(folder, book)
    told = accuracy(found.elements, found.facts) + figures_told(folder, book)
    if doc:
        renew(doc, "accuracy", told)
        return 0  # what it says is for the tests to judge
    _output.say(told)
    return 1 if any(verdict.is_false_pass for verdict in found.elements) else 0


def accuracy(elements: Sequence[Verdict], facts: Sequence[Verdict]) -> str:
    """The agreement as Markdown."""
    agreed = sum(v.agrees for v in elements)
    false = sum(v.is_false_pass for v in elements)
    lines = [
        (
            f"{len({v.report for v in facts})} 份报告，{len(elements)} 个结论，一致 {agreed} 个"
            f"（{agreed / max(len(elements), 1):.3f}），误判为符合 {false} 个。"
        ),
        "",
        f"| 内容 | 一致 | {' | '.join(f'{_SAID[w]}→{_SAID[g]}' for w, g in _seen(elements))} |",
        f"|---|---|{'---|' * len(_seen(elements))}",
    ]
    for element, table in agreement.confusion(elements).items():
        right = sum(n for (w, g), n in table.items() if w == g)
        cells = " | ".join(str(table[pair] or "") for pair in _seen(elements))
        lines.append(f"| {element} | {right}/{sum(table.values())} | {cells} |")
    lines += ["", "| 事实 | 一致 |", "|---|---|"]
    for fact in agreement.FACTS:
        mine = [v for v in facts if v.element == fact]
        lines.append(f"| {fact} | {sum(v.agrees for v in mine)}/{len(mine)} |")
    misses = [v for v in (*elements, *facts) if not v.agrees]
    lines += ["", "不一致的：" if misses else "没有不一致的。", ""]
    lines += [f"- {v.report} {v.element}：标注 {'或'.join(v.wanted)}，得到 {v.got}" for v in misses]
    return "\n".join(lines) + "\n"


def figures_told(folder: str, book: Rulebook) -> str:
    """The agreement on figures and arithmetic as Markdown, where the folder has labels of them."""
    lines: list[str] = []
    labelled = os.path.join(folder, "figures")
    if os.path.isdir(labelled):
        lines += _figures_told(numbers.figures(labelled, book))
    others = sorted(n for n in os.listdir(folder) if n.startswith("arithmetic"))
    found = numbers.arithmetic([folder, *(os.path.join(folder, n) for n in others)], book)
    if found.planted:
        lines += _arithmetic_told(found)
    return "\n".join([*lines, ""]) if lines else ""


def _figures_told(found: FigureAgreement) -> list[str]:
    precise = found.right / max(found.read, 1)
    complete = found.right / max(found.labelled, 1)
    listed = found.listed / max(found.right, 1)
    right = f"值和单位都对 {found.right} 个（查准 {precise:.3f}，查全 {complete:.3f}）"
    counts = f"标注 {found.labelled} 个，读到 {found.read} 个"
    ending = f"其中指标也对 {found.listed} 个（{listed:.3f}）。"
    return ["", f"数字：{found.reports} 份报告，{counts}，{right}；{ending}"]


def _arithmetic_told(found: ArithmeticAgreement) -> list[str]:
    planted, hit = sum(found.planted.values()), sum(found.found.values())
    errors = f"差错 {planted} 处，查出 {hit} 处，误报 {len(found.alarms)} 处"
    true = f"核对相符 {found.holding} 处，人工列出的 {found.listed} 处真关系中有 {found.matched} 处"
    rows = [f"| {k} | {n} | {found.found.get(k, 0)} |" for k, n in sorted(found.planted.items())]
    told = [
        *(f"- 未查出：{words}" for words in found.missed),
        *(f"- 误报：{words}" for words in found.alarms),
    ]
    head = ["", "| 数量关系 | 埋设的差错 | 查出 |", "|---|---|---|"]
    return [*head, *rows, "", f"{found.reports} 份报告：{errors}；{true}。", "", *told]


def _seen(elements: Sequence[Verdict]) -> list[tuple[str, str]]:
    """Every pair of label and verdict that occurs, agreements first, in the order of statuses."""
    pairs = {pair for table in agreement.confusion(elements).values() for pair in table}
    rank = {name: index for index, name in enumerate((*_STATUSES, "absent"))}
    return sorted(pairs, key=lambda pair: (pair[0] != pair[1], rank[pair[0]], rank[pair[1]]))
