"""Words of the field, resolved from ``rules/vocabulary``: what Python itself does not know."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.facts import Term


# How a part behaves: see RoleWords.
TRAITS = ("body", "deeds", "problems", "inner", "ahead", "residual")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """How a part announces itself.

    ``headings``: words of its heading, which do not count beside one of ``against``. ``nested``:
    surer words that suffice in a heading inside another part. ``cues``: words that give a lone
    sentence this role. ``opens``: words with which a paragraph takes the role over. What stands in
    ``unless`` of a term does not count.

    ``document``: the kind of report that has this part. ``traits`` say how the part behaves:
    ``body`` (what running text is that announces nothing), ``deeds`` (tells what was done),
    ``problems`` (tells what is lacking), ``inner`` (belongs to the part of problems), ``ahead`` (tells
    of the year to come), ``residual`` (whatever is left to say).
    """

    name: str
    title: str
    document: str
    traits: tuple[str, ...]
    headings: Term
    against: Term
    nested: Term
    cues: Term
    opens: Term


class IndicatorPart(NamedTuple):
    """One of the narrower kinds of figure that an indicator holds, told by ``nouns``. ``hints`` are
    words that only list a number there, also in one of ``units``."""

    name: str
    title: str
    nouns: Term
    hints: Term
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A kind of figure.

    ``nouns`` name by themselves what is counted in one of ``units``. ``verbs`` are what happens to
    it, and continue a series (受理…件,办结…件). ``rivals`` are nouns that own a figure standing
    nearer to them. ``zeros`` say by themselves that there was none; ``spoilers``, after a noun, take
    a "none" away from it (未发生行政复议**败诉**). ``parts`` are narrower kinds; a rule may ask for
    the indicator or for one of its parts. ``hints`` are words that only list a number there.
    """

    name: str
    title: str
    nouns: Term
    verbs: Term
    rivals: Term
    zeros: Term
    spoilers: Term
    units: tuple[str, ...]
    hints: Term
    parts: tuple[IndicatorPart, ...] = ()

    def narrowest(self, noun: str) -> str:
        """The name of the part that a noun names, else the indicator's own."""
        return next((part.name for part in self.parts if noun in part.nouns.words), self.name)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of government. ``endings``: how issuers' names end; ``names``: issuers of this level
    whose ending says otherwise; ``selves``: words by which a report calls its issuer; ``areas``:
    words for the whole area of this level; ``rank``: 1 for the lowest, 0 where it depends."""

    name: str
    title: str
    endings: tuple[str, ...]
    names: tuple[str, ...]
    selves: tuple[str, ...]
    areas: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document told by its title: every group has a word in it, and it ends with one of
    ``ends`` (any end where that is empty).

    ``openings``: groups that tell it by the opening of a document without title.
    ``judged``: whether there are rules for it. ``default``: what rules are for that do not say.
    """

    name: str
    title: str
    groups: tuple[Term, ...]
    ends: tuple[str, ...]
    openings: tuple[Term, ...]
    judged: bool
    default: bool


class OutlinePart(NamedTuple):
    """A part of an outline: its role, its heading, and the headings inside it by their names."""

    role: str
    title: str
    topics: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """In what order a kind of document is written, and what stands around its parts. ``name``: the
    kind's. All may hold ``{year}``, ``{next}``, ``{issuer}`` and the blank ``__``."""

    name: str
    title: str
    addressee: str
    lead: str
    parts: tuple[OutlinePart, ...]
    closing: tuple[str, ...]

    def topics(self, role: str) -> tuple[str, ...]:
        """Names of the topics of a part; none where it has none, or is not there."""
        return tuple(name for part in self.parts if part.role == role for name, _ in part.topics)


@dataclass(frozen=True, slots=True)
class DatedTerm:
    """A name that has its time. ``since``: the day (YYYY-MM-DD) from which anybody could know it;
    ``until``: the last reporting year for which it holds; None where there is no such bound.
    ``instead``: what is said after it."""

    name: str
    title: str
    words: Term
    since: str | None
    until: int | None
    instead: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything under ``rules/vocabulary``, and ``words``: all words to scan a report for."""

    roles: tuple[RoleWords, ...]
    indicators: tuple[Indicator, ...]
    levels: tuple[Level, ...]
    documents: tuple[DocumentKind, ...]
    dated: tuple[DatedTerm, ...]
    terms: Mapping[str, Term]
    words: tuple[str, ...]
    outlines: tuple[Outline, ...] = ()

    def of(self, document: str) -> Vocabulary:
        """The vocabulary with the parts of one kind of report only."""
        roles = tuple(role for role in self.roles if role.document == document)
        return dataclasses.replace(self, roles=roles)

    def parts(self, *traits: str) -> tuple[str, ...]:
        """Names of the parts that have one of the traits."""
        return tuple(role.name for role in self.roles if not set(traits).isdisjoint(role.traits))

    def part(self, trait: str) -> str:
        """The name of the first part that has the trait; empty where none has."""
        return next(iter(self.parts(trait)), "")

    @property
    def default(self) -> str:
        """The name of the kind of report that rules are for where they do not say."""
        return next((document.name for document in self.documents if document.default), "")
