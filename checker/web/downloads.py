"""Results as files: what ``fazhi check`` and ``fazhi annotate`` write, of one report or of all."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from checker import annotate, plugins, renderers
from checker.corpus import dashboard, views
from checker.corpus.answers import Only
from checker.corpus.overview import overview
from checker.errors import CheckerError
from checker.ledger import exceptions_file
from checker.model.result import Assessment
from checker.renderers import markdown
from checker.web.decided import portable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from checker.model.result import Result
    from checker.web.bench import Bench
    from checker.web.nouns import Held

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RENDERED = {
    "markdown": ("md", "text/markdown; charset=utf-8"),
    "html": ("html", "text/html; charset=utf-8"),
    "json": ("json", "application/json"),
    "xlsx": ("xlsx", _XLSX),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "sarif": ("sarif", "application/json"),
    "junit": ("xml", "application/xml"),
}
_SPENT = 120  # characters of a file's name
_SINCE = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the day of every entry, so that the same results are the same bytes


async def of_one(request: Request) -> Response:
    """One report in a format."""
    bench: Bench = request.app.state.bench
    _, held = await bench.held(request)
    wanted = request.path_params["format"]
    if wanted in _RENDERED:
        return await _as(bench, wanted, [held], f"{_stem(held.path)}（检查结果）")
    report = held.judged
    if not isinstance(report, Assessment):
        raise CheckerError("not-found", "这份文件没能检查，没有可以下载的批注。")
    name = f"{_stem(held.path)}（批注）"
    limits = bench.judge.limits
    if wanted == "docx":
        data = await bench.working(lambda: annotate.as_word(held.path, held.data, report, limits))
        return _file(data, f"{name}.docx", _DOCX)
    if wanted == "pdf":
        data = await bench.working(lambda: annotate.as_pdf(held.path, held.data, report, limits))
        return _file(data, f"{name}.pdf", "application/pdf")
    if wanted == "annotated":
        page = await bench.working(lambda: annotate.as_page(report))
        return _file(page.encode(), f"{name}.html", "text/html; charset=utf-8")
    raise CheckerError("not-found", f"没有“{wanted[:40]}”这种格式。")


async def of_all(request: Request) -> Response:
    """All reports of the session as one result."""
    bench: Bench = request.app.state.bench
    session = await bench.session(request)
    wanted = request.path_params["format"]
    if not session.reports:
        raise CheckerError("not-found", "还没有报告，请先放入报告。")
    if wanted == "markdown":
        result = bench.judge.result(session.held)
        data = await bench.working(lambda: _pages(result))
        return _file(data, "检查结果.zip", "application/zip")
    if wanted == "overview":
        page = await bench.working(lambda: _overview(bench.judge.result(session.held)))
        return _file(page.encode(), "总览.html", "text/html; charset=utf-8")
    if wanted in _RENDERED:
        return await _as(bench, wanted, session.held, "检查结果")
    raise CheckerError("not-found", f"没有“{wanted[:40]}”这种格式。")


async def decisions(request: Request) -> Response:
    """What was decided here, as the settings of ``fazhi check`` read it."""
    bench: Bench = request.app.state.bench
    session = await bench.session(request)
    made = [portable(d, held) for held in session.held for d in held.decisions]
    text = exceptions_file.written(made, "fazhi-exceptions.yaml", is_ledgers=False)
    return _file(text.encode(), "fazhi-exceptions.yaml", "application/yaml; charset=utf-8")


async def _as(bench: Bench, name: str, held: Sequence[Held], stem: str) -> Response:
    suffix, media = _RENDERED[name]
    result = bench.judge.result(held)
    made = await bench.working(lambda: plugins.load(renderers, name).render(result))
    data = made if isinstance(made, bytes) else made.encode()
    return _file(data, f"{stem}.{suffix}", media)


def _overview(result: Result) -> str:
    """The page that ``fazhi dashboard`` writes, on the reports of the session."""
    asked = views.held([*result.reports, *result.failures])
    return dashboard.page(overview(asked, Only()))


def _pages(result: Result) -> bytes:
    """A zip of the pages that ``--out`` writes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in markdown.pages(result):
            archive.writestr(zipfile.ZipInfo(name, _SINCE), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _stem(path: str) -> str:
    """A file's name without its suffix, fit for any system."""
    base = path.replace("\\", "/").rpartition("/")[2]
    stem = "".join("_" if c in '<>:"/|?*\\' else c for c in base.rpartition(".")[0] or base)
    return stem.strip(". ")[:_SPENT] or "报告"


def _file(data: bytes, name: str, media: str) -> Response:
    """Bytes to be saved, never to be shown: what a report says must not act here."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(data, headers=headers, media_type=media)
