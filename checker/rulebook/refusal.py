"""What is wrong with a rule file by its schema: the first error, where it stands, in Chinese."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from checker.rulebook.schema import PLACE_KEYS, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.errors import CheckerError
    from checker.rulebook.yaml_places import Document, Path


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
        if unknown in PLACE_KEYS:
            return document.error(
                (*path, unknown),
                f"这种检查不按位置查找，“{unknown}”写在这里不起作用，请删去或写到里面的条件上。",
            )
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
        "pattern": f"{where}的写法不对：“{value}”（{WRITTEN.get(str(wanted), '请核对')}）。",
        "minimum": f"{where}不能小于 {wanted}。",
        "maximum": f"{where}不能大于 {wanted}。",
        "uniqueItems": f"{where}里有重复的项，请只留一个。",
        "minItems": f"{where}至少要有 {wanted} 项。",
        "minProperties": f"{where}不能为空。",
        "minLength": f"{where}不能为空。",
        "maxLength": f"{where}太长，最多 {wanted} 个字。",
    }
    return document.error(path, words.get(rule, f"{where}的值不符合要求（{rule}）。"))


_LISTED = 8  # names that a person reads through


def suggestion(word: str, known: Sequence[str]) -> str:
    """A question with the word that was probably meant, else what would be right, the nearest first."""
    import difflib

    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"是不是想写“{close[0]}”？"
    if len(known) <= _LISTED:
        return f"可用的有：{'、'.join(known)}。"
    near = difflib.get_close_matches(word, known, n=_LISTED, cutoff=0.0)
    return f"共有 {len(known)} 个可用，较近的有：{'、'.join(near)}等。"
