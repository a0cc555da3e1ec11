"""``Rulebook`` × kind, level, year, issuer → ``Draft``: what the rules in force offer, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker import zh
from checker.errors import CheckerError
from checker.model.draft import Block, Draft, Note, Paragraph
from checker.model.rule import LEVEL_WORDS, SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.rule import Rule, Rulebook
    from checker.model.vocabulary import Outline, OutlinePart

BLANK = "__"
_TOGETHER = 8  # rules in a note that only names them


class Wanted(NamedTuple):
    """What is to be drafted: kind of document, level, reporting year, issuer (may be empty)."""

    kind: str
    level: str
    year: int
    issuer: str = ""


def kinds(book: Rulebook) -> tuple[str, ...]:
    """The kinds of document of which there is an outline."""
    return tuple(outline.name for outline in book.vocabulary.outlines)


def draft(book: Rulebook, wanted: Wanted) -> Draft:
    """The skeleton of a report. Errors: ``no-template`` where no rule in force offers anything."""
    outline = next((o for o in book.vocabulary.outlines if o.name == wanted.kind), None)
    rules = _in_force(book.of(wanted.level), wanted)
    blocks = tuple(_blocks(outline, rules, wanted)) if outline else ()
    if outline is None or not blocks:
        title = next((d.title for d in book.vocabulary.documents if d.name == wanted.kind), "")
        raise CheckerError(
            "no-template",
            f"{LEVEL_WORDS[wanted.level]}{wanted.year}年度的{title}没有模板："
            "没有一条适用的规则写了模板句子（template）。",
        )
    addressee = Note("主送机关", ("公开稿不写主送机关的，删去这一行。",))
    opening = [Paragraph(_named(outline.addressee, wanted), addressee)] if outline.addressee else []
    lead = Note("开头", ("用一两句话概括全年，再说明报告的是什么。",))
    note = lead if BLANK in outline.lead else None
    return Draft(
        title=Paragraph(_named(outline.title, wanted)),
        opening=(*opening, Paragraph(_named(outline.lead, wanted), note)),
        blocks=blocks,
        closing=tuple(Paragraph(_named(line, wanted)) for line in outline.closing),
    )


def _in_force(book: Rulebook, wanted: Wanted) -> list[Rule]:
    """The rules that ask something of this report, pack by pack, the weightiest first."""
    rules = [
        rule
        for rule in book.rules
        if rule.document == wanted.kind
        and wanted.level in rule.levels
        and (rule.first_year or wanted.year) <= wanted.year <= (rule.last_year or wanted.year)
    ]
    packs = list(dict.fromkeys(_pack(rule) for rule in rules))
    return sorted(rules, key=lambda rule: (packs.index(_pack(rule)), -rule.weight))


def _pack(rule: Rule) -> str:
    return rule.id.partition("/")[0]


def _blocks(outline: Outline, rules: list[Rule], wanted: Wanted) -> Iterator[Block]:
    """Every part of which a rule says something, then its topics; parts are numbered as they stand."""
    number = 0
    for part in outline.parts:
        own = [rule for rule in rules if rule.belongs == part.role]
        if not any(_offered(rule, wanted) for rule in own):
            continue
        number += 1
        heading = f"{zh.written(number)}、{_named(part.title, wanted)}"
        silent = [rule for rule in own if not _offered(rule, wanted)]
        yield Block(heading, 1, tuple(_paragraphs(own, "", wanted)), tuple(_heeded(silent)))
        yield from _topics(part, own, wanted)


def _topics(part: OutlinePart, rules: list[Rule], wanted: Wanted) -> Iterator[Block]:
    number = 0
    for name, title in part.topics:
        paragraphs = tuple(_paragraphs(rules, name, wanted))
        if paragraphs:
            number += 1
            yield Block(f"（{zh.written(number)}）{_named(title, wanted)}", 2, paragraphs)


def _offered(rule: Rule, wanted: Wanted) -> bool:
    return any(each.serves(wanted.year, wanted.level) for each in rule.template)


def _paragraphs(rules: list[Rule], topic: str, wanted: Wanted) -> Iterator[Paragraph]:
    """The sentences of a topic; what a rule asks is said beside its first one only."""
    for rule in rules:
        said = False
        for each in rule.template:
            if each.topic == topic and each.serves(wanted.year, wanted.level):
                note = None if said and not each.holds else _note(rule, wanted, each.holds)
                yield Paragraph(_named(each.says, wanted), note, rule.id)
                said = True


def _heeded(rules: list[Rule]) -> Iterator[Note]:
    """What rules ask of a part without offering a sentence, some to a note."""
    for start in range(0, len(rules), _TOGETHER):
        asked = rules[start : start + _TOGETHER]
        yield Note("写这一部分还要注意", tuple(f"{r.title}（{r.id}）：{r.remedy}" for r in asked))


def _note(rule: Rule, wanted: Wanted, holds: tuple[str, ...] = ()) -> Note:
    """What a rule asks, on what basis, and what its blanks must add up to."""
    basis = [b for b in rule.basis if b.holds(wanted.year, wanted.level)]
    return Note(
        f"{rule.title}（{SEVERITY_WORDS[rule.severity]}，{rule.id}）",
        (
            *(f"依据：{each}：{each.asks}。" for each in basis),
            *(f"应相符：{equation}" for equation in holds),
            f"怎么写：{rule.remedy}",
            *([f"说明：{rule.note}"] if rule.note else []),
        ),
    )


def _named(words: str, wanted: Wanted) -> str:
    """Words with year and issuer filled in; who did not name the issuer has one blank more."""
    return words.format(year=wanted.year, next=wanted.year + 1, issuer=wanted.issuer or BLANK)
