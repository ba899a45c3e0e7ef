/** Narrower screens, more contrast, and paper. */
export const narrowStyle = `
/* ---- 1100 px: the line turns and runs down ---- */
@media (max-width: 68.75rem) {
  .line { display: block; }
  .stop { padding-inline: 1.7rem 0; padding-block-end: var(--s3); }
  .stop::before { content: ""; position: absolute; inset-inline-start: 0.5rem; inset-block: 1.6rem -0.45rem; border-inline-start: 2px solid var(--track); }
  .stop:last-child::before { display: none; }
  .stop > h3 { margin-inline: -1.7rem 0; gap: 0.65rem; }
  .stop > h3::after { display: none; }
  .stop > .nil { display: none; }
  .stop.none { padding-block-end: 0; }
  .cards { grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
  .slots { margin-inline-start: 0; justify-items: start; }
  .cols { grid-template-columns: minmax(0, 1fr); }
  .plots { grid-template-columns: minmax(0, 1fr); }
  .plot .says { min-block-size: 0; }
}

/* ---- 720 px: phone ---- */
@media (max-width: 45rem) {
  :root { --t-m: 0.9375rem; --t-s: 0.875rem; --t-xs: 0.8125rem; --t-xxl: 1.5rem; --s6: 2rem; }
  .wrap { padding-inline: var(--s4); }
  .mast .wrap { padding-block: var(--s2) 0; gap: 0 var(--s4); }
  .mast nav { order: 3; inline-size: 100%; overflow-x: auto; }
  .mast nav a { padding-block: 0.65rem 0.6rem; }
  .seen { font-size: var(--t-xs); padding: 0; text-align: end; }
  .seen .more { display: none; }
  .slots { inline-size: 100%; }
  .filters { margin-block-end: var(--s4); border-block: 1px solid var(--rule); }
  .filters > summary { display: list-item; padding-block: 0.65rem; color: var(--accent); cursor: pointer; }
  .filters:not([open])::details-content { content-visibility: hidden; block-size: 0; }
  .filter { display: grid; grid-template-columns: 1fr 1fr; }
  .filter .tick, .filter button { grid-column: 1 / -1; }
  select, input[type="search"], input[type="text"], button { block-size: 2.75rem; inline-size: 100%; }
  .cards { grid-template-columns: minmax(0, 1fr); }
  .many .card .plat, .many .card .run { display: none; }
  .fold summary { padding-block: 0.6rem; }
  .ends .rows li { grid-template-columns: 1fr auto; gap: 0 0.8em; }
  .ends .rows .why { grid-column: 1 / -1; grid-row: 2; }
  .ends .rows .when { grid-column: 2; grid-row: 1; }
  .ends .rows li > a { grid-column: 1; grid-row: 1; }
  .ends .rows li > .state { grid-column: 1 / -1; grid-row: 3; font-weight: 400; }
  .facts { grid-template-columns: 1fr 1fr; }
  .steps { display: block; margin-block-end: var(--s4); }
  .steps li > span:last-child { text-align: end; }
  .snip .bar button { inline-size: auto; }
  .steps li { display: grid; grid-template-columns: 1.35rem auto minmax(0, 1fr); gap: var(--s3); padding: 0 0 var(--s3); align-items: baseline; }
  .steps .rail { display: contents; }
  .steps .rail .mark { align-self: center; }
  .steps .rail::after { position: absolute; inset-inline-start: 0.62rem; inset-block: 1.6rem 0.1rem; margin: 0; border-block-start: 0; border-inline-start: 3px solid var(--ink); }
  .steps li.next .rail::after, .steps li.now .rail::after { border-block-start: 0; border-inline-start: 2px dashed var(--edge); }
  /* .brief: a row becomes a short record: name left, verdict (.key) right, the rest below; .scroll tables scroll */
  .brief thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  .brief, .brief tbody { display: block; }
  .brief caption { display: block; }
  .brief tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 0.9em; padding-block: var(--s2); border-block-end: 1px solid var(--rule); }
  .brief .open-row { padding-inline-start: 0.6rem; } .brief .open-row > :first-child { padding-inline-start: 0; }
  .brief th, .brief td { order: 2; border: 0; padding: 0; inline-size: auto !important; text-align: start; font-size: var(--t-s); color: var(--ink-2); }
  .brief tbody th { order: 0; flex: 1 1 55%; font-size: var(--t-m); color: var(--ink); overflow-wrap: anywhere; }
  .brief .key { order: 1; color: inherit; }
  .brief tr::after { content: ""; order: 1; flex-basis: 100%; }
  .brief .say { flex-basis: 100%; color: var(--ink); }
  .brief td:empty { display: none; }
  .brief td[data-label]::before { content: attr(data-label) " "; }
  .brief td[data-unit]::after { content: " " attr(data-unit); }
  .diff { min-inline-size: 0; }
  .chart text { font-size: 15px; }
  .foot .wrap { display: grid; }
}

@media (prefers-contrast: more) { :root { --rule: var(--edge); --ink-2: var(--ink); } }
@media (forced-colors: active) { .run .way { fill: CanvasText; } .slot .taken { border: 1px solid; } .card.failed, .alarm { border-width: 3px; } }

/* ---- print: ink on paper, folds open, links by name ---- */
@media print {
  :root, :root[data-theme] { color-scheme: light; --paper: white; --sheet: white; --stop-wash: white; }
  @page { size: A4 landscape; margin: 12mm; }
  body { font-size: 9pt; }
  .mast nav, .filter, .skip, .snip .bar a { display: none; }
  .mast { border-block-start: 0; }
  .wrap { padding: 0; max-inline-size: none; }
  .stop > h3 { position: static; }
  .card, .timeline li, .plot, tr { break-inside: avoid; }
  .slot .taken { background: none; color: var(--ink); border: 1.5px solid var(--ink); }
  details::details-content { content-visibility: visible; block-size: auto; }
  a { color: inherit; }
}
`;
