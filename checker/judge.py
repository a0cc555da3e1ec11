"""``Facts`` × ``Rulebook`` → outcomes, in rulebook order; places become evidence here."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from checker.model.outcome import Evidence, Outcome, Trace
from checker.model.result import DamageFound, FigureFound, RelationFound
from checker.model.rule import LEVEL_WORDS, Found, Missing, Unsure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model.facts import Facts, Figure, Hit
    from checker.model.rule import Condition, Rule, Rulebook
    from checker.model.text import Source

_QUOTE = 120  # characters up to which a quote grows to its whole sentence
_SPACE = re.compile(r"\s+")
_BRACES = re.compile("[{}]")
_CLAUSE_END = re.compile(r"[,。;!?\n]")
_WHOLE, _NONE = Fraction(1), Fraction(0)


def judge(facts: Facts, book: Rulebook) -> tuple[Outcome, ...]:
    """The word of every rule for this kind of document on a report; none where there are none."""
    if not facts.is_judged:
        return ()
    return tuple(outcome(facts, rule) for rule in book.rules if rule.document == facts.kind)


def outcome(facts: Facts, rule: Rule) -> Outcome:
    """One rule's word: the first rung that finds something wins, else it fails."""
    reason = _not_in_force(facts, rule)
    if reason:
        return _outcome(facts, rule, "not_applicable", reason, (), (), asked=False)
    unsure: Unsure | None = None
    nearest: tuple[Hit, ...] = ()
    proof: tuple[Hit, ...] = ()
    values: Mapping[str, str] = {}
    occurs = Missing()  # what shows that the rule applies: evidence only where no other is
    unread = _unread(facts.report.text.source)
    for rung, condition in rule.rungs:
        finding = condition.find(facts)
        if isinstance(finding, Found):
            if rung == "partial" and (unsure or unread):
                unsure = unsure or Unsure(unread, finding.hits)
                break  # at least half is there; whether all is, a person must say
            return _outcome(
                facts, rule, rung, _message(rule, rung, finding.values), finding.hits, ()
            )
        if isinstance(finding, Unsure):
            unsure = unsure or finding
            if finding.final:
                break
        elif rung == "not_applicable":
            occurs = finding
        else:
            nearest = nearest or finding.nearest
            proof = proof or finding.hits
            values = {**finding.values, **values} if finding.values else values
    proof, values = proof or occurs.hits, {**occurs.values, **values}
    if unsure:
        return _outcome(facts, rule, "review", unsure.why, unsure.hits, ())
    if unread and not proof:
        return _outcome(facts, rule, "review", unread, (), nearest)
    told = _message(rule, "fail", values)
    if recognised := _recognised(facts, proof):
        why = f"{told.rstrip('。')}；第 {'、'.join(map(str, recognised))} 页由文字识别读出，请对照原件。"
        return _outcome(facts, rule, "review", why, proof, nearest)
    return _outcome(facts, rule, "fail", told, proof, nearest)


def _unread(source: Source) -> str:
    """Why something may stand where nothing could be read; empty where all of it was read."""
    if source.unread:
        pages = "、".join(map(str, source.unread))
        return f"第 {pages} 页是图像，没有读到；其余各页没有找到或不完整，请人工核对。"
    if source.pictured:
        return f"文档里有 {source.pictured} 张整页的图片，没有读到；文字里没有找到或不完整，请人工核对。"
    return ""


def _recognised(facts: Facts, hits: Iterable[Hit]) -> list[int]:
    """The pages read by OCR on which something stands."""
    text = facts.report.text
    if not text.source.recognised:
        return []
    pages = {text.source.place(text.span(hit.start, hit.end).start).page for hit in hits}
    return sorted(page for page in pages if page in text.source.recognised)


def trace(facts: Facts, rule: Rule) -> tuple[tuple[str, Trace], ...]:
    """Every rung of a rule with what it finds, also those behind the one that wins."""
    return tuple((rung, _traced(facts, condition)) for rung, condition in rule.rungs)


def _traced(facts: Facts, condition: Condition) -> Trace:
    finding = condition.find(facts)
    parts: tuple[Condition, ...] = getattr(condition.kind, "conditions", ())
    return Trace(
        condition=condition,
        verdict=type(finding).__name__.lower(),
        why=finding.why if isinstance(finding, Unsure) else "",
        evidence=_evidence(facts, finding.hits),
        nearest=_evidence(facts, finding.nearest) if isinstance(finding, Missing) else (),
        parts=tuple(_traced(facts, part) for part in parts),
    )


def _not_in_force(facts: Facts, rule: Rule) -> str:
    """Why a rule does not ask anything of this report; empty where it does."""
    if facts.level and facts.level not in rule.levels:
        return f"本项不要求{LEVEL_WORDS[facts.level]}报告。"
    if facts.year and rule.first_year and facts.year < rule.first_year:
        return f"本项自 {rule.first_year} 年度起适用。"
    if facts.year and rule.last_year and facts.year > rule.last_year:
        return f"本项只适用到 {rule.last_year} 年度。"
    return ""


def _message(rule: Rule, status: str, values: Mapping[str, str]) -> str:
    """The rule's words for a status with ``{name}`` filled in; the loader has checked the names."""
    said = rule.messages[status]
    if "{" not in said and "}" not in said:
        return said
    plain = {name: _BRACES.sub("", value) for name, value in values.items()}
    return said.format_map(defaultdict(lambda: "—", plain))


def _outcome(
    facts: Facts,
    rule: Rule,
    status: str,
    message: str,
    hits: Iterable[Hit],
    nearest: Iterable[Hit],
    *,
    asked: bool = True,
) -> Outcome:
    hits = tuple(hits)
    credit = {"pass": _WHOLE, "partial": rule.partial_credit, "fail": _NONE}.get(status)
    found = _named(facts, hits)
    issuer = facts.issuer.value if facts.issuer else ""
    key = "\0".join((rule.id, issuer, str(facts.year), status, *found))
    return Outcome(
        rule=rule,
        status=status,
        credit=credit,
        message=message,
        evidence=_evidence(facts, hits),
        nearest=_evidence(facts, nearest),
        belongs=_belongs(facts, rule) if status in ("fail", "partial") else None,
        basis=tuple(b for b in rule.basis if b.holds(facts.year, facts.level)) or rule.basis[:1],
        fingerprint=_digest(key),
        found=found,
        asked=asked,
    )


def _named(facts: Facts, hits: Iterable[Hit]) -> tuple[str, ...]:
    """A name for each stretch that is quoted, by its words in the form in which they were judged."""
    content = facts.report.text.content
    if not hits:
        return ()
    places = {_grown(facts, hit) for hit in hits}
    words = {_SPACE.sub("", content[start:end]) for start, end in places}
    return tuple(sorted(map(_digest, words)))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _evidence(facts: Facts, hits: Iterable[Hit]) -> tuple[Evidence, ...]:
    made: dict[tuple[int, int], Evidence] = {}
    for hit in hits:
        item = evidence(facts, *_grown(facts, hit))
        made.setdefault((item.start, item.end), item)
    return tuple(made.values())


def _grown(facts: Facts, hit: Hit) -> tuple[int, int]:
    """The stretch to quote: the whole sentence if short, else the clauses that hold the hit."""
    report = facts.report
    index = report.sentence_at(hit.start)
    if index < 0:
        return hit
    sentence = report.sentences[index]
    if hit.end <= sentence.end and sentence.end - sentence.start <= _QUOTE:
        return sentence.start, sentence.end
    start = facts.clause_start(hit.start, min(sentence.start, hit.start))
    stop = _CLAUSE_END.search(report.text.content, hit.end)
    end = stop.end() if stop and stop.end() - start <= 2 * _QUOTE else hit.end
    return start, end


def evidence(facts: Facts, start: int, end: int) -> Evidence:
    """A stretch of the text as a quote of the original with its place; white space around it is cut."""
    return facts.remembered(("evidence", start, end), lambda: _quoted(facts, start, end))


def _quoted(facts: Facts, start: int, end: int) -> Evidence:
    report = facts.report
    content = report.text.content
    while end > start + 1 and content[end - 1].isspace():
        end -= 1
    while start < end - 1 and content[start].isspace():
        start += 1
    span = report.text.span(start, end)
    place = report.text.source.place(span.start)
    index = report.sentence_at(start)
    section = report.paragraphs[report.sentences[index].paragraph].section if index >= 0 else -1
    return Evidence(
        quote=report.text.quote(span),
        start=span.start,
        end=span.end,
        line=place.line,
        column=place.column,
        page=place.page,
        section=facts.remembered(("path", section), lambda: report.path(section)),
    )


def _belongs(facts: Facts, rule: Rule) -> Evidence | None:
    """The heading of the part in which the missing words belong, if the report has that part."""
    if not rule.belongs:
        return None
    for index in facts.sentences_of(rule.belongs):
        sentence = facts.report.sentences[index]
        return evidence(facts, sentence.start, min(sentence.end, sentence.start + _QUOTE))
    return None


def figures(facts: Facts) -> tuple[FigureFound, ...]:
    """The report's figures as the result shows them."""
    return tuple(
        FigureFound(
            indicator=figure.indicator,
            value=format(figure.value.normalize(), "f"),
            upper=None if figure.upper is None else format(figure.upper.normalize(), "f"),
            unit=figure.unit,
            approximate=figure.approximate,
            scope=figure.scope,
            evidence=evidence(facts, figure.start, figure.end),
            context=_context(facts, figure),
        )
        for figure in facts.figures
    )


def _context(facts: Facts, figure: Figure) -> str:
    """The clause from its start, or from the noun, to the figure's end, as written."""
    sentence = facts.report.sentences[figure.sentence]
    start = facts.clause_start(figure.start, sentence.start)
    noun = figure.noun
    if noun and sentence.start <= noun.start < start and figure.end - noun.start <= _QUOTE:
        start = noun.start
    text = facts.report.text
    return text.quote(text.span(start, figure.end)).strip()


def arithmetic(facts: Facts) -> tuple[RelationFound, ...]:
    """The report's arithmetic relations as the result shows them."""
    return tuple(
        RelationFound(
            kind=relation.kind,
            holds=relation.holds,
            stated=format(relation.stated.normalize(), "f"),
            expected=None
            if relation.expected is None
            else format(relation.expected.normalize(), "f"),
            message=relation.message,
            evidence=tuple(evidence(facts, *place) for place in relation.places),
        )
        for relation in facts.relations
    )


def damage(facts: Facts) -> tuple[DamageFound, ...]:
    """The report's damage with its places: a note for each."""
    text = facts.report.text
    found = []
    for item in text.damage:
        start, end = item.span
        place = text.source.place(start)
        quoted = Evidence(
            text.quote(item.span), start, end, place.line, place.column, place.page, ()
        )
        found.append(DamageFound(item.kind, item.note, quoted))
    return tuple(found)
