"""Parses rule files and checks each against the schema of what it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.rulebook import schema, yaml_places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from checker.rulebook.files import RuleFile
    from checker.rulebook.yaml_places import Document, Path

_PACK = {
    "type": "object",
    "properties": {
        "title": schema.WORD,
        "version": {"type": "string", "pattern": schema.VERSION},
        "terms": {"type": "object", "additionalProperties": schema.TERM},
    },
    "required": ["title", "version"],
    "additionalProperties": False,
}
_PROFILE = {
    "type": "object",
    "properties": {
        "title": schema.WORD,
        "grades": {
            "type": "object",
            "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 100},
            "minProperties": 1,
        },
        "fail-on": {"enum": ["error", "warning", "info", "never"]},
        "min-score": {"type": "number", "minimum": 0, "maximum": 100},
        "packs": schema.WORDS,
    },
    "required": ["title", "grades", "fail-on", "packs"],
    "additionalProperties": False,
}
_LIST = {"type": "array", "items": schema.WORD}
_LOOSE = {"oneOf": [*schema.TERM["oneOf"], {"type": "array", "maxItems": 0}]}


def _items(properties: Mapping[str, Any], required: Sequence[str]) -> dict[str, Any]:
    entry = {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }
    return {"type": "array", "items": entry}


_NAMED = {"name": schema.WORD, "title": schema.WORD}
_VOCABULARY = {
    "type": "object",
    "properties": {
        "terms": {"type": "object", "additionalProperties": schema.TERM},
        "roles": _items(
            {**_NAMED, **dict.fromkeys(("headings", "against", "nested", "opens", "cues"), _LOOSE)},
            ("name", "title", "headings"),
        ),
        "indicators": _items(
            {
                **_NAMED,
                "units": schema.WORDS,
                **dict.fromkeys(("nouns", "verbs", "rivals", "zeros", "spoilers", "hints"), _LOOSE),
                "parts": _items(
                    {**_NAMED, "nouns": _LOOSE, "hints": _LOOSE, "units": schema.WORDS},
                    ("name", "title", "nouns"),
                ),
            },
            ("name", "title", "units", "nouns"),
        ),
        "levels": _items(
            {
                **_NAMED,
                "rank": {"type": "integer", "minimum": 0, "maximum": 9},
                **dict.fromkeys(("endings", "names", "selves", "areas"), _LIST),
            },
            ("name", "title", "rank", "endings"),
        ),
        "documents": _items(
            {
                **_NAMED,
                "judged": {"type": "boolean"},
                "groups": {"type": "array", "items": schema.TERM, "minItems": 1},
                "ends": _LIST,
                "openings": {"type": "array", "items": schema.TERM},
            },
            ("name", "title", "groups"),
        ),
    },
    "additionalProperties": False,
}
_SCHEMAS: Mapping[str, Any] = {"pack": _PACK, "profile": _PROFILE, "vocabulary": _VOCABULARY}


def documents(
    found: Sequence[RuleFile], kinds: Mapping[str, ModuleType]
) -> dict[str, list[Document]]:
    """Every file parsed and checked; the first error is raised with its place."""
    made: dict[str, list[Document]] = {"rule": [], "pack": [], "vocabulary": [], "profile": []}
    kind_schemas = {name: schema.kind_schema(name, module.Kind) for name, module in kinds.items()}
    rule_schema = schema.rule_schema()
    for file in found:
        what, identity = _identify(file)
        document = yaml_places.parse(file.path, file.data)
        schema.check(document, document.data, rule_schema if what == "rule" else _SCHEMAS[what])
        if what == "profile" and 0 not in document.data["grades"].values():
            raise document.error(
                ("grades",), "“grades”里要有一个从 0 分起的等级，如 D: 0，否则低分没有等级。"
            )
        if what == "rule":
            for rung in schema.RUNGS:
                if rung in document.data:
                    _condition(document, document.data[rung], (rung,), kind_schemas)
        document.data["id"] = identity
        made[what].append(document)
    return made


def _identify(file: RuleFile) -> tuple[str, str]:
    """What a file is and its id, told by its path: <pack>/<rule>.yaml, <pack>/_pack.yaml."""
    folder, _, name = file.relative.rpartition("/")
    stem = name.removesuffix(".yaml")
    if folder == "vocabulary":
        return "vocabulary", stem
    if folder == "profiles":
        return "profile", stem
    pack = folder or os.path.basename(file.folder)
    if "/" in folder or not pack:
        raise CheckerError("rule-file", "规则文件应放在“规则包/规则.yaml”，不能更深。", file.path)
    return ("pack", pack) if stem == "_pack" else ("rule", f"{pack}/{stem}")


def _condition(document: Document, data: Any, at: Path, schemas: Mapping[str, Any]) -> None:
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
                f"不认识的检查方式“{options[0]}”。{schema.suggestion(options[0], known)}",
            )
        raise document.error(at, f"条件里没有检查方式。可用的有：{'、'.join(known)}。")
    if len(named) > 1:
        raise document.error(
            (*at, named[1]),
            f"一个条件只能有一种检查方式，这里有“{named[0]}”和“{named[1]}”；请用 all-of 或 any-of 组合。",
        )
    kind = named[0]
    schema.check(document, data, schemas[kind], at)
    value = data[kind]
    if (
        isinstance(value, list)
        and value
        and all(isinstance(item, dict) and "words" not in item for item in value)
    ):
        for index, item in enumerate(value):
            _condition(document, item, (*at, kind, index), schemas)
