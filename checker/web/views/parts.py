"""Passages → the parts that the text pane shows, with what each piece is called and leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.web.views.names import Names
    from checker.web.views.passages import Passages, Piece

_KINDS = ("fail", "partial", "review", "let", "pass")  # of a mark, the gravest first
_LEVELS = 4  # headings below are shown alike


class Ref(NamedTuple):
    """A number behind a place that leads to its finding."""

    number: int
    href: str
    words: str


class Said(NamedTuple):
    """A finding as the text refers to it. ``number`` is 0 where there is nothing to do."""

    id: str
    number: int
    kind: str
    title: str


class Shown(NamedTuple):
    """A piece of a line, ready to be shown; ``tag`` is the part that it belongs to, said where that is
    not the part around it."""

    words: str
    tag: str
    role: str
    bold: bool
    mark: str
    kind: str
    rules: str
    figure: str
    figure_id: str
    relations: str
    title: str
    damage: str
    note: str
    refs: tuple[Ref, ...]


class Row(NamedTuple):
    """A line; ``id`` only where something leads to it."""

    number: int
    id: str
    level: int
    page: int
    pieces: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one part; ``label`` is said where it begins."""

    id: str
    role: str
    label: str
    rows: tuple[Row, ...]


def parts(
    passages: Passages, findings: Mapping[str, Said], targets: frozenset[int], names: Names
) -> tuple[Part, ...]:
    """The text in its parts. ``findings`` by rule; ``targets``: lines that something leads to."""
    ends = _ends(passages)
    ranks = sorted({int(line.level) for line in passages.lines if line.level})
    made: list[tuple[str, list[Row]]] = []
    for line in passages.lines:
        role = line.role or (made[-1][0] if made else "")
        if not made or made[-1][0] != role:
            made.append((role, []))
        pieces = tuple(_shown(line.pieces, role, ends, findings, names))
        target = f"l{line.number}" if line.number in targets else ""
        level = min(ranks.index(int(line.level)) + 1, _LEVELS) if line.level else 0
        made[-1][1].append(Row(line.number, target, level, line.page, pieces))
    return tuple(
        Part(f"part-{number}", role, names.role(role) if role else "", tuple(rows))
        for number, (role, rows) in enumerate(made, 1)
    )


def legend(shown: Iterable[Part]) -> tuple[Part, ...]:
    """The first of each kind of part."""
    first: dict[str, Part] = {}
    for part in shown:
        if part.label:
            first.setdefault(part.role, part)
    return tuple(first.values())


def _ends(passages: Passages) -> frozenset[int]:
    """The numbers of the marks with which some stretch of evidence ends."""
    return frozenset(last for _, last in passages.marks.values())


def _shown(
    pieces: Iterable[Piece],
    role: str,
    ends: frozenset[int],
    findings: Mapping[str, Said],
    names: Names,
) -> Iterable[Shown]:
    before = role
    pieces = tuple(pieces)
    for at, piece in enumerate(pieces):
        here = piece.role or before
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        yield _one(
            piece,
            tag=names.role(here) if here not in (before, role) else "",
            role=here if here != role else "",
            refs=_refs(piece, after, findings) if piece.mark in ends else (),
            findings=findings,
        )
        before = here


def _one(
    piece: Piece, *, tag: str, role: str, refs: tuple[Ref, ...], findings: Mapping[str, Said]
) -> Shown:
    figure = piece.figure
    relations = figure.key.split() if figure else []
    keys = piece.rules or piece.near
    return Shown(
        words=piece.words,
        tag=tag,
        role=role,
        bold=bool(piece.level),
        mark=f"p{piece.mark}" if piece.mark else "",
        kind=_kind(piece, findings),
        rules=" ".join(keys),
        figure=f"#{relations[0]}" if relations else "",
        figure_id=piece.figure_id if relations else "",
        relations=" ".join(relations),
        title=figure.words if figure else "",
        damage=piece.damage,
        note=piece.note,
        refs=refs,
    )


def _kind(piece: Piece, findings: Mapping[str, Said]) -> str:
    if piece.rules:
        kinds = {findings[key].kind for key in piece.rules if key in findings}
        return next((kind for kind in _KINDS if kind in kinds), "pass")
    return "near" if piece.near else ""


def _refs(piece: Piece, after: Piece | None, findings: Mapping[str, Said]) -> tuple[Ref, ...]:
    """The findings with something to do whose evidence ends with this piece."""
    on = {*after.rules, *after.near} if after is not None else set()
    ended = [findings[k] for k in (*piece.rules, *piece.near) if k in findings and k not in on]
    told = sorted({said for said in ended if said.number}, key=lambda said: said.number)
    return tuple(Ref(s.number, f"#{s.id}", f"第 {s.number} 项：{s.title}") for s in told)
