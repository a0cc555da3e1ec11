"""What settings say for some reports only: overrides by file, waivers and attestations."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

from checker import globs
from checker.characters import fold
from checker.errors import CheckerError
from checker.model.exceptions import Decision
from checker.rulebook.refusal import suggestion
from checker.rulebook.yaml_places import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model.rule import Rule
    from checker.rulebook.yaml_places import Path


def root_of(settings: Sequence[Document]) -> str:
    """The folder that globs count from, empty for the current one."""
    return os.path.dirname(settings[0].path) if settings else ""


def decisions(
    documents: Mapping[str, Sequence[Document]],
    rules: Mapping[str, Rule],
    refused: list[CheckerError] | None = None,
) -> tuple[Decision, ...]:
    """Every waiver and attestation of the settings and of the files of exceptions that they name.
    ``rules`` are all that there are, by id. Errors: an unknown rule, no day, a glob that names no file, a
    status that the rule cannot give, one twice. The first is raised; where a list is given for them,
    each is added to it."""
    root = root_of(documents["settings"])
    made: dict[tuple[Any, ...], Decision] = {}
    for document in (*documents["settings"], *documents["exceptions"]):
        for key in ("waivers", "attestations"):
            for index, entry in enumerate(document.data.get(key, ())):
                at = (key, index)
                try:
                    decision = _decision(entry, document, at, rules, root)
                    same = (key, decision.rule, decision.files, decision.issuer, decision.year)
                    if same in made:
                        raise document.error(
                            at, f"与另一处重复（{made[same].place}），请只留一处。"
                        )
                except CheckerError as error:
                    if refused is None:
                        raise
                    refused.append(error)
                else:
                    made[same] = decision
    return tuple(made.values())


def _decision(
    entry: Mapping[str, Any], document: Document, at: Path, rules: Mapping[str, Rule], root: str
) -> Decision:
    if entry["rule"] not in rules:
        raise document.error(
            (*at, "rule"), f"没有规则“{entry['rule']}”。{suggestion(entry['rule'], sorted(rules))}"
        )
    if "files" not in entry and "issuer" not in entry:
        raise document.error(at, "要写明用于哪些报告：files（通配符）或 issuer（报告单位）。")
    _check_globs(entry.get("files", ()), document, (*at, "files"), root)
    try:
        until = date.fromisoformat(entry["until"])
    except ValueError:
        raise document.error((*at, "until"), f"“{entry['until']}”不是一个日子。") from None
    status = entry.get("status", "")
    given = {"pass", "fail", *(rung for rung, _ in rules[entry["rule"]].rungs)}
    if status and status not in given:
        raise document.error(
            (*at, "status"),
            f"规则“{entry['rule']}”不会得出“{status}”。可用的有：{'、'.join(sorted(given))}。",
        )
    return Decision(
        rule=entry["rule"],
        because=entry["because"],
        until=until,
        by=entry.get("by", ""),
        files=tuple(entry.get("files", ())),
        issuer=fold(entry.get("issuer", "")),
        year=entry.get("year"),
        status=status,
        place=document.place(at),
    )


def overrides(
    settings: Sequence[Document],
) -> Iterator[tuple[tuple[str, ...], Document]]:
    """The globs of each override, and what it changes as a layer. Errors: a glob that names no file."""
    for document in settings:
        for index, part in enumerate(document.data.get("overrides", ())):
            at = ("overrides", index)
            _check_globs(part["files"], document, (*at, "files"), root_of(settings))
            places = {
                ("rules", *path[3:]): place
                for path, place in document.places.items()
                if path[:3] == (*at, "rules")
            }
            yield tuple(part["files"]), Document(document.path, {"rules": part["rules"]}, places)


def check_excluded(settings: Sequence[Document]) -> None:
    """Refuse globs of files to be left out that name no file."""
    for document in settings:
        _check_globs(document.data.get("exclude", ()), document, ("exclude",), root_of(settings))


def _check_globs(found: Sequence[str], document: Document, at: Path, root: str) -> None:
    for index, glob in enumerate(found):
        if wrong := globs.why_wrong(glob):
            raise document.error((*at, index), f"{wrong}：“{glob}”。")
    if found and all(glob.startswith("!") for glob in found):
        raise document.error(
            (*at, 0), f'只写了不要的（“{found[0]}”），请先写明是哪些文件，如 "*"。'
        )
    missing = globs.unmatched(found, root or os.curdir) if found else None
    if missing is not None:
        raise document.error(
            (*at, list(found).index(missing)),
            f"没有文件与“{missing}”相符（从 {root or '.'} 算起）。",
        )
