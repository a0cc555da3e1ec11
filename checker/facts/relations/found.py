"""Relations as they leave this room, and how their numbers are shown in messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.model.facts import Hit, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from checker.facts.relations.operands import Operand


_JOINTS = " \t、和及与"  # between the parts of a list


def relation(
    kind: str,
    stated: Operand,
    others: Iterable[Operand],
    *,
    expected: Decimal | None,
    message: str,
    holds: bool,
) -> Relation:
    """A relation of the number that states something and those that it is held against."""
    places = dict.fromkeys(place(operand) for operand in (stated, *others))
    return Relation(kind, holds, stated.value, expected, message, tuple(places))


def place(operand: Operand) -> Hit:
    """The clause of a number up to its unit."""
    figure = operand.figure
    return Hit(figure.start - len(operand.lead.lstrip(_JOINTS)), figure.end)


def shown(operand: Operand) -> str:
    """A number with its unit in plain digits."""
    figure = operand.figure
    rough = "约" if figure.approximate else ""
    return f"{rough}{interval.plain(figure.value)}{figure.unit}"
