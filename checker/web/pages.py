"""The pages that show something and change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import readers
from checker.web import uploads
from checker.web.views import comparison, report, statistics, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from checker.web.bench import Bench
    from checker.web.desk import Session


async def home(request: Request) -> Response:
    """Where reports are dropped, and those that are there."""
    bench: Bench = request.app.state.bench
    return at_home(bench, await bench.session(request), request.query_params)


def at_home(
    bench: Bench,
    session: Session,
    query: Mapping[str, str],
    problems: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> Response:
    """The first page. ``problems``: files that were refused, each with why."""
    values = {
        **table.page(session.held, query),
        "problems": problems,
        "accepted": ",".join((*readers.suffixes(), ".zip")),
        "limits": {"file": uploads.FILE, "words": readers.in_words(uploads.FILE)},
        "is_empty": not session.reports,
        "is_kept": bench.store is not None,
    }
    return bench.page("home.html", "home", values, status)


async def one(request: Request) -> Response:
    """One report with everything that was found in it."""
    bench: Bench = request.app.state.bench
    _, held = await bench.held(request)
    query = {key: request.query_params.getlist(key) for key in request.query_params}
    today = bench.judge.today()
    values = await bench.working(lambda: report.page(held, today, query, bench.names))
    return bench.page("report.html", "report", values)


async def figures(request: Request) -> Response:
    """The reports of a session taken together."""
    bench: Bench = request.app.state.bench
    session = await bench.session(request)
    held, query = session.held, request.query_params
    values = await bench.working(lambda: statistics.page(held, query))
    return bench.page("statistics.html", "statistics", values)


async def compare(request: Request) -> Response:
    """One draft against another."""
    bench: Bench = request.app.state.bench
    session = await bench.session(request)
    held, query = session.held, request.query_params
    values = await bench.working(lambda: comparison.page(held, query))
    return bench.page("compare.html", "compare", values)
