"""``contradiction``: one thing of the same scope and year, stated twice with two values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from checker.facts.relations import interval
from checker.facts.relations.found import relation, shown
from checker.facts.relations.operands import PERCENT, Operand
from checker.kept import kept, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.facts.tables import Table
    from checker.model.facts import Relation, Term

_KEY = 3  # last characters of a name by which it is looked up
_KEPT = 8  # statements of one name that are remembered
_LEAST = 4  # characters of a name that says enough by itself
_NEAR = 40  # characters before a number in which its time is told
_MUCH = 6  # ... and of one that says so much that no two things have it
_LONG = 12  # ... and of one that one thing only has
_STOP, _CLAUSES = re.compile(r"[。!?\n]"), re.compile("[,;:]")
_VERB = 2  # characters of a verb: 受理, 查处
_DIGITS = 3  # digits from which two that changed places are no coincidence
_NOISE = re.compile(r"20\d\d年?度?|[\d\s,.、“”\"'《》()〔〕%:：-]+")
_WHOLE = re.compile(r"全[年市县区省镇乡局系街州]|共|累计|总|现有|年度|合计|^20\d\d年")
_COMPARED = re.compile("[比较由从]|增长|增加|下降|减少")
_PERIOD = re.compile(r"截至[^,。]{0,6}月|上半年|下半年|季度|[\d一二三四五六七八九十]月(?:底|份|至)")
_YEARLY = re.compile(r"全年|年度|年内|年年?底|年末|截至|目前|20\d\d年")


class _Statement(NamedTuple):
    """A number with what it counts. ``ahead``: the number stands before its noun, and what follows
    the noun may be in the name. ``whole``: told as the whole (全年, 共, 现有). ``yearly``: of the year.
    ``caption``: what a table's total is of."""

    name: str
    operand: Operand
    whole: bool
    yearly: bool
    ahead: bool
    caption: str = ""


@dataclass
class Contradictions:
    """Remembers what was stated, name by name, and compares what comes."""

    terms: Mapping[str, Term]
    known: dict[tuple[str, str], list[_Statement]] = field(default_factory=dict)
    bared: dict[str, str] = field(default_factory=dict)

    def remember(self, table: Table) -> None:
        """Take what a table states, by the names of its rows and columns, to hold prose against it."""
        same = dict.fromkeys(self.terms["same-counter"].words, self.terms["same-counter"].words[0])
        for row, cells in table.rows:
            for head, cell in zip(table.columns[1:], cells, strict=True):
                name = self._thing(head.partition("(")[0] + row)
                if cell is None or cell.figure.scope != "own" or len(name) < _LEAST:
                    continue
                counter = same.get(cell.figure.unit, cell.figure.unit)
                operand = Operand(cell.figure, counter, "", "", "", 0, 0, 0)
                statement = _Statement(name, operand, whole=True, yearly=True, ahead=False)
                self.known.setdefault((counter, name[:_KEY]), []).append(statement)
        self._remember_total(table, same)

    def _remember_total(self, table: Table, same: Mapping[str, str]) -> None:
        """Take a table's last total, where there is but one, by the words of its caption."""
        row, cells = table.rows[-1]
        own = [c for c in cells if c and c.figure.scope == "own" and c.figure.unit != PERCENT]
        if row.replace(" ", "") not in self.terms["total-only"].words or len(own) != 1:
            return
        counter = same.get(own[0].figure.unit, own[0].figure.unit)
        operand = Operand(own[0].figure, counter, "", "", "", 0, 0, 0)
        statement = _Statement(
            "", operand, whole=True, yearly=True, ahead=False, caption=table.caption
        )
        for at in range(max(0, len(table.caption) - _KEY + 1)):
            self.known.setdefault((counter, table.caption[at : at + _KEY]), []).append(statement)

    def _thing(self, name: str) -> str:
        """A name bare of the word for things at its end: 行政复议案件, 行政复议."""
        bare = self._bare(name)
        for words in (self.terms["how-many"].words, self.terms["things"].words):
            for word in words:
                bare = bare.removesuffix(word)
        return bare

    def read(self, row: Sequence[Operand]) -> Iterator[Relation]:
        """One for each number that contradicts an earlier one of the same name."""
        subject, block = "", -1
        for operand in row:
            if operand.block != block:
                subject, block = _subject(operand), operand.block
            name = self._name(operand, subject)
            if not name:
                continue
            statement = _Statement(
                name,
                operand,
                whole=bool(_WHOLE.search(operand.lead) or operand.lead.endswith("的")),
                yearly=bool(_YEARLY.search(operand.gap[-_NEAR:])),
                ahead=bool(operand.tail and not self._bare(operand.lead)),
            )
            counter = operand.counter
            keys = {(counter, name[:_KEY]), (counter, name[-_KEY:])}
            noun = _noun(operand)
            if operand.lead.endswith("的") and len(noun) >= _LEAST:
                keys |= {(counter, noun[-_KEY:]), (counter, operand.lead[-2:-1] + noun[-_VERB:])}
            told = [t for key in sorted(keys) for t in self.known.get(key, ())]
            thing = self._thing(name)
            if thing != name:  # a table's rows are called without it
                told.extend(
                    t._replace(name=name)
                    for t in self.known.get((counter, thing[:_KEY]), ())
                    if t.name == thing and not t.operand.gap
                )
            odd = next((t for t in told if _contradict(t, statement)), None)
            if odd:
                yield _contradiction(odd, statement)
                continue
            for key in keys:
                kept = self.known.setdefault(key, [])
                if len(kept) < _KEPT:
                    kept.append(statement)

    def _name(self, operand: Operand, subject: str) -> str:
        """What a number counts, bare of verbs and of words for the whole, a mere verb with the subject
        of its sentence; empty where that says too little, or where it is of another scope, year or only
        wished for."""
        figure = operand.figure
        words = operand.lead + operand.tail[:_LEAST]
        if _COMPARED.search(operand.lead) or _PERIOD.search(operand.gap[-_NEAR:]):
            return ""
        if figure.scope != "own" or one_of(self.terms["narrower"].words).search(words):
            return ""
        if operand.counter == PERCENT:
            return self._rate(operand)
        lead, tail = self._bare(operand.lead), self._bare(operand.tail.removesuffix("中"))
        if operand.lead in self.terms["named-again"].words and not tail and len(subject) >= _LONG:
            lead = self._bare(subject) + lead
        name = lead + tail
        return name if len(name) >= _KEY and not operand.depth else ""

    def _rate(self, operand: Operand) -> str:
        bare = self._bare(operand.lead)
        return bare if bare.endswith("率") and len(bare) > _KEY else ""

    def _bare(self, words: str) -> str:
        known = self.bared.get(words)
        if known is None:
            known = _NOISE.sub("", words)
            no_kind = self.terms["no-kind"].words
            if one_of(no_kind).search(known):
                for word in _longest_first(no_kind):
                    known = known.replace(word, "")
            self.bared[words] = known
        return known


@kept
def _longest_first(words: tuple[str, ...]) -> list[str]:
    return sorted(words, key=len, reverse=True)


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
        if _is_the_same(one, other):
            return swapped or (
                len(first) == len(second) >= _DIGITS and _changed(first, second) == 1
            )
        return swapped and _named_alike(one, other)
    slip = len(first) == len(second) and _changed(first, second) == 1
    if swapped or (slip and len(one.name) >= _LONG):
        return True
    if not whole or len(one.name) < _LEAST:
        return False
    return slip or (len(one.name) >= _MUCH and one.yearly and other.yearly)


def _subject(operand: Operand) -> str:
    """The first clause of a sentence, where it stands before the one with its first number."""
    clauses = _CLAUSES.split(_STOP.split(operand.gap)[-1])
    return clauses[0] if len(clauses) > 1 else ""


def _changed(first: str, second: str) -> int:
    """In how many places two numbers differ."""
    return sum(x != y for x, y in zip(first, second, strict=False))


def _is_the_same(one: _Statement, other: _Statement) -> bool:
    """Whether one number refers back to the other (…受理的863件仲裁案件): by the same verb and noun."""
    for back, first in ((one, other), (other, one)):
        noun, lead = _noun(back.operand), back.operand.lead
        if first.caption:
            return back.whole and len(noun) >= _MUCH and noun in first.caption
        verb = lead.removesuffix("的")[-_VERB:]
        if lead.endswith("的") and len(noun) >= _LEAST and len(verb) == _VERB:
            said = first.operand.lead + first.operand.tail
            return noun in said and verb in said
    return False


def _noun(operand: Operand) -> str:
    """What stands right behind a number, up to a word that says that more of it is told."""
    return re.split("[中里]", _NOISE.sub("", operand.tail))[0]


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
    name = other.name or one.name
    message = f"“{name}”一处写 {shown(one.operand)}，另一处写 {shown(other.operand)}，请核对。"
    return relation(
        "contradiction",
        other.operand,
        (one.operand,),
        expected=one.operand.value,
        message=message,
        holds=False,
    )
