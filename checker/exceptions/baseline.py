"""The file of known gaps: JSON, sorted, one gap a line, so that a change of it reads well in git."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.exceptions import GAPS
from checker.model.exceptions import Known

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA = "fazhi-baseline/1"
_KEYS = frozenset(Known.__dataclass_fields__)


def as_json(gaps: Iterable[Known]) -> str:
    """The file's text: the same gaps give the same text, in whatever order they come."""
    lines = sorted({json.dumps(_plain(gap), ensure_ascii=False) for gap in gaps})
    inside = ",\n".join(f"  {line}" for line in lines)
    return f'{{\n "schema": "{SCHEMA}",\n "gaps": [\n{inside}\n ]\n}}\n' if lines else _EMPTY


_EMPTY = f'{{\n "schema": "{SCHEMA}",\n "gaps": []\n}}\n'


def _plain(gap: Known) -> dict[str, Any]:
    return {
        "issuer": gap.issuer,
        "year": gap.year,
        "file": gap.file,
        "rule": gap.rule,
        "status": gap.status,
        "found": list(gap.found),
    }


def read(data: bytes, path: str) -> tuple[Known, ...]:
    """The gaps of a file. Errors: ``baseline``, with the number of the gap."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        raise CheckerError("baseline", f"基线文件不是 JSON，{_AGAIN}", path) from None
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise CheckerError("baseline", f"不是基线文件（应有 schema: {SCHEMA}），{_AGAIN}", path)
    gaps = told.get("gaps")
    if not isinstance(gaps, list):
        raise CheckerError("baseline", f"基线文件里没有 gaps 列表，{_AGAIN}", path)
    return tuple(_known(gap, f"{path} 第 {n} 项") for n, gap in enumerate(gaps, 1))


_AGAIN = "请用 fazhi baseline 重新写出。"


def _known(gap: object, place: str) -> Known:
    if not isinstance(gap, dict) or gap.keys() != _KEYS or not _is_typed(gap):
        raise CheckerError("baseline", f"基线里的一项写法不对，{_AGAIN}", place)
    return Known(**{**gap, "found": tuple(gap["found"])})


def _is_typed(gap: dict[str, Any]) -> bool:
    words = gap["status"] in GAPS and all(
        isinstance(gap[k], str) for k in ("rule", "issuer", "file")
    )
    listed = isinstance(gap["found"], list) and all(isinstance(f, str) for f in gap["found"])
    return words and listed and (gap["year"] is None or type(gap["year"]) is int)
