"""A paragraph's numbers in order, each with the words around it: what relations are read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from checker.model.facts import Figure, Role
    from checker.model.report import Report
    from checker.model.vocabulary import Vocabulary

PERCENT = "%"
POINTS = ("个百分点", "百分点")
TIMES = "倍"
_CLAUSE = re.compile(r"[,。;:!?()\n\t]")
_STOP = re.compile(r"[。!?\n]")
_ASIDE = re.compile(r"\([^()]*\)")
_TAIL = 24  # characters behind a number in which its noun may stand
_SKIPPED = frozenset(("chrome", "masthead", "closing", "attachments"))


@dataclass(frozen=True, slots=True)
class Operand:
    """A number of a paragraph. ``counter`` is its unit, one for all that count cases, one for persons; ``lead`` and
    ``tail`` are the words of its clause around it, ``gap`` all words since the number before it (or
    the paragraph's start), ``depth`` how many parentheses it stands in, ``block`` how many full stops
    stand before it in the paragraph: a claim seldom crosses one, ``index`` its place in the row."""

    figure: Figure
    counter: str
    lead: str
    tail: str
    gap: str
    depth: int
    block: int
    index: int

    @property
    def value(self) -> Decimal:
        """The number, scale words multiplied out."""
        return self.figure.value

    @property
    def words(self) -> str:
        """What the clause calls it, before and behind the number."""
        return self.lead + self.tail

    @property
    def bare_lead(self) -> str:
        """The words of the clause before the number without what stands in parentheses."""
        return _CLAUSE.split(_ASIDE.sub("", self.gap))[-1]

    @property
    def is_count(self) -> bool:
        """Whether it counts or measures: no percentage, no multiple."""
        return self.counter not in (PERCENT, TIMES, *POINTS)


def paragraphs(
    report: Report, roles: Sequence[Role], figures: Sequence[Figure], vocabulary: Vocabulary
) -> Iterator[tuple[Operand, ...]]:
    """The operands of each paragraph of the report's own text that has two or more."""
    alike = (vocabulary.terms[term].words for term in ("same-counter", "same-persons"))
    same = {unit: words[0] for words in alike for unit in words}
    groups: dict[int, dict[int, Figure]] = {}
    for figure in figures:
        in_table = "\t" in report.text.content[figure.start - 3 : figure.start]
        if not figure.zero_stated and not in_table and roles[figure.sentence].name not in _SKIPPED:
            group = groups.setdefault(report.sentences[figure.sentence].paragraph, {})
            group.setdefault(figure.start, figure)
    for index, group in sorted(groups.items()):
        row = _row(report, index, tuple(group.values()), same)
        if row:
            yield row


def _row(
    report: Report, index: int, figures: Sequence[Figure], same: Mapping[str, str]
) -> tuple[Operand, ...]:
    content = report.text.content
    paragraph = report.paragraphs[index]
    made: list[Operand] = []
    at, depth, block = paragraph.start, 0, 0
    for place, figure in enumerate(figures):
        gap = content[at : figure.start]
        depth = max(0, depth + gap.count("(") - gap.count(")"))
        block += len(_STOP.findall(gap))
        lead = _CLAUSE.split(gap)[-1]
        stop = figures[place + 1].start if place + 1 < len(figures) else paragraph.end
        behind = content[figure.end : min(stop, figure.end + _TAIL)]
        made.append(
            Operand(
                figure=figure,
                counter=same.get(figure.unit, figure.unit),
                lead=lead,
                tail=_CLAUSE.split(behind)[0],
                gap=gap,
                depth=depth,
                block=block,
                index=place,
            )
        )
        at = figure.end
    return tuple(made)
