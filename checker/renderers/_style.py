"""How the HTML page looks on a screen: the fonts of the system, colour by status, wide and narrow, by day and
by night."""

from __future__ import annotations

from checker.renderers._palette import DAY, NIGHT, variables
from checker.renderers._print import PRINT

_FONTS = """\
  --sans: system-ui, -apple-system, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei",
    "Noto Sans CJK SC", "Source Han Sans SC", sans-serif;
  --serif: "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", STSong, SimSun, serif;
"""

_SCREEN = """\
* { box-sizing: border-box; font-style: normal; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 52rem; color: var(--ink);
  background: var(--paper); font: 1rem/1.75 var(--sans); font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere; line-break: strict; text-spacing-trim: trim-start; text-autospace: normal;
  hanging-punctuation: allow-end; }
h1, h2, h3, h4 { line-height: 1.4; margin: 1.6em 0 .5em; text-wrap: balance; }
h1 { font-size: 1.6rem; margin-top: 0; }
h2 { font-size: 1.3rem; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
p { margin: .4em 0; }
p, dd, li, blockquote { max-width: 42em; text-wrap: pretty; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--link);
  outline-offset: 2px; }
.report + .report, .overview + .report { border-top: 3px solid var(--line); margin-top: 3rem;
  padding-top: .5rem; }
.verdict { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline;
  margin: 1rem 0; padding: .8rem 1rem; background: var(--back); border-left: 6px solid var(--fail); }
.verdict.pass { border-color: var(--pass); }
.verdict.none { border-color: var(--quiet); }
.verdict p { margin: 0; flex: 1 1 100%; }
.score { font-size: 2rem; font-weight: 700; line-height: 1.2; }
.grade { font-size: 1.25rem; font-weight: 600; }
.badge { display: inline-block; padding: .05em .55em; border: 1px solid; border-radius: 1em;
  font-size: .85rem; font-weight: 600; line-height: 1.5; white-space: nowrap; }
:is(h3, h4) .badge { margin: 0 .5em; }
.fail { color: var(--fail); } .partial { color: var(--partial); }
.review { color: var(--review); } .pass { color: var(--pass); }
.verdict.fail, .verdict.pass, .gap { color: var(--ink); }
.gap { margin: .9rem 0; padding: .1rem 1rem .7rem; border: 1px solid var(--line);
  border-left: 4px solid var(--fail); border-radius: 4px; }
.gap.partial { border-left-color: var(--partial); }
.gap.review { border-left-color: var(--review); }
.gap h3, .gap h4 { margin: .6rem 0 .3rem; }
.worth, .at { color: var(--quiet); font-weight: 400; font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; margin: .6rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
blockquote { margin: 0 0 .25rem; padding-left: .6rem; border-left: 3px solid var(--line); }
ul { padding-left: 1.3rem; margin: .4rem 0; }
details { margin: .8rem 0; border: 1px solid var(--line); border-radius: 4px; padding: .5rem 1rem; }
summary { cursor: pointer; font-weight: 600; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
thead th { background: var(--back); white-space: nowrap; }
tbody th { font-weight: 400; min-width: 13rem; }
td { white-space: nowrap; }
td:last-child { white-space: normal; min-width: 9rem; }
.right { text-align: right; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .6rem;
  color: var(--quiet); font-size: .85rem; }
@media screen and (max-width: 34rem) {
  .gap { padding: .1rem .8rem .6rem; }
  .report dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .report dt { margin-top: .4rem; font-size: .9rem; }
  .overview table, .overview tbody, .overview tr, .overview td, .overview tbody th { display: block; }
  .overview thead { position: absolute; left: -9999px; }
  .overview tr { border-bottom: 1px solid var(--line); padding: .6rem 0; }
  .overview td, .overview tbody th { border: 0; padding: 0 0 0 5.5rem; min-height: 1.75em;
    position: relative; text-align: left; white-space: normal; min-width: 0; }
  .overview td::before, .overview tbody th::before { content: attr(data-label); position: absolute;
    left: 0; color: var(--quiet); font-weight: 400; }
}
"""

STYLE = (
    f":root {{ {variables(DAY)} color-scheme: light dark;\n{_FONTS}}}\n{_SCREEN}"
    f"@media screen and (prefers-color-scheme: dark) {{\n  :root {{ {variables(NIGHT)} }}\n}}\n{PRINT}"
)
