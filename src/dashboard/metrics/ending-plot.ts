import type { MetricsView, MonthRow } from '../../report/views/metrics-view.ts';
import type { Piece } from '../element.ts';
import { legend } from '../plots/drawing.ts';
import { monthBars } from '../plots/months.ts';
import { drawnMonths, figure } from './figure.ts';
import type { Numbers } from './numbers.ts';

const series = [
  { name: 'success', look: 'a', text: 'success' },
  { name: 'warning', look: 'b', text: 'success with a warning' },
  { name: 'rejected', look: 'stop', text: 'rejected' },
] as const;

/** How stage rollouts ended in each month. */
export function endingPlot({ months }: MetricsView, numbers: Numbers | null): Piece {
  const says = rates(months);
  const values = months.slice(-drawnMonths).flatMap((row) => [
    { month: row.month, series: 'success', value: row.success - row.warning },
    { month: row.month, series: 'warning', value: row.warning },
    { month: row.month, series: 'rejected', value: row.rejected },
  ]);
  const isEmpty = months.every(({ success, rejected }) => success + rejected === 0);
  return figure({
    id: 'endings',
    title: 'How stage rollouts ended',
    says,
    legend: legend(...series.map(({ look, text }) => [look, text] as const)),
    drawn: isEmpty ? null : monthBars(`Bars for each month. ${says}`, values, { series, stacked: true }),
    caption: 'Stage rollouts that ended in each month (M.SA1.3-2, -3)',
    numbers,
    columns: ['Month', 'Success', 'Of them with a warning', 'Rejected', 'Success rate'],
    rows: months.map((row) => [row.month, row.success, row.warning, row.rejected, rateOf([row])]),
  });
}

function rates(months: readonly MonthRow[]): string {
  const rejected = months.reduce((sum, each) => sum + each.rejected, 0);
  const ended = rejected + months.reduce((sum, each) => sum + each.success, 0);
  if (ended === 0) return 'No stage rollout has ended yet.';
  return `${rateOf(months)} of ${ended} ended with success, ${rejected} with a rejection.`;
}

function rateOf(months: readonly MonthRow[]): string {
  const success = months.reduce((sum, each) => sum + each.success, 0);
  const ended = success + months.reduce((sum, each) => sum + each.rejected, 0);
  return ended === 0 ? 'none ended' : `${Math.round((success / ended) * 100)} %`;
}
