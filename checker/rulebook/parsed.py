"""Checked rule files as they are kept in the cache, and as they come back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.rulebook import cache, yaml_places
from checker.rulebook.yaml_places import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.rulebook.files import RuleFile
    from checker.rulebook.yaml_places import Path

_SORTS = ("rule", "pack", "vocabulary", "profile", "overlay", "settings", "exceptions")
_PLACED = ("settings", "exceptions")  # of what stands in these, the place is told


def kept(name: str, found: Sequence[RuleFile]) -> dict[str, list[Document]] | None:
    """The documents kept under ``name`` if they are of the files ``found``, else None.

    Rule files know no places: whoever finds an error in them has to parse the files.
    """
    data = cache.cached(name)
    if not _is_sound(data) or _paths(data) != sorted(file.path for file in found):
        return None
    made = {sort: [Document(path, value, {}) for path, value in data[sort]] for sort in _SORTS}
    for sort in _PLACED:
        made[sort] = [
            Document(file.path, old.data, _places(file))
            for file in found
            for old in made[sort]
            if file.sort == sort and file.path == old.path
        ]
    return made


def keep(name: str, documents: Mapping[str, Sequence[Document]]) -> None:
    """Keep documents in which no error was found."""
    cache.keep(name, {sort: [(d.path, d.data) for d in documents[sort]] for sort in _SORTS})


def _places(file: RuleFile) -> Mapping[Path, tuple[int, int]]:
    is_settings = file.sort == "settings"
    return yaml_places.parse(file.path, file.data, is_settings=is_settings).places


def _is_sound(data: Any) -> bool:
    """Whether ``data`` has the shape of what is kept: for each sort of file pairs of path and values."""
    return (
        isinstance(data, dict)
        and data.keys() == set(_SORTS)
        and all(isinstance(group, list) for group in data.values())
        and all(
            isinstance(pair, list)
            and [type(part) for part in pair] == [str, dict]
            and isinstance(pair[1].get("id"), str)
            for group in data.values()
            for pair in group
        )
    )


def _paths(data: Mapping[str, Sequence[tuple[str, Any]]]) -> list[str]:
    return sorted(path for group in data.values() for path, _ in group)
