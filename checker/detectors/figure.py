"""``figure``: a number of the indicator, the issuer's own and of the reporting year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing, Unsure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from checker.model.facts import Facts, Figure, Term
    from checker.model.rule import Finding, IndicatorName, Where, Word

_SHOWN = 3
_FAR = 80
GIVES = ("value", "unit")
TITLE = "数字"
NEEDS = {
    "share-of": ("minimum", "maximum"),
    "alike": ("equals", "consistent"),
    "against": ("equals", "consistent"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """The report gives a figure of the indicator. ``equals``: only this value (0: there was none).
    ``unit``: only in this unit. ``minimum``, ``maximum``: only values from and up to these, within
    rounding; with ``share-of`` in percent of a figure of that indicator, in the same unit.

    Figures of a superior, of another year or only wished for do not count; they are the nearest.
    With ``equals`` every figure that the report gives must have the value. With it, or with
    ``consistent``, a stated "none" beside another figure cannot be decided; nor beside a figure of
    ``against``, which there cannot be without it; with ``alike`` only where both stand with one of
    these words. Nor can a noun beside lost characters.
    """

    indicator: IndicatorName
    equals: int | None = None
    consistent: bool = False
    against: IndicatorName | None = None
    unit: Word | None = None
    alike: Term | None = None
    minimum: int | None = None
    maximum: int | None = None
    share_of: IndicatorName | None = None

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{value}`` and ``{unit}`` of the first figure."""
        every = [f for f in facts.figures_of(self.indicator) if self._fits(f)]
        every = [f for f in every if f.noun or f.zero_stated]  # named, not only listed there
        admitted = where.admitted(facts)
        own = [f for f in every if f.scope == "own" and admitted[f.sentence]]
        if self.equals is not None or self.consistent:
            alike = [f for f in own if self._is_alike(facts, f)]
            odd = _contradiction(alike, self._others(facts, where))
            if odd:
                return Unsure("前后不一致：一处说没有，另一处有数字，请核对。", odd, final=True)
        if self.equals is not None and any(f.value != self.equals for f in own):
            return Missing()
        if self.minimum is not None or self.maximum is not None:
            bases = self._bases(facts, where)
            beyond = tuple(_place(f) for f in own if not self._is_between(f, bases))
            own = [f for f in own if self._is_between(f, bases)]
            if beyond and not own:
                return Missing(beyond[:1])
        sound = [f for f in own if not facts.is_damaged(f.start, f.end)]
        if sound:
            first = sound[0]
            values = {"value": "0" if first.zero_stated else _plain(first), "unit": first.unit}
            return Found(tuple(_place(f) for f in sound[:_SHOWN]), values)
        if own:
            return Unsure(
                "有关数字所在之处文字已损坏，无法判断。", tuple(_place(f) for f in own[:_SHOWN])
            )
        lost = [item.place for item in facts.lost if item.indicator == self.indicator]
        if lost and self.equals is None:
            return Unsure(
                "有关数字可能随损坏的文字丢失，无法判断，请核对原件。", tuple(lost[:_SHOWN])
            )
        return Missing(tuple(_place(f) for f in every[:1]))

    def _bases(self, facts: Facts, where: Where) -> list[Figure]:
        """The own figures that a share is taken of."""
        admitted = where.admitted(facts)
        shared = facts.figures_of(self.share_of) if self.share_of else ()
        return [f for f in shared if f.scope == "own" and admitted[f.sentence]]

    def _is_between(self, figure: Figure, bases: Sequence[Figure]) -> bool:
        """Whether a figure, or its share of one of ``bases``, can lie within the bounds."""
        low, high = figure.low, figure.high
        if self.share_of is None:
            return self._holds(low, high)
        return any(
            self._holds(low * 100 / b.high, high * 100 / b.low)
            for b in bases
            if b.unit == figure.unit and b.low > 0
        )

    def _holds(self, low: Decimal, high: Decimal) -> bool:
        least, most = self.minimum, self.maximum
        return (least is None or high >= least) and (most is None or low <= most)

    def _is_alike(self, facts: Facts, figure: Figure) -> bool:
        if self.alike is None:
            return True
        sentence = facts.report.sentences[figure.sentence]
        start = facts.clause_start(figure.start, sentence.start)
        return facts.hits.any_between(self.alike, start, figure.end)

    def _fits(self, figure: Figure) -> bool:
        return self.unit is None or figure.unit == self.unit

    def _others(self, facts: Facts, where: Where) -> list[Figure]:
        admitted = where.admitted(facts)
        others = facts.figures_of(self.against) if self.against else ()
        return [f for f in others if f.noun and f.scope == "own" and admitted[f.sentence]]


def _place(figure: Figure) -> Hit:
    """The stretch from the noun to the number, where they stand close; else the number."""
    noun = figure.noun
    if noun is None or abs(noun.start - figure.start) > _FAR:
        return Hit(figure.start, figure.end)
    return Hit(min(noun.start, figure.start), max(noun.end, figure.end))


def _plain(figure: Figure) -> str:
    return format(figure.value.normalize(), "f")


def _contradiction(own: Sequence[Figure], others: Sequence[Figure]) -> tuple[Hit, ...]:
    """A stated "none" and a count above none, if the report gives both."""
    none = [f for f in own if f.zero_stated]
    some = [f for f in (*own, *others) if f.value and f.unit != "%"]
    return (_place(none[0]), _place(some[0])) if none and some else ()
