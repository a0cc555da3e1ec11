"""The JSON that is printed is the JSON that docs/result.schema.json promises, field by field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import builders
import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from checker.renderers import json as renderer

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = json.loads(Path(__file__).parent.parent.joinpath("docs/result.schema.json").read_text())


def closed(schema: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The schema with every open object closed: what our own output is held to."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    if schema.get("additionalProperties") is True:
        inner["additionalProperties"] = False
    return inner


OURS = Draft202012Validator(closed(SCHEMA))
THEIRS = Draft202012Validator(SCHEMA)


def _printed() -> Any:  # noqa: ANN401
    return json.loads(renderer.render(builders.everything()))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator.check_schema(closed(SCHEMA))


def test_no_field_is_printed_that_the_schema_does_not_name() -> None:
    for printed in (_printed(), json.loads(renderer.render(builders.result()))):
        assert [error.json_path for error in OURS.iter_errors(printed)] == []


@pytest.mark.parametrize(
    "path",
    [
        (),
        ("reports", 0),
        ("reports", 0, "facts"),
        ("reports", 0, "score"),
        ("reports", 0, "outcomes", 0),
        ("reports", 0, "figures", 0),
        ("rules",),
    ],
)
def test_fields_may_be_added_to_what_was_judged(path: tuple[str | int, ...]) -> None:
    printed = _printed()
    _at(printed, path)["new_field"] = 1
    assert [error.json_path for error in THEIRS.iter_errors(printed)] == []
    assert [error.json_path for error in OURS.iter_errors(printed)] != []


@pytest.mark.parametrize(
    "path",
    [
        ("tool",),
        ("rules", "packs", 0),
        ("reports", 0, "gate"),
        ("reports", 0, "outcomes", 0, "evidence", 0),
        ("reports", 0, "facts", "damage", 0),
        ("errors", 0),
    ],
)
def test_coordinates_and_keys_are_closed(path: tuple[str | int, ...]) -> None:
    printed = _printed()
    _at(printed, path)["new_field"] = 1
    with pytest.raises(ValidationError):
        THEIRS.validate(printed)


def _fields(printed: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401
    """Where every field of the printed result stands; of a list's items the first is looked at."""
    if isinstance(printed, dict):
        for key, value in printed.items():
            if path[-1:] != ("by_pack",):  # its keys are the packs'
                yield (*path, key)
                yield from _fields(value, (*path, key))
    elif isinstance(printed, list) and printed:
        yield from _fields(printed[0], (*path, 0))


@pytest.mark.parametrize("path", list(_fields(_printed())), ids=str)
def test_no_field_may_be_dropped(path: tuple[str | int, ...]) -> None:
    printed = _printed()
    del _at(printed, path[:-1])[path[-1]]
    with pytest.raises(ValidationError):
        THEIRS.validate(printed)


def _at(value: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401
    for key in path:
        value = value[key]
    return value


def test_keys_stand_in_the_order_of_the_contract() -> None:
    report = _printed()["reports"][0]
    assert list(_printed()) == ["schema", "tool", "rules", "reports", "errors", "notices"]
    keys = ["path", "facts", "score", "gate", "outcomes", "figures", "arithmetic"]
    assert list(report)[:7] == keys
    order = "rule title status severity weight credit message basis remedy waived fingerprint"
    assert list(report["outcomes"][0])[:12] == [*order.split(), "evidence"]
    place = ["quote", "start", "end", "line", "column", "page", "section"]
    assert list(report["outcomes"][0]["evidence"][0]) == place
