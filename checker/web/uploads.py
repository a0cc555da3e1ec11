"""A request's files and words, held in memory only and counted while they come."""

from __future__ import annotations

from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import anyio.to_thread
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from checker.errors import CheckerError
from checker.inputs import archives
from checker.readers import in_words
from checker.renderers import _words

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from starlette.requests import Request

    from checker.pipeline import Input
    from checker.readers import Limits

MB = 1024 * 1024
FILE = 16 * MB  # bytes of one file or of pasted words
REQUEST = 64 * MB  # bytes of one request
FILES = 500  # of one request, or of one zip
PASTED = "粘贴的文字.txt"
_FIELDS = 20
_NAME = 120  # characters of a file's name that are kept


class Given(NamedTuple):
    """A file as it was handed in; ``problem`` says why it is refused, and there are no bytes then."""

    path: str
    data: bytes
    problem: CheckerError | None = None


class _InMemory(MultiPartParser):
    """Drafts are confidential: no part of a form is written to a disk, however long it is."""

    spool_max_size = REQUEST + MB


@asynccontextmanager
async def form(request: Request) -> AsyncIterator[FormData]:
    """The fields of a form, whose files are let go of at the end. Errors: ``too-large``, ``too-many``,
    ``media-type``, ``request``."""
    fields = await _form(request)
    try:
        yield fields
    finally:
        await fields.close()


async def _form(request: Request) -> FormData:
    kind, _ = parse_options_header(request.headers.get("content-type"))
    try:
        async with aclosing(counted(request)) as stream:
            if kind == b"multipart/form-data":
                parser = _InMemory(
                    request.headers,
                    stream,
                    max_files=FILES,
                    max_fields=_FIELDS,
                    max_part_size=FILE,
                )
                return await parser.parse()
            if kind == b"application/x-www-form-urlencoded":
                return await FormParser(
                    request.headers, stream, max_fields=_FIELDS, max_part_size=FILE
                ).parse()
    except MultiPartException as error:
        if "Too many" in error.message:
            raise CheckerError("too-many", f"一次最多放 {FILES} 个文件，请分几次。") from error
        if "exceeded maximum size" in error.message:
            raise too_large("粘贴的文字") from error
        raise CheckerError("request", "请求不完整，表单没有读出来，请重试。") from error
    raise CheckerError("media-type", "请用网页上的表单上传，或按“接口”页的写法调用。")


async def counted(request: Request, limit: int = REQUEST) -> AsyncGenerator[bytes, None]:
    """The body, refused where it is too long, whatever its header says of its length."""
    what = "文件" if limit == FILE else "这次上传的文件合起来"
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise too_large(what, limit)
            yield chunk
    except ClientDisconnect:  # a tab that is closed is no error of ours
        raise CheckerError("request", "请求没有发送完。") from None


async def given(fields: FormData, limits: Limits) -> list[Given]:
    """The files and pasted words of a form, each report of a zip by itself. Errors: ``nothing-given``."""
    made: list[Given] = []
    room = Room()
    for name, value in fields.multi_items():
        if isinstance(value, UploadFile) and value.filename:
            data = await value.read() if (value.size or 0) <= FILE else None
            made += await unpacked(plain_name(value.filename), data, limits, room)
        elif name == "text" and isinstance(value, str) and value.strip():
            wanted = fields.get("name")
            called = plain_name(wanted) if isinstance(wanted, str) and wanted.strip() else PASTED
            made.append(words(called, value))
    if not made:
        raise CheckerError("nothing-given", "没有收到文件，请选择文件，或把报告的文字粘贴进来。")
    return made


def words(name: str, text: str) -> Given:
    """Pasted words as a file; a name without the suffix of a text gets one."""
    path = name if name.lower().endswith((".txt", ".md")) else f"{name}.txt"
    return unpacked_one(path, text.encode("utf-8", "replace"))


async def unpacked(
    path: str, data: bytes | None, limits: Limits, room: Room | None = None
) -> list[Given]:
    """A file, or each report in it where it is a zip of reports. ``data`` is None where it is too large.
    ``room``: what the zips of one request may unpack to."""
    if data is None or len(data) > FILE:
        return [Given(path, b"", too_large("文件"))]
    if not archives.holds_reports(path, data):
        return [Given(path, data)]
    own = room or Room()
    return await anyio.to_thread.run_sync(lambda: _reports(path, data, limits, own))


def _reports(path: str, data: bytes, limits: Limits, room: Room) -> list[Given]:
    """The reports of a zip, all or none."""
    one = replace(limits, unpacked=min(limits.unpacked, FILE))
    try:
        return [room.taken(entry) for entry in archives.reports(data, path, one)]
    except CheckerError as error:
        return [Given(path, b"", error)]


@dataclass(slots=True)
class Room:
    """What the zips of one request may still unpack to: a small zip can hold very much."""

    files: int = FILES
    bytes: int = REQUEST

    def taken(self, entry: Input) -> Given:
        """A report of a zip. Errors: ``too-many``, ``too-large`` where there is no room."""
        if self.files < 1:
            raise CheckerError("too-many", f"压缩包里超过 {FILES} 份报告，请拆分。")
        self.files -= 1
        path = plain_path(entry.path)
        try:
            made = Given(path, entry.load())
            self.bytes -= len(made.data)
        except CheckerError as error:
            made = Given(path, b"", error)
            self.bytes -= FILE if error.code == "too-large" else 0  # it was unpacked so far
        if self.bytes < 0:
            raise too_large("压缩包解开以后", REQUEST)
        return made


def unpacked_one(path: str, data: bytes) -> Given:
    """A file that is no zip."""
    return Given(path, data) if len(data) <= FILE else Given(path, b"", too_large("文件"))


def too_large(what: str, limit: int = FILE) -> CheckerError:
    """The words for what is longer than it may be."""
    return CheckerError(
        "too-large",
        f"{what}超过 {in_words(limit)}，没有收下。请拆分，或另存为纯文本；更大的文件可以用命令 fazhi check 检查。",
    )


def plain_path(path: str) -> str:
    """A report of a zip by the names of the zip, of its folders and its own; of very many the first and
    the last."""
    parts = [plain_name(part) for part in path.split("/")]
    whole = "/".join(parts)
    return whole if len(whole) <= 2 * _NAME else f"{parts[0]}/…/{parts[-1]}"


def plain_name(name: str) -> str:
    """A file's own name: no folders, nothing that is not seen, not too long."""
    bare = _words.file_name(name)
    if not bare.strip("./\\ "):  # a place, not a name
        return "未命名"
    if len(bare) <= _NAME:
        return bare
    stem, dot, suffix = bare.rpartition(".")
    tail = f"{dot}{suffix}" if dot and len(suffix) <= 10 else ""
    return f"{(stem if tail else bare)[: _NAME - len(tail) - 1]}…{tail}"
