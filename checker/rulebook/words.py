"""The vocabulary of all its files: parts, indicators, levels, kinds of document, dated terms."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.characters import fold
from checker.model.facts import Term
from checker.model.rule import Condition
from checker.model.vocabulary import (
    DatedTerm,
    DocumentKind,
    Indicator,
    IndicatorPart,
    Level,
    RoleWords,
    Vocabulary,
)
from checker.rulebook import outlines
from checker.rulebook.refusal import suggestion
from checker.rulebook.terms import shared_terms, unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.model.rule import Rule
    from checker.rulebook.terms import Terms
    from checker.rulebook.yaml_places import Document, Path

_PART_WORDS = ("headings", "against", "nested", "cues", "opens")  # as RoleWords has them


def _alone(documents: Mapping[str, Sequence[Document]], key: str) -> None:
    """Refuse two entries of one name: neither may silently take the other's place."""
    seen: dict[str, str] = {}
    for document in documents["vocabulary"]:
        for index, entry in enumerate(document.data.get(key, [])):
            place = document.place((key, index))
            if entry["name"] in seen:
                raise document.error(
                    (key, index),
                    f"“{entry['name']}”已经有了（{seen[entry['name']]}），请换一个名称。",
                )
            seen[entry["name"]] = place


def vocabulary(documents: Mapping[str, Sequence[Document]]) -> Vocabulary:
    """The vocabulary of all its files, without the words of rules."""
    shared = shared_terms(documents)
    for key in ("roles", "indicators", "levels", "documents", "dated", "outlines"):
        _alone(documents, key)
    default = _default(documents)
    judged = [
        entry["name"]
        for document in documents["vocabulary"]
        for entry in document.data.get("documents", [])
        if entry.get("judged")
    ]

    made = Vocabulary(
        roles=tuple(
            RoleWords(
                e["name"],
                e["title"],
                _kind_of_part(e, d, i, judged, default),
                tuple(e.get("traits", ())),
                *map(_looked_up(shared, e, d, ("roles", i)), _PART_WORDS),
            )
            for d in documents["vocabulary"]
            for i, e in enumerate(d.data.get("roles", []))
        ),
        indicators=tuple(
            _indicator(shared, e, d, i)
            for d in documents["vocabulary"]
            for i, e in enumerate(d.data.get("indicators", []))
        ),
        levels=tuple(_level(e) for d in documents["vocabulary"] for e in d.data.get("levels", [])),
        documents=tuple(
            _kind(shared, e, d, i)
            for d in _added_first(documents["vocabulary"])
            for i, e in enumerate(d.data.get("documents", []))
        ),
        dated=tuple(
            DatedTerm(
                e["name"],
                e["title"],
                term("words"),
                _day(e, d, i),
                e.get("until"),
                e.get("instead", ""),
            )
            for d in documents["vocabulary"]
            for i, e in enumerate(d.data.get("dated", []))
            for term in (_looked_up(shared, e, d, ("dated", i)),)
        ),
        terms={
            name: shared.term(f"${name}", documents["vocabulary"][0], ())
            for name in sorted(shared.names())
        },
        words=(),
    )
    return dataclasses.replace(
        made, outlines=outlines.outlines(documents["vocabulary"], made.roles)
    )


def _looked_up(
    shared: Terms, entry: Mapping[str, Any], document: Document, at: Path
) -> Callable[[str], Term]:
    return lambda name: shared.term(entry.get(name, []), document, (*at, name))


def _day(entry: Mapping[str, Any], document: Document, index: int) -> str | None:
    """The first day of a dated term, which must be one; and it must have a first or a last one."""
    since, until = entry.get("since"), entry.get("until")
    at = ("dated", index)
    if since is None and until is None:
        raise document.error(at, "有时限的提法要写“since”（从哪天起）或“until”（到哪一年度为止）。")
    try:
        year = date.fromisoformat(since).year if since else 0
    except ValueError:
        raise document.error((*at, "since"), f"“{since}”不是一个日子。") from None
    if until is not None and year > until + 1:
        raise document.error((*at, "until"), f"“until”（{until}）早于“since”（{since}）。")
    return since


def _added_first(documents: Sequence[Document]) -> list[Document]:
    """The files of folders given later before those of the first: who adds a kind of document means
    it to be told before the kinds that are there."""
    folders: dict[str, list[Document]] = {}
    for document in documents:
        folders.setdefault(document.path.rpartition("/vocabulary/")[0], []).append(document)
    first, *added = folders.values()
    return [document for folder in (*added, first) for document in folder]


def _default(documents: Mapping[str, Sequence[Document]]) -> str:
    """The kind of document that rules and parts are for where they do not say. Errors: two of them,
    one that is not judged."""
    found = ""
    for document in documents["vocabulary"]:
        for index, entry in enumerate(document.data.get("documents", [])):
            if not entry.get("default"):
                continue
            at = ("documents", index, "default")
            if found:
                raise document.error(at, f"默认的文书种类已有“{found}”，只能有一个。")
            if not entry.get("judged"):
                raise document.error(at, "默认的文书种类要写 judged: true，否则没有规则可用。")
            found = entry["name"]
    return found


def _kind_of_part(
    entry: Mapping[str, Any], document: Document, index: int, known: Sequence[str], default: str
) -> str:
    """The kind of document that a part belongs to, which must be one that is judged."""
    name: str = entry.get("document", default)
    if name not in known:
        raise document.error(
            ("roles", index, "document"),
            f"没有名为“{name}”的、要评判的文书种类。{suggestion(name, known)}",
        )
    return name


def _level(entry: Mapping[str, Any]) -> Level:
    return Level(
        name=entry["name"],
        title=entry["title"],
        endings=tuple(entry["endings"]),
        names=tuple(entry.get("names", ())),
        selves=tuple(entry.get("selves", ())),
        areas=tuple(entry.get("areas", ())),
        rank=entry["rank"],
    )


def _indicator(shared: Terms, entry: dict[str, Any], document: Document, index: int) -> Indicator:
    """An indicator; its nouns are its own and those of its parts."""

    def term(value: Any, *at: str | int) -> Term:
        return shared.term(value, document, ("indicators", index, *at))

    parts = tuple(
        IndicatorPart(
            part["name"],
            part["title"],
            term(part["nouns"], "parts", i, "nouns"),
            term(part.get("hints", []), "parts", i, "hints"),
            tuple(map(fold, part.get("units", ()))),
        )
        for i, part in enumerate(entry.get("parts", []))
    )
    nouns = term(entry.get("nouns", []), "nouns")
    return Indicator(
        name=entry["name"],
        title=entry["title"],
        nouns=Term(
            unique((*nouns.words, *(w for part in parts for w in part.nouns.words))),
            unique((*nouns.unless, *(w for part in parts for w in part.nouns.unless))),
        ),
        verbs=term(entry.get("verbs", []), "verbs"),
        rivals=term(entry.get("rivals", []), "rivals"),
        zeros=term(entry.get("zeros", []), "zeros"),
        spoilers=term(entry.get("spoilers", []), "spoilers"),
        units=tuple(map(fold, entry["units"])),
        hints=term(entry.get("hints", []), "hints"),
        parts=parts,
    )


def _kind(shared: Terms, entry: dict[str, Any], document: Document, index: int) -> DocumentKind:
    def groups(key: str) -> tuple[Term, ...]:
        return tuple(
            shared.term(g, document, ("documents", index, key, i))
            for i, g in enumerate(entry.get(key, []))
        )

    ends = tuple(map(fold, entry.get("ends", ())))
    return DocumentKind(
        entry["name"],
        entry["title"],
        groups("groups"),
        ends,
        groups("openings"),
        bool(entry.get("judged")),
        bool(entry.get("default")),
    )


def with_words(base: Vocabulary, rules: Sequence[Rule]) -> Vocabulary:
    """The vocabulary with every word that the rules and it need to be scanned for."""
    terms = [*base.terms.values()]
    for role in base.roles:
        terms.extend((role.headings, role.against, role.nested, role.cues, role.opens))
    for indicator in base.indicators:
        terms.extend(
            (
                indicator.nouns,
                indicator.verbs,
                indicator.rivals,
                indicator.zeros,
                indicator.spoilers,
                indicator.hints,
                *(part.hints for part in indicator.parts),
            )
        )
    for document in base.documents:
        terms.extend(document.openings)
    terms.extend(term.words for term in base.dated)
    for rule in rules:
        for _, condition in rule.rungs:
            terms.extend(terms_of(condition))
    every = unique(word for term in terms for word in (*term.words, *term.unless))
    return dataclasses.replace(base, words=tuple(w for w in every if w))


def terms_of(condition: Condition) -> Iterator[Term]:
    """Every term in a condition, in its place and in the conditions inside it."""
    yield from (t for t in (condition.where.under, condition.where.not_under) if t)
    if sought := getattr(condition.kind, "sought", None):
        yield sought
    for name in condition.kind.__dataclass_fields__:
        value = getattr(condition.kind, name)
        for item in value if isinstance(value, tuple) and not isinstance(value, Term) else (value,):
            if isinstance(item, Term):
                yield item
            elif isinstance(item, Condition):
                yield from terms_of(item)
