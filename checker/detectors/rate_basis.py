"""``rate-basis``: a rate of cases is printed with the count that it is of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.facts import Facts, Figure, Term
    from checker.model.rule import Finding, IndicatorName, Where

_PERCENT = "%"
_WHOLE = Decimal(100)
_LABEL = 24  # characters before a number in which its denominator is named
_SHOWN = 3
_SMALL = 2000  # denominators that are tried
_CASES = ("件", "宗", "起", "例", "次")
GIVES = ("rate", "base")
MISSES = ("rate", "why")
TITLE = "比率的分母"


@dataclass(frozen=True, slots=True)
class Kind:
    """Every own rate of the indicator agrees with two counts printed near it, or stands in one
    paragraph with a count named by ``bases``, not above it, and no ``excused`` case beside 100 %.

    Where the count is not printed, the whole numbers that would fit are worked out from the count of
    the indicator itself, and which printed figures of the paragraph are none of them: those of the
    indicator itself and of ``among``, another indicator of such cases.
    """

    indicator: IndicatorName
    bases: Term
    excused: Term | None = None
    among: IndicatorName | None = None

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{rate}`` and ``{base}``; missing with ``{why}``."""
        rates = [
            f
            for f in facts.figures
            if f.is_of(self.indicator)
            and f.unit == _PERCENT
            and f.scope == "own"
            and where.admits(facts, f.sentence)
        ]
        if not rates:
            return Missing(values={"rate": "—", "why": "没有写比率"})
        findings = [self._of(facts, rate) for rate in rates]
        return next((f for f in findings if isinstance(f, Missing)), findings[0])

    def _of(self, facts: Facts, rate: Figure) -> Finding:
        counts = _counts(facts, rate)
        appeared = [f for f in counts if f.is_of(self.indicator) and not self._is_base(facts, f)]
        bases = [f for f in counts if self._is_base(facts, f)]
        values = {"rate": f"{_plain(rate.value)}%"}
        hits = tuple(Hit(f.start, f.end) for f in (rate, *appeared[:1], *bases[:1]))
        why = self._why(facts, rate, appeared, bases, counts)
        if why:
            return Missing(hits=hits, values={**values, "why": why.rstrip("。")})
        base = f"{_plain(bases[0].value)}{bases[0].unit}" if bases else "见前后文"
        return Found(hits, {**values, "base": base})

    def _is_base(self, facts: Facts, figure: Figure) -> bool:
        sentence = facts.report.sentences[figure.sentence]
        low = max(facts.clause_start(figure.start, sentence.start), figure.start - _LABEL)
        return facts.hits.any_between(self.bases, low, min(figure.end + 6, sentence.end))

    def _why(
        self,
        facts: Facts,
        rate: Figure,
        appeared: Sequence[Figure],
        bases: Sequence[Figure],
        counts: Sequence[Figure],
    ) -> str:
        """What the rate lacks, in words; empty where nothing."""
        if appeared and bases and appeared[0].low > max(b.high for b in bases):
            return (
                f"出庭数（{_shown(appeared[0])}）多于可出庭的案件数（{_shown(bases[0])}），"
                "请写明是按案件数还是按人次统计。"
            )
        if self.excused and rate.value >= _WHOLE and self._excused(facts, rate):
            return "写有未能出庭的案件，比率又写 100%，请写明哪些案件不计入分母。"
        if bases or _agrees(facts, rate):
            return ""
        if not appeared:
            return "只有比率，没有写分子和分母各多少件。"
        others = [f for f in counts if f is not appeared[0] and self._is_of_such(f)]
        return _inferred(rate, appeared[0], others)

    def _is_of_such(self, figure: Figure) -> bool:
        return figure.is_of(self.indicator) or bool(self.among and figure.is_of(self.among))

    def _excused(self, facts: Facts, rate: Figure) -> bool:
        paragraph = facts.report.paragraphs[facts.report.sentences[rate.sentence].paragraph]
        return bool(
            self.excused and facts.hits.any_between(self.excused, paragraph.start, paragraph.end)
        )


def _agrees(facts: Facts, rate: Figure) -> bool:
    """Whether two printed counts give the rate."""
    return any(
        r.kind == "ratio" and r.holds and r.places[0].end == rate.end for r in facts.relations
    )


def _counts(facts: Facts, rate: Figure) -> list[Figure]:
    """Own counts of cases in the paragraph of a rate."""
    paragraph = facts.report.sentences[rate.sentence].paragraph
    return [
        f
        for f in facts.figures
        if facts.report.sentences[f.sentence].paragraph == paragraph
        and f.unit in _CASES
        and f.scope == "own"
    ]


def _inferred(rate: Figure, part: Figure, others: Sequence[Figure]) -> str:
    """What denominators the count and the rate leave, and which printed figures they are not."""
    low = int(part.value)
    fits = [
        n
        for n in range(max(low, 1), low + _SMALL)
        if rate.low <= _WHOLE * part.value / n <= rate.high
    ]
    if rate.value >= _WHOLE:
        return "没有写应出庭（开庭）多少件，请写明分母是什么、是多少。"
    if not fits:
        return (
            f"按 {_shown(part)} 推算，没有哪个件数能得出 {_plain(rate.value)}%，"
            "请核对，并写明分母是什么、是多少。"
        )
    shown = "、".join(map(str, fits[:_SHOWN])) + ("等" if len(fits) > _SHOWN else "")
    told = f"按 {_shown(part)}、{_plain(rate.value)}% 推算，分母应为 {shown}"
    same = next((f for f in others if f.value in fits), None)
    if same:
        return f"{told}，与文中的 {_shown(same)} 相合，请写明分母就是它。"
    larger = [f for f in others if f.value > part.value]
    other = "、".join(dict.fromkeys(_shown(f) for f in larger))
    rest = f"；文中的 {other} 都不是" if other else ""
    return f"{told}{rest}，请写明分母是什么、是多少。"


def _shown(figure: Figure) -> str:
    return f"{_plain(figure.value)}{figure.unit}"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
