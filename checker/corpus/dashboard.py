"""One page on many reports for who has little time: no script, nothing loaded, for the screen and for A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.corpus.answers import FEW
from checker.model.table import Column, Table
from checker.renderers._elements import Element, document, element, head, lines
from checker.renderers._print import heads
from checker.renderers._style import STYLE
from checker.tabular.html import part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.corpus.overview import Missed, Overview, Standing

_TITLE = "法治政府建设年度报告总览"
_WIDE, _HIGH, _FOOT, _SIDE = 640, 200, 24, 36  # of a drawing
_TOP = 100  # points
_SHADES = 5
_LOOK = """\
svg { max-width: 100%; height: auto; display: block; margin: .6rem 0; }
svg text { fill: var(--ink); font: 13px var(--sans); }
svg .bar { fill: var(--link); } svg .line { fill: none; stroke: var(--link); stroke-width: 2; }
svg .dot { fill: var(--link); } svg .range { stroke: var(--line); stroke-width: 8; }
svg .axis { stroke: var(--line); }
.map td { text-align: right; min-width: 0; white-space: nowrap; }
.map .h1 { background: color-mix(in srgb, var(--fail) 8%, transparent); }
.map .h2 { background: color-mix(in srgb, var(--fail) 16%, transparent); }
.map .h3 { background: color-mix(in srgb, var(--fail) 26%, transparent); }
.map .h4 { background: color-mix(in srgb, var(--fail) 38%, transparent); }
.map .h5 { background: color-mix(in srgb, var(--fail) 50%, transparent); font-weight: 600; }
.figures { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 1rem 0; padding: 0; list-style: none; }
.figures b { display: block; font-size: 1.6rem; line-height: 1.3; }
@media print { .map .h1, .map .h2, .map .h3, .map .h4, .map .h5 { background: none; }
  .map .h4, .map .h5 { font-weight: 700; } svg { break-inside: avoid; } }
"""


def page(seen: Overview) -> str:
    """The whole page."""
    body = element("main", Element("\n"), lines(element("h1", _TITLE), *parts(seen)), Element("\n"))
    return document(head(_TITLE, STYLE + _LOOK + heads(_TITLE)), body)


def parts(seen: Overview) -> list[Element]:
    """What stands on the page below its title."""
    made = [_figures(seen)]
    if not seen.reports:
        return [*made, element("p", "还没有可以评分的报告。")]
    made += [element("h2", "得分分布"), _spread(seen.steps)]
    if len(seen.years) > 1:
        made += [element("h2", "历年变化"), _trend(seen), _years(seen)]
    if seen.missed:
        made += [element("h2", "最常缺什么"), _map(seen)]
    if seen.best:
        made += [element("h2", "靠前的"), _standings("靠前的", seen.best)]
        made += [element("h2", "靠后的，以及最该补的"), _standings("靠后的", seen.worst)]
    few = f"不足 {FEW} 份的组不算比率和中位数。得分只说明报告写得全不全、实不实，不代表工作好坏。"
    return [*made, element("footer", element("p", few))]


def _figures(seen: Overview) -> Element:
    told = [
        ("份报告", str(seen.reports)),
        ("个单位", str(seen.issuers)),
        ("份通过", str(seen.passed)),
        ("份不是年度报告，未评分", str(seen.unscored)),
        ("份不能检查", str(seen.failed)),
    ]
    return element(
        "ul", *(element("li", element("b", n), words) for words, n in told), of="figures"
    )


def _spread(steps: Sequence[int]) -> Element:
    """Bars: how many reports on each step of ten points."""
    most = max(steps) or 1
    wide = _WIDE / len(steps)
    drawn: list[Element] = []
    for number, count in enumerate(steps):
        high = (_HIGH - 2 * _FOOT) * count / most
        left, top = number * wide, _HIGH - _FOOT - high
        if count:
            drawn.append(_shape("rect", "bar", x=left + 4, y=top, width=wide - 8, height=high))
            drawn.append(_words(left + wide / 2, top - 5, str(count)))
        last = number == len(steps) - 1
        drawn.append(
            _words(left + wide / 2, _HIGH - 6, f"{number * 10}–{100 if last else number * 10 + 9}")
        )
    drawn.append(_axis())
    told = "、".join(f"{n * 10} 分起 {count} 份" for n, count in enumerate(steps) if count)
    return _drawing(f"得分分布：{told}", drawn)


def _trend(seen: Overview) -> Element:
    """The median of each year as a line, the middle half of the reports behind it."""
    known = [year for year in seen.years if year.median is not None]
    if len(known) < 2:
        return Element("")
    wide = (_WIDE - _SIDE) / len(known)
    at = [_SIDE + (number + 0.5) * wide for number in range(len(known))]
    floor = max(0, int(min(year.lower or 0.0 for year in known)) // 10 * 10 - 10)
    drawn: list[Element] = [_axis()]
    marks = (floor, (floor + _TOP) // 2, _TOP)
    drawn += [_words(_SIDE / 2, _level(mark, floor) + 4, str(mark)) for mark in marks]
    line: list[str] = []
    for left, year in zip(at, known, strict=True):
        lower, median, upper = (
            _level(v or 0.0, floor) for v in (year.lower, year.median, year.upper)
        )
        drawn.append(_shape("line", "range", x1=left, y1=lower, x2=left, y2=upper))
        line.append(f"{left:.1f},{median:.1f}")
        drawn.append(_words(left, upper - 9, f"{year.median:g}"))
        drawn.append(_words(left, _HIGH - 6, str(year.year)))
    drawn.append(element("polyline", of="line", points=" ".join(line)))
    for left, year in zip(at, known, strict=True):
        drawn.append(_shape("circle", "dot", cx=left, cy=_level(year.median or 0.0, floor), r=3.5))
    told = "、".join(f"{year.year} 年 {year.median:g} 分" for year in known)
    return _drawing(f"历年得分中位数和中间一半的范围：{told}", drawn)


def _level(points: float, floor: int) -> float:
    return _HIGH - _FOOT - (_HIGH - 2 * _FOOT) * (points - floor) / (_TOP - floor)


def _years(seen: Overview) -> Element:
    heads_ = ("年度", "份数", "下四分位", "中位数", "上四分位")
    rows = tuple((y.year, y.size, y.lower, y.median, y.upper) for y in seen.years)
    return part(Table("历年", tuple(Column(name, right=True) for name in heads_), rows))


def _map(seen: Overview) -> Element:
    """Rules against groups: the share of reports that miss each, darker the more."""
    titles = ("缺的内容", "适用", "缺失", "全部", *seen.groups)
    head_row = element("tr", *(element("th", title, scope="col") for title in titles))
    rows = [_map_row(one) for one in seen.missed]
    table = element(
        "table",
        element("thead", head_row),
        element("tbody", Element("\n"), lines(*rows), Element("\n")),
        of="map",
    )
    label = {"aria-label": f"各{seen.by}最常缺什么"}
    return element("div", table, of="wide", tabindex="0", role="region", **label)


def _map_row(one: Missed) -> Element:
    cells = [
        element("th", one.title, scope="row"),
        element("td", str(one.asked)),
        element("td", str(one.failed)),
    ]
    for share in (one.share, *one.groups):
        if share is None:
            cells.append(element("td", "—"))
            continue
        shade = min(_SHADES, int(share * _SHADES * 1.25 + 0.999))
        cells.append(element("td", f"{share:.0%}", of=f"h{shade}" if shade else ""))
    return element("tr", *cells)


def _standings(title: str, found: Sequence[Standing]) -> Element:
    columns = (
        Column("名次", right=True), Column("报告单位"), Column("层级"), Column("年度", right=True),
        Column("得分", right=True), Column("最该补的"),
    )  # fmt: skip
    rows = tuple(
        (s.place, s.issuer, s.level, s.year, s.score, "、".join(s.reasons) or "无") for s in found
    )
    return part(Table(title, columns, rows))


def _drawing(told: str, inside: Sequence[Element]) -> Element:
    label = {"aria-label": told, "viewBox": f"0 0 {_WIDE} {_HIGH}", "role": "img"}
    return element("svg", *inside, width=str(_WIDE), height=str(_HIGH), **label)


def _shape(name: str, kind: str, **places: float) -> Element:
    return element(name, of=kind, **{key: f"{value:.1f}" for key, value in places.items()})


def _words(x: float, y: float, words: str) -> Element:
    return element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", **{"text-anchor": "middle"})


def _axis() -> Element:
    low = _HIGH - _FOOT
    return _shape("line", "axis", x1=0, y1=low, x2=_WIDE, y2=low)
