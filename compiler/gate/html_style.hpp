// How the page of a result looks, in light and in dark, on screens and on paper.
#pragma once

#include <string_view>

namespace callgate::gate {

inline constexpr std::string_view html_style = R"css(
:root {
  color-scheme: light dark;
  --page: #fbfbfa; --card: #ffffff; --ink: #1d2125; --quiet: #5c6670; --line: #d9dde1;
  --head: #f0f2f4; --good: #116329; --good-back: #dff3e4; --bad: #a40e26; --bad-back: #fde3e5;
  --warn: #7a4d00; --warn-back: #fff0cf; --link: #0b57a4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171a; --card: #1b1f23; --ink: #e4e7ea; --quiet: #9aa5af; --line: #343b42;
    --head: #242a30; --good: #7ddb95; --good-back: #12351f; --bad: #ff9da6; --bad-back: #47161c;
    --warn: #f2c66d; --warn-back: #3d2f0c; --link: #8cc2ff;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.5rem; margin: 0; display: flex; gap: .75rem; align-items: center; flex-wrap: wrap; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .6rem; }
p { margin: .3rem 0 .8rem; }
a { color: var(--link); }
code, pre, .name { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: .87em; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.badge { font-size: .85rem; font-weight: 600; padding: .1rem .7rem; border-radius: 1rem;
  white-space: nowrap; }
.good { color: var(--good); background: var(--good-back); }
.bad { color: var(--bad); background: var(--bad-back); }
.warn { color: var(--warn); background: var(--warn-back); }
dl.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem;
  margin: 1.25rem 0 0; }
dl.figures div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  padding: .6rem .85rem; }
dl.figures dt { color: var(--quiet); font-size: .85rem; }
dl.figures dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
nav { margin-top: 1rem; font-size: .92rem; }
nav a { margin-right: 1rem; }
ul.findings { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--card); }
ul.findings li { display: grid; grid-template-columns: 5.2rem 1fr; gap: .75rem; padding: .45rem .8rem;
  align-items: start; }
ul.findings li + li { border-top: 1px solid var(--line); }
ul.findings .badge { text-align: center; padding: .1rem .4rem; font-size: .78rem; }
.scroll { overflow: auto; max-height: 80vh; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--card); }
.scroll:focus-visible { outline: 2px solid var(--link); }
table { border-collapse: separate; border-spacing: 0; min-width: 100%; }
th, td { padding: .35rem .7rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); }
tr:last-child > th, tr:last-child > td { border-bottom: 0; }
thead th { position: sticky; top: 0; z-index: 2; background: var(--head); font-weight: 600;
  font-size: .88rem; vertical-align: bottom; }
tbody th { font-weight: 400; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
table.matrix tbody th { position: sticky; left: 0; z-index: 1; background: var(--card);
  border-right: 1px solid var(--line); white-space: nowrap; }
table.matrix thead th:first-child { left: 0; z-index: 3; border-right: 1px solid var(--line); }
table.matrix thead th.run { max-width: 9rem; min-width: 5.5rem; white-space: normal;
  overflow-wrap: anywhere; }
table.matrix tbody tr:hover > * { background: var(--head); }
table.matrix td.bad, table.matrix tbody tr:hover > td.bad { background: var(--bad-back); font-weight: 600; }
table.matrix td.warn, table.matrix tbody tr:hover > td.warn { background: var(--warn-back); }
details { border: 1px solid var(--line); border-radius: .5rem; background: var(--card);
  margin-bottom: .6rem; }
summary { padding: .5rem .85rem; cursor: pointer; }
details ul.findings { border: 0; border-top: 1px solid var(--line); border-radius: 0; }
section > ul.findings + details { margin-top: .6rem; }
details pre { margin: 0; padding: .75rem 1rem; border-top: 1px solid var(--line); overflow-x: auto;
  white-space: pre-wrap; overflow-wrap: anywhere; }
@media print {
  .scroll { max-height: none; overflow: visible; }
  nav { display: none; }
}
)css";

} // namespace callgate::gate
