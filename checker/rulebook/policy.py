"""The profile in force: which packs count, how a score becomes a grade, what fails the gate."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.model.rule import Policy
from checker.rulebook.schema import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model.rule import Rule
    from checker.rulebook.yaml_places import Document

DEFAULT = "default"


def policy(
    documents: Mapping[str, Sequence[Document]],
    rules: Sequence[Rule],
    profile: str | None,
    fail_on: str | None,
    min_score: Fraction | None,
) -> tuple[Policy, tuple[Rule, ...]]:
    """The policy of a profile, with the command's own settings over it, and the rules it counts."""
    known = _profiles(documents["profile"])
    name = profile or DEFAULT
    if name not in known:
        raise CheckerError(
            "unknown-profile", f"没有名为“{name}”的方案。{suggestion(name, sorted(known))}"
        )
    document = known[name]
    data = document.data
    packs = {rule.id.partition("/")[0] for rule in rules}
    listed = data["packs"]
    for index, pack in enumerate(listed):
        if pack != "*" and pack not in packs:
            raise document.error(
                ("packs", index), f"没有名为“{pack}”的规则包。{suggestion(pack, sorted(packs))}"
            )
    kept = sorted(
        (rule for rule in rules if _rank(rule, listed) is not None),
        key=lambda r: _rank(r, listed) or 0,
    )
    floor = Fraction(str(data["min-score"])) if "min-score" in data else None
    grades = tuple(sorted(data["grades"].items(), key=lambda item: -item[1]))
    return Policy(
        name, grades, fail_on or data["fail-on"], min_score if min_score is not None else floor
    ), tuple(kept)


def _profiles(documents: Sequence[Document]) -> dict[str, Document]:
    """Profiles by name; none may take another's place."""
    known: dict[str, Document] = {}
    for document in documents:
        name = document.data["id"]
        if name in known:
            raise document.error(
                (), f"方案“{name}”重复，已有同名方案（{known[name].path}）；请换一个文件名。"
            )
        known[name] = document
    return known


def _rank(rule: Rule, listed: Sequence[str]) -> int | None:
    """Where a rule's pack stands in a profile's list; ``*`` stands for every other pack."""
    pack = rule.id.partition("/")[0]
    if pack in listed:
        return listed.index(pack)
    return listed.index("*") if "*" in listed else None
