"""The OpenAPI description of the interface, with the contract's own schema of the result."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker import __version__
from checker.web import uploads

if TYPE_CHECKING:
    from collections.abc import Sequence

_SCHEMA = "result.schema.json"
_PROBLEMS = {
    "400": "请求不完整，或没有文件",
    "403": "请求来自别的网页",
    "413": "超过大小上限",
    "415": "不认得 Content-Type",
    "421": "没有用本机的名字打开",
    "503": "正在检查的报告太多",
}


def description(media: Sequence[str], *, needs_token: bool) -> dict[str, Any]:
    """OpenAPI 3.1. ``media``: the types in which a file can be sent as it is."""
    problems = {**_PROBLEMS, "401": "没有给出口令"} if needs_token else _PROBLEMS
    told: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "法治报告体检",
            "version": __version__,
            "description": "检查法治政府建设年度报告。发送的文件只在内存里处理，不留存。",
        },
        "paths": {"/api/check": {"post": _check(media, problems)}},
        "components": {"schemas": {"Result": _result(), "Problem": _problem()}},
    }
    if needs_token:
        told["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        told["security"] = [{"token": []}]
    return told


def _check(media: Sequence[str], problems: dict[str, str]) -> dict[str, Any]:
    raw = {"schema": {"type": "string", "format": "binary", "maxLength": uploads.FILE}}
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": "check",
        "summary": "检查一份或几份报告",
        "description": "读不出来的文件写在结果的 errors 里，其余照常检查。压缩包里的每份报告各算一份。",
        "parameters": [
            {
                "name": "name",
                "in": "query",
                "description": "直接发送文件时的文件名",
                "schema": {"type": "string"},
                "example": "报告.pdf",
            }
        ],
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {"schema": _form()},
                "application/json": {"schema": _pasted()},
                **dict.fromkeys(media, raw),
            },
        },
        "responses": {
            "200": {
                "description": "检查结果，与 fazhi check --format json 相同",
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Result"}}
                },
            },
            **{
                status: {"description": words, "content": problem}
                for status, words in sorted(problems.items())
            },
        },
    }


def _form() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "file": {
                "type": "array",
                "maxItems": uploads.FILES,
                "items": {"type": "string", "format": "binary"},
                "description": "报告文件，可有几个",
            },
            "text": {"type": "string", "description": "报告的文字"},
            "name": {"type": "string", "description": "文字的文件名"},
        },
    }


def _pasted() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["text"],
        "properties": {
            "name": {"type": "string", "example": "报告.txt"},
            "text": {"type": "string", "minLength": 1},
        },
    }


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "RFC 9457",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "哪里不对，怎样才对"},
        },
    }


def _result() -> dict[str, Any]:
    """The schema of the result, its definitions found from where it stands here."""
    schema = json.loads(_text())
    for key in ("$schema", "$id"):
        schema.pop(key, None)
    moved: dict[str, Any] = json.loads(
        json.dumps(schema).replace('"#/$defs/', '"#/components/schemas/Result/$defs/')
    )
    return moved


@cache
def _text() -> str:
    """The schema as it ships: in the package, else beside it in a clone."""
    package = Path(__file__).resolve().parent
    shipped = package / _SCHEMA
    found = shipped if shipped.exists() else package.parents[1] / "docs" / _SCHEMA
    return found.read_text(encoding="utf-8")
