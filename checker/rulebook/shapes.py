"""JSON Schema of the files beside rules: packs, vocabulary, profiles, overlays and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model.vocabulary import TRAITS
from checker.rulebook import schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

_LIST = {"type": "array", "items": schema.WORD}
_LOOSE = {"oneOf": [*schema.TERM["oneOf"], {"type": "array", "maxItems": 0}]}
_GATE = {
    "fail-on": {"enum": ["error", "warning", "info", "never"]},
    "min-score": {"type": "number", "minimum": 0, "maximum": 100},
}
_NAMED = {"name": schema.WORD, "title": schema.WORD}


def _items(properties: Mapping[str, Any], required: Sequence[str]) -> dict[str, Any]:
    return {"type": "array", "items": schema.table(properties, *required)}


_WHOLE = schema.rule_schema()["properties"]
_SAID = _WHOLE["messages"]["properties"]
_SHOWN = _WHOLE["examples"]["properties"]
# What a layer may say of a rule: any of its fields; of messages and examples single ones.
CHANGED = {
    **schema.table({**_WHOLE, "messages": schema.table(_SAID), "examples": schema.table(_SHOWN)}),
    "minProperties": 1,
}
WHETHER = {"type": "string", "enum": ["skip", "use"]}
CHANGES: Mapping[str, Any] = {
    "rules": {
        "type": "object",
        "additionalProperties": {"oneOf": [WHETHER, CHANGED]},
    },
    "terms": {
        "type": "object",
        "additionalProperties": {
            **schema.table({"add": schema.TERM, "remove": schema.WORDS}),
            "minProperties": 1,
        },
    },
}
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
        "packs": {**schema.WORDS, "uniqueItems": True},
        "rules": CHANGES["rules"],
    },
    "title",
)
OVERLAY = {**schema.table(CHANGES), "minProperties": 1}
_GLOB = {**schema.WORD, "maxLength": 400}
_GLOBS = {"type": "array", "items": _GLOB, "minItems": 1, "uniqueItems": True}
_DECISION = {
    "rule": schema.WORD,
    "files": _GLOBS,
    "issuer": schema.WORD,
    "year": schema.YEAR,
    "because": schema.TEXT,
    "until": {"type": "string", "pattern": schema.DAY},
    "by": schema.WORD,
}
EXCEPTIONS: Mapping[str, Any] = {
    "waivers": _items(_DECISION, ("rule", "because", "until")),
    "attestations": _items(
        {**_DECISION, "status": {"enum": ["pass", "partial", "fail", "not_applicable"]}},
        ("rule", "status", "because", "by", "until"),
    ),
}
SETTINGS = schema.table(
    {
        "extends": schema.WORD,
        "overlays": schema.WORDS,
        **CHANGES,
        "gate": {**schema.table(_GATE), "minProperties": 1},
        "overrides": _items({"files": _GLOBS, "rules": CHANGES["rules"]}, ("files", "rules")),
        **EXCEPTIONS,
        "exclude": _GLOBS,
        "exceptions": _GLOBS,
        "baseline": _GLOB,
    }
)
VOCABULARY = schema.table(
    {
        "terms": {"type": "object", "additionalProperties": schema.TERM},
        "roles": _items(
            {
                **_NAMED,
                "document": schema.WORD,
                "traits": {"type": "array", "items": {"enum": list(TRAITS)}, "uniqueItems": True},
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
        "outlines": _items(
            {
                "name": schema.WORD,
                **dict.fromkeys(("title", "addressee", "lead"), schema.TEXT),
                "parts": _items(
                    {
                        "role": schema.WORD,
                        "title": schema.TEXT,
                        "topics": _items(_NAMED, ("name", "title")),
                    },
                    ("role", "title"),
                ),
                "closing": {"type": "array", "items": schema.TEXT, "minItems": 1},
            },
            ("name", "title", "lead", "parts", "closing"),
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
TITLES = {
    "rule": "一条规则（规则包/规则.yaml）",
    "pack": "规则包（规则包/_pack.yaml）",
    "profile": "评分方案（profiles/方案.yaml）",
    "vocabulary": "词汇（vocabulary/*.yaml）",
    "overlay": "对已有规则的改动（规则文件夹/_overlay.yaml）",
    "settings": "设置（fazhi.yaml）",
    "exceptions": "例外（fazhi.yaml 的 exceptions 所列的文件）",
}
DESCRIPTIONS = {
    "title": "给人看的名称",
    "basis": "依据：文件、条款、它要求什么；必要时写明适用的年度和层级",
    "valid": "适用的报告年度，from 起、to 止",
    "applies": "适用的层级",
    "severity": "error 必须、warning 应当、info 提示",
    "weight": "占多少分",
    "credit": "“不完整”得几成，默认 0.5",
    "not_applicable": "什么情况下不适用（最先看）",
    "pass": "什么情况下符合",
    "partial": "什么情况下不完整；都不是则为缺失",
    "messages": "每个结论对人说的话，可用 {名称} 填入查到的值",
    "remedy": "怎样补写",
    "belongs": "缺了应补写在哪一部分",
    "note": "补充说明",
    "template": "报告模板里的句子：says 是带空白（__）的句子，可用 {year}、{next}、{issuer}；topic 归在哪个小标题下；"
    "holds 是填好后应成立的等式；valid、level 是适用的年度和层级",
    "examples": "例子：写在哪个结论下面，就应得出哪个结论；每个例子都是测试",
    "version": "三段数字，如 1.0.0",
    "document": "用于哪种文书；不写为法治政府建设年度报告",
    "terms": "词表：规则里用 $名称 引用",
    "extends": "在哪个方案之上",
    "for": "自动用于哪些层级的报告",
    "grades": "等级与最低分",
    "fail-on": "哪种级别的规则不符合即未通过",
    "min-score": "最低分",
    "packs": "计入哪些规则包，'*' 指其余全部",
    "rules": "对规则的改动：规则编号: skip，或要改的项",
    "overlays": "另加的规则文件夹，路径从本文件所在文件夹算起",
    "gate": "未通过的条件",
    "overrides": "只对某些文件的改动：files 是通配符（从本文件所在文件夹算起），rules 同上",
    "waivers": "豁免：哪条规则、哪些报告（files 或 issuer）、为什么、到哪天为止、谁定的",
    "attestations": "人工认定：规则判断不了的（review），由人定结论（status）",
    "exclude": "不检查的文件：通配符，从本文件所在文件夹算起，如 README.md、解读/",
    "exceptions": "另放豁免和人工认定的文件，路径从本文件所在文件夹算起",
    "baseline": "基线文件：里面记下的缺项不再算作未通过",
}
BY_SORT: Mapping[str, Any] = {
    "pack": PACK,
    "profile": PROFILE,
    "vocabulary": VOCABULARY,
    "overlay": OVERLAY,
    "settings": SETTINGS,
    "exceptions": {**schema.table(EXCEPTIONS), "minProperties": 1},
}


def published(kinds: Mapping[str, ModuleType]) -> dict[str, dict[str, Any]]:
    """The whole schema of every sort of file, conditions included, with words for editors."""
    condition = {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in kinds]}
    inside = {"type": "array", "items": condition, "minItems": 1}
    definitions = {}
    for name, module in kinds.items():
        kind = module.Kind
        made = schema.kind_schema(name, kind, placed=schema.is_placed(module))
        made["properties"].update(dict.fromkeys(schema.nested(name, kind), inside))
        told = (kind.__doc__ or "").partition("\n")[0]
        definitions[name] = {"title": module.TITLE, "description": told, **made}
    rungs = dict.fromkeys(schema.RUNGS, condition)
    rule = _described({**schema.rule_schema()["properties"], **rungs})
    changes = _described({**CHANGED["properties"], **rungs})
    layered = {
        "rules": {
            "type": "object",
            "additionalProperties": {"oneOf": [WHETHER, {**CHANGED, "properties": changes}]},
        }
    }
    found: dict[str, dict[str, Any]] = {"rule": {**schema.rule_schema(), "properties": rule}}
    for sort, shape in BY_SORT.items():
        inner = {**shape["properties"], **(layered if "rules" in shape["properties"] else {})}
        found[sort] = {**shape, "properties": _described(inner)}
    return {
        sort: {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": TITLES[sort],
            **made,
            **(
                {"$defs": definitions} if sort in ("rule", "profile", "overlay", "settings") else {}
            ),
        }
        for sort, made in found.items()
    }


def _described(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties with what each is, in Chinese."""
    return {
        name: {"description": DESCRIPTIONS[name], **shape} if name in DESCRIPTIONS else shape
        for name, shape in properties.items()
    }
