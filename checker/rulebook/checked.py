"""Parses rule files and checks each against the schema of what it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.rulebook import refusal, schema, shapes, yaml_places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from checker.rulebook.files import RuleFile
    from checker.rulebook.yaml_places import Document, Path

SORTS = ("rule", "pack", "vocabulary", "profile", "overlay", "settings", "exceptions")


def documents(
    found: Sequence[RuleFile],
    kinds: Mapping[str, ModuleType],
    refused: list[CheckerError] | None = None,
) -> dict[str, list[Document]]:
    """Every file parsed and checked. The first error is raised with its place; where a list is
    given for them, each file's first error is added to it and the file left out."""
    made: dict[str, list[Document]] = {sort: [] for sort in SORTS}
    conditions = {
        name: schema.kind_schema(name, module.Kind, placed=schema.is_placed(module))
        for name, module in kinds.items()
    }
    for file in found:
        try:
            sort, document = _document(file, kinds, conditions)
        except CheckerError as error:
            if refused is None:
                raise
            refused.append(error)
        else:
            made[sort].append(document)
    return made


def _document(
    file: RuleFile, kinds: Mapping[str, ModuleType], conditions: Mapping[str, Any]
) -> tuple[str, Document]:
    """What a file is, and what is in it, sound by its schema."""
    sort, identity = _identify(file)
    document = yaml_places.parse(file.path, file.data, is_settings=sort == "settings")
    if sort == "rule" and isinstance(document.data, dict):
        _refuse_misplaced(file, document)
    wanted = schema.rule_schema() if sort == "rule" else shapes.BY_SORT[sort]
    refusal.check(document, document.data, wanted)
    if sort == "profile" and 0 not in document.data.get("grades", {"": 0}).values():
        raise document.error(
            ("grades",), "“grades”里要有一个从 0 分起的等级，如 D: 0，否则低分没有等级。"
        )
    if sort == "profile":
        _refuse_shared_floors(document)
    if sort == "rule":
        rungs(document, document.data, (), kinds, conditions)
    changes: list[tuple[Path, Mapping[str, Any]]] = []
    if sort != "rule":
        changes.append((("rules",), document.data.get("rules", {})))
    for index, part in enumerate(document.data.get("overrides", ())):
        changes.append((("overrides", index, "rules"), part["rules"]))
    for at, changed in changes:
        for name, change in changed.items():
            if isinstance(change, dict):
                rungs(document, change, (*at, name), kinds, conditions)
    document.data["id"] = identity
    return sort, document


def _refuse_shared_floors(document: Document) -> None:
    """Tell a grade that no score reaches, since another begins where it does."""
    floors: dict[int, str] = {}
    for grade, floor in document.data.get("grades", {}).items():
        if floor in floors:
            raise document.error(
                ("grades", grade), f"与“{floors[floor]}”同样从 {floor} 分起，两个等级分不开。"
            )
        floors[floor] = grade


def _refuse_misplaced(file: RuleFile, document: Document) -> None:
    """Tell what is written as another sort of file, but stands where rules stand."""
    for key in ("rules", "extends", "terms", "overlays"):
        if key in document.data and "pass" not in document.data:
            raise document.error(
                (key,),
                f"“{key}”不能写在规则里：对已有规则的改动应写在 {file.folder}/_overlay.yaml，"
                f"评分方案应放在 {file.folder}/profiles/，词表应写在规则包的 _pack.yaml。",
            )


def rungs(
    document: Document,
    data: Mapping[str, Any],
    at: Path,
    kinds: Mapping[str, ModuleType],
    conditions: Mapping[str, Any],
) -> None:
    """Check the conditions of a rule, or of a change of one."""
    for rung in schema.RUNGS:
        if rung in data:
            _condition(document, data[rung], (*at, rung), kinds, conditions)


def _identify(file: RuleFile) -> tuple[str, str]:
    """What a file is and its id, told by its path: <pack>/<rule>.yaml, <pack>/_pack.yaml."""
    folder, _, name = file.relative.rpartition("/")
    stem = name.removesuffix(".yaml")
    if file.sort:
        return file.sort, stem
    if not folder and stem == "_overlay":
        return "overlay", file.folder
    if folder == "vocabulary":
        return "vocabulary", stem
    if folder == "profiles":
        return "profile", stem
    pack = folder or os.path.basename(os.path.realpath(file.folder))
    if "/" in folder or not pack:
        raise CheckerError("rule-file", "规则文件应放在“规则包/规则.yaml”，不能更深。", file.path)
    return ("pack", pack) if stem == "_pack" else ("rule", f"{pack}/{stem}")


def _condition(
    document: Document,
    data: Any,
    at: Path,
    kinds: Mapping[str, ModuleType],
    schemas: Mapping[str, Any],
) -> None:
    """Check one condition by the schema of its kind, then the conditions inside it."""
    if not isinstance(data, dict):
        raise document.error(at, "条件应为键值表，如 mention: […]。")
    named = [key for key in data if key in schemas]
    if not named:
        options = [key for key in data if key not in schema.PLACE_KEYS]
        known = sorted(schemas)
        if options:
            raise document.error(
                (*at, options[0]),
                f"不认识的检查方式“{options[0]}”。{refusal.suggestion(options[0], known)}",
            )
        raise document.error(at, f"条件里没有检查方式。可用的有：{'、'.join(known)}。")
    if len(named) > 1:
        raise document.error(
            (*at, named[1]),
            f"一个条件只能有一种检查方式，这里有“{named[0]}”和“{named[1]}”；请用 all-of 或 any-of 组合。",
        )
    kind = named[0]
    refusal.check(document, data, schemas[kind], at)
    for key in schema.nested(kind, kinds[kind].Kind):
        for index, item in enumerate(data.get(key, ())):
            _condition(document, item, (*at, key, index), kinds, schemas)
