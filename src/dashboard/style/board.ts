/** What needs somebody, bands, stops, cards and folds. */
export const boardStyle = `
/* ---- what needs somebody now ---- */
.alarm { display: flex; gap: var(--s3); align-items: baseline; margin-block-end: var(--s5); padding: var(--s2) var(--s3);
  border: 1px solid var(--stop); border-inline-start-width: 5px; background: var(--stop-wash); border-radius: 2px; }
.alarm p { overflow-wrap: anywhere; text-wrap: pretty; }
.alarm .state { color: var(--stop); }
.alarm.held { border-color: var(--wait); background: none; margin-block-end: var(--s2); }
.alarm.held .state { color: var(--wait); }
pre.snip { display: inline-block; margin: 0; }

/* ---- band: one major release; line: its states, a station each ---- */
.band { margin-block-end: var(--s6); }
.band-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: var(--s1) var(--s4); padding-block: var(--s2); border-block-start: 2px solid var(--ink); }
.band-head h2 { font-size: var(--t-xl); line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
.slots { margin-inline-start: auto; display: grid; gap: var(--s1); justify-items: end; }
.slot .sign .mark { color: inherit; }
.slot .sign { display: inline-flex; align-items: center; gap: 0.4em; padding: 0.05em 0.55em; border-radius: 2px; font-weight: 650; }
.slot .taken { background: var(--accent); color: var(--paper); }
.slot .free { border: 1.5px dashed var(--edge); color: var(--ink); }

.line { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)) minmax(0, 1.14fr) minmax(0, 0.98fr) minmax(0, 1.14fr) minmax(0, 1fr); }
.line.one { display: block; }
.line.one .cards { grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
.stop { position: relative; padding-inline: 0 var(--s3); min-inline-size: 0; }
.stop > h3 { position: sticky; inset-block-start: 0; z-index: 2; display: flex; align-items: center; gap: 0.45em; block-size: 2.1rem; margin-inline-end: calc(-1 * var(--s3));
  background: var(--paper); font-size: var(--t-s); font-weight: 650; white-space: nowrap; }
.stop > h3::after { content: ""; flex: 1; block-size: 2px; background: var(--track); margin-inline: 0.15em 0.45em; min-inline-size: 0.5rem; }
.stop:last-child { padding-inline-end: 0; }
.stop:last-child > h3 { margin-inline-end: 0; }
.stop:last-child > h3::after { visibility: hidden; }
.stop > h3 .mark { font-size: 1.05rem; }
.stop > h3 .n { font-weight: 400; color: var(--ink-2); }
.stop.none > h3 { color: var(--ink-2); font-weight: 400; }
.stop > .nil { color: var(--ink-2); font-size: var(--t-s); padding-block: var(--s1); }
.cards { display: grid; gap: var(--s2); align-content: start; }

.card { position: relative; padding: 0.5rem 0.6rem 0.55rem; background: var(--sheet); border: 1px solid var(--rule); border-radius: 3px; min-inline-size: 0; }
.card:hover { border-color: var(--edge); }
.card h4 { font-size: var(--t-m); font-weight: 650; line-height: 1.3; overflow-wrap: anywhere; }
.card h4 a { color: inherit; text-decoration: none; }
.card h4 a::after { content: ""; position: absolute; inset: 0; border-radius: 3px; }
.card h4 a:hover { text-decoration: underline; }
.card h4 a:focus-visible { outline: none; }
.card:has(h4 a:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.ver { font-weight: 400; white-space: nowrap; }
.flags { display: flex; flex-wrap: wrap; gap: 0.15rem 0.6em; align-items: center; margin-block-end: 0.15rem; }
.kind { font-size: var(--t-xs); color: var(--ink-2); }
.plat { font-size: var(--t-xs); color: var(--ink-2); }
.plat span { white-space: nowrap; }
.verdict { display: flex; gap: 0.4em; margin-block-start: 0.35rem; font-size: var(--t-s); line-height: 1.35; text-wrap: pretty; }
.verdict > span { min-inline-size: 0; overflow-wrap: anywhere; }
.verdict .mark { font-size: 0.95rem; margin-block-start: 0.12rem; }
.age { margin-block-start: 0.4rem; font-size: var(--t-xs); color: var(--ink-2); }
.age b { font-weight: 650; color: var(--ink); }
.run { display: block; inline-size: 100%; block-size: 3px; margin-block-end: 0.2rem; }
.run .bed { fill: var(--rule); } .run .way { fill: var(--ink-2); }
.late .way { fill: var(--stop); }
.late b { color: var(--stop); }
.card.failed { border-color: var(--stop); border-inline-start-width: 5px; padding-inline-start: 0.4rem; background: var(--stop-wash); }
.card.failed .state { font-size: var(--t-xs); color: var(--stop); }
.card.in-slot { border-color: var(--accent); border-block-start-width: 3px; padding-block-start: 0.4rem; }
.berth { text-wrap: balance; border: 1.5px dashed var(--edge); border-radius: 3px; padding: 0.5rem 0.6rem; font-size: var(--t-s); color: var(--ink-2); }

/* folds: every one says how many, how old, how bad */
.fold { margin-block-start: var(--s2); font-size: var(--t-s); }
.fold summary { cursor: pointer; color: var(--accent); padding-block: 0.2rem; }
.fold summary:hover { text-decoration: underline; }
.rows li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.4em; align-items: baseline; padding-block: 0.22rem; border-block-start: 1px solid var(--rule); font-size: var(--t-s); }
.rows a { color: inherit; text-decoration: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.rows a:hover { text-decoration: underline; }
.rows .when { color: var(--ink-2); font-size: var(--t-xs); }
.rows .mark { align-self: center; }
.ends { border-block-start: 1px solid var(--rule); margin-block-start: var(--s3); padding-block-start: var(--s1); }
.ends summary { color: var(--ink); }
.ends .tally > span { white-space: nowrap; margin-inline-start: 0.9em; }
.ends .rows { max-inline-size: 60rem; }
.ends .rows li { grid-template-columns: 9rem 12rem minmax(0, 1fr) auto; gap: 0.8em; }
.ends .rows a { white-space: normal; }
.band.shut > .fold { border-block-start: 2px solid var(--rule); margin: 0; padding-block: var(--s2); font-size: var(--t-m); }
`;
