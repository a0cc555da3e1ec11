"""Terms: YAML words → ``Term``, ``$name`` looked up, everything in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.characters import fold
from checker.errors import CheckerError
from checker.model.facts import Term
from checker.rulebook.refusal import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.rulebook.yaml_places import Document, Path

NOTHING = Term(())
MAX_CHAIN = 20  # terms that refer one to the next
MAX_WORDS = 1_000_000  # of all terms together, as often as they are referred to


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
            words = Term(unique((*words.words, *more.words)), unique((*words.unless, *more.unless)))
            unless = self.term(value.get("unless", []), document, (*path, "unless"))
            kept = self._without(words.words, value.get("remove", ()), document, path)
            return Term(kept, unique((*words.unless, *unless.words)))
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
                unique(w for p in parts for w in p.words),
                unique(w for p in parts for w in p.unless),
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


def unique(words: Iterable[str]) -> tuple[str, ...]:
    """The words in their order, each once."""
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


def pack_terms(pack: Document | None, shared: Terms) -> Terms:
    """The terms of a pack, beside those of the vocabulary."""
    own = pack.data.get("terms", {}) if pack else {}
    return Terms(
        {name: (pack, ("terms", name), value) for name, value in own.items() if pack}, shared
    )
