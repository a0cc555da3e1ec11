"""A store as DuckDB sees it: views over its files, and no way to anything else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from checker.corpus import store
from checker.corpus.rows import rows
from checker.corpus.tables import INPUTS, TABLES, arrow
from checker.errors import CheckerError
from checker.model.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from duckdb import DuckDBPyConnection

    from checker.corpus.rows import Row
    from checker.model.result import Assessment, Failure

_PLACE = (
    'quote VARCHAR, "start" INTEGER, "end" INTEGER, line INTEGER, "column" INTEGER, page INTEGER'
)
_TYPES = {
    "string": "VARCHAR",
    "bool": "BOOLEAN",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "double": "DOUBLE",
    "date32": "DATE",
    "strings": "VARCHAR[]",
    "places": f"STRUCT({_PLACE})[]",
}
_LOCKED = (
    "SET memory_limit = '4GB'",
    "SET enable_external_access = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET lock_configuration = true",
)
MOST = 100_000  # rows of an answer

# What stands now: of each path the content that it was last given with, under the rules of then.
_CURRENT = """
CREATE VIEW assessments AS
SELECT i.path, a.* EXCLUDE (path),
  regexp_extract(i.path, '^(.*)/[^/]*$', 1) AS folder,
  regexp_extract(i.path, '([^/]+)/[^/]*$', 1) AS region
FROM inputs i JOIN (
  SELECT * FROM all_assessments QUALIFY row_number() OVER (PARTITION BY content, digest ORDER BY path) = 1
) a USING (content, digest);
CREATE VIEW failures AS
SELECT i.path, f.content, f.digest, f.code, f.message
FROM inputs i JOIN (
  SELECT * FROM all_failures QUALIFY row_number() OVER (PARTITION BY content, digest, path ORDER BY code) = 1
) f ON f.digest = i.digest AND CASE WHEN f.content = '' THEN f.path = i.path AND i.content = ''
  ELSE f.content = i.content END
QUALIFY row_number() OVER (PARTITION BY i.path ORDER BY f.path) = 1;
"""
_OF_REPORTS = """
CREATE VIEW {name} AS
SELECT r.path, r.issuer, r.level, r.year, r.region, t.*
FROM assessments r JOIN (
  SELECT t.* FROM all_{name} t SEMI JOIN (
    SELECT content, digest, min(path) AS path FROM all_assessments GROUP BY content, digest
  ) USING (content, digest)
) t USING (content, digest)
"""


def connect(folder: str) -> DuckDBPyConnection:
    """The store in a folder, to be asked by SQL. Errors: ``not-a-store``, ``missing-extra``."""
    asked = _opened()
    store.check(folder)
    base = os.path.realpath(folder)
    for name, columns in TABLES.items():
        _view(asked, f"all_{name}", store.files(base, name), columns)
    inputs = store.inputs_file(base)
    _view(asked, "inputs", [inputs] if os.path.exists(inputs) else [], INPUTS)
    asked.execute("SET allowed_directories = [" + _quoted(base) + "]")
    return _locked(asked)


def held(judged: Iterable[Assessment | Failure]) -> DuckDBPyConnection:
    """Reports in memory, to be asked as a store is. Errors: ``missing-extra``."""
    asked = _opened()
    gathered: dict[str, list[Row]] = {name: [] for name in TABLES}
    given: list[tuple[str, str, int, str, str]] = []
    for number, one in enumerate(judged):
        content = f"{number:08}"
        given.append((one.path, content, 0, "", ""))
        for name, found in rows(one, content, "").items():
            gathered[name].extend(found)
    for name, columns in TABLES.items():
        _table(asked, f"all_{name}", columns, gathered[name])
    _table(asked, "inputs", INPUTS, given)
    return _locked(asked)


def _opened() -> DuckDBPyConnection:
    try:
        import duckdb
        import pyarrow as pa  # noqa: F401
    except ImportError as error:
        raise CheckerError(
            "missing-extra", "查询结果要先安装：pip install 'fazhi-checker[batch]'。"
        ) from error
    return duckdb.connect(":memory:")


def _locked(asked: DuckDBPyConnection) -> DuckDBPyConnection:
    """The connection with its views, and with no way to anything else."""
    asked.execute(_CURRENT)
    for name in ("outcomes", "figures", "relations"):
        asked.execute(_OF_REPORTS.format(name=name))
    for command in _LOCKED:
        asked.execute(command)
    return asked


def _table(
    asked: DuckDBPyConnection, name: str, columns: Mapping[str, str], found: Sequence[Row]
) -> None:
    asked.register("given_rows", arrow(columns, found))
    asked.execute(f"CREATE TABLE {name} AS SELECT * FROM given_rows")  # noqa: S608 - own names
    asked.unregister("given_rows")


def _view(
    asked: DuckDBPyConnection, name: str, files: Sequence[str], columns: Mapping[str, str]
) -> None:
    if files:
        listed = ", ".join(map(_quoted, files))
        asked.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listed}])")  # noqa: S608 - own paths
        return
    held = ", ".join(f'NULL::{_TYPES[kind]} AS "{column}"' for column, kind in columns.items())
    asked.execute(f"CREATE VIEW {name} AS SELECT {held} WHERE false")


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def asked(connection: DuckDBPyConnection, sql: str, given: Sequence[Any] = ()) -> Table:
    """The answer to one SELECT, cut behind ``MOST`` rows. Errors: ``query``."""
    import duckdb

    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise CheckerError("query", "这里只能写一条 SELECT 查询；结果不能改动。")
        answer = connection.execute(statements[0], list(given) or None)
        columns = tuple(Column(str(d[0]), _is_number(d[1])) for d in answer.description or ())
        rows = answer.fetchmany(MOST + 1)
    except duckdb.Error as error:
        told = str(error).strip().split("\n\nLINE")[0]
        raise CheckerError("query", f"查询写得不对：{told}") from error
    notes = (
        (f"只列出前 {MOST} 行，请在查询里用 LIMIT 或条件缩小范围。",) if len(rows) > MOST else ()
    )
    return Table("", columns, tuple(map(_plain, rows[:MOST])), notes)


def _is_number(kind: object) -> bool:
    return str(kind) in (
        "NUMBER",
        "TINYINT",
        "INTEGER",
        "BIGINT",
        "DOUBLE",
        "HUGEINT",
        "FLOAT",
    ) or str(kind).startswith("DECIMAL")


def _plain(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(
        value if value is None or isinstance(value, str | int | float | bool) else str(value)
        for value in row
    )
