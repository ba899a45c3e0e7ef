/** Parts of pages: facts, steps, tables, the timeline and snippets. */
export const partsStyle = `
/* ---- page parts ---- */
.cols { display: grid; grid-template-columns: minmax(0, 1.9fr) minmax(19rem, 1fr); gap: 0 var(--s6); align-items: start; }
.part { padding-block-end: var(--s5); min-inline-size: 0; }
.part > h2, .plot h2 { font-size: var(--t-l); font-weight: 650; line-height: 1.3; padding-block: var(--s2); border-block-start: 2px solid var(--ink); }
.part h3 { font-size: var(--t-m); font-weight: 650; margin-block: var(--s3) var(--s1); }
.part > p { max-inline-size: 75ch; margin-block-end: var(--s2); text-wrap: pretty; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: var(--s3) var(--s4); padding-block: var(--s3); border-block: 1px solid var(--rule); margin-block-end: var(--s5); }
.part > .facts { border-block: 0; padding-block: 0; margin-block-end: 0; }
.details { overflow-wrap: anywhere; font-size: var(--t-s); }
.facts dt { font-size: var(--t-xs); color: var(--ink-2); }
.facts dd { overflow-wrap: anywhere; }
.facts dd > span { white-space: nowrap; }
.facts dd > .hash { white-space: normal; }

/* stepper: the same line, for one release */
.steps { display: flex; margin-block: var(--s3) var(--s5); }
.steps li { flex: 1; position: relative; min-inline-size: 0; padding-inline-end: var(--s3); font-size: var(--t-s); color: var(--ink-2); }
.steps .rail { display: flex; align-items: center; margin-inline-end: calc(-1 * var(--s3)); margin-block-end: 0.35rem; }
.steps .rail .mark { font-size: 1.35rem; }
.steps .rail::after { content: ""; flex: 1; margin-inline: 0.35rem; border-block-start: 3px solid var(--ink); }
.steps li.next .rail::after, .steps li.now .rail::after { border-block-start: 2px dashed var(--edge); }
.steps li:last-child { flex: none; padding-inline-end: 0; }
.steps li:last-child .rail { margin-inline-end: 0; }
.steps li:last-child .rail::after { display: none; }
.steps b { display: block; color: var(--ink); font-weight: 500; }
.steps .now b { font-weight: 700; color: var(--accent); }
.steps .now .mark { color: var(--accent); }
.steps .past .mark { color: var(--ink); }
.steps .next .mark { color: var(--edge); }
.steps .next b { color: var(--ink-2); font-weight: 400; }

/* ---- tables ---- */
.scroll { overflow-x: auto; }
table { border-collapse: collapse; inline-size: 100%; font-size: var(--t-m); }
caption { text-align: start; color: var(--ink-2); font-size: var(--t-s); padding-block-end: var(--s2); }
th, td { text-align: start; vertical-align: baseline; padding: 0.38rem var(--s4) 0.38rem 0; border-block-end: 1px solid var(--rule); }
tr > :last-child { padding-inline-end: 0; }
thead th { font-size: var(--t-xs); font-weight: 400; color: var(--ink-2); border-block-end: 1px solid var(--edge); white-space: nowrap; vertical-align: bottom; }
tbody th { font-weight: 600; overflow-wrap: anywhere; }
.listing thead th:first-child { inline-size: 45%; }
tbody tr:hover { background: var(--sunk); }
.num { text-align: end; white-space: nowrap; inline-size: 1%; padding-inline-start: var(--s4); }
tr > .num:first-child { padding-inline-start: 0; }
tfoot th, tfoot td { border-block-end: 0; border-block-start: 1px solid var(--edge); font-weight: 600; }
td .state, th .state { font-weight: 600; }
.diff { table-layout: fixed; min-inline-size: 34rem; }
.diff th:first-child, .diff td:first-child { inline-size: 18%; }
.diff caption, .diff { padding-block-start: var(--s2); }
.scroll + .scroll { margin-block-start: var(--s4); }
caption strong { color: var(--ink); }
.open-row { background: var(--accent-wash); box-shadow: inset 3px 0 var(--accent); }
.open-row > :first-child { padding-inline-start: 0.6rem; }
.hash { font-family: var(--mono); font-size: 0.9em; }

/* ---- timeline: newest first ---- */
.timeline li { position: relative; display: grid; grid-template-columns: 1.1rem minmax(0, 1fr); gap: 0 var(--s3); padding-block-end: var(--s4); }
.timeline li::before { content: ""; position: absolute; inset-inline-start: 0.5rem; inset-block: 1.35rem -0.1rem; border-inline-start: 2px solid var(--rule); }
.timeline li:last-child::before { display: none; }
.timeline .mark { font-size: 1.1rem; margin-block-start: 0.1rem; }
.timeline h3 { margin: 0; font-size: var(--t-m); }
.timeline time { color: var(--ink-2); font-size: var(--t-s); }
.timeline p { overflow-wrap: anywhere; font-size: var(--t-s); text-wrap: pretty; }
.timeline .links { display: flex; flex-wrap: wrap; gap: 0 0.9em; }

/* ---- forms of one's own account ---- */
.sheet { display: grid; gap: var(--s4); padding: var(--s4); border: 1px solid var(--rule); border-radius: 3px; background: var(--sheet); }
.sheet .alarm { margin: 0; }
.field { display: grid; gap: 3px; }
.field label, .sheet legend { font-weight: 600; padding: 0; }
.field .quiet { font-size: var(--t-s); }
.sheet fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: var(--s2); }
.sheet legend { margin-block-end: var(--s1); }
.sheet .tick { display: flex; align-items: center; gap: 0.5em; }
button.main { justify-self: start; background: var(--accent); border-color: var(--accent); color: var(--paper); }
button.main:hover { color: var(--paper); filter: brightness(1.08); }
.ask { margin-block-start: var(--s3); }
.asks { display: flex; flex-wrap: wrap; gap: 0 var(--s3); }
.made { padding: 0 var(--s4) var(--s2); margin-block-end: var(--s5); border: 1px solid var(--ok); border-inline-start-width: 5px; border-radius: 2px; background: var(--sheet); }
.made > h2 { border: 0; padding-block: var(--s3) var(--s1); }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 var(--s4); }

/* ---- snippet ---- */
.snip { border: 1px solid var(--rule); border-radius: 3px; background: var(--sheet); margin-block-end: var(--s3); min-inline-size: 0; }
.snip .bar { display: flex; justify-content: space-between; gap: var(--s3); align-items: center; padding: 0.3rem 0.6rem; border-block-end: 1px solid var(--rule); font-size: var(--t-s); }
.snip .bar h3 { margin: 0; font-size: var(--t-s); overflow-wrap: anywhere; }
.snip h3 .quiet { font-weight: 400; }
.snip .bar a { white-space: nowrap; }
.snip .bar button { flex: none; }
pre { padding: 0.6rem; font-size: var(--t-s); line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
pre code { user-select: all; font-size: 0.95em; } /* one click takes the whole snippet, without script */
`;
