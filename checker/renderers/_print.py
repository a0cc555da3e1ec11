"""How the HTML page looks on paper: A4, black on white, thin rules, page numbers, the report's name on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.renderers import _words
from checker.renderers._palette import PRINTED, variables

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME = 46  # characters of a name at the head of a page

PRINT = f"""\
@page {{ size: A4; margin: 22mm 20mm 20mm;
  @bottom-center {{ content: "第 " counter(page) " 页 / 共 " counter(pages) " 页"; font: 9pt/1.4 sans-serif;
    color: #444; }} }}
@media print {{
  :root {{ {variables(PRINTED)} }}
  body {{ max-width: none; padding: 0; font: 10.5pt/1.65 var(--serif); }}
  h1, h2, h3, h4, summary, dt, .badge, .score, .grade {{ font-family: var(--sans); }}
  h1 {{ font-size: 17pt; }} h2 {{ font-size: 13pt; }} h3 {{ font-size: 11.5pt; }} h4 {{ font-size: 11pt; }}
  h1, h2, h3, h4, summary {{ break-after: avoid; break-inside: avoid; }}
  p, dd, li, blockquote {{ max-width: none; text-align: justify; orphans: 2; widows: 2; }}
  main .report.report {{ break-before: page; border: 0; margin: 0; padding: 0; }}
  main .report.report:first-child {{ break-before: auto; }}
  .verdict, .verdict.pass, .verdict.none {{ border: solid #000; border-width: .75pt 0; padding: 6pt 0;
    break-inside: avoid; }}
  .score {{ font-size: 20pt; }}
  .gap, .gap.partial, .gap.review {{ border: 0; border-top: .5pt solid var(--line); border-radius: 0;
    margin: 9pt 0 0; padding: 5pt 0 0; }}
  .gap h3, .gap h4 {{ margin: 0 0 3pt; }}
  h2 + .gap, h3 + .gap {{ border-top: 0; padding-top: 0; margin-top: 4pt; }}
  .badge {{ border: .5pt solid; border-radius: 2pt; padding: 0 .4em; font-weight: 400; }}
  dl {{ display: block; margin: 4pt 0; }}
  dt {{ float: left; clear: left; width: 6.4em; font-size: 9.5pt; line-height: 17.3pt; }}
  dd {{ margin-left: 6.4em; }}
  .gap > p {{ break-after: avoid; }}
  blockquote {{ border-left: .75pt solid var(--line); break-inside: avoid; }}
  details {{ border: 0; border-top: .5pt solid var(--line); border-radius: 0; padding: 5pt 0 0; }}
  details::details-content {{ content-visibility: visible; block-size: auto; }}
  summary {{ list-style: none; }}
  summary::-webkit-details-marker {{ display: none; }}
  li, tr {{ break-inside: avoid; }}
  .wide {{ overflow: visible; }}
  table {{ font-size: 9pt; }}
  thead {{ display: table-header-group; }}
  thead th {{ border-bottom: .75pt solid #000; }}
  tbody th, td:last-child {{ min-width: 0; }}
  a {{ color: inherit; text-decoration: none; }}
  .back {{ display: none; }}
  footer {{ margin-top: 12pt; border-top: .5pt solid var(--line); break-inside: avoid; }}
  footer p {{ text-align: left; }}
}}
"""


def heads(title: str, parts: Sequence[tuple[str, str]] = ()) -> str:
    """What stands at the head of each page but the first: the ``title``, or the name of the part that the page
    belongs to. ``parts``: their anchors and names; the last one's pages also hold the footer."""
    rules = [_head("", title), "@page :first { @top-left { content: none; } }\n"]
    for anchor, name in parts:
        rules += [f"#{anchor} {{ page: {anchor}; }}\n", _head(anchor, name)]
    if parts:
        rules.append(f"footer {{ page: {parts[-1][0]}; }}\n")
    return "".join(rules)


def _head(page: str, name: str) -> str:
    words = f'content: "{_quoted(name)}"; font: 9pt/1.4 sans-serif; color: #444;'
    return f"@page {page} {{ @top-left {{ {words} }} }}\n"


def _quoted(words: str) -> str:
    """A stranger's words inside a string of a style sheet: nothing but numbers of characters, so that none
    of them can end it."""
    return "".join(f"\\{ord(char):06x}" for char in _words.shortened(words, _NAME))
