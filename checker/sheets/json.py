"""JSON for programs: English keys, values as exact decimals in strings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.sheet import FigureRow

SCHEMA = "fazhi-figures/1"
BINARY = False


def render(rows: Sequence[FigureRow]) -> bytes:
    """One document with a list of figures."""
    data = {"schema": SCHEMA, "figures": [row._asdict() for row in rows]}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(errors="replace")
