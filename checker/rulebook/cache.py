"""Plain data kept between runs, each under a name and with its own sum: whole, or not there."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any


def _cache_path(name: str) -> str | None:
    root = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return (
        os.path.join(root, "fazhi-checker", f"{name.replace(':', '-')}.json")
        if os.path.isabs(root)
        else None
    )


def cached(name: str) -> Any:
    """What was kept under ``name``, if it is whole, else None."""
    path = _cache_path(name)
    try:
        if path is None or not os.path.isfile(path):
            return None
        with open(path, "rb") as file:
            sum_, _, data = file.read().partition(b"\n")
        return json.loads(data) if sum_ == _sum(data) else None
    except (OSError, ValueError, RecursionError):
        return None


def keep(name: str, kept: Any) -> None:
    """Keep plain data under ``name``; where nothing can be written, nothing is kept."""
    path = _cache_path(name)
    if path is None:
        return
    partial = f"{path}.{os.getpid()}"
    try:
        data = json.dumps(kept, ensure_ascii=False).encode()
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(partial, "wb") as file:
            file.write(_sum(data) + b"\n" + data)
        os.replace(partial, path)
    except (OSError, ValueError):
        return


def _sum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
