"""Lists of parts: what they add up to, how they are joined, how far off they are."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.facts.relations.found import like, relation, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Relation

_NEAR = Decimal("0.03")  # share of the total by which a list that is meant whole is off at most
_SLIP = Decimal("0.12")
_NAME = re.compile(r"^.*(?:其中|包括|分别为)|[约近共为达的]+$")


def same_sort(parts: Sequence[Operand]) -> bool:
    """Whether all parts are called alike at their end (…纠纷、…纠纷; …类、…类): then none is in another."""
    names = [_NAME.sub("", p.lead.strip()) or _NAME.sub("", p.tail.strip("、 ")) for p in parts]
    shared = 1 if len(parts) > 2 else 2
    return all(len(n) > 1 for n in names) and len({name[-shared:] for name in names}) == 1


def mark(gap: str) -> str:
    """The mark that joins a part to the one before it; empty where none does."""
    return next((c for c in gap if c in "、,;:"), "")


def adds_up(total: Operand, parts: Sequence[Operand]) -> bool:
    """Whether parts make the total within what their rounding leaves."""
    made = interval.total(interval.of(p.figure) for p in parts)
    return made.meets(interval.of(total.figure))


def whole(total: Operand, parts: Sequence[Operand]) -> Sequence[Operand]:
    """The longest run from the first part on that adds up to the total; empty where none does. A run
    does not end before a part that is joined as the others are."""
    joint = mark(parts[1].gap)
    if parts[0].depth > total.depth:  # what brackets hold is told of the total, all of it
        return parts if adds_up(total, parts) else ()
    for stop in range(len(parts), 1, -1):
        goes_on = stop < len(parts) and mark(parts[stop].gap) == joint == "、"
        if not goes_on and adds_up(total, parts[:stop]):
            return parts[:stop]
    return ()


def added(parts: Sequence[Operand]) -> Decimal:
    """The sum of the parts as written."""
    return sum((p.value for p in parts), Decimal(0))


def is_miswritten(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ as those of a slip of the pen do: in one digit, or by two neighbouring
    digits that changed places."""
    a, b = interval.plain(one), interval.plain(other)
    changed = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) != len(b) or not changed:
        return False
    swapped = len(changed) == 2 and changed[1] - changed[0] <= 2 and sorted(a) == sorted(b)
    return len(changed) == 1 or swapped


def is_slip(total: Decimal, sum_: Decimal) -> bool:
    """Whether two numbers differ by little, or by one digit or two that changed places."""
    if not total:
        return False
    off = abs(total - sum_)
    if off <= _NEAR * total or off <= 1:
        return True
    one, other = interval.plain(total), interval.plain(sum_)
    changed = [i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or off > _SLIP * total:
        return False
    return len(changed) == 1 or (len(changed) == 2 and sorted(one) == sorted(other))


def sum_of(total: Operand, parts: Sequence[Operand], *, holds: bool) -> Relation:
    """The relation of a total and its parts, with its working."""
    made = added(parts)
    right = " + ".join(shown(p) for p in parts)
    if holds:
        end = "相符" if made == total.value else "在书写的位数内相符"
        message = f"{shown(total)} = {right}，{end}。"
    else:
        message = f"各项相加 {right} = {like(made, total)}，文中总数写 {shown(total)}，请核对。"
    return relation("sum", total, parts, expected=made, message=message, holds=holds)
