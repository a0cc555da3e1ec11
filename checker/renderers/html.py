"""One page for the browser and the printer: what the Markdown says, without script, loading nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.result import MARK
from checker.renderers import _index, _said, _summary, _words
from checker.renderers._elements import Element, document, element, head, lines, together
from checker.renderers._html_report import section
from checker.renderers._print import heads
from checker.renderers._style import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.result import Result

_MARK = f"{MARK}，{_said.NOTE} -->\n"


def render(result: Result) -> str:
    """The reports one after the other; before them the ranking, where there is more than one."""
    if len(result.reports) == 1 and not result.failures:
        title = _words.name(result.reports[0])
        names: list[tuple[str, str]] = []
        parts = [section(result.reports[0], "r1", top=1), _notices(result)]
    else:
        title = _index.title(result)
        parts = [_overview(result, title)]
        names = [(f"r{n}", _words.name(r)) for n, r in enumerate(result.reports, 1)]
        for number, report in enumerate(result.reports, 1):
            back = element("p", element("a", "回到汇总", href="#top"), of="back")
            parts.append(section(report, f"r{number}", top=2, end=back))
    footer = element("footer", element("p", _index.rules(result)))
    body = lines(element("main", Element("\n"), lines(*parts), Element("\n")), footer)
    return _MARK + document(head(title, STYLE + heads(title, names)), body)


def _overview(result: Result, title: str) -> Element:
    """Ranking, documents of another kind, failures, what is said of exceptions."""
    links = {report.path: f"#r{n}" for n, report in enumerate(result.reports, 1)}
    others = _summary.unscored(result.reports)
    parts = [
        element("h1", title, id="top"),
        element("p", _index.extent(result)),
        _ranking(result, links),
        _list(
            _index.OTHER_KIND,
            [
                together(_link(_words.name(r), links[r.path]), f"：{r.facts.kind_reason}")
                for r in others
            ],
        ),
        _list(_index.UNUSABLE, [f"{f.path}：{f.message}" for f in result.failures]),
        _notices(result),
    ]
    return element("section", Element("\n"), lines(*parts), Element("\n"), of="overview")


def _ranking(result: Result, links: dict[str, str]) -> str:
    ranked = list(_index.rows(result))
    if not ranked:
        return ""
    heads = (element("th", c, of=_side(c), scope="col") for c in _index.COLUMNS)
    rows = [
        element("tr", *_cells(cells, links[report.path], passed=report.gate.passed))
        for report, cells in ranked
    ]
    table = element(
        "table",
        element("thead", element("tr", *heads)),
        Element("\n"),
        element("tbody", Element("\n"), lines(*rows), Element("\n")),
    )
    return element("div", table, of="wide", tabindex="0", role="region", **{"aria-label": "排名"})


def _cells(cells: Sequence[str], link: str, *, passed: bool) -> Iterator[Element]:
    for column, cell in zip(_index.COLUMNS, cells, strict=True):
        label = {"data-label": column}
        if column == "报告":
            yield element("th", _link(cell, link), scope="row", **label)
        elif column == "结论":
            badge = element("span", cell, of=f"badge {'pass' if passed else 'fail'}")
            yield element("td", badge, **label)
        else:
            yield element("td", cell, of=_side(column), **label)


def _side(column: str) -> str:
    return "right" if column in _index.RIGHT else ""


def _link(words: str, link: str) -> Element:
    return element("a", words, href=link)


def _notices(result: Result) -> str:
    return _list(_index.EXCEPTIONS, [_words.notice(notice) for notice in result.notices])


def _list(heading: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    listed = element("ul", *(element("li", item) for item in items))
    return lines(element("h2", heading), listed)
