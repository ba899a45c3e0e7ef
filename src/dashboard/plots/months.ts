import * as Plot from '@observablehq/plot';
import type { Piece } from '../element.ts';
import { drawing } from './drawing.ts';

/** One value of a series in a month. */
export interface MonthValue {
  readonly month: string;
  readonly series: string;
  readonly value: number;
}

/** A series and how it looks. */
export interface Series {
  readonly name: string;
  readonly look: string;
}

/** Bars for each month, side by side or one above the other. */
export function monthBars(
  label: string,
  values: readonly MonthValue[],
  { series, stacked }: { readonly series: readonly Series[]; readonly stacked: boolean },
): Piece {
  const months = [...new Set(values.map(({ month }) => month))];
  const bars = series.map(({ name, look }) => {
    const own = values.filter((each) => each.series === name);
    return stacked
      ? Plot.barY(own, {
          x: 'month',
          y1: (each: MonthValue) => below(each, values, series),
          y2: (each: MonthValue) => below(each, values, series) + each.value,
          className: look,
          insetLeft: 2,
          insetRight: 2,
        })
      : Plot.barY(own, {
          fx: 'month',
          x: 'series',
          y: 'value',
          className: look,
          insetLeft: 0.5,
          insetRight: 0.5,
        });
  });
  const most = Math.max(1, ...stackedHeights(values, stacked));
  const scale = { domain: months, label: null, tickSize: 0, tickFormat: monthName } as const;
  return drawing(label, {
    height: 230,
    marginLeft: 30,
    marginBottom: 28,
    marginTop: 14,
    y: {
      domain: [0, most],
      label: null,
      nice: true,
      ticks: Math.min(5, most),
      tickFormat: 'd',
      tickSize: 0,
      grid: true,
    },
    ...(stacked
      ? { x: { ...scale, padding: 0.25 } }
      : {
          fx: { ...scale, axis: 'bottom' as const, padding: 0.2 },
          x: { domain: series.map(({ name }) => name), axis: null, padding: 0 },
        }),
    marks: [...bars, Plot.ruleY([0], { className: 'axis' })],
  });
}

/** A line through a value for each month, with a bar from its lower to its upper end. */
export function monthRanges(
  label: string,
  rows: readonly {
    readonly month: string;
    readonly low: number;
    readonly middle: number;
    readonly high: number;
  }[],
): Piece {
  return drawing(label, {
    height: 230,
    marginLeft: 34,
    marginBottom: 28,
    marginTop: 14,
    x: {
      type: 'point',
      domain: rows.map(({ month }) => month),
      label: null,
      tickSize: 0,
      tickFormat: monthName,
      padding: 0.5,
    },
    y: {
      domain: [0, Math.max(1, ...rows.map(({ high }) => high))],
      nice: true,
      ticks: 5,
      label: null,
      tickSize: 0,
      grid: true,
    },
    marks: [
      Plot.ruleX(rows, { x: 'month', y1: 'low', y2: 'high', className: 'range' }),
      Plot.line(rows, { x: 'month', y: 'middle', className: 'a-line' }),
      Plot.dot(rows, { x: 'month', y: 'middle', r: 4, className: 'a' }),
      Plot.ruleY([0], { className: 'axis' }),
    ],
  });
}

function below(each: MonthValue, values: readonly MonthValue[], series: readonly Series[]): number {
  const names = series.map(({ name }) => name);
  const lower = names.slice(0, names.indexOf(each.series));
  const under = values.filter(({ month, series: name }) => month === each.month && lower.includes(name));
  return under.reduce((sum, { value }) => sum + value, 0);
}

function stackedHeights(values: readonly MonthValue[], stacked: boolean): readonly number[] {
  if (!stacked) return values.map(({ value }) => value);
  const months = Map.groupBy(values, ({ month }) => month);
  return [...months.values()].map((own) => own.reduce((sum, { value }) => sum + value, 0));
}

const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function monthName(month: string): string {
  return names[Number(month.slice(5)) - 1] ?? month;
}
