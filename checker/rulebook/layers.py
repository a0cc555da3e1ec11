"""What lies over the packs: changes of rules and of terms, put over them in order.

A layer is a profile, an overlay (``_overlay.yaml`` of a folder given with ``--rules``) or the settings
(``fazhi.yaml``). Profiles lie lowest, the overlays side by side above them, the settings on top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from checker.rulebook.refusal import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.rulebook.yaml_places import Document, Path

SKIP, USE = "skip", "use"  # a rule is left out; it is not, whatever lies below says
_MERGED = ("messages", "examples")  # a change of one of these leaves its other entries


class Layered(NamedTuple):
    """Rule files with the changes over them, and the ids of those that are left out, each with the
    file that says so."""

    rules: Sequence[Document]
    skipped: Mapping[str, str]


def rules(
    found: Sequence[Document],
    below: Sequence[Document],
    overlays: Sequence[Document],
    above: Sequence[Document],
) -> Layered:
    """Rule files with the changes of each layer put over them. Errors: an unknown id, or two overlays
    that want different values of one field, one rule twice."""
    known: dict[str, Document] = {}
    for document in found:
        identity = document.data["id"]
        if identity in known:
            raise document.error(
                (),
                f"规则“{identity}”重复，已有同名规则（{known[identity].path}）；"
                "要改动已有的规则，请在 _overlay.yaml 的 rules 下写要改的项。",
            )
        known[identity] = document
    _unequal(overlays)
    skipped: dict[str, str] = {}
    for layer in (*below, *overlays, *above):
        for identity, change in layer.data.get("rules", {}).items():
            if identity not in known:
                raise layer.error(
                    ("rules", identity),
                    f"没有规则“{identity}”。{suggestion(identity, sorted(known))}",
                )
            if change == SKIP:
                skipped[identity] = layer.path
                continue
            if change == USE:
                skipped.pop(identity, None)
                continue
            for at, value in fields(change):
                known[identity] = known[identity].patched(
                    at, value, layer, ("rules", identity, *at)
                )
    return Layered(tuple(known.values()), skipped)


def fields(change: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The single fields that a change sets."""
    for field, value in change.items():
        if field in _MERGED:
            yield from (((field, name), inner) for name, inner in value.items())
        else:
            yield (field,), value


def _unequal(overlays: Sequence[Document]) -> None:
    """Refuse two overlays that want different things: neither lies above the other."""
    wanted: dict[str, dict[Path, tuple[Any, Document]]] = {}
    for layer in overlays:
        for identity, change in layer.data.get("rules", {}).items():
            others = wanted.setdefault(identity, {})
            asked = [((), change)] if isinstance(change, str) else list(fields(change))
            for at, value in asked:
                if () in others or not at:  # left out, or not, as a whole by one of them
                    clash = next((o for o in others.items() if o[1][0] != value), None)
                else:
                    clash = (at, others[at]) if at in others and others[at][0] != value else None
                if clash:
                    other, (_, holder) = clash
                    raise layer.error(
                        ("rules", identity, *at),
                        f"与另一处规则文件夹的设定冲突（{holder.place(('rules', identity, *other))}），请只留一处。",
                    )
            others.update({at: (value, layer) for at, value in asked})


def with_terms(
    documents: Mapping[str, Sequence[Document]], layers: Iterable[Document]
) -> dict[str, Sequence[Document]]:
    """The files with the layers' words added to their terms or taken away. Names are
    ``<pack>/<term>`` and ``vocabulary/<term>``. Errors: an unknown name, a word that is not there."""
    made = {sort: list(found) for sort, found in documents.items()}
    _at_odds(documents["overlay"])
    for layer in layers:
        for name, change in layer.data.get("terms", {}).items():
            at: Path = ("terms", name)
            sort, index = _holder(made, name, layer, at)
            term = name.partition("/")[2]
            holder = made[sort][index]
            value: Any = {"words": holder.data["terms"][term], **change}
            made[sort][index] = holder.patched(("terms", term), value, layer, at)
    return dict(made)


def _at_odds(overlays: Sequence[Document]) -> None:
    """Refuse an overlay that takes away a word which it, or another beside it, adds."""
    for one in overlays:
        for other in overlays:
            for name, change in one.data.get("terms", {}).items():
                added = other.data.get("terms", {}).get(name, {}).get("add", [])
                for index, word in enumerate(change.get("remove", [])):
                    if isinstance(added, list) and word in added:
                        place = other.place(("terms", name, "add", added.index(word)))
                        raise one.error(
                            ("terms", name, "remove", index),
                            f"“{word}”在另一处又要加进这个词表（{place}），请只留一处。",
                        )


def _holder(
    documents: Mapping[str, Sequence[Document]], name: str, layer: Document, at: Path
) -> tuple[str, int]:
    """The sort and index of the file in which a term is."""
    known: dict[str, tuple[str, int]] = {}
    for sort in ("pack", "vocabulary"):
        for index, document in enumerate(documents[sort]):
            prefix = document.data["id"] if sort == "pack" else "vocabulary"
            known.update(
                {f"{prefix}/{found}": (sort, index) for found in document.data.get("terms", {})}
            )
    if name not in known:
        raise layer.error(
            at,
            f"没有词表“{name}”（写法：规则包/词表名，或 vocabulary/词表名）。{suggestion(name, sorted(known))}",
        )
    return known[name]
