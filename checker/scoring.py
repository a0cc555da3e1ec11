"""Outcomes × policy → ``Score`` and ``Gate``: exact fractions, rounded only when shown."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from checker.model.result import Gate, Score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.facts import Facts
    from checker.model.outcome import Outcome
    from checker.model.rule import Policy

_FULL = Fraction(100)
_DIGITS = 9  # after the point, of a score that anybody asks for


def score(outcomes: Sequence[Outcome], policy: Policy) -> Score:
    """Credit over weight of the rules that apply, 0-100.

    ``low`` counts every undecided outcome as failed, ``high`` as passed; ``value`` leaves them
    out. ``coverage`` is the decided share of the weight. Where nothing applies all are 0.
    """
    weight = decided = earned = Fraction(0)
    packs: dict[str, tuple[Fraction, Fraction]] = defaultdict(lambda: (Fraction(0), Fraction(0)))
    for outcome in outcomes:
        if outcome.status == "not_applicable":
            continue
        weight += outcome.rule.weight
        if outcome.credit is None:
            continue
        pack = outcome.rule.id.partition("/")[0]
        gained = outcome.credit * outcome.rule.weight
        decided += outcome.rule.weight
        earned += gained
        packs[pack] = (packs[pack][0] + gained, packs[pack][1] + outcome.rule.weight)
    low = _share(earned, weight)
    return Score(
        value=_share(earned, decided),
        low=low,
        high=_share(earned + weight - decided, weight),
        coverage=decided / weight if weight else Fraction(0),
        grade=grade(low, policy),
        by_pack={name: _share(gained, total) for name, (gained, total) in packs.items() if total},
    )


def _share(part: Fraction, whole: Fraction) -> Fraction:
    return _FULL * part / whole if whole else Fraction(0)


def grade(low: Fraction, policy: Policy) -> str:
    """The best grade whose floor the low end of the score reaches; the last one below all floors."""
    for name, floor in policy.grades:
        if low >= floor:
            return name
    return policy.grades[-1][0]


def gate(score_: Score | None, outcomes: Sequence[Outcome], facts: Facts, policy: Policy) -> Gate:
    """Whether the report may pass: no failing rule of the gate's severity, the low end high enough. What
    is waived or known from a baseline counts for neither."""
    if policy.fail_on == "never" and policy.min_score is None:
        return Gate(passed=True, reasons=())
    if score_ is None:
        return Gate(passed=False, reasons=(f"这份文件不是{facts.wanted}：{facts.kind_reason}",))
    reasons: list[str] = []
    failed = [o.rule.title for o in outcomes if o.closes(policy)]
    if failed:
        reasons.append(f"未达到必须满足的要求：{'、'.join(failed)}。")
    if policy.min_score is not None:
        left = [o for o in outcomes if not o.is_let_off]
        all_counts = len(left) == len(outcomes)
        low = score_.low if all_counts else score(left, policy).low
        if (left or all_counts) and low < policy.min_score:
            without = "" if all_counts else "（不计已豁免的和基线里已有的）"
            reasons.append(_too_low(low, policy.min_score, without))
    return Gate(not reasons, tuple(reasons))


def _too_low(low: Fraction, floor: Fraction, without: str) -> str:
    """That ``low`` is below ``floor``, both with digits enough for the sentence to be true."""
    asked = places = 1
    while asked < _DIGITS and _rounded(floor, asked) != floor:
        asked += 1
    while _rounded(low, places) >= _rounded(floor, max(asked, places)):
        places += 1
    return f"得分下限 {_shown(low, places)}{without} 低于要求的 {_shown(floor, asked)}。"


def _rounded(value: Fraction, places: int) -> Fraction:
    scale = 10**places
    return Fraction((value * scale + Fraction(1, 2)).__floor__(), scale)


def _shown(value: Fraction, places: int) -> str:
    digits = str(int(_rounded(value, places) * 10**places)).zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}"
