"""JSON Schema of rule files, built from the kinds' own fields."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, get_args

from checker.model.rule import LEVEL_WORDS, SEVERITIES, FactName

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType


LEVELS = tuple(LEVEL_WORDS)
RUNGS = ("not_applicable", "pass", "partial")
NAMED_PLACES = ("within", "not-within")
HEADED_PLACES = ("under", "not-under")
PLACE_KEYS = (*NAMED_PLACES, *HEADED_PLACES)
CONDITIONS = "tuple[Condition, ...]"

MONTH_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
DAY = r"^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
VERSION = r"^\d+\.\d+\.\d+$"
VISIBLE = r"[^\s\u200b-\u200f\u2060\ufeff]"
WRITTEN = {
    MONTH_DAY: "应为“月-日”，如 04-01",
    DAY: "应为“年-月-日”，如 2020-11-16",
    VERSION: "应为三段数字，如 1.0.0",
    VISIBLE: "不能只有空白",
}
WORD = {"type": "string", "minLength": 1, "maxLength": 60, "pattern": VISIBLE}
WORDS = {"type": "array", "items": WORD, "minItems": 1}
TERM = {
    "oneOf": [
        WORD,
        WORDS,
        {
            "type": "object",
            "properties": {"words": WORDS, "unless": WORDS},
            "required": ["words"],
            "additionalProperties": False,
        },
    ]
}
_NAMES: dict[str, Any] = {"type": "array", "items": WORD, "minItems": 1, "uniqueItems": True}
OPTION_SCHEMAS: dict[str, dict[str, Any]] = {
    "Term": TERM,
    "Term | None": TERM,
    "tuple[Term, ...]": {"type": "array", "items": TERM, "minItems": 2},
    "tuple[Condition, ...]": {"type": "array", "items": {"type": "object"}, "minItems": 1},
    "tuple[RoleName, ...]": {"type": "array", "items": WORD, "minItems": 2},
    "DatedTerms": WORDS,
    "FactName": {"enum": list(get_args(FactName))},
    "Pattern": {"type": "string", "minLength": 1, "maxLength": 200},
    "IndicatorName": WORD,
    "IndicatorName | None": WORD,
    "RoleName": WORD,
    "Word | None": WORD,
    "MonthDay": {"type": "string", "pattern": MONTH_DAY},
    "Count": {"type": "integer", "minimum": 1, "maximum": 1000},
    "int": {"type": "integer", "minimum": 0, "maximum": 1000},
    "int | None": {"type": "integer", "minimum": 0, "maximum": 1000},
    "bool": {"type": "boolean"},
}


def option_name(field_name: str) -> str:
    """The YAML key of an option."""
    return field_name.replace("_", "-")


def type_name(field: dataclasses.Field[Any]) -> str:
    """The written type of an option, whether annotations are kept as words or as types."""
    return (
        field.type
        if isinstance(field.type, str)
        else str(getattr(field.type, "__name__", field.type))
    )


def kind_schema(name: str, kind: type, *, placed: bool = True) -> dict[str, Any]:
    """Schema of one condition: the kind's key with its value, its options, and the place keys."""
    first, *others = dataclasses.fields(kind)
    properties = {name: OPTION_SCHEMAS[type_name(first)]}
    properties.update({option_name(f.name): OPTION_SCHEMAS[type_name(f)] for f in others})
    if placed:
        properties.update(dict.fromkeys(NAMED_PLACES, _NAMES))
        properties.update(dict.fromkeys(HEADED_PLACES, TERM))
    required = [name, *(option_name(f.name) for f in others if f.default is dataclasses.MISSING)]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1, "maxLength": 400, "pattern": VISIBLE}
_LINES = {
    "type": "array",
    "items": {"type": "string", "minLength": 1, "pattern": VISIBLE},
    "minItems": 1,
}
YEAR = {"type": "integer", "minimum": 2004, "maximum": 2100}
LEVELS_ASKED = {
    "type": "array",
    "items": {"enum": list(LEVELS)},
    "minItems": 1,
    "uniqueItems": True,
}
_VALID = {
    "type": "object",
    "properties": {"from": YEAR, "to": YEAR},
    "additionalProperties": False,
    "minProperties": 1,
}
_BASIS = {
    "type": "object",
    "properties": {
        "instrument": TEXT,
        "article": {"type": "string", "maxLength": 60},
        "asks": TEXT,
        "valid": _VALID,
        "level": LEVELS_ASKED,
    },
    "required": ["instrument", "asks"],
    "additionalProperties": False,
}
_TEMPLATE = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "says": TEXT,
            "topic": WORD,
            "holds": {"type": "array", "items": TEXT, "minItems": 1},
            "valid": _VALID,
            "level": LEVELS_ASKED,
        },
        "required": ["says"],
        "additionalProperties": False,
    },
    "minItems": 1,
}
_SAID = ("pass", "partial", "fail", "not_applicable")


def table(properties: Mapping[str, Any], *required: str) -> dict[str, Any]:
    """Schema of a mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def rule_schema() -> dict[str, Any]:
    """Schema of a rule file; conditions are checked by their kind's own schema."""
    properties = {
        "title": TEXT,
        "basis": {"type": "array", "items": _BASIS, "minItems": 1},
        "valid": _VALID,
        "applies": table({"level": LEVELS_ASKED}, "level"),
        "severity": {"enum": list(SEVERITIES)},
        "weight": {"type": "integer", "minimum": 0, "maximum": 100},
        "credit": {"type": "number", "minimum": 0, "maximum": 1},
        **{rung: {"type": "object"} for rung in RUNGS},
        "messages": table(dict.fromkeys(_SAID, TEXT), "pass", "fail"),
        "remedy": TEXT,
        "belongs": WORD,
        "note": TEXT,
        "template": _TEMPLATE,
        "examples": table(dict.fromkeys((*_SAID, "review"), _LINES), "pass", "fail"),
    }
    required = ("title", "basis", "severity", "weight", "pass", "messages", "remedy", "examples")
    return table(properties, *required)


def nested(name: str, kind: type) -> list[str]:
    """The keys of a condition under which other conditions stand."""
    fields = dataclasses.fields(kind)
    keys = [name, *(option_name(f.name) for f in fields[1:])]
    return [key for key, f in zip(keys, fields, strict=True) if type_name(f) == CONDITIONS]


def is_placed(module: ModuleType) -> bool:
    """Whether a kind of check heeds the place keys beside it."""
    return bool(getattr(module, "PLACED", True))
