"""Inputs in a store on the network, by addresses that ``fsspec`` knows: ``s3://``, ``hdfs://``, ``file://``."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from checker import readers
from checker.corpus.nouns import Listed
from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsspec import AbstractFileSystem


def is_address(source: str) -> bool:
    """Whether a source is an address, and no path of this machine."""
    return "://" in source


def listed(source: str) -> Iterator[Listed]:
    """The files at an address, of a folder all below it that some reader knows by suffix, in order.
    Errors: ``missing-extra``, ``unreadable``, ``not-found``."""
    try:
        import fsspec
    except ImportError as error:
        raise CheckerError(
            "missing-extra", "读取网络地址要先安装：pip install 'fazhi-checker[batch]'。", source
        ) from error
    try:
        system, path = fsspec.core.url_to_fs(source)
        found = _found(system, path)
    except FileNotFoundError:
        found = []
    except ImportError as error:
        scheme = source.partition("://")[0]
        raise CheckerError(
            "missing-extra", f"读取 {scheme}:// 要另装支持它的软件包（如 s3 用 s3fs）。", source
        ) from error
    except Exception as error:
        raise CheckerError(
            "unreadable", f"打不开这个地址：{type(error).__name__}。", source
        ) from error
    if not found:
        raise CheckerError("not-found", "这个地址下没有可检查的文件。", source)
    for path in found:
        info = system.info(path)
        address = system.unstrip_protocol(path)
        yield Listed(address, address, size=int(info.get("size") or 0), version=_version(info))


def _found(system: AbstractFileSystem, path: str) -> list[str]:
    """The paths of files, sorted."""
    if any(mark in path for mark in "*?["):
        return sorted(one for one in system.glob(path) if not system.isdir(one))
    if not system.isdir(path):
        return [path] if system.exists(path) else []
    known = readers.suffixes()
    return sorted(
        one
        for one in system.find(path)
        if one.lower().endswith(known) and not posixpath.basename(one).startswith(".")
    )


def _version(info: dict[str, object]) -> str:
    """What tells one state of a file from another: its tag, else its size and time."""
    tag = info.get("ETag") or info.get("etag") or info.get("checksum")
    if tag:
        return str(tag).strip('"')
    time = info.get("LastModified") or info.get("mtime") or info.get("modified")
    return f"{info.get('size')} {time}"
