"""Terms and vocabulary: YAML words → ``Term``, ``$name`` looked up, everything in one form."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.characters import fold
from checker.errors import CheckerError
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checker.model.rule import Rule
    from checker.rulebook.yaml_places import Document, Path

NOTHING = Term(())
MAX_CHAIN = 20  # terms that refer one to the next
MAX_WORDS = 1_000_000  # of all terms together, as often as they are referred to
_PART_WORDS = ("headings", "against", "nested", "cues", "opens")  # as RoleWords has them


class Terms:
    """Named terms of one pack, or of the vocabulary; ``outer`` is asked for what is not here."""

    def __init__(
        self, raw: Mapping[str, tuple[Document, Path, Any]], outer: Terms | None = None
    ) -> None:
        self._raw = raw
        self._outer = outer
        self._open: set[str] = set()
        self._made: dict[str, Term] = {}
        self._spent: list[int] = outer._spent if outer else [0]  # noqa: SLF001 - its own kind

    def names(self) -> set[str]:
        """Every name that can be asked for."""
        return set(self._raw) | (self._outer.names() if self._outer else set())

    def term(self, value: Any, document: Document, path: Path) -> Term:
        """The term that a YAML value means: a word, words, ``$name``, or words with unless."""
        if isinstance(value, dict):
            words = self.term(value["words"], document, (*path, "words"))
            more = self.term(value.get("add", []), document, (*path, "add"))
            words = Term(
                _unique((*words.words, *more.words)), _unique((*words.unless, *more.unless))
            )
            unless = self.term(value.get("unless", []), document, (*path, "unless"))
            kept = self._without(words.words, value.get("remove", ()), document, path)
            return Term(kept, _unique((*words.unless, *unless.words)))
        if isinstance(value, list):
            parts = []
            for i, item in enumerate(value):
                parts.append(self.term(item, document, (*path, i)))
                self._spent[0] += len(parts[-1].words) + len(parts[-1].unless)
                if self._spent[0] > MAX_WORDS:
                    raise document.error(
                        (*path, i),
                        f"词表展开后超过 {MAX_WORDS} 个词，请精简；同一个词表不要引用多次。",
                    )
            return Term(
                _unique(w for p in parts for w in p.words),
                _unique(w for p in parts for w in p.unless),
            )
        if isinstance(value, str) and value.startswith("$"):
            return self._named(value[1:], document, path)
        return Term((fold(str(value)),))

    def resolve_all(self, refused: list[CheckerError] | None = None) -> None:
        """Look every term up once, so that none can be wrong unnoticed, and none has the name of one
        outside. The first error is raised; where a list is given for them, each is added to it."""
        outer = self._outer.names() if self._outer else set()
        for name, (document, at, _) in self._raw.items():
            try:
                self._named(name, document, at)
                if name in outer:
                    raise document.error(
                        at,
                        f"词表“{name}”与公用词汇（vocabulary）里的同名，请换一个名称；"
                        f"要增减其中的词，请在 _overlay.yaml 的 terms 下写 vocabulary/{name}。",
                    )
            except CheckerError as error:
                if refused is None:
                    raise
                refused.append(error)

    def _without(
        self, words: tuple[str, ...], removed: Sequence[str], document: Document, path: Path
    ) -> tuple[str, ...]:
        """The words but those that a layer takes away, each of which must be there."""
        for index, word in enumerate(map(fold, removed)):
            if word not in words:
                raise document.error(
                    (*path, "remove", index),
                    f"词表里没有“{word}”，无从去掉。{suggestion(word, words)}",
                )
        return tuple(word for word in words if word not in set(map(fold, removed)))

    def _named(self, name: str, document: Document, path: Path) -> Term:
        if name not in self._raw:
            if self._outer and name in self._outer.names():
                return self._outer.term(f"${name}", document, path)
            known = sorted(self.names())
            raise document.error(path, f"没有名为“${name}”的词表。{suggestion(name, known)}")
        if name in self._made:
            return self._made[name]
        if name in self._open:
            raise document.error(path, f"词表“${name}”引用了自己。")
        if len(self._open) >= MAX_CHAIN:
            raise document.error(path, f"词表一个引用一个，超过 {MAX_CHAIN} 层，请简化。")
        self._open.add(name)
        source, at, value = self._raw[name]
        try:
            made = self._made[name] = self.term(value, source, at)
        finally:
            self._open.discard(name)
        return made


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def shared_terms(documents: Mapping[str, Sequence[Document]]) -> Terms:
    """The terms of the vocabulary."""
    raw: dict[str, tuple[Document, Path, Any]] = {}
    for document in documents["vocabulary"]:
        for name, value in document.data.get("terms", {}).items():
            if name in raw:
                raise document.error(
                    ("terms", name),
                    f"词表“{name}”已经有了（{raw[name][0].place(raw[name][1])}）；要增减其中的词，"
                    f"请在 _overlay.yaml 的 terms 下写 vocabulary/{name}。",
                )
            raw[name] = (document, ("terms", name), value)
    return Terms(raw)


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


def pack_terms(pack: Document | None, shared: Terms) -> Terms:
    """The terms of a pack, beside those of the vocabulary."""
    own = pack.data.get("terms", {}) if pack else {}
    return Terms(
        {name: (pack, ("terms", name), value) for name, value in own.items() if pack}, shared
    )


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
            _unique((*nouns.words, *(w for part in parts for w in part.nouns.words))),
            _unique((*nouns.unless, *(w for part in parts for w in part.nouns.unless))),
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
    every = _unique(word for term in terms for word in (*term.words, *term.unless))
    return dataclasses.replace(base, words=tuple(w for w in every if w))


def terms_of(condition: Condition) -> Iterator[Term]:
    """Every term in a condition, in its place and in the conditions inside it."""
    yield from (t for t in (condition.where.under, condition.where.not_under) if t)
    for name in condition.kind.__dataclass_fields__:
        value = getattr(condition.kind, name)
        for item in value if isinstance(value, tuple) and not isinstance(value, Term) else (value,):
            if isinstance(item, Term):
                yield item
            elif isinstance(item, Condition):
                yield from terms_of(item)
