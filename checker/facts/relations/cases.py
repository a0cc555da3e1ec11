"""How cases come and go: the stage that a number is told of, and the balance of what came and went."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.found import like, relation, shown
from checker.kept import kept, one_of

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

STAGES = ("carried-in", "refused", "pending", "concluded", "received")
_STOCK = ("at-start", "at-end")
_LEFT_OVER = "结转"  # behind what was concluded: into the next year


def stage(operand: Operand, terms: Mapping[str, Term]) -> str:
    """Where a number stands between coming and end, by the last such word before it, else the
    first behind it; empty where no word says so."""
    if not operand.is_count:
        return ""
    some, pairs = _stages(terms)
    for words, last in ((operand.lead, True), (operand.tail, False)):
        if not some.search(words):
            continue
        named = [
            ((words.rfind(w) + len(w)) if last else -words.find(w), len(w), stage)
            for w, stage in pairs
            if w in words
        ]
        return max(named)[2]
    if one_of(terms["comes-in"].words).search(operand.lead):
        return "received"
    stock = (term for term in _STOCK if one_of(terms[term].words).search(operand.lead))
    return next(stock, "")


@kept
def _stages(terms: Mapping[str, Term]) -> tuple[re.Pattern[str], list[tuple[str, str]]]:
    """What finds a word of any stage, and the words with their stages."""
    pairs = [(word, stage) for stage in STAGES for word in terms[stage].words]
    return one_of(tuple(word for word, _ in pairs)), pairs


def stages_of(row: Sequence[Operand], terms: Mapping[str, Term]) -> list[str]:
    """The stage of each number; what is carried over behind what was concluded is pending."""
    stages = [stage(operand, terms) for operand in row]
    for at in range(1, len(row)):
        if stages[at] == "carried-in" and row[at].lead.strip() == _LEFT_OVER:
            ended = stages[at - 1] in ("concluded", "pending")
            if ended and row[at].block == row[at - 1].block:
                stages[at] = "pending"
    return stages


def total_of(operands: Sequence[Operand]) -> Decimal:
    """The sum of numbers as written."""
    return sum((o.value for o in operands), Decimal(0))


def equal(left: Sequence[Operand], right: Sequence[Operand]) -> bool:
    """Whether what came may be what went, within what rounding leaves."""
    one = interval.total(interval.of(o.figure) for o in left)
    return one.meets(interval.total(interval.of(o.figure) for o in right))


def balance_of(left: Sequence[Operand], right: Sequence[Operand], *, holds: bool) -> Relation:
    """The relation of what came with what went, with its working."""
    came = " + ".join(map(shown, left))
    went = " + ".join(map(shown, right))
    added, stated = total_of(right), total_of(left)
    if holds:
        message = f"{came} = {went}，收与结、未结相符。"
    else:
        one = f"收 {came}" + (f" = {like(stated, left[0])}" if len(left) > 1 else "")
        message = f"收与结、未结对不上：{one}，结与未结 {went} = {like(added, left[0])}，请核对。"
    return relation(
        "balance", left[0], (*left[1:], *right), expected=added, message=message, holds=holds
    )
