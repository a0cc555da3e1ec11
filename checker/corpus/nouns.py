"""What passes between the coordinator of a batch and those who judge: plain values, for any executor."""

from __future__ import annotations

from typing import NamedTuple


class Setup(NamedTuple):
    """How reports are judged, the same for all of a batch. ``digest`` names exactly that: rules,
    profile, limits and version; a worker that comes to another one refuses. ``seconds`` and ``memory``
    (bytes): what one report may use up. ``limits``: of readers, as ``name=number``."""

    rules: tuple[str, ...]
    settings: str | None
    profile: str | None
    limits: tuple[str, ...]
    seconds: float
    memory: int
    digest: str


class Listed(NamedTuple):
    """An input of a batch. ``path`` as results show it. ``source``: a file's own path, or its address
    with ``://``, or the bytes themselves. ``content``: the hash of its bytes, where the coordinator can
    see them, and ``size``. ``version``: what a remote store calls this state of the file. ``code`` and
    ``message``: why it cannot be read, where that is known already."""

    path: str
    source: str | bytes
    content: str = ""
    size: int = 0
    version: str = ""
    code: str = ""
    message: str = ""


class Chunk(NamedTuple):
    """Inputs that are judged and stored together."""

    name: str
    items: tuple[Listed, ...]


class Part(NamedTuple):
    """A chunk that has been judged: its tables as Parquet files, and how many of each outcome."""

    name: str
    tables: dict[str, bytes]
    judged: int
    failed: int
