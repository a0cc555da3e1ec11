"""Checked documents → ``Rule``: names looked up, conditions built, messages and examples checked."""

from __future__ import annotations

import dataclasses
import string
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from checker.model.rule import Basis, Condition, Pack, Rule, Where
from checker.rulebook import words
from checker.rulebook.schema import LEVELS, RUNGS, option_name, suggestion, type_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from checker.model.rule import Kind
    from checker.model.vocabulary import Vocabulary
    from checker.rulebook.words import Terms
    from checker.rulebook.yaml_places import Document, Path

_HALF = Fraction(1, 2)
_PLACES = ("opening", "others", "chrome", "masthead", "closing", "attachments")


def rules(
    documents: Mapping[str, Sequence[Document]],
    vocabulary: Vocabulary,
    kinds: Mapping[str, ModuleType],
) -> tuple[tuple[Pack, ...], tuple[Rule, ...]]:
    """Packs and rules in the order of their files."""
    packs: dict[str, Document] = {}
    for document in documents["pack"]:
        if document.data["id"] in packs:
            raise document.error((), f"规则包“{document.data['id']}”重复，已有同名的包。")
        packs[document.data["id"]] = document
    shared = words.shared_terms(documents)
    made: dict[str, Rule] = {}
    for document in documents["rule"]:
        identity = document.data["id"]
        pack = identity.partition("/")[0]
        if pack not in packs:
            raise document.error((), f"规则包“{pack}”没有 _pack.yaml。")
        if identity in made:
            raise document.error((), f"规则“{identity}”重复，已有同名规则。")
        builder = _Builder(document, vocabulary, kinds, words.pack_terms(packs[pack], shared))
        made[identity] = builder.rule()
    listed = tuple(Pack(d.data["id"], d.data["version"], d.data["title"]) for d in packs.values())
    return listed, tuple(made.values())


class _Builder:
    """Builds the rule of one document."""

    def __init__(
        self,
        document: Document,
        vocabulary: Vocabulary,
        kinds: Mapping[str, ModuleType],
        terms: Terms,
    ) -> None:
        self.document = document
        self.data = document.data
        self.kinds = kinds
        self.terms = terms
        self.roles = tuple(role.name for role in vocabulary.roles)
        self.indicators = tuple(
            name for i in vocabulary.indicators for name in (i.name, *(p.name for p in i.parts))
        )

    def rule(self) -> Rule:
        data = self.data
        rungs = tuple((rung, self.condition(data[rung], (rung,))) for rung in RUNGS if rung in data)
        self._check_messages()
        self._check_examples()
        belongs = data.get("belongs", "")
        if belongs and belongs not in self.roles:
            raise self.document.error(
                ("belongs",), f"没有名为“{belongs}”的部分。{suggestion(belongs, self.roles)}"
            )
        valid = data.get("valid", {})
        self._check_years(valid, ("valid",))
        for index, basis in enumerate(data["basis"]):
            self._check_years(basis.get("valid", {}), ("basis", index, "valid"))
        return Rule(
            id=data["id"],
            title=data["title"],
            basis=tuple(map(_basis, data["basis"])),
            severity=data["severity"],
            weight=data["weight"],
            partial_credit=Fraction(str(data["credit"])) if "credit" in data else _HALF,
            levels=tuple(data.get("applies", {}).get("level", LEVELS)),
            first_year=valid.get("from"),
            last_year=valid.get("to"),
            rungs=rungs,
            messages=data["messages"],
            remedy=data["remedy"],
            belongs=belongs,
            examples={status: tuple(lines) for status, lines in data["examples"].items()},
            note=data.get("note", ""),
        )

    def condition(self, data: Mapping[str, Any], at: Path) -> Condition:
        """A condition with its kind built and its place resolved."""
        name = next(key for key in data if key in self.kinds)
        kind = self.kinds[name].Kind
        first, *others = dataclasses.fields(kind)
        options = {first.name: self._option(type_name(first), data[name], (*at, name))}
        for field in others:
            key = option_name(field.name)
            if key in data:
                options[field.name] = self._option(type_name(field), data[key], (*at, key))
        built: Kind = kind(**options)
        within = self._place(data.get("within", []), (*at, "within"))
        return Condition(
            name, built, Where(within, self._place(data.get("not-within", []), (*at, "not-within")))
        )

    def _option(self, type_: str, value: Any, at: Path) -> Any:
        if type_.startswith("Term"):
            return self.terms.term(value, self.document, at)
        if type_ == "tuple[Term, ...]":
            return tuple(
                self.terms.term(item, self.document, (*at, i)) for i, item in enumerate(value)
            )
        if type_ == "tuple[Condition, ...]":
            return tuple(self.condition(item, (*at, i)) for i, item in enumerate(value))
        if type_ == "MonthDay" and not _is_day(value):
            raise self.document.error(at, f"“{value}”不是一个日子。")
        known = {"IndicatorName": ("指标", self.indicators), "RoleName": ("部分", self.roles)}.get(
            type_.removesuffix(" | None")
        )
        if known and value not in known[1]:
            raise self.document.error(
                at, f"没有名为“{value}”的{known[0]}。{suggestion(value, known[1])}"
            )
        return value

    def _place(self, names: Sequence[str], at: Path) -> tuple[str, ...]:
        known = (*self.roles, *_PLACES)
        for index, name in enumerate(names):
            if name not in known:
                raise self.document.error(
                    (*at, index), f"没有名为“{name}”的部分。{suggestion(name, known)}"
                )
        return tuple(names)

    def _check_years(self, valid: Mapping[str, int], at: Path) -> None:
        if "from" in valid and "to" in valid and valid["from"] > valid["to"]:
            raise self.document.error(
                (*at, "to"),
                f"“to”（{valid['to']}）不能早于“from”（{valid['from']}），否则任何年度都不适用。",
            )

    def _check_messages(self) -> None:
        messages = self.data["messages"]
        for status in ("pass", "partial", "not_applicable"):
            if status in self.data and status not in messages:
                raise self.document.error(
                    ("messages",), f"messages 里缺少“{status}”：规则可能得出这个结论。"
                )
            if status in messages and status not in self.data:
                raise self.document.error(
                    ("messages", status), f"规则不会得出“{status}”，这条消息用不上。"
                )
        for status, message in messages.items():
            given = self._given(status)
            try:
                fields = [
                    (name, f"{name}{'!' if how else ''}{how or ''}{':' if form else ''}{form}")
                    for _, name, form, how in string.Formatter().parse(message)
                    if name is not None
                ]
            except ValueError:
                raise self.document.error(("messages", status), "花括号没有配对。") from None
            for name, written in fields:
                if name not in given:
                    hint = suggestion(name, sorted(given)) if given else "这里没有可用的值。"
                    raise self.document.error(
                        ("messages", status), f"消息里的“{{{name}}}”没有来源。{hint}"
                    )
                if written != name:
                    raise self.document.error(
                        ("messages", status), f"消息里的“{{{written}}}”应只写名称：“{{{name}}}”。"
                    )

    def _given(self, status: str) -> set[str]:
        """The values that a message of the status can count on."""
        if status != "fail":
            return self._gives(self.data[status], "GIVES")
        rungs = [self.data[rung] for rung in ("pass", "partial") if rung in self.data]
        return set().union(*(self._gives(rung, "MISSES") for rung in rungs))

    def _gives(self, data: Mapping[str, Any], which: str) -> set[str]:
        """Values that a condition gives when found (``GIVES``) or missing (``MISSES``), whichever
        of its parts decides."""
        name = next(key for key in data if key in self.kinds)
        given = set(getattr(self.kinds[name], which, ()))
        parts = [
            self._gives(item, which)
            for item in (data[name] if isinstance(data[name], list) else ())
            if isinstance(item, dict) and any(key in self.kinds for key in item)
        ]
        if not parts:
            return given
        everyone = (name == "all-of") == (which == "GIVES")
        return given | (set().union(*parts) if everyone else set.intersection(*parts))

    def _check_examples(self) -> None:
        for status in ("pass", "partial", "not_applicable"):
            if status in self.data and status not in self.data["examples"]:
                raise self.document.error(
                    ("examples",), f"examples 里缺少“{status}”：规则可能得出的每个结论都要有例子。"
                )
            if status in self.data["examples"] and status not in self.data:
                raise self.document.error(
                    ("examples", status), f"规则不会得出“{status}”，这些例子用不上。"
                )


def _is_day(words: str) -> bool:
    """Whether MM-DD is a day of every year."""
    month, day = map(int, words.split("-"))
    try:
        date(2001, month, day)  # no leap year
    except ValueError:
        return False
    return True


def _basis(data: Mapping[str, Any]) -> Basis:
    valid = data.get("valid", {})
    return Basis(
        instrument=data["instrument"],
        article=data.get("article", ""),
        asks=data["asks"],
        first_year=valid.get("from"),
        last_year=valid.get("to"),
        levels=tuple(data.get("level", ())),
    )
