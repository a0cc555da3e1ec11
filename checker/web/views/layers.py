"""What lies over the text of a report: parts, headings, evidence, figures, damage, each with its Span."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.model.sheet import SCOPES
from checker.model.text import OF_PAGES, Span
from checker.renderers import _places, _words
from checker.web.views import relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.result import Assessment, FigureFound
    from checker.web.views.names import Names


class Layer(NamedTuple):
    """A stretch and what it is: ``kind`` is role, heading, found, near, figure or damage; ``key`` its
    role, level, rule or relations; ``words`` what is said of it."""

    span: Span
    kind: str
    key: str
    words: str = ""


def layers(report: Assessment, names: Names) -> list[Layer]:
    """Everything that lies over a report's text, in no order."""
    made = [*_headings(report), *_damage(report)]
    if report.score is not None:  # parts and figures of a document of another kind mean nothing
        made += [*_roles(report), *_evidence(report), *_figures(report, names)]
    return [layer for layer in made if layer.span.start < layer.span.end]


def _roles(report: Assessment) -> Iterator[Layer]:
    known = report.facts.report
    for role, sentence in zip(report.facts.roles, known.sentences, strict=True):
        if sentence.start < sentence.end:
            yield Layer(known.text.span(sentence.start, sentence.end), "role", role.name)


def _headings(report: Assessment) -> Iterator[Layer]:
    known = report.facts.report
    for section in known.sections:
        if section.heading:
            span = known.text.span(section.start, section.start + len(section.heading))
            yield Layer(span, "heading", str(section.level))


def _evidence(report: Assessment) -> Iterator[Layer]:
    for outcome in report.outcomes:
        for found in outcome.evidence:
            yield Layer(Span(found.start, found.end), "found", outcome.rule.id)
        if not outcome.evidence and outcome.status in _places.STATUSES:
            for near in outcome.nearest:
                yield Layer(Span(near.start, near.end), "near", outcome.rule.id)


def _figures(report: Assessment, names: Names) -> Iterator[Layer]:
    """Figures; the key of those that take part in relations are the relations' ids."""
    taking: dict[Span, dict[str, None]] = {}
    for number, operands in relations.spans(report).items():
        for span in operands:
            taking.setdefault(span, {})[f"r{number}"] = None
    said: dict[Span, str] = {}
    for figure in report.figures:
        said.setdefault(Span(figure.evidence.start, figure.evidence.end), _said(figure, names))
    for span in said.keys() | taking.keys():
        words = said.get(span, "数字")
        yield Layer(span, "figure", " ".join(taking.get(span, ())), words)


def _said(figure: FigureFound, names: Names) -> str:
    value = figure.value if figure.upper is None else f"{figure.value}–{figure.upper}"
    about = "约 " if figure.approximate else ""
    title = names.indicator(figure.indicator) or "未归类的数字"
    return f"{title}：{about}{value}{_words.plain(figure.unit)}（{SCOPES.get(figure.scope, '')}）"


def _damage(report: Assessment) -> Iterator[Layer]:
    for item in report.damage:
        start, end = item.evidence.start, item.evidence.end
        whole = item.kind in OF_PAGES  # told where the page begins, not over all of it
        yield Layer(
            Span(start, max(end, start + 1) if not whole else start + 1),
            "damage",
            "page" if whole else "",
            item.note,
        )
