"""YAML packs and settings → ``Rulebook``: all resolved, or an error with file, line, column."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.model.rule import Rulebook
from checker.rulebook import files, parsed, resolve, words
from checker.rulebook.policy import policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction
    from types import ModuleType

    from checker.rulebook.yaml_places import Document


def load(
    kinds: Mapping[str, ModuleType],
    folders: Sequence[str] = (),
    *,
    profile: str | None = None,
    fail_on: str | None = None,
    min_score: Fraction | None = None,
) -> Rulebook:
    """The rules in force: the shipped packs and those of ``folders``, seen through a profile.

    ``kinds`` maps a YAML key to the module of its kind of check. Errors: ``rule-file`` with its
    place, ``rules-not-found``, ``no-rules``, ``unknown-profile``.
    """
    found = files.collect(folders)

    def built(documents: Mapping[str, Sequence[Document]]) -> Rulebook:
        vocabulary = words.vocabulary(documents)
        packs, rules = resolve.rules(documents, vocabulary, kinds)
        chosen, rules = policy(documents, rules, profile, fail_on, min_score)
        if not rules:
            raise CheckerError("no-rules", "没有任何生效的规则，无法检查。")
        return Rulebook(
            packs=packs,
            rules=rules,
            vocabulary=words.with_words(vocabulary, rules),
            policy=chosen,
            digest=files.digest(found),
        )

    name = files.digest(found, *sorted(kinds))
    kept = parsed.kept(name, found)
    if kept is not None:
        # Whatever is wrong with what was kept, or with it for this profile, is told from the files.
        with contextlib.suppress(Exception):
            return built(kept)
    from checker.rulebook import checked

    documents = checked.documents(found, kinds)
    book = built(documents)
    parsed.keep(name, documents)
    return book
