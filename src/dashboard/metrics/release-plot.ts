import type { MetricsView, MonthRow } from '../../report/views/metrics-view.ts';
import type { Piece } from '../element.ts';
import { legend } from '../plots/drawing.ts';
import { monthBars } from '../plots/months.ts';
import { drawnMonths, figure } from './figure.ts';
import type { Numbers } from './numbers.ts';

const series = [
  { name: 'delivered', look: 'hollow' },
  { name: 'verified', look: 'b' },
  { name: 'published', look: 'a' },
] as const;

/** Releases delivered, verified and published in each month. */
export function releasePlot({ months }: MetricsView, numbers: Numbers | null): Piece {
  const drawn = months.slice(-drawnMonths);
  const sum = (name: (typeof series)[number]['name']) => drawn.reduce((all, each) => all + each[name], 0);
  const span = drawn.length === 1 ? 'this month' : `the last ${drawn.length} months`;
  const says = `${sum('delivered')} delivered, ${sum('verified')} verified and ${sum('published')} published in ${span}; the last one is not over.`;
  const values = drawn.flatMap((row: MonthRow) =>
    series.map(({ name }) => ({ month: row.month, series: name, value: row[name] })),
  );
  return figure({
    id: 'releases',
    title: 'Releases per month',
    says,
    legend: legend(...series.map(({ name, look }) => [look, name] as const)),
    drawn: monthBars(`Bars for each month. ${says}`, values, { series, stacked: false }),
    caption: 'Releases in each month (M.REPO-1, -2, -3)',
    numbers,
    columns: ['Month', 'Delivered', 'Verified', 'Published'],
    rows: months.map(({ month, delivered, verified, published }) => [month, delivered, verified, published]),
  });
}
