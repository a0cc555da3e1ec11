"""A table as Markdown that shows it and does nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.table import shown
from checker.renderers._markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.table import Table

BINARY = False


def render(table: Table) -> str:
    """A heading, the table, the notes."""
    lines = [f"# {escape(table.title)}", ""] if table.title else []
    lines.append(_line(escape(column.title) for column in table.columns))
    lines.append(_line("---:" if column.right else "---" for column in table.columns))
    lines.extend(_line(escape(shown(value)) for value in row) for row in table.rows)
    for note in table.notes:
        lines.extend(("", escape(note)))
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
