"""What was found, rule by rule, in the order in which a person wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.model.rule import SEVERITY_WORDS, STATUS_WORDS
from checker.model.text import Span
from checker.renderers import _said, _summary, _words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment
    from checker.renderers._summary import Gap
    from checker.web.nouns import Held
    from checker.web.views.names import Names

_MANY = 60  # places of one finding that are listed; the rest is counted
_ATTESTABLE = ("pass", "partial", "fail", "not_applicable")


class Quote(NamedTuple):
    """A place of the text: its words, where it stands, the marks that it has on the page."""

    words: str
    line: str
    href: str
    last: str


@dataclass(frozen=True, slots=True)
class Card:
    """One rule's word. ``state`` is what filters go by: the status, or ``waived`` or ``known``."""

    id: str
    rule: str
    number: int
    title: str
    state: str
    status: str
    standing: str
    severity: str
    severity_word: str
    pack: str
    pack_title: str
    worth: str
    message: str
    found: str
    quotes: tuple[Quote, ...]
    others: tuple[Quote, ...]
    more: str
    where: str
    where_href: str
    basis: str
    remedy: str
    decided: str
    may_waive: bool
    attestable: tuple[tuple[str, str], ...]
    may_undo: bool
    line: int  # where ``where_href`` leads to, 0 for nowhere


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one sort; ``folded`` ones are opened on demand."""

    key: str
    title: str
    cards: tuple[Card, ...]
    folded: bool
    note: str = ""


class Links(NamedTuple):
    """What of the text the page shows: the marks of each stretch, the number of the last line."""

    marks: Mapping[Span, tuple[int, int]]
    lines: int


def anchor(rule: str) -> str:
    """The id of a rule's card."""
    return f"g-{rule.replace('/', '_')}"


def groups(held: Held, report: Assessment, links: Links, names: Names) -> tuple[Group, ...]:
    """Every outcome once: what is to be done first, what is settled folded."""
    return tuple(_groups(report, _Maker(held, links, names)))


def _groups(report: Assessment, maker: _Maker) -> Iterator[Group]:
    summary = _summary.summarise(report)
    begun = 1
    for key, (title, gaps, earns) in zip(
        ("gaps", "reviews"), _said.open_groups(summary), strict=True
    ):
        if gaps:
            cards = tuple(maker.open(gap, number, earns) for number, gap in enumerate(gaps, begun))
            yield Group(key, _said.heading_of_group(title, gaps, earns), cards, folded=False)
        begun += len(gaps)
    settled = (
        ("waived", summary.waived, _said.waived),
        ("known", summary.known, _said.known),
        ("passed", summary.passed, _said.passed),
    )
    for key, outcomes, heading in settled:
        if outcomes:
            cards = tuple(maker.card(outcome, state=key) for outcome in outcomes)
            yield Group(key, heading(len(cards)), cards, folded=key != "waived")
    away = tuple(maker.card(outcome) for outcome in summary.inapplicable)
    count = len(away) + summary.unasked
    if count:
        note = _said.unasked(summary.unasked) if summary.unasked else ""
        yield Group("inapplicable", _said.inapplicable(count), away, folded=True, note=note)


class _Maker:
    """Makes the cards of one report."""

    def __init__(self, held: Held, links: Links, names: Names) -> None:
        self.links, self.names = links, names
        self.here = frozenset(decision.rule for decision in held.decisions)

    def open(self, gap: Gap, number: int, earns: str) -> Card:
        return self.card(gap.outcome, number=number, worth=_said.worth(gap, earns))

    def card(self, outcome: Outcome, *, state: str = "", number: int = 0, worth: str = "") -> Card:
        rule, places = outcome.rule, outcome.evidence or outcome.nearest
        pack = rule.id.partition("/")[0]
        target = None if outcome.evidence else outcome.belongs
        line = target.line if target is not None and target.line <= self.links.lines else 0
        is_open = outcome.status in ("fail", "partial", "review") and outcome.waived is None
        return Card(
            id=anchor(rule.id),
            rule=rule.id,
            number=number,
            title=rule.title,
            state=state if state in ("waived", "known") else outcome.status,
            status=outcome.status,
            standing=_words.standing(outcome),
            severity=rule.severity,
            severity_word=SEVERITY_WORDS.get(rule.severity, rule.severity),
            pack=pack,
            pack_title=self.names.pack(pack),
            worth=worth,
            message=outcome.message,
            found=_found(outcome),
            quotes=tuple(self._quotes(places[: _said.SHOWN])),
            others=tuple(self._quotes(places[_said.SHOWN : _MANY])),
            more=f"共 {len(places)} 处，列出前 {_MANY} 处。" if len(places) > _MANY else "",
            where="" if outcome.evidence else _said.place(outcome),
            where_href=f"#l{line}" if line else "",
            basis=_said.basis(outcome),
            remedy=rule.remedy,
            decided=_decided(outcome),
            may_waive=is_open,
            attestable=_attestable(outcome),
            may_undo=rule.id in self.here,
            line=line,
        )

    def _quotes(self, places: Sequence[Evidence]) -> Iterator[Quote]:
        for place in places:
            first, last = self.links.marks.get(Span(place.start, place.end), (0, 0))
            yield Quote(
                words=_words.shortened(place.quote),
                line=_words.line_of(place),
                href=f"#p{first}" if first else "",
                last=f"p{last}" if last else "",
            )


def _found(outcome: Outcome) -> str:
    """What the quotes are."""
    if outcome.evidence:
        return _said.FOUND
    return f"{_said.NEAREST}{_said.NOT_ENOUGH}" if outcome.nearest else ""


def _decided(outcome: Outcome) -> str:
    told = []
    if outcome.attested is not None:
        told.append(f"人工认定：{_words.attested(outcome)}")
    if outcome.waived is not None:
        told.append(f"已豁免：{_words.decided(outcome.waived)}")
    if outcome.baseline == "known" and outcome.waived is None:
        told.append("基线里已有。")
    return "；".join(told)


def _attestable(outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """What a person may decide an undecided outcome to be: a status that its rule gives."""
    if outcome.status != "review":
        return ()
    given = {"fail", *(name for name, _ in outcome.rule.rungs)}
    return tuple((status, STATUS_WORDS[status]) for status in _ATTESTABLE if status in given)


def cards(shown: Iterable[Group]) -> tuple[Card, ...]:
    """All cards in their order."""
    return tuple(card for group in shown for card in group.cards)
