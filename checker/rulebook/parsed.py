"""Rule files parsed and checked against their schema, or taken from the cache of such files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.rulebook import files
from checker.rulebook.yaml_places import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from checker.rulebook.files import RuleFile


def documents(
    found: Sequence[RuleFile], kinds: Mapping[str, ModuleType]
) -> dict[str, list[Document]]:
    """Documents by what they are: ``rule``, ``pack``, ``vocabulary``, ``profile``.

    A rule's or pack's document has ``data["id"]``; a cached one knows no places, and needs none,
    because only files without errors are kept.
    """
    key = files.digest(found, *sorted(kinds))
    kept = files.cached(key)
    if kept is not None:
        return {what: [_Kept(p, d) for p, d in pairs] for what, pairs in kept.items()}
    from checker.rulebook import checked

    made = checked.documents(found, kinds)
    files.keep(key, {what: [(d.path, d.data) for d in group] for what, group in made.items()})
    return made


class _Kept(Document):
    """A document from the cache."""

    def __init__(self, path: str, data: Any) -> None:
        super().__init__(path, data, {})
