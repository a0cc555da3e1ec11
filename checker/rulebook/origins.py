"""Where each value of the rules in force comes from: for ``fazhi config``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.rulebook import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.rulebook import Choice
    from checker.rulebook.profiles import Profile
    from checker.rulebook.yaml_places import Document, Path

COMMAND = "命令行"


class Origin(NamedTuple):
    """A setting by its name (``gate.fail-on``, ``rules.<id>.<field>``), its value in words and where
    it stands: ``file:line:column``, or the command line."""

    name: str
    value: str
    place: str


def origins(
    documents: Mapping[str, Sequence[Document]], profile: Profile, choice: Choice
) -> Iterator[Origin]:
    """Every setting that is not a rule file's own, the last word on each."""
    settings, overlays = documents["settings"], documents["overlay"]
    given = {"fail-on": choice.fail_on, "min-score": choice.min_score}
    for key, asked in given.items():
        if asked is not None:
            yield Origin(f"gate.{key}", str(asked), COMMAND)
            continue
        holders = [d for d in settings if key in d.data.get("gate", {})]
        if holders:
            yield _told(f"gate.{key}", holders[-1], ("gate", key))
        elif profile.value(key) is not None:
            yield _told(f"gate.{key}", _holder(profile, key), (key,))
    for key in ("packs", "grades"):
        yield _told(key, _holder(profile, key), (key,))
    last: dict[str, Origin] = {}
    for layer in (*profile.chain, *overlays, *settings):
        for origin in _changes(layer):
            last[origin.name] = origin
    yield from last.values()
    for layer in (*overlays, *settings):
        for name in layer.data.get("terms", {}):
            yield _told(f"terms.{name}", layer, ("terms", name))  # one adds to the other
    for document in (*settings, *documents["exceptions"]):
        yield from _beside(document)


def _beside(document: Document) -> Iterator[Origin]:
    """What settings say of single reports."""
    for index, part in enumerate(document.data.get("overrides", ())):
        at: Path = ("overrides", index)
        yield Origin(
            f"overrides.{_words(part['files'])}", _words(part["rules"]), document.place(at)
        )
    for key in ("waivers", "attestations"):
        for index, entry in enumerate(document.data.get(key, ())):
            told = {name: value for name, value in entry.items() if name != "rule"}
            yield Origin(f"{key}.{entry['rule']}", _words(told), document.place((key, index)))
    for key in ("exclude", "exceptions", "baseline"):
        if key in document.data:
            yield _told(key, document, (key,))


def _holder(profile: Profile, key: str) -> Document:
    """The profile of a chain whose value counts."""
    return next(d for d in reversed(profile.chain) if key in d.data)


def _changes(layer: Document) -> Iterator[Origin]:
    """What a layer changes of rules and terms."""
    for identity, change in layer.data.get("rules", {}).items():
        fields = [()] if isinstance(change, str) else [at for at, _ in layers.fields(change)]
        for at in fields:
            yield _told(".".join(("rules", identity, *at)), layer, ("rules", identity, *at))


def _told(name: str, document: Document, at: Path) -> Origin:
    value = document.data
    for key in at:
        value = value[key]
    return Origin(name, _words(value), document.place(at))


def _words(value: object) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "，".join(f"{key}: {_words(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return _listed(map(_words, value))
    return str(value)


def _listed(words: Iterable[str]) -> str:
    return f"[{', '.join(words)}]"
