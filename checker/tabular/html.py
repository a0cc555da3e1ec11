"""A table as one page: no script, nothing loaded, for the screen and for A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.table import shown
from checker.renderers._elements import Element, document, element, head, lines
from checker.renderers._print import heads
from checker.renderers._style import STYLE

if TYPE_CHECKING:
    from checker.model.table import Table

BINARY = False
_NAME = "检查结果"


def render(table: Table) -> str:
    """A heading, the table, the notes."""
    title = table.title or _NAME
    parts = [element("h1", title), part(table), *(element("p", note) for note in table.notes)]
    body = element("main", Element("\n"), lines(*parts), Element("\n"))
    return document(head(title, STYLE + heads(title)), body)


def part(table: Table) -> Element:
    """The table alone, as a part of some page."""
    sides = ["right" if column.right else "" for column in table.columns]
    titles = (
        element("th", column.title, of=side, scope="col")
        for column, side in zip(table.columns, sides, strict=True)
    )
    rows = [
        element(
            "tr",
            *(element("td", shown(value), of=side) for value, side in zip(row, sides, strict=True)),
        )
        for row in table.rows
    ]
    made = element(
        "table",
        element("thead", element("tr", *titles)),
        Element("\n"),
        element("tbody", Element("\n"), lines(*rows), Element("\n")),
    )
    label = {"aria-label": table.title or _NAME}
    return element("div", made, of="wide", tabindex="0", role="region", **label)
