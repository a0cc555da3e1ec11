"""What no schema tells of a rule: words that contradict each other, and words that do nothing."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from checker.rulebook.schema import NAMED_PLACES, option_name, type_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from checker.rulebook.yaml_places import Document, Path


def check_condition(
    document: Document, data: Mapping[str, Any], at: Path, name: str, module: ModuleType
) -> None:
    """Refuse options that cannot hold together or that nothing heeds. ``module`` is the kind's own; what
    it ``NEEDS`` maps an option to those without one of which it does nothing."""
    _check_places(document, data, at)
    for option, others in getattr(module, "NEEDS", {}).items():
        if option in data and not any(other in data for other in others):
            written = "或".join(f"“{other}”" for other in others)
            raise document.error((*at, option), f"没有写{written}时，“{option}”不起作用。")
    low, high = data.get("minimum"), data.get("maximum")
    if low is not None and high is not None and low > high:
        raise document.error(
            (*at, "maximum"), f"“maximum”（{high}）小于“minimum”（{low}），永远不会符合。"
        )
    _check_least(document, data, at, name, module)


def _check_places(document: Document, data: Mapping[str, Any], at: Path) -> None:
    within, without = (data.get(key, []) for key in NAMED_PLACES)
    for index, place in enumerate(without):
        if place in within:
            raise document.error(
                (*at, "not-within", index), f"“{place}”又要找、又不要找，请在 within 里删去它。"
            )


def _check_least(
    document: Document, data: Mapping[str, Any], at: Path, name: str, module: ModuleType
) -> None:
    """Refuse to ask for more of a list than there is in it."""
    keys = {
        name if index == 0 else option_name(field.name): field
        for index, field in enumerate(dataclasses.fields(module.Kind))
    }
    least = next((key for key, field in keys.items() if field.name == "least"), None)
    listed = next(
        (key for key, field in keys.items() if type_name(field).startswith("tuple")), None
    )
    if least is None or listed is None or least not in data:
        return
    if data[least] > len(data[listed]):
        raise document.error(
            (*at, least),
            f"“{least}”（{data[least]}）多于列出的 {len(data[listed])} 项，永远不会符合。",
        )


def check_rule(document: Document) -> None:
    """Refuse credit for a status that the rule cannot give."""
    if "credit" in document.data and "partial" not in document.data:
        raise document.error(("credit",), "没有写“partial”，“credit”（不完整得几成）不起作用。")


def is_idle(basis: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """Why a basis is never shown: its years or levels are none of the rule's. Empty where it may be."""
    years, own = data.get("valid", {}), basis.get("valid", {})
    first = max(years.get("from", 0), own.get("from", 0))
    last = min(years.get("to", first), own.get("to", first))
    if last < first:
        return "依据的年度（valid）与规则的年度没有重合，永远不会显示。"
    levels, mine = data.get("applies", {}).get("level"), basis.get("level")
    if levels and mine and set(levels).isdisjoint(mine):
        return "依据的层级（level）与规则的层级没有重合，永远不会显示。"
    return ""
