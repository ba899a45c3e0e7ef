/** Plots and their legends. */
export const plotsStyle = `
/* ---- plots ---- */
.plots { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--s5) var(--s6); }
.plot { min-inline-size: 0; }
.plot .says { max-inline-size: 75ch; min-block-size: 2.9em; text-wrap: pretty; margin-block-end: var(--s1); }
.drawn svg { display: block; inline-size: 100%; block-size: auto; margin-block: var(--s3) var(--s2); overflow: visible; }
.chart text { font: 11px var(--sans); fill: var(--ink-2); font-variant-numeric: tabular-nums; }
.chart .strong { fill: var(--ink); font-weight: 600; }
.chart .grid { stroke: var(--rule); } .chart .axis { stroke: var(--edge); }
.chart .a { fill: var(--accent); } .chart .a-line { stroke: var(--accent); fill: none; }
.chart .b { fill: var(--ink-2); } .chart .hollow { fill: var(--sheet); stroke: var(--ink-2); }
.chart .range { stroke: var(--ink-2); stroke-width: 1.5; } .chart .limit { stroke: var(--stop); stroke-width: 2; }
.chart .stop { fill: var(--stop); } .chart .ink-line { stroke: var(--ink-2); fill: none; }
.legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1.2em; font-size: var(--t-s); color: var(--ink-2); }
.legend svg.chart { display: inline; inline-size: 1.1em; block-size: 0.85em; vertical-align: -0.06em; margin: 0 0.35em 0 0; }
.plot .fold table { font-size: var(--t-s); }
.plot .fold { overflow-x: auto; }
.numbers { font-size: var(--t-s); color: var(--ink-2); padding-block-start: var(--s1); }
`;
