"""The clerk's own document with what was found written beside it: ``notes`` says what, ``word`` writes it as
comments into a Word document, ``pdf`` as annotations into a PDF, ``fresh`` makes a Word document for the text
of any other input, ``page`` is a page of its own beside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.result import Assessment
    from checker.readers import Limits


def as_word(
    path: str,  # noqa: ARG001 -- the ways to write a report are asked alike
    data: bytes,
    report: Assessment,
    limits: Limits,
    *,
    everything: bool = False,
) -> bytes:
    """A Word document with the notes on ``report``, which is of these bytes, as comments: the own document
    where it is one, else a fresh one of its text. ``everything``: with what is waived or known to the
    baseline. Errors: as of ``readers.read``."""
    from checker import readers
    from checker.annotate import fresh, word
    from checker.annotate.notes import notes

    made = notes(report, everything=everything)
    source = report.facts.report.text.source
    if readers.is_word(data):
        return readers.caught(lambda: word.annotated(data, source, made, limits).data)
    return readers.caught(lambda: fresh.annotated(report, made, limits))


def as_pdf(
    path: str,  # noqa: ARG001 -- the ways to write a report are asked alike
    data: bytes,
    report: Assessment,
    limits: Limits,
    *,
    everything: bool = False,
) -> bytes:
    """A copy of a PDF with the notes on ``report``, which is of it, as annotations. Errors: as of
    ``readers.read``; ``unsupported`` where it is no PDF."""
    from checker import readers
    from checker.annotate import pdf
    from checker.annotate.notes import notes
    from checker.errors import CheckerError

    if not readers.is_pdf(data):
        raise CheckerError("unsupported", "这不是 PDF，不能写成带批注的 PDF。")
    made = notes(report, everything=everything)
    source = report.facts.report.text.source
    return readers.caught(lambda: pdf.annotated(data, source, made, limits))


def as_page(report: Assessment, *, everything: bool = False) -> str:
    """A page with the text of any report, and the notes on it beside."""
    from checker.annotate import page
    from checker.annotate.notes import notes

    return page.render(report, notes(report, everything=everything))
