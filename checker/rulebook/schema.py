"""JSON Schema of rule files, built from the kinds' own fields, and its errors in Chinese."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING, Any

from checker.model.rule import LEVEL_WORDS, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.errors import CheckerError
    from checker.rulebook.yaml_places import Document, Path

LEVELS = tuple(LEVEL_WORDS)
RUNGS = ("not_applicable", "pass", "partial")
PLACE_KEYS = ("within", "not-within")

MONTH_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
VERSION = r"^\d+\.\d+\.\d+$"
VISIBLE = r"[^\s\u200b-\u200f\u2060\ufeff]"
_WRITTEN = {
    MONTH_DAY: "应为“月-日”，如 04-01",
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
_NAMES: dict[str, Any] = {"type": "array", "items": WORD, "minItems": 1}
OPTION_SCHEMAS: dict[str, dict[str, Any]] = {
    "Term": TERM,
    "Term | None": TERM,
    "tuple[Term, ...]": {"type": "array", "items": TERM, "minItems": 2},
    "tuple[Condition, ...]": {"type": "array", "items": {"type": "object"}, "minItems": 1},
    "IndicatorName": WORD,
    "IndicatorName | None": WORD,
    "RoleName": WORD,
    "Word | None": WORD,
    "MonthDay": {"type": "string", "pattern": MONTH_DAY},
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


def kind_schema(name: str, kind: type) -> dict[str, Any]:
    """Schema of one condition: the kind's key with its value, its options, and the place keys."""
    first, *others = dataclasses.fields(kind)
    properties = {name: OPTION_SCHEMAS[type_name(first)]}
    properties.update({option_name(f.name): OPTION_SCHEMAS[type_name(f)] for f in others})
    properties.update(dict.fromkeys(PLACE_KEYS, _NAMES))
    required = [name, *(option_name(f.name) for f in others if f.default is dataclasses.MISSING)]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


_TEXT = {"type": "string", "minLength": 1, "maxLength": 400, "pattern": VISIBLE}
_LINES = {
    "type": "array",
    "items": {"type": "string", "minLength": 1, "pattern": VISIBLE},
    "minItems": 1,
}
_YEAR = {"type": "integer", "minimum": 2004, "maximum": 2100}
_LEVELS = {"type": "array", "items": {"enum": list(LEVELS)}, "minItems": 1}
_VALID = {
    "type": "object",
    "properties": {"from": _YEAR, "to": _YEAR},
    "additionalProperties": False,
    "minProperties": 1,
}
_BASIS = {
    "type": "object",
    "properties": {
        "instrument": _TEXT,
        "article": {"type": "string", "maxLength": 60},
        "asks": _TEXT,
        "valid": _VALID,
        "level": _LEVELS,
    },
    "required": ["instrument", "asks"],
    "additionalProperties": False,
}
_SAID = ("pass", "partial", "fail", "not_applicable")


def _table(properties: Mapping[str, Any], *required: str) -> dict[str, Any]:
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
        "title": _TEXT,
        "basis": {"type": "array", "items": _BASIS, "minItems": 1},
        "valid": _VALID,
        "applies": _table({"level": _LEVELS}, "level"),
        "severity": {"enum": list(SEVERITIES)},
        "weight": {"type": "integer", "minimum": 0, "maximum": 100},
        "credit": {"type": "number", "minimum": 0, "maximum": 1},
        **{rung: {"type": "object"} for rung in RUNGS},
        "messages": _table(dict.fromkeys(_SAID, _TEXT), "pass", "fail"),
        "remedy": _TEXT,
        "belongs": WORD,
        "note": _TEXT,
        "examples": _table(dict.fromkeys((*_SAID, "review"), _LINES), "pass", "fail"),
    }
    required = ("title", "basis", "severity", "weight", "pass", "messages", "remedy", "examples")
    return _table(properties, *required)


def check(document: Document, data: Any, schema: Mapping[str, Any], at: Path = ()) -> None:
    """Raise the first error of ``data`` against ``schema``, located in its file, in Chinese."""
    validator = _validator()(schema)
    errors = sorted(
        validator.iter_errors(data),
        key=lambda e: ([str(p) for p in e.absolute_path], str(e.validator)),
    )
    if errors:
        raise _located(document, _meant(errors[0]), at)


@functools.cache
def _validator() -> Any:
    """JSON Schema in which 5.0 is no integer: it is not what people write for one."""
    import jsonschema

    plain = jsonschema.Draft202012Validator
    checker = plain.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int)
    return jsonschema.validators.extend(plain, type_checker=checker)  # type: ignore[no-untyped-call]


def _meant(error: Any) -> Any:
    """Of several forms none of which fits: the error of the one whose type was written."""
    if error.validator != "oneOf":
        return error
    others = {
        e.schema_path[0]
        for e in error.context
        if e.validator == "type" and e.absolute_path == error.absolute_path
    }
    return next((_meant(e) for e in error.context if e.schema_path[0] not in others), error)


def _located(document: Document, error: Any, at: Path) -> CheckerError:
    path = (*at, *error.absolute_path)
    rule, wanted, value = error.validator, error.validator_value, error.instance
    if rule == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        unknown = next(key for key in value if key not in known)
        return document.error(
            (*path, unknown), f"不认识的键“{unknown}”。{suggestion(unknown, known)}"
        )
    if rule == "required":
        missing = next(key for key in wanted if key not in value)
        return document.error(path, f"缺少必填的键“{missing}”。")
    last = path[-1] if path else None
    where = f"第 {last + 1} 项" if isinstance(last, int) else f"“{last}”" if last else "此处"
    if rule == "enum":
        return document.error(
            path, f"{where}的值“{value}”不对。{suggestion(str(value), [str(w) for w in wanted])}"
        )
    names = {
        "object": "键值表",
        "array": "列表",
        "string": "文字",
        "integer": "整数",
        "number": "数",
        "boolean": "true 或 false",
    }
    if rule == "type":
        expected = "或".join(
            names.get(w, w) for w in ([wanted] if isinstance(wanted, str) else wanted)
        )
        return document.error(path, f"{where}应为{expected}。")
    words = {
        "oneOf": f"{where}应为一个词、词的列表，或带 words 与 unless 的键值表。",
        "pattern": f"{where}的写法不对：“{value}”（{_WRITTEN.get(str(wanted), '请核对')}）。",
        "minimum": f"{where}不能小于 {wanted}。",
        "maximum": f"{where}不能大于 {wanted}。",
        "minItems": f"{where}至少要有 {wanted} 项。",
        "minProperties": f"{where}不能为空。",
        "minLength": f"{where}不能为空。",
        "maxLength": f"{where}太长，最多 {wanted} 个字。",
    }
    return document.error(path, words.get(rule, f"{where}的值不符合要求（{rule}）。"))


def suggestion(word: str, known: Sequence[str]) -> str:
    """A question with the word that was probably meant, else the list of what would be right."""
    import difflib

    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"是不是想写“{close[0]}”？" if close else f"可用的有：{'、'.join(known)}。"


def published(kinds: Mapping[str, type]) -> dict[str, Any]:
    """The whole schema of a rule file, conditions included: for editors."""
    condition = {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in kinds]}
    schema = rule_schema()
    schema["properties"].update(dict.fromkeys(RUNGS, condition))
    nested = {"type": "array", "items": condition, "minItems": 1}
    definitions = {}
    for name, kind in kinds.items():
        definition = kind_schema(name, kind)
        for field in dataclasses.fields(kind):
            if type_name(field) == "tuple[Condition, ...]":
                definition["properties"][name] = nested
        definitions[name] = {"description": (kind.__doc__ or "").partition("\n")[0], **definition}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "$defs": definitions,
    }
