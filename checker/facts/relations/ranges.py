"""``range``: a rate that no rate can be."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations.found import relation, shown
from checker.model.facts import Hit, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Term

_HUNDRED = Decimal(100)
_NEGATIVE = re.compile(r"率(?:为|达到?|是)?\s?[-−负]\s?(\d{1,3}(?:\.\d+)?)%")


def above(rate: Operand, name: str, terms: Mapping[str, Term]) -> Relation | None:
    """The finding of a rate above 100 %; None where it is none, or may be."""
    if rate.figure.low <= _HUNDRED or any(w in rate.lead for w in terms["above-hundred"].words):
        return None
    message = f"{name}写 {shown(rate)}，超过 100%，请核对。"
    return relation("range", rate, (), expected=_HUNDRED, message=message, holds=False)


def negative(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Places of rates below nothing (满意率为-98.2%)."""
    for match in _NEGATIVE.finditer(content, start, end):
        yield match.span()


def below(content: str, start: int, end: int) -> Relation:
    """The finding of a rate below nothing."""
    words = content[start:end]
    return Relation(
        kind="range",
        holds=False,
        stated=Decimal(-1),
        expected=Decimal(0),
        message=f"“{words}”：率不会是负数，请核对。",
        places=(Hit(start, end),),
    )
