"""``contradiction``: one thing of the same scope and year, stated twice with two values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from checker.facts.relations import interval
from checker.facts.relations.found import relation, shown
from checker.facts.relations.operands import PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation, Term

_KEY = 3  # last characters of a name by which it is looked up
_KEPT = 8  # statements of one name that are remembered
_LEAST = 4  # characters of a name that says enough by itself
_NEAR = 40  # characters before a number in which its time is told
_MUCH = 6  # ... and of one that says so much that no two things have it
_DIGITS = 3  # digits from which two that changed places are no coincidence
_NOISE = re.compile(r"20\d\d年?度?|[\d\s,.、“”\"'《》()〔〕%:：-]+")
_WHOLE = re.compile("全[年市县区省镇乡局系街州]|共|累计|总|现有|年度|合计")
_COMPARED = re.compile("[比较由从]|增长|增加|下降|减少")
_PERIOD = re.compile(r"截至[^,。]{0,6}月|上半年|下半年|季度|[\d一二三四五六七八九十]月(?:底|份|至)")
_YEARLY = re.compile("全年|年度|年内|年年?底|年末|截至|目前")
_PERSONS = ("人", "名", "位")


class _Statement(NamedTuple):
    """A number with what it counts. ``ahead``: the number stands before its noun, and what follows
    the noun may be in the name. ``whole``: told as the whole (全年, 共, 现有). ``yearly``: of the year."""

    name: str
    operand: Operand
    whole: bool
    yearly: bool
    ahead: bool


@dataclass
class Contradictions:
    """Remembers what was stated, name by name, and compares what comes."""

    terms: Mapping[str, Term]
    known: dict[tuple[str, str], list[_Statement]] = field(default_factory=dict)

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """One for each number that contradicts an earlier one of the same name."""
        for operand in row:
            name = self._name(operand)
            if not name:
                continue
            statement = _Statement(
                name,
                operand,
                whole=bool(_WHOLE.search(operand.lead) or operand.lead.endswith("的")),
                yearly=bool(_YEARLY.search(operand.gap[-_NEAR:])),
                ahead=bool(operand.tail and not self._bare(operand.lead)),
            )
            counter = _counter(operand)
            keys = {(counter, name[:_KEY]), (counter, name[-_KEY:])}
            told = [t for key in sorted(keys) for t in self.known.get(key, ())]
            odd = next((t for t in told if _contradict(t, statement)), None)
            if odd:
                yield _contradiction(odd, statement)
                continue
            for key in keys:
                kept = self.known.setdefault(key, [])
                if len(kept) < _KEPT:
                    kept.append(statement)

    def _name(self, operand: Operand) -> str:
        """What a number counts, bare of verbs and of words for the whole; empty where that says too
        little, or where it is of another scope, year or only wished for."""
        figure = operand.figure
        words = operand.lead + operand.tail[:_LEAST]
        if _COMPARED.search(operand.lead) or _PERIOD.search(operand.gap[-_NEAR:]):
            return ""
        if figure.scope != "own" or any(w in words for w in self.terms["narrower"].words):
            return ""
        if operand.counter == PERCENT:
            return self._rate(operand)
        lead, tail = self._bare(operand.lead), self._bare(operand.tail.removesuffix("中"))
        name = lead + tail
        return name if len(name) >= _KEY and not operand.depth else ""

    def _rate(self, operand: Operand) -> str:
        bare = self._bare(operand.lead)
        return bare if bare.endswith("率") and len(bare) > _KEY else ""

    def _bare(self, words: str) -> str:
        bare = _NOISE.sub("", words)
        for word in sorted(self.terms["no-kind"].words, key=len, reverse=True):
            bare = bare.replace(word, "")
        return bare


def _counter(operand: Operand) -> str:
    return _PERSONS[0] if operand.counter in _PERSONS else operand.counter


def _contradict(one: _Statement, other: _Statement) -> bool:
    """Whether two statements cannot both be true, and are meant of the same thing: they have one
    name, and their digits differ as those of a slip do, or both tell the whole of the year."""
    a, b = one.operand.figure, other.operand.figure
    if interval.of(a).meets(interval.of(b)) or a.approximate or b.approximate:
        return False
    first, second = interval.plain(a.value), interval.plain(b.value)
    back = one.operand.lead.endswith("的") or other.operand.lead.endswith("的")  # the 85…
    whole = (one.whole and other.whole) or (back and one.name == other.name)
    swapped = sorted(first) == sorted(second) and (whole or len(first) >= _DIGITS)
    if one.name != other.name:
        return swapped and _named_alike(one, other)
    if swapped:
        return True
    if not whole or len(one.name) < _LEAST:
        return False
    changed = sum(x != y for x, y in zip(first, second, strict=False))
    if len(first) == len(second) and changed == 1:
        return True
    return len(one.name) >= _MUCH and one.yearly and other.yearly


def _named_alike(one: _Statement, other: _Statement) -> bool:
    """Whether one name ends with the other, or begins with it where more than the noun follows."""
    longer, shorter = sorted((one, other), key=lambda s: len(s.name), reverse=True)
    if longer.name.endswith(shorter.name):
        return True
    begins = longer.name.startswith(shorter.name)
    if begins and (longer.ahead or len(shorter.name) >= _MUCH):
        return True
    return one.ahead and other.ahead and one.name[:_KEY] == other.name[:_KEY]


def _contradiction(one: _Statement, other: _Statement) -> Relation:
    message = (
        f"“{other.name}”一处写 {shown(one.operand)}，另一处写 {shown(other.operand)}，请核对。"
    )
    return relation(
        "contradiction",
        other.operand,
        (one.operand,),
        expected=one.operand.value,
        message=message,
        holds=False,
    )
