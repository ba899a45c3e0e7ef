import type { MetricsView, StateRow } from '../../report/views/metrics-view.ts';
import type { Piece } from '../element.ts';
import { legend } from '../plots/drawing.ts';
import { stateRanges } from '../plots/rows.ts';
import { days, figure } from './figure.ts';
import type { Numbers } from './numbers.ts';

/** How long releases stay in each state. */
export function statePlot({ states }: MetricsView, numbers: Numbers | null): Piece {
  const says = statement(states);
  return figure({
    id: 'states',
    title: 'Time in each state',
    says,
    legend: legend(
      ['hollow', 'median'],
      ['b', 'half of all visits'],
      ['range', '10th to 90th percentile'],
      ['stop', 'limit'],
    ),
    drawn: states.length === 0 ? null : stateRanges(`A range of days for each state. ${says}`, states),
    caption: 'Days of visits that have ended (R107); a limit may count working days',
    numbers,
    columns: ['State', 'Visits', 'p10', 'p25', 'Median', 'p75', 'p90', 'Limit'],
    rows: states.map((each) => [
      each.state,
      each.count,
      ...[each.p10, each.p25, each.median, each.p75, each.p90].map(days),
      limitText(each),
    ]),
  });
}

function statement(states: readonly StateRow[]): string {
  const [longest] = [...states].sort((a, b) => b.median - a.median);
  if (longest === undefined) return 'No visit of a state has ended yet.';
  const { state, median, p75 } = longest;
  return `The longest is ${state}: half of its visits last at most ${days(median)} days, three in four at most ${days(p75)}.`;
}

function limitText({ limitDays, isWorkingDays }: StateRow): string {
  if (limitDays === null) return 'none';
  return isWorkingDays ? `${limitDays} working days` : String(limitDays);
}
