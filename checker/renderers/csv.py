"""The rectification ledger 整改台账 as CSV: one gap, one row; people fill in the last columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import spreadsheets
from checker.renderers import _ledger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model.ledger import LedgerRow
    from checker.model.result import Result


def render(result: Result) -> str:
    """The ledger of a run; ``fazhi ledger`` reads it back."""
    return written(_ledger.rows(result))


def written(rows: Sequence[LedgerRow], more: Sequence[Mapping[str, str]] = ()) -> str:
    """Rows of a ledger as a file's text; ``more``: people's own columns behind, row by row."""
    table = _ledger.table(rows, more)
    return spreadsheets.as_csv([map(spreadsheets.guarded, cells) for cells in table])
