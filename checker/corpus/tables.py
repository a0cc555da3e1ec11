"""The tables of a store: what their columns are called and what they hold, in order.

A type is one of Arrow's: ``string``, ``bool``, ``int32``, ``double``, ``date32``; ``places`` is a list
of quotes with their place. Every column but those named in ``ALWAYS`` may be null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TABLES: Mapping[str, Mapping[str, str]] = {
    "assessments": {
        "content": "string",
        "digest": "string",
        "path": "string",
        "profile": "string",
        "kind": "string",
        "is_judged": "bool",
        "title": "string",
        "issuer": "string",
        "level": "string",
        "year": "int32",
        "published": "date32",
        "signed": "date32",
        "score": "double",
        "low": "double",
        "high": "double",
        "coverage": "double",
        "grade": "string",
        "passed": "bool",
        "n_pass": "int32",
        "n_partial": "int32",
        "n_fail": "int32",
        "n_not_applicable": "int32",
        "n_review": "int32",
        "characters": "int32",
        "figures": "int32",
        "relations": "int32",
        "broken": "int32",
        "damage": "int32",
    },
    "outcomes": {
        "content": "string",
        "digest": "string",
        "rule": "string",
        "pack": "string",
        "title": "string",
        "severity": "string",
        "weight": "int32",
        "status": "string",
        "credit": "double",
        "asked": "bool",
        "message": "string",
        "fingerprint": "string",
        "quote": "string",
        "line": "int32",
        "column": "int32",
        "page": "int32",
        "section": "string",
        "evidence": "places",
    },
    "figures": {
        "content": "string",
        "digest": "string",
        "indicator": "string",
        "value": "string",
        "number": "double",
        "upper": "string",
        "unit": "string",
        "approximate": "bool",
        "scope": "string",
        "quote": "string",
        "start": "int32",
        "end": "int32",
        "line": "int32",
        "column": "int32",
        "page": "int32",
        "context": "string",
    },
    "relations": {
        "content": "string",
        "digest": "string",
        "kind": "string",
        "holds": "bool",
        "stated": "string",
        "expected": "string",
        "message": "string",
        "quotes": "strings",
        "line": "int32",
    },
    "failures": {
        "content": "string",
        "digest": "string",
        "path": "string",
        "code": "string",
        "message": "string",
    },
}
INPUTS: Mapping[str, str] = {
    "path": "string",
    "content": "string",
    "bytes": "int64",
    "version": "string",
    "digest": "string",
}
PLACE = ("quote", "start", "end", "line", "column", "page")


def parquet(columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> bytes:
    """A table as a Parquet file: the same rows give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(arrow(columns, rows), sink, compression="zstd")
    made: bytes = sink.getvalue().to_pybytes()
    return made


def arrow(columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> Any:  # noqa: ANN401 - no types
    """A table as Arrow holds it."""
    import pyarrow as pa

    held = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    schema = pa.schema([(name, _type(kind)) for name, kind in columns.items()])
    arrays = [pa.array(held[i], type=field.type) for i, field in enumerate(schema)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _type(kind: str) -> Any:  # noqa: ANN401 - the library has no types
    import pyarrow as pa

    if kind == "places":
        held = [(n, pa.string() if n == "quote" else pa.int32()) for n in PLACE]
        return pa.list_(pa.struct(held))
    if kind == "strings":
        return pa.list_(pa.string())
    return pa.type_for_alias(kind)
