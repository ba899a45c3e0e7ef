import * as Plot from '@observablehq/plot';
import type { AdopterFigures, StateRow } from '../../report/views/metrics-view.ts';
import type { Piece } from '../element.ts';
import { drawing } from './drawing.ts';

/** How long visits lasted, a row for each state; days on a scale of square roots, so that hours are seen beside months. */
export function stateRanges(label: string, rows: readonly StateRow[]): Piece {
  const most = Math.max(1, ...rows.map(({ p90, limitDays }) => Math.max(p90, limitDays ?? 0)));
  return drawing(label, {
    height: 46 + rows.length * 32,
    marginLeft: 156,
    marginRight: 18,
    marginBottom: 28,
    marginTop: 8,
    x: {
      type: 'sqrt',
      domain: [0, most],
      ticks: [0, 1, 5, 10, 20, 30, 60, 90, 180, 365].filter((each) => each <= most),
      label: null,
      tickSize: 0,
      grid: true,
      tickFormat: (days: number) => (days === 0 ? '0' : `${days} d`),
    },
    y: { domain: rows.map(({ state }) => state), label: null, tickSize: 0, padding: 0.55 },
    marks: [
      Plot.ruleY(rows, { y: 'state', x1: 'p10', x2: 'p90', className: 'range' }),
      Plot.barX(rows, { y: 'state', x1: 'p25', x2: 'p75', className: 'b' }),
      Plot.tickX(
        rows.filter(({ limitDays }) => limitDays !== null),
        { y: 'state', x: 'limitDays', className: 'limit' },
      ),
      Plot.dot(rows, { y: 'state', x: 'median', r: 5, className: 'hollow' }),
    ],
  });
}

/** What teams did, a row for each: reports that were filed, and promises that were not kept. */
export function teamBars(label: string, teams: readonly AdopterFigures[]): Piece {
  const most = Math.max(1, ...teams.map(({ reported, silent }) => reported + silent));
  return drawing(label, {
    height: 36 + teams.length * 24,
    marginLeft: 150,
    marginRight: 18,
    marginBottom: 26,
    marginTop: 4,
    x: { domain: [0, most], ticks: Math.min(6, most), tickFormat: 'd', label: null, tickSize: 0, grid: true },
    y: {
      domain: teams.map(({ team }) => team),
      label: null,
      tickSize: 0,
      padding: 0.4,
      tickFormat: shortened,
    },
    marks: [
      Plot.barX(teams, { y: 'team', x: 'reported', className: 'a' }),
      Plot.barX(teams, {
        y: 'team',
        x1: 'reported',
        x2: (each: AdopterFigures) => each.reported + each.silent,
        className: 'hollow',
      }),
      Plot.ruleX([0], { className: 'axis' }),
    ],
  });
}

const mostCharacters = 22;

function shortened(name: string): string {
  return name.length > mostCharacters ? `${name.slice(0, mostCharacters - 1)}…` : name;
}
