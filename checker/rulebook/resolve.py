"""Checked documents → ``Rule``: names looked up, conditions built, messages and examples checked."""

from __future__ import annotations

import dataclasses
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from checker import patterns
from checker.characters import fold
from checker.errors import CheckerError
from checker.model.facts import BLANK
from checker.model.rule import Basis, Condition, Pack, Rule, Where
from checker.rulebook import messages, outlines, sense
from checker.rulebook.refusal import suggestion
from checker.rulebook.schema import HEADED_PLACES, LEVELS, RUNGS, option_name, type_name
from checker.rulebook.terms import pack_terms, shared_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from checker.model.rule import Kind
    from checker.model.vocabulary import DatedTerm, Vocabulary
    from checker.rulebook.terms import Terms
    from checker.rulebook.yaml_places import Document, Path

MAX_CONDITIONS = 100  # of one rule
MAX_PATTERNS = 100  # of all rules together
_HALF = Fraction(1, 2)
_OUTSIDE = ("chrome", "masthead", "closing", "attachments")
_PLACES = ("opening", "others", BLANK, *_OUTSIDE)
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "outside": _OUTSIDE
}  # what is not the report's running text


class Resolver:
    """Makes rules of checked files, each file only once however many profiles see it."""

    def __init__(
        self,
        documents: Mapping[str, Sequence[Document]],
        vocabulary: Vocabulary,
        kinds: Mapping[str, ModuleType],
        refused: list[CheckerError] | None = None,
    ) -> None:
        """The first error of a pack is raised; where a list is given for them, each is added to it."""
        self._vocabulary = vocabulary
        self._kinds = kinds
        self._made: dict[int, tuple[Document, Rule]] = {}
        self._patterns: set[str] = set()
        shared = shared_terms(documents)
        judged = [d.name for d in vocabulary.documents if d.judged]
        default = next((d.name for d in vocabulary.documents if d.default), "")
        self._packs: dict[str, tuple[Pack, Terms]] = {}
        for document in documents["pack"]:
            try:
                self._add(document, default, judged, shared)
            except CheckerError as error:
                if refused is None:
                    raise
                refused.append(error)
        for _, terms in self._packs.values():
            terms.resolve_all(refused)

    def _add(self, document: Document, default: str, judged: Sequence[str], shared: Terms) -> None:
        """A pack with its terms."""
        data = document.data
        if data["id"] in self._packs:
            raise document.error((), f"规则包“{data['id']}”重复，已有同名的包。")
        kind = data.get("document", default)
        if kind not in judged:
            raise document.error(
                ("document",), f"没有名为“{kind}”的文书种类。{suggestion(kind, judged)}"
            )
        pack = Pack(data["id"], data["version"], data["title"], kind)
        self._packs[data["id"]] = pack, pack_terms(document, shared)

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs in the order of their files."""
        return tuple(pack for pack, _ in self._packs.values())

    def rules(
        self, documents: Sequence[Document], refused: list[CheckerError] | None = None
    ) -> tuple[Rule, ...]:
        """Rules in the order of their files. The first error is raised; where a list is given for
        them, each rule's is added to it and the rule left out."""
        made: list[Rule] = []
        for document in documents:
            try:
                made.append(self._rule(document))
            except CheckerError as error:
                if refused is None:
                    raise
                refused.append(error)
        return tuple(made)

    def _rule(self, document: Document) -> Rule:
        identity = document.data["id"]
        pack = identity.partition("/")[0]
        if pack not in self._packs:
            raise document.error((), f"规则包“{pack}”没有 _pack.yaml。")
        known = self._made.get(id(document))
        if known is None:
            found, terms = self._packs[pack]
            builder = _Builder(
                document, self._vocabulary, self._kinds, terms, found.document, self._patterns
            )
            known = self._made[id(document)] = document, builder.rule()
        return known[1]


class _Builder:
    """Builds the rule of one document."""

    def __init__(
        self,
        document: Document,
        vocabulary: Vocabulary,
        kinds: Mapping[str, ModuleType],
        terms: Terms,
        sort: str,
        patterns: set[str],
    ) -> None:
        self.patterns = patterns
        self.sort = sort
        self.conditions = 0
        self.document = document
        self.data = document.data
        self.kinds = kinds
        self.terms = terms
        self.roles = tuple(role.name for role in vocabulary.roles if role.document == sort)
        self.outline = next((o for o in vocabulary.outlines if o.name == sort), None)
        self.dated = {term.name: term for term in vocabulary.dated}
        self.indicators = tuple(
            name for i in vocabulary.indicators for name in (i.name, *(p.name for p in i.parts))
        )

    def rule(self) -> Rule:
        data = self.data
        rungs = tuple((rung, self.condition(data[rung], (rung,))) for rung in RUNGS if rung in data)
        sense.check_rule(self.document)
        messages.check(self.document, self.kinds)
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
            document=self.sort,
            template=outlines.template(self.document, self.outline),
            changed=tuple(".".join(map(str, at)) for at in self.document.origins),
        )

    def condition(self, data: Mapping[str, Any], at: Path) -> Condition:
        """A condition with its kind built and its place resolved."""
        self.conditions += 1
        if self.conditions > MAX_CONDITIONS:
            raise self.document.error(
                at, f"一条规则里的条件超过 {MAX_CONDITIONS} 个，请拆成几条规则。"
            )
        name = next(key for key in data if key in self.kinds)
        sense.check_condition(self.document, data, at, name, self.kinds[name])
        kind = self.kinds[name].Kind
        first, *others = dataclasses.fields(kind)
        options = {first.name: self._option(type_name(first), data[name], (*at, name))}
        for field in others:
            key = option_name(field.name)
            if key in data:
                options[field.name] = self._option(type_name(field), data[key], (*at, key))
        built: Kind = kind(**options)
        where = Where(
            self._place(data.get("within", []), (*at, "within")),
            self._place(data.get("not-within", []), (*at, "not-within")),
            *(
                self.terms.term(data[key], self.document, (*at, key)) if key in data else None
                for key in HEADED_PLACES
            ),
        )
        return Condition(name, built, where)

    def _option(self, type_: str, value: Any, at: Path) -> Any:
        if type_.startswith("Term"):
            return self.terms.term(value, self.document, at)
        if type_ == "tuple[Term, ...]":
            return tuple(
                self.terms.term(item, self.document, (*at, i)) for i, item in enumerate(value)
            )
        if type_ == "tuple[Condition, ...]":
            return tuple(self.condition(item, (*at, i)) for i, item in enumerate(value))
        if type_ == "DatedTerms":
            return self._dated(value, at)
        if type_ == "Pattern":
            self._check_pattern(value, at)
        if type_ == "tuple[RoleName, ...]":
            return tuple(self._option("RoleName", item, (*at, i)) for i, item in enumerate(value))
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

    def _dated(self, names: Sequence[str], at: Path) -> tuple[DatedTerm, ...]:
        for index, name in enumerate(names):
            if name not in self.dated:
                raise self.document.error(
                    (*at, index),
                    f"没有名为“{name}”的有时限提法。{suggestion(name, sorted(self.dated))}",
                )
        return tuple(self.dated[name] for name in names)

    def _check_pattern(self, expression: str, at: Path) -> None:
        self.patterns.add(expression)
        if len(self.patterns) > MAX_PATTERNS:
            raise self.document.error(
                at, f"规则里的式样（pattern）共超过 {MAX_PATTERNS} 个，请改用词和距离。"
            )
        folded = fold(expression)
        if folded != expression:
            odd = next(a for a, b in zip(expression, folded, strict=False) if a != b)
            raise self.document.error(
                at,
                f"式样里的“{odd}”永远对不上：正文的标点已换成半角、繁体已换成简体，请照着写（半角括号前加反斜杠）。",
            )
        try:
            patterns.compiled(expression)
        except ValueError as error:
            raise self.document.error(at, str(error)) from None

    def _place(self, names: Sequence[str], at: Path) -> tuple[str, ...]:
        known = (*self.roles, *_PLACES, *_GROUPS)
        for index, name in enumerate(names):
            if name not in known:
                raise self.document.error(
                    (*at, index), f"没有名为“{name}”的部分。{suggestion(name, known)}"
                )
        return tuple(dict.fromkeys(place for name in names for place in _GROUPS.get(name, (name,))))

    def _check_years(self, valid: Mapping[str, int], at: Path) -> None:
        if "from" in valid and "to" in valid and valid["from"] > valid["to"]:
            raise self.document.error(
                (*at, "to"),
                f"“to”（{valid['to']}）不能早于“from”（{valid['from']}），否则任何年度都不适用。",
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
