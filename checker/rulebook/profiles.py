"""Profiles: which packs count, how a score becomes a grade, what fails the gate, for whom."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import CheckerError
from checker.model.rule import Policy
from checker.rulebook.refusal import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model.rule import Rule
    from checker.rulebook.yaml_places import Document

DEFAULT = "default"
_NEEDED = ("packs", "grades", "fail-on")


class Profile(NamedTuple):
    """A profile with those that it extends, the first of them the lowest. ``levels``: of whose
    reports it is the one where no other is asked for."""

    name: str
    chain: tuple[Document, ...]
    levels: tuple[str, ...]

    def value(self, key: str) -> Any:
        """The value that counts, else None."""
        return next((d.data[key] for d in reversed(self.chain) if key in d.data), None)

    def policy(self, gate: Mapping[str, Any]) -> Policy:
        """How scores become grades, and the gate; ``gate`` lies over the profile's own."""
        floor = gate.get("min-score", self.value("min-score"))
        return Policy(
            profile=self.name,
            grades=tuple(sorted(self.value("grades").items(), key=lambda item: -item[1])),
            fail_on=gate.get("fail-on") or self.value("fail-on"),
            min_score=None if floor is None else Fraction(str(floor)),
            title=self.value("title"),
        )

    def counted(self, rules: Sequence[Rule], packs: Sequence[str]) -> tuple[Rule, ...]:
        """The rules of the profile's packs in its order; ``*`` stands for every other pack. Errors:
        a pack that is not there."""
        listed = self.value("packs")
        for index, pack in enumerate(listed):
            if pack != "*" and pack not in packs:
                holder = next(d for d in reversed(self.chain) if "packs" in d.data)
                raise holder.error(
                    ("packs", index), f"没有名为“{pack}”的规则包。{suggestion(pack, sorted(packs))}"
                )
        ranked = [(rank, rule) for rule in rules if (rank := _rank(rule, listed)) is not None]
        return tuple(rule for _, rule in sorted(ranked, key=lambda pair: pair[0]))


def profiles(documents: Sequence[Document]) -> dict[str, Profile]:
    """Every profile by its name, complete. Errors: a name twice, an unknown or circular ``extends``,
    a value that neither it nor any below gives, two profiles of one folder for one level, no default."""
    found: dict[str, Document] = {}
    for document in documents:
        name = document.data["id"]
        if name in found:
            raise document.error(
                (), f"方案“{name}”重复，已有同名方案（{found[name].path}）；请换一个文件名。"
            )
        found[name] = document
    if DEFAULT not in found:
        raise CheckerError(
            "rule-file",
            f"一整套规则里应有 profiles/{DEFAULT}.yaml；只是改动已有规则的，请用 --rules。",
        )
    made = {name: _complete(name, found) for name in found}
    taken: dict[str, str] = {}
    for name, profile in made.items():
        for level in profile.levels:
            other = taken.setdefault(level, name)
            if other == name:
                continue
            if _folder(found[other]) == _folder(found[name]):
                raise found[name].error(
                    ("for", "level"), f"层级 {level} 已由方案“{other}”负责，不能再用于“{name}”。"
                )
            taken[level] = name  # who adds a profile for a level means it to be chosen
    return {
        name: profile._replace(levels=tuple(v for v in profile.levels if taken[v] == name))
        for name, profile in made.items()
    }


def _folder(document: Document) -> str:
    return document.path.rpartition("/profiles/")[0]


def _complete(name: str, found: Mapping[str, Document]) -> Profile:
    chain: list[Document] = []
    seen = [name]
    document = found[name]
    while True:
        chain.insert(0, document)
        below = document.data.get("extends")
        if below is None:
            break
        if below not in found:
            raise document.error(
                ("extends",), f"没有名为“{below}”的方案。{suggestion(below, sorted(found))}"
            )
        if below in seen:
            raise document.error(("extends",), f"方案绕回了自己：{' → '.join([*seen, below])}。")
        seen.append(below)
        document = found[below]
    made = Profile(name, tuple(chain), tuple(found[name].data.get("for", {}).get("level", ())))
    for key in _NEEDED:
        if made.value(key) is None:
            raise found[name].error((), f"缺少必填的键“{key}”（所扩展的方案里也没有）。")
    return made


def chosen(
    known: Mapping[str, Profile], asked: str | None, settings: Sequence[Document]
) -> tuple[Profile, bool]:
    """The profile that was asked for on the command line or in the settings, else the default one;
    and whether a report's own level may choose another. Errors: ``unknown-profile``."""
    if asked is not None and asked not in known:
        raise CheckerError(
            "unknown-profile", f"没有名为“{asked}”的方案。{suggestion(asked, sorted(known))}"
        )
    for document in settings:
        wanted = document.data.get("extends")
        if wanted is not None and wanted not in known:
            raise document.error(
                ("extends",), f"没有名为“{wanted}”的方案。{suggestion(wanted, sorted(known))}"
            )
        asked = asked or wanted
    return known[asked or DEFAULT], asked is None


def _rank(rule: Rule, listed: Sequence[str]) -> int | None:
    """Where a rule's pack stands in a profile's list."""
    pack = rule.id.partition("/")[0]
    if pack in listed:
        return listed.index(pack)
    return listed.index("*") if "*" in listed else None
