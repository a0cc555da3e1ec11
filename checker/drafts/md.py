"""Markdown; what stands beside a paragraph is a comment above it, which no page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.draft import Draft, Note, Paragraph

_LONGEST = 1900  # characters of a comment that readers still take for one


def render(draft: Draft) -> bytes:
    """A Markdown file in UTF-8."""
    return ("\n\n".join(_lines(draft)) + "\n").encode()


def _lines(draft: Draft) -> Iterator[str]:
    yield f"# {_line(draft.title.words)}"
    for paragraph in draft.opening:
        yield from _paragraph(paragraph)
    for block in draft.blocks:
        yield f"{'#' * (block.level + 1)} {_line(block.heading)}"
        yield from map(_comment, block.notes)
        for paragraph in block.paragraphs:
            yield from _paragraph(paragraph)
    for paragraph in draft.closing:
        yield from _paragraph(paragraph)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.note:
        yield _comment(paragraph.note)
    yield _line(paragraph.words)


def _comment(note: Note) -> str:
    """A note that nothing in it can end early."""
    words = "\n".join(map(_line, (note.title, *note.lines))).replace("--", "－－")
    return f"<!-- {words[:_LONGEST]} -->"


def _line(words: str) -> str:
    """Words on one line that open no tag and end no comment."""
    shown = "".join(c for c in " ".join(words.split()) if c.isprintable())
    return shown.replace("<", "＜").replace(">", "＞")
