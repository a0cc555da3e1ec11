"""``POST /api/check``: a report in, the contract's JSON out; nothing is kept."""

from __future__ import annotations

import json
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from checker import pipeline
from checker.errors import CheckerError
from checker.model.result import Failure
from checker.renderers import json as as_json
from checker.web import openapi, uploads

if TYPE_CHECKING:
    from starlette.requests import Request

    from checker.model.result import Assessment
    from checker.web.bench import Bench
    from checker.web.uploads import Given

_NAMED = {
    "text/plain": "报告.txt",
    "text/markdown": "报告.md",
    "text/html": "报告.html",
    "application/pdf": "报告.pdf",
    "application/ofd": "报告.ofd",
    "application/octet-stream": "报告",
    "application/zip": "报告.zip",
    "application/msword": "报告.doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "报告.docx",
}


async def check(request: Request) -> Response:
    """Judge what was sent. Files that could not be judged stand in ``errors``, as in ``fazhi check``."""
    bench: Bench = request.app.state.bench
    judge = bench.judge
    async with bench.receiving:
        sent = await _sent(request, bench)
        items = [await bench.working(partial(_judged, bench, each)) for each in sent]
    result = pipeline.result(items, judge.book, judge.baseline)
    text = await bench.working(lambda: as_json.render(result))
    return Response(text, media_type="application/json")


def _judged(bench: Bench, given: Given) -> Assessment | Failure:
    if given.problem is not None:
        return Failure(given.path, given.problem.code, given.problem.message)
    return bench.judge.judged(given.path, given.data)


async def _sent(request: Request, bench: Bench) -> list[Given]:
    """The files of a request, whichever way they were sent. Errors: ``request``, ``media-type``,
    ``too-large``, ``nothing-given``."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    limits = bench.judge.limits
    if media in ("multipart/form-data", "application/x-www-form-urlencoded"):
        async with uploads.form(request) as fields:
            sent = await uploads.given(fields, limits)
    elif media == "application/json":
        sent = [_words_of(await _body(request))]
    elif media in _NAMED:
        name = uploads.plain_name(request.query_params.get("name") or _NAMED[media])
        data = await _body(request)
        if not data:
            raise CheckerError("nothing-given", "请求里没有文件。")
        sent = await uploads.unpacked(name, data, limits)
    else:
        raise CheckerError(
            "media-type",
            f"不认得 Content-Type“{media[:80]}”。请用 multipart/form-data（字段 file）、application/json"
            f"（name、text），或直接发送文件：{'、'.join(_NAMED)}。",
        )
    if len(sent) == 1 and sent[0].problem is not None:
        raise sent[0].problem
    return sent


async def _body(request: Request) -> bytes:
    async with aclosing(uploads.counted(request, uploads.FILE)) as stream:
        return b"".join([chunk async for chunk in stream])


def _words_of(data: bytes) -> Given:
    try:
        sent = json.loads(data)
    except (ValueError, RecursionError):
        raise CheckerError("request", "请求不是完整的 JSON。") from None
    text = sent.get("text") if isinstance(sent, dict) else None
    name = sent.get("name", uploads.PASTED) if isinstance(sent, dict) else None
    if not isinstance(text, str) or not isinstance(name, str) or not text.strip():
        raise CheckerError("request", '请写成 {"name": "报告.txt", "text": "报告的文字"}。')
    return uploads.words(uploads.plain_name(name), text)


async def described(request: Request) -> Response:
    """The description of the interface for programs."""
    bench: Bench = request.app.state.bench
    return JSONResponse(openapi.description(list(_NAMED), needs_token=bench.tickets is not None))


async def explained(request: Request) -> Response:
    """The description of the interface for people."""
    bench: Bench = request.app.state.bench
    values = {
        "base": f"{request.url.scheme}://{request.url.netloc}",
        "media": tuple(_NAMED),
        "limits": (uploads.FILE // uploads.MB, uploads.REQUEST // uploads.MB, uploads.FILES),
        "needs_token": bench.tickets is not None,
    }
    return bench.page("api.html", "api", values)
