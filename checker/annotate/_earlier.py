"""Comments of an earlier run taken out again, so that a document never holds them twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.annotate import _comments, _scan
from checker.annotate._parts import Parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.annotate._scan import Node
    from checker.readers import Limits

_SIGNS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_ANSWERED = re.compile(rb"\s[\w-]+:paraIdParent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_BESIDE = ("commentsExtended", "commentsIds", "commentsExtensible")


def without(data: bytes, limits: Limits) -> bytes:
    """The document without comments of ours and what belongs to them; itself where it has none. Answers of
    people to them stay, as comments of their own. Errors: as of ``Package``."""
    parts = Parts(data, limits)
    name = parts.related("comments")
    if name is None:
        return data
    held = parts.part(name)
    own = list(_own(_scan.nodes(held, lambda _, tag: tag in ("comment", "p", "t")).values()))
    if not own:
        return data
    numbers = {node.get("id") for node, _ in own}
    keys = {key for _, keys in own for key in keys}
    changed = {
        name: _scan.edited(held, ((node.start, node.end, b"") for node, _ in own)),
        parts.main: _unsigned(parts.part(parts.main), numbers),
    }
    for kind in _BESIDE:
        beside = parts.related(kind)
        if beside is not None:
            changed[beside], more = _unlisted(parts.part(beside), keys)
            keys |= more
    return parts.rewritten(changed)


def _own(nodes: Iterable[Node]) -> Iterator[tuple[Node, set[str]]]:
    """Our comments with the keys of their paragraphs, by which other parts name them."""
    comment: Node | None = None
    said: list[str] = []
    keys: set[str] = set()
    for node in (*nodes, None):
        if node is None or node.name == "comment":
            if comment is not None and _comments.is_own(comment.get("author"), said):
                yield comment, keys
            comment, said, keys = node, [], set()
        elif node.name == "p":
            keys.add(node.get("paraId"))
        else:
            said.extend(words for _, words in node.pieces)


def _unsigned(data: bytes, numbers: set[str]) -> bytes:
    """The text without the signs of these comments, and the runs that held nothing else."""
    found = _scan.nodes(data, lambda _, tag: tag in _SIGNS)
    edits = []
    for node in found.values():
        if node.get("id") not in numbers:
            continue
        run = node.parent
        alone = (
            run is not None and run.name == "r" and run.first == node.start and run.last == node.end
        )
        gone = run if run is not None and alone and node.name == _SIGNS[2] else node
        edits.append((gone.start, gone.end, b""))
    return _scan.edited(data, edits)


def _unlisted(data: bytes, keys: set[str]) -> tuple[bytes, set[str]]:
    """A list of comments without those of these keys, and the further keys that it knows them by."""
    edits: list[tuple[int, int, bytes]] = []
    more: set[str] = set()
    for number, node in _scan.nodes(data, lambda _, __: True).items():
        names = {node.get("paraId"), node.get("durableId")} - {""}
        if number and names & keys:
            more |= names
            edits.append((node.start, node.end, b""))
        elif node.get("paraIdParent") in keys - {""}:
            tag = data[node.start : node.head]
            edits.append((node.start, node.head, _ANSWERED.sub(b"", tag)))
    return _scan.edited(data, edits), more
