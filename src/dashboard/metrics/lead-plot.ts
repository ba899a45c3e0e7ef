import type { MetricsView } from '../../report/views/metrics-view.ts';
import type { Piece } from '../element.ts';
import { legend } from '../plots/drawing.ts';
import { monthRanges } from '../plots/months.ts';
import { days, drawnMonths, figure } from './figure.ts';
import type { Numbers } from './numbers.ts';

/** Days from arrival to production, by the month of the promotion. */
export function leadPlot({ leads, lead }: MetricsView, numbers: Numbers | null): Piece {
  const says =
    lead === null
      ? 'No release has come to production yet.'
      : `Half of ${lead.count} promoted releases took at most ${days(lead.median)} days, nine in ten at most ${days(lead.p90)}.`;
  const drawn = leads.slice(-drawnMonths);
  const rows = drawn.map(({ month, p10, median, p90 }) => ({ month, low: p10, middle: median, high: p90 }));
  return figure({
    id: 'lead',
    title: 'From arrival to production, in days',
    says,
    legend: legend(['a', 'median'], ['range', 'from the 10th to the 90th percentile']),
    drawn: rows.length === 0 ? null : monthRanges(`A line of the median for each month. ${says}`, rows),
    caption: 'Days from arrival to the first promotion, by the month of the promotion',
    numbers,
    columns: ['Month', 'Releases', 'p10', 'Median', 'p90'],
    rows: leads.map(({ month, count, p10, median, p90 }) => [
      month,
      count,
      days(p10),
      days(median),
      days(p90),
    ]),
  });
}
