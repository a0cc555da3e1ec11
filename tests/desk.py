"""A workbench without a network: the application itself, asked by tests."""

from __future__ import annotations

import time
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from checker import pipeline, readers
from checker.web import app
from checker.web.bench import Bench
from checker.web.desk import Desk, Room
from checker.web.guard import Tickets
from checker.web.judging import Judge
from checker.web.store import Store
from checker.web.views import names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checker.model.rule import Rulebook

TODAY = date(2026, 3, 31)
PORT = 8765
HERE = f"http://127.0.0.1:{PORT}"
TOKEN = "sixteen characters at least"  # noqa: S105 -- of the tests alone


@cache
def book() -> Rulebook:
    return pipeline.book()


def bench(
    *,
    room: Room | None = None,
    store: Path | None = None,
    token: str = "",
    told: list[str] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Bench:
    kept = Store(str(store)) if store else None
    return Bench(
        judge=Judge(book(), readers.DEFAULT, lambda: TODAY),
        desk=Desk(room or Room(), kept, clock),
        names=names.of(book()),
        told=(told if told is not None else []).append,
        port=PORT,
        store=kept,
        tickets=Tickets(token) if token else None,
    )


def client(made: Bench, **more: object) -> TestClient:
    """A browser of its own at a workbench."""
    return TestClient(app.create(made), base_url=HERE, **more)  # type: ignore[arg-type]
