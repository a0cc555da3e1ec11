"""JSON Schema of the files beside rules: packs, vocabulary, profiles, overlays and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.rulebook import schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LIST = {"type": "array", "items": schema.WORD}
_LOOSE = {"oneOf": [*schema.TERM["oneOf"], {"type": "array", "maxItems": 0}]}
_GATE = {
    "fail-on": {"enum": ["error", "warning", "info", "never"]},
    "min-score": {"type": "number", "minimum": 0, "maximum": 100},
}
_NAMED = {"name": schema.WORD, "title": schema.WORD}


def _items(properties: Mapping[str, Any], required: Sequence[str]) -> dict[str, Any]:
    return {"type": "array", "items": schema.table(properties, *required)}


PACK = schema.table(
    {
        "title": schema.WORD,
        "version": {"type": "string", "pattern": schema.VERSION},
        "document": schema.WORD,
        "terms": {"type": "object", "additionalProperties": schema.TERM},
    },
    "title",
    "version",
)
PROFILE = schema.table(
    {
        "title": schema.WORD,
        "extends": schema.WORD,
        "for": schema.table({"level": schema.LEVELS_ASKED}, "level"),
        "grades": {
            "type": "object",
            "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 100},
            "minProperties": 1,
        },
        **_GATE,
        "packs": schema.WORDS,
        "rules": schema.change_schema()["rules"],
    },
    "title",
)
OVERLAY = {**schema.table(schema.change_schema()), "minProperties": 1}
SETTINGS = schema.table(
    {
        "extends": schema.WORD,
        "overlays": schema.WORDS,
        **schema.change_schema(),
        "gate": {**schema.table(_GATE), "minProperties": 1},
    }
)
VOCABULARY = schema.table(
    {
        "terms": {"type": "object", "additionalProperties": schema.TERM},
        "roles": _items(
            {
                **_NAMED,
                "document": schema.WORD,
                "traits": _LIST,
                **dict.fromkeys(("headings", "against", "nested", "opens", "cues"), _LOOSE),
            },
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
                "default": {"type": "boolean"},
                "groups": {"type": "array", "items": schema.TERM, "minItems": 1},
                "ends": _LIST,
                "openings": {"type": "array", "items": schema.TERM},
            },
            ("name", "title", "groups"),
        ),
        "dated": _items(
            {
                **_NAMED,
                "words": schema.TERM,
                "since": {"type": "string", "pattern": schema.DAY},
                "until": {"type": "integer", "minimum": 2004, "maximum": 2100},
                "instead": schema.WORD,
            },
            ("name", "title", "words"),
        ),
    }
)
BY_SORT: Mapping[str, Any] = {
    "pack": PACK,
    "profile": PROFILE,
    "vocabulary": VOCABULARY,
    "overlay": OVERLAY,
    "settings": SETTINGS,
}
