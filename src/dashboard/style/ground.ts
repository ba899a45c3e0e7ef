/** The ground of every page: text, masthead, head, marks and filter. */
export const groundStyle = `
/* ---- ground ---- */
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: none; text-size-adjust: none; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: var(--t-m)/1.45 var(--sans); font-variant-numeric: tabular-nums;
}
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, pre { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
code, pre, .mono { font-family: var(--mono); font-size: 0.92em; }
strong { font-weight: 650; }
.quiet { color: var(--ink-2); }
.nowrap { white-space: nowrap; }
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; inset-inline-start: var(--s4); inset-block-start: -4rem; padding: var(--s2) var(--s3); background: var(--sheet); z-index: 9; }
.skip:focus { inset-block-start: var(--s2); }
.wrap { max-inline-size: 104rem; margin-inline: auto; padding-inline: var(--s5); }

/* ---- masthead ---- */
.mast { border-block-start: 4px solid var(--bar); border-block-end: 1px solid var(--rule); background: var(--sheet); }
.mast .wrap { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--s5); min-block-size: 3rem; }
.name { font-size: var(--t-l); font-weight: 700; letter-spacing: -0.01em; color: var(--ink); text-decoration: none; }
.mast nav ul { display: flex; gap: var(--s4); }
.mast nav a { display: block; padding-block: 0.8rem 0.7rem; border-block-end: 3px solid transparent; color: var(--ink-2); text-decoration: none; }
.mast nav a:hover { color: var(--ink); border-color: var(--rule); }
.mast nav a[aria-current] { color: var(--ink); font-weight: 650; border-color: var(--accent); }
.seen { margin-inline-start: auto; font-size: var(--t-s); color: var(--ink-2); padding-block: var(--s2); }
.who { font-size: var(--t-s); padding-block: var(--s2); max-inline-size: 14rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.who a { color: var(--ink); text-decoration: none; border-block-end: 1px solid var(--edge); }
.who a:hover { color: var(--accent); border-color: var(--accent); }
.seen + .who { margin-inline-start: 0; }
.mast nav + .who { margin-inline-start: auto; }
.foot { margin-block-start: var(--s6); border-block-start: 1px solid var(--rule); font-size: var(--t-s); color: var(--ink-2); }
.foot .wrap { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s5); padding-block: var(--s4) var(--s5); }

/* ---- a look back ---- */
.asof { background: var(--accent-wash); border-block-end: 2px solid var(--accent); }
.asof p { padding-block: var(--s2); text-wrap: pretty; }

/* ---- page head ---- */
.head { padding-block: var(--s5) var(--s4); }
.head h1 { font-size: var(--t-xxl); line-height: 1.15; font-weight: 650; letter-spacing: -0.018em; text-wrap: balance; }
.head h1 .ver { font-weight: 400; }
.live:empty { display: none; }
.live { position: sticky; inset-block-start: 0; z-index: 5; padding: var(--s2) var(--s3); background: var(--accent-wash); border-block-end: 1px solid var(--accent); }
.lede time { white-space: nowrap; }
.lede { margin-block-start: var(--s2); font-size: var(--t-l); max-inline-size: 88ch; text-wrap: pretty; }
.crumb { font-size: var(--t-s); color: var(--ink-2); margin-block-end: var(--s1); }

/* ---- marks: a shape for every state and every verdict ---- */
.mark { inline-size: 1em; block-size: 1em; flex: none; vertical-align: -0.14em; fill: none; stroke: currentColor; stroke-width: 1.75; overflow: visible; }
.t-ok { color: var(--ok); } .t-wait { color: var(--wait); } .t-stop { color: var(--stop); } .t-hold { color: var(--hold); }
.t-go { color: var(--accent); } .t-calm { color: var(--ink-2); }
.state { font-weight: 650; white-space: nowrap; }
.state .mark { margin-inline-end: 0.2em; }
.flag { display: inline-flex; align-items: center; gap: 0.35em; padding: 0 0.4em; border: 1.5px solid currentColor; border-radius: 2px;
  color: var(--stop); font-size: var(--t-xs); font-weight: 700; line-height: 1.45; }

/* ---- filter bar: a form that works by GET; a fold on the phone only ---- */
.filters > summary { display: none; }
.filters::details-content { content-visibility: visible; block-size: auto; }
.filter { display: flex; flex-wrap: wrap; align-items: end; gap: var(--s2) var(--s3); padding-block-end: var(--s4); }
.filter label { display: grid; gap: 2px; font-size: var(--t-xs); color: var(--ink-2); }
.filter .tick { display: flex; align-items: center; gap: 0.45em; block-size: 2rem; font-size: var(--t-m); color: var(--ink); }
select, input[type="search"], input[type="text"], button {
  font: inherit; font-size: var(--t-m); color: var(--ink); background: var(--sheet); border: 1px solid var(--edge); border-radius: 3px;
  block-size: 2rem; padding-inline: 0.55rem; min-inline-size: 0; }
input::placeholder { color: var(--ink-2); opacity: 1; }
input[type="checkbox"] { inline-size: 1rem; block-size: 1rem; margin: 0; accent-color: var(--accent); }
button { font-weight: 600; cursor: pointer; padding-inline: 0.85rem; }
button:hover { border-color: var(--accent); color: var(--accent); }
`;
