"""The skeleton of a report: its parts in order, with blanks, and beside each what it is for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """What is said beside a heading or a paragraph: on what, and in which lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words with blanks (``__``), the note beside them, and the rule that offers them."""

    words: str
    note: Note | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with what stands below it: ``level`` 1 for a part, 2 for a topic inside it."""

    heading: str
    level: int
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole skeleton. ``opening`` stands above the first part, ``closing`` below the last."""

    title: Paragraph
    opening: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    closing: tuple[Paragraph, ...]
