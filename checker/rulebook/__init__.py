"""YAML packs and settings → ``Rulebook``: all resolved, or an error with file, line, column."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import CheckerError
from checker.model.exceptions import Exceptions
from checker.model.rule import Rulebook
from checker.rulebook import decided, files, layers, parsed, profiles, resolve, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction
    from types import ModuleType

    from checker.rulebook.files import RuleFile
    from checker.rulebook.origins import Origin
    from checker.rulebook.profiles import Profile
    from checker.rulebook.yaml_places import Document


class Choice(NamedTuple):
    """Which rules are wanted: the folders beside the shipped packs (or beside ``base`` in their
    stead), the file of settings, the profile, and what the gate asks over both. ``overrides``: which
    of the settings' overrides count, by their number. ``written``: a file of exceptions that is about to
    be written, its path and its bytes, which count instead of those on the disk."""

    folders: Sequence[str] = ()
    base: str | None = None
    settings: str | None = None
    profile: str | None = None
    fail_on: str | None = None
    min_score: Fraction | None = None
    overrides: frozenset[int] = frozenset()
    written: tuple[str, bytes] | None = None


def load(kinds: Mapping[str, ModuleType], choice: Choice, *, placed: bool = False) -> Rulebook:
    """The rules in force, seen through a profile, overlays and settings.

    ``kinds`` maps a YAML key to the module of its kind of check. ``placed``: rules must know where
    each value stands, so what was kept between runs is not used. Errors: ``rule-file`` with its
    place, ``rules-not-found``, ``no-rules``, ``unknown-profile``, ``not-found``.
    """
    found = files_of(choice)
    digest = files.digest(found, choice.profile or "", *map(str, sorted(choice.overrides)))
    name = files.digest(found, *sorted(kinds))
    kept = None if placed else parsed.kept(name, found)
    if kept is not None:
        # Whatever is wrong with what was kept, or with it for this choice, is told from the files.
        with contextlib.suppress(Exception):
            return _book(kept, kinds, choice, digest)
    from checker.rulebook import checked

    documents = checked.documents(found, kinds)
    book = _book(documents, kinds, choice, digest)
    parsed.keep(name, documents)
    return book


def provenance(kinds: Mapping[str, ModuleType], choice: Choice) -> tuple[Origin, ...]:
    """Where everything comes from that is not a rule file's own value. Errors as in ``load``."""
    from checker.rulebook import checked
    from checker.rulebook.origins import origins as told

    documents = checked.documents(files_of(choice), kinds)
    known = profiles.profiles(documents["profile"])
    chosen, _ = profiles.chosen(known, choice.profile, documents["settings"])
    return tuple(told(documents, chosen, choice))


def files_of(choice: Choice) -> list[RuleFile]:
    """Every file that says which rules are in force: packs, overlays, and the settings with the
    overlays that they name (paths from the settings' own folder)."""
    extra = [files.alone(choice.settings, files.SETTINGS)] if choice.settings is not None else []
    named = [*(f for file in extra for f in files.named(file, "overlays")), *choice.folders]
    beside = [path for file in extra for path in files.named(file, "exceptions")]
    if choice.written is not None:
        path, data = choice.written
        real = os.path.realpath(path)
        beside = [other for other in beside if os.path.realpath(other) != real]
        extra.append(files.RuleFile("", path, data, files.EXCEPTIONS))
    extra += [files.alone(path, files.EXCEPTIONS) for path in dict.fromkeys(beside)]
    folders = list({os.path.realpath(folder): folder for folder in reversed(named)}.values())
    return [*files.collect(folders[::-1], choice.base), *extra]


def _book(
    documents: Mapping[str, Sequence[Document]],
    kinds: Mapping[str, ModuleType],
    choice: Choice,
    digest: str,
) -> Rulebook:
    settings = documents["settings"]
    decided.check_excluded(settings)
    overriding = [layer for _, layer in decided.overrides(settings)]
    above = (*settings, *(overriding[index] for index in sorted(choice.overrides)))
    over = (*documents["overlay"], *settings)
    documents = layers.with_terms(documents, over)
    vocabulary = words.vocabulary(documents)
    builder = resolve.Resolver(documents, vocabulary, kinds)
    known = profiles.profiles(documents["profile"])
    chosen, free = profiles.chosen(known, choice.profile, settings)
    gate: dict[str, Any] = {}
    for document in settings:
        gate.update(document.data.get("gate", {}))
    if choice.fail_on is not None:
        gate["fail-on"] = choice.fail_on
    if choice.min_score is not None:
        gate["min-score"] = choice.min_score

    def seen_through(profile: Profile) -> Rulebook:
        layered = layers.rules(documents["rule"], profile.chain, documents["overlay"], above)
        rules = profile.counted(builder.rules(layered.rules), [p.id for p in builder.packs])
        return Rulebook(
            packs=builder.packs,
            rules=tuple(rule for rule in rules if rule.id not in layered.skipped),
            skipped=layered.skipped,
            vocabulary=vocabulary,
            policy=profile.policy(gate),
            digest=digest,
        )

    # every profile is built, so that none can be wrong unnoticed
    books = {name: seen_through(profile) for name, profile in known.items()}
    book = books[chosen.name]
    layered = layers.rules(documents["rule"], (), documents["overlay"], above)
    rules = {rule.id: rule for rule in builder.rules(layered.rules)}
    exceptions = Exceptions(decided.decisions(documents, rules))
    if not book.rules:
        raise CheckerError("no-rules", "没有任何生效的规则，无法检查。")
    levels = {level: books[p.name] for p in known.values() for level in p.levels} if free else {}
    every = {id(r): r for b in (book, *levels.values()) for r in b.rules}.values()
    vocabulary = words.with_words(vocabulary, tuple(every))
    by_level = {
        level: dataclasses.replace(other, vocabulary=vocabulary, exceptions=exceptions)
        for level, other in levels.items()
    }
    return dataclasses.replace(
        book, vocabulary=vocabulary, by_level=by_level, exceptions=exceptions
    )


def excluded(settings: str) -> tuple[str, ...]:
    """The globs of files that a settings file wants left out; what is wrong with them is told on loading."""
    return files.globs(files.alone(settings, files.SETTINGS), "exclude")


def baseline_of(settings: str) -> str:
    """The path of the baseline that a settings file names, empty where it names none."""
    return files.baseline(files.alone(settings, files.SETTINGS))


def names_exceptions(settings: str, path: str) -> bool:
    """Whether a settings file names this file of exceptions."""
    named = files.named(files.alone(settings, files.SETTINGS), "exceptions")
    return os.path.realpath(path) in map(os.path.realpath, named)


def exceptions_in(path: str, data: bytes) -> dict[str, Any]:
    """What a file of exceptions says, by its keys. Errors: ``rule-file`` with its place."""
    from checker.rulebook import checked

    found = files.RuleFile("", path, data, files.EXCEPTIONS)
    (document,) = checked.documents([found], {})["exceptions"]
    return dict(document.data)


def by_path(
    kinds: Mapping[str, ModuleType], choice: Choice, book: Rulebook, places: Mapping[str, str]
) -> Rulebook:
    """``book`` with what the settings say of single files. ``places`` gives of each report's path its
    place below the folder of the settings, with ``/``; one outside is of no glob. Errors as in ``load``."""
    from checker import globs

    if choice.settings is None:
        return book
    asked = [found for found, _ in decided.overrides(_settings(choice))]
    made: dict[frozenset[int], Rulebook] = {frozenset(): book}
    found: dict[str, Rulebook] = {}
    for path, place in places.items():
        wanted = frozenset(i for i, each in enumerate(asked) if globs.matches(each, place))
        if wanted not in made:
            made[wanted] = load(kinds, choice._replace(overrides=wanted))
        decisions = book.exceptions.decisions
        kept = tuple(d for d in decisions if not d.files or globs.matches(d.files, place))
        if wanted or kept != decisions:
            found[path] = narrowed(made[wanted], book.exceptions.narrowed(kept))
    return dataclasses.replace(book, by_path=found)


def narrowed(book: Rulebook, exceptions: Exceptions) -> Rulebook:
    """The rulebook, whatever the level of the report, with these exceptions."""
    levels = {
        level: dataclasses.replace(other, exceptions=exceptions)
        for level, other in book.by_level.items()
    }
    return dataclasses.replace(book, exceptions=exceptions, by_level=levels)


def _settings(choice: Choice) -> list[Document]:
    """The settings as they are written: whatever is wrong with them has been told."""
    from checker.rulebook import yaml_places

    return [
        yaml_places.parse(file.path, file.data, is_settings=True)
        for file in files_of(choice)
        if file.sort == files.SETTINGS
    ]
