"""Relations as they leave this room, and how their numbers are shown in messages."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.relations import interval
from checker.model.facts import Hit, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.facts.relations.operands import Operand


_MYRIAD, _HUNDRED_MILLION, _ABSURD = Decimal(10**4), Decimal(10**8), Decimal(10**20)
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


def told(
    kind: str,
    stated: Operand,
    others: Iterable[Operand],
    value: Decimal,
    work: str,
    *,
    holds: bool,
    name: str = "",
) -> Relation:
    """The relation of a number with its working; ``name`` is what the text calls the number."""
    end = "相符。" if holds else "请核对。"
    message = f"{work}，文中写{name} {shown(stated)}，{end}"
    return relation(kind, stated, others, expected=value, message=message, holds=holds)


def place(operand: Operand) -> Hit:
    """The clause of a number up to its unit."""
    figure = operand.figure
    return Hit(figure.start - len(operand.lead.lstrip(_JOINTS)), figure.end)


def shown(operand: Operand) -> str:
    """A number with its unit in plain digits, in 万 or 亿 where it is written so."""
    return f"{_rough(operand)}{like(operand.value, operand)}"


def like(value: Decimal, operand: Operand) -> str:
    """A computed value in the unit of an operand, in 万 or 亿 where the operand is written so."""
    figure = operand.figure
    if figure.low != figure.value:  # a scale word leaves room behind the last place
        for name, factor in (("亿", _HUNDRED_MILLION), ("万", _MYRIAD)):
            if figure.value >= factor and figure.unit != "%":
                return f"{interval.plain(value / factor)}{name}{figure.unit}"
    return f"{interval.plain(value)}{figure.unit}"


def _rough(operand: Operand) -> str:
    """The word that says how exact a number is: above it, below it, about it."""
    figure = operand.figure
    if not figure.approximate:
        return ""
    if figure.low == figure.value:
        return "超" if figure.high > _ABSURD else "逾"
    return "近" if figure.high == figure.value else "约"
