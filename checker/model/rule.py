"""Rules as they leave the loader: fully resolved, nothing left to look up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NewType, Protocol

from checker.model.exceptions import Exceptions
from checker.model.facts import BLANK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from checker.model.facts import Facts, Hit, Term
    from checker.model.vocabulary import DatedTerm, Vocabulary

IndicatorName = NewType("IndicatorName", str)
RoleName = NewType("RoleName", str)
Word = NewType("Word", str)
MonthDay = NewType("MonthDay", str)
Pattern = NewType("Pattern", str)
Count = int  # at least one
FactName = Literal["title", "issuer", "year", "published", "signed"]
DatedTerms = tuple["DatedTerm", ...]

STATUSES = ("pass", "partial", "fail", "not_applicable", "review")
SEVERITIES = ("info", "warning", "error")

# The contract's words and what people call them, once for every page and message.
STATUS_WORDS = {
    "pass": "符合",
    "partial": "不完整",
    "fail": "缺失",
    "not_applicable": "不适用",
    "review": "需人工判断",
}
SEVERITY_WORDS = {"error": "必须", "warning": "应当", "info": "提示"}
LEVEL_WORDS = {
    "province": "省级",
    "prefecture": "设区的市级",
    "county": "县级",
    "township": "乡镇（街道）",
    "department": "部门",
}


@dataclass(frozen=True, slots=True)
class Found:
    """The condition holds; ``hits`` prove it, ``values`` fill the message's ``{name}``."""

    hits: tuple[Hit, ...]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Missing:
    """The condition does not hold; ``nearest`` is what came closest, ``hits`` prove the contrary."""

    nearest: tuple[Hit, ...] = ()
    hits: tuple[Hit, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unsure:
    """The condition cannot be decided; ``why`` is Chinese words for people. ``final``: the report
    contradicts itself, and no later rung can decide it either."""

    why: str
    hits: tuple[Hit, ...] = ()
    final: bool = False


Finding = Found | Missing | Unsure


@dataclass(frozen=True, slots=True)
class Where:
    """Where a condition looks: sentences of these roles and of none of those, under a heading with
    one of these words and under none with one of those."""

    within: tuple[str, ...] = ()
    not_within: tuple[str, ...] = ()
    under: Term | None = None
    not_under: Term | None = None

    def admits(self, facts: Facts, sentence: int) -> bool:
        """Whether a sentence, by its index, is looked at; what stands before the first is not."""
        return sentence >= 0 and self.admitted(facts)[sentence]

    def admitted(self, facts: Facts) -> Sequence[bool]:
        """For every sentence whether it is looked at."""
        key = ("admitted", self.within, self.not_within, id(self.under), id(self.not_under))
        _, admitted = facts.remembered(key, lambda: (self, self._admitted(facts)))
        return admitted

    def _admitted(self, facts: Facts) -> list[bool]:
        names = [role.name for role in facts.roles]
        looked_at = {name: self._takes(name) for name in set(names)}
        admitted = [looked_at[name] for name in names]
        if self.under or self.not_under:
            report = facts.report
            sections: dict[int, bool] = {}
            for index, sentence in enumerate(report.sentences):
                section = report.paragraphs[sentence.paragraph].section
                if section not in sections:
                    sections[section] = self._stands(facts, index)
                admitted[index] = admitted[index] and sections[section]
        return admitted

    def _takes(self, role: str) -> bool:
        if role == BLANK and BLANK not in self.within:
            return False  # what is still to be filled in tells nothing
        return role not in self.not_within and (not self.within or role in self.within)

    def _stands(self, facts: Facts, sentence: int) -> bool:
        """Whether the headings above a sentence are such as are asked for."""
        if self.under and not facts.is_under(self.under, sentence):
            return False
        return not (self.not_under and facts.is_under(self.not_under, sentence))


class Kind(Protocol):
    """A kind of check. A plug-in's ``Kind`` is a frozen dataclass; its fields are its options."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def find(self, facts: Facts, where: Where) -> Finding:
        """Look for the condition in the places that ``where`` admits."""
        ...


@dataclass(frozen=True, slots=True)
class Condition:
    """A kind of check with its options and its place: one rung, or a part of one."""

    name: str
    kind: Kind
    where: Where

    def find(self, facts: Facts) -> Finding:
        """What the check finds in the report."""
        return self.kind.find(facts, self.where)


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis: instrument, article (may be empty), and in our words what it asks.

    ``first_year``-``last_year`` are the reporting years, ``levels`` the levels of government that
    it holds for; None and () where it holds for all.
    """

    instrument: str
    article: str
    asks: str
    first_year: int | None = None
    last_year: int | None = None
    levels: tuple[str, ...] = ()

    def holds(self, year: int | None, level: str | None) -> bool:
        """Whether it can be cited to a report of this year and level; the unknown does not exclude."""
        if year and not (self.first_year or year) <= year <= (self.last_year or year):
            return False
        return not (level and self.levels and level not in self.levels)

    def __str__(self) -> str:
        return f"《{self.instrument}》{self.article}"


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence that a rule offers to who writes a report, with ``__`` where something is to be
    filled in. ``topic``: the heading inside its part under which it stands. ``holds``: equations
    among its blanks. Years and levels as in ``Basis``."""

    says: str
    topic: str = ""
    holds: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    levels: tuple[str, ...] = ()

    def serves(self, year: int, level: str) -> bool:
        """Whether it is offered to a report of this year and level."""
        if not (self.first_year or year) <= year <= (self.last_year or year):
            return False
        return not self.levels or level in self.levels


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``rungs`` are tried in order: not_applicable, pass, partial. ``document``: the kind of
    report that it is for. ``changed``: the fields that a layer over its file set."""

    id: str
    title: str
    basis: tuple[Basis, ...]
    severity: str
    weight: int
    partial_credit: Fraction
    levels: tuple[str, ...]
    first_year: int | None
    last_year: int | None
    rungs: tuple[tuple[str, Condition], ...]
    messages: Mapping[str, str]
    remedy: str
    belongs: str
    examples: Mapping[str, tuple[str, ...]]
    note: str = ""
    document: str = ""
    changed: tuple[str, ...] = ()
    template: tuple[Template, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of rules for one kind of report."""

    id: str
    version: str
    title: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """How a score becomes a grade and a gate. ``grades`` run from best to worst."""

    profile: str
    grades: tuple[tuple[str, int], ...]
    fail_on: str
    min_score: Fraction | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules in force, the words they need, and the digest that names exactly these.

    ``by_level``: the same through the profile of a level, where the report may choose. ``skipped``:
    ids of rules that are left out, each with the file that says so. ``exceptions``: what has been
    decided beside the rules. ``by_path``: the same for single reports, with what settings say of their
    files alone."""

    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    policy: Policy
    digest: str
    by_level: Mapping[str, Rulebook] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    exceptions: Exceptions = field(default_factory=Exceptions)
    by_path: Mapping[str, Rulebook] = field(default_factory=dict)

    def at(self, path: str) -> Rulebook:
        """The rules for the report of this path."""
        return self.by_path.get(path, self)

    def of(self, level: str | None) -> Rulebook:
        """The rules for a report of this level."""
        return self.by_level.get(level or "", self)
