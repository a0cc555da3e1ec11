"""What a rule says to people: every status has its message and its examples, every value its source."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from checker.rulebook.refusal import suggestion
from checker.rulebook.schema import nested

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from checker.rulebook.yaml_places import Document

_PASSED_ON = ("all-of", "any-of", "none-of")  # kinds that pass on what the conditions inside give


def check(document: Document, kinds: Mapping[str, ModuleType]) -> None:
    """Refuse messages and examples that are missing, of no use, or that name a value nobody gives."""
    _check_messages(document, kinds)
    _check_examples(document)


def _check_messages(document: Document, kinds: Mapping[str, ModuleType]) -> None:
    messages = document.data["messages"]
    for status in ("pass", "partial", "not_applicable"):
        if status in document.data and status not in messages:
            raise document.error(
                ("messages",), f"messages 里缺少“{status}”：规则可能得出这个结论。"
            )
        if status in messages and status not in document.data:
            raise document.error(("messages", status), f"规则不会得出“{status}”，这条消息用不上。")
    for status, message in messages.items():
        given = _given(document, kinds, status)
        try:
            fields = [
                (name, f"{name}{'!' if how else ''}{how or ''}{':' if form else ''}{form}")
                for _, name, form, how in string.Formatter().parse(message)
                if name is not None
            ]
        except ValueError:
            raise document.error(("messages", status), "花括号没有配对。") from None
        for name, written in fields:
            if name not in given:
                hint = suggestion(name, sorted(given)) if given else "这里没有可用的值。"
                changed = (status,) in document.origins
                changed = changed and ("messages", status) not in document.origins
                raise document.error(
                    (status,) if changed else ("messages", status),
                    f"消息里的“{{{name}}}”没有来源。{hint}"
                    + (f"换了“{status}”，请一并改 messages 里的“{status}”。" if changed else ""),
                )
            if written != name:
                raise document.error(
                    ("messages", status), f"消息里的“{{{written}}}”应只写名称：“{{{name}}}”。"
                )


def _given(document: Document, kinds: Mapping[str, ModuleType], status: str) -> set[str]:
    """The values that a message of the status can count on."""
    if status != "fail":
        return _gives(kinds, document.data[status], "GIVES")
    rungs = [document.data[rung] for rung in ("pass", "partial") if rung in document.data]
    return set().union(*(_gives(kinds, rung, "MISSES") for rung in rungs))


def _gives(kinds: Mapping[str, ModuleType], data: Mapping[str, Any], which: str) -> set[str]:
    """Values that a condition gives when found (``GIVES``) or missing (``MISSES``), whichever
    of its parts decides."""
    name = next(key for key in data if key in kinds)
    given = set(getattr(kinds[name], which, ()))
    inside = [item for key in nested(name, kinds[name].Kind) for item in data[key]]
    if not inside or name not in _PASSED_ON:
        return given
    # what the parts of none-of find is what it misses
    asked = which if name != "none-of" else "GIVES"
    if name == "none-of" and which == "GIVES":
        return given
    parts = [_gives(kinds, item, asked) for item in inside]
    everyone = name != "none-of" and (name == "all-of") == (which == "GIVES")
    return given | (set().union(*parts) if everyone else set.intersection(*parts))


def _check_examples(document: Document) -> None:
    for status in ("pass", "partial", "not_applicable"):
        if status in document.data and status not in document.data["examples"]:
            raise document.error(
                ("examples",), f"examples 里缺少“{status}”：规则可能得出的每个结论都要有例子。"
            )
        if status in document.data["examples"] and status not in document.data:
            raise document.error(("examples", status), f"规则不会得出“{status}”，这些例子用不上。")
