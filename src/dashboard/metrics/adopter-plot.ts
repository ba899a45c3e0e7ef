import { counted } from '../../report/names.ts';
import type { AdopterFigures, MetricsView } from '../../report/views/metrics-view.ts';
import type { Piece } from '../element.ts';
import { legend } from '../plots/drawing.ts';
import { teamBars } from '../plots/rows.ts';
import { figure } from './figure.ts';
import type { Numbers } from './numbers.ts';

const mostTeams = 20;

/** Who took part in stage rollouts, by team and by infrastructure. */
export function adopterPlot({ teams, infrastructures }: MetricsView, numbers: Numbers | null): Piece {
  const says = statement(teams, infrastructures);
  const busiest = [...teams]
    .sort((a, b) => b.reported - a.reported || b.silent - a.silent)
    .slice(0, mostTeams);
  return figure({
    id: 'adopters',
    title: 'Early adopters, by team and NGI',
    says,
    legend: legend(['a', 'report filed'], ['hollow', 'accepted, and silent']),
    drawn: busiest.length === 0 ? null : teamBars(`Bars for each team. ${says}`, busiest),
    caption: 'Reports of teams and of infrastructures (M.SA1.3-6, -7)',
    numbers,
    columns: ['Team or NGI', 'Reports', 'Accepted, and silent'],
    rows: [
      ...teams.map((each) => [nameOf(each), each.reported, each.silent] as const),
      ...infrastructures.map(({ ngi, reports }) => [ngi ?? 'no NGI on that day', reports, ''] as const),
    ],
  });
}

function nameOf({ team, ngi }: AdopterFigures): string {
  return ngi === null ? team : `${team} (${ngi})`;
}

function statement(
  teams: readonly AdopterFigures[],
  infrastructures: MetricsView['infrastructures'],
): string {
  if (teams.length === 0) return 'No team has taken part yet.';
  const reports = teams.reduce((sum, { reported }) => sum + reported, 0);
  const silent = teams.reduce((sum, each) => sum + each.silent, 0);
  const named = infrastructures.filter(({ ngi }) => ngi !== null);
  const most = [...named].sort((a, b) => b.reports - a.reports).slice(0, 3);
  const list = most.map(({ ngi, reports: own }) => `${ngi} ${own}`).join(', ');
  const where = most.length === 0 ? '' : `; ${list}${named.length > most.length ? ' and others' : ''}`;
  const kept = silent === 0 ? 'Every promise was kept.' : `${counted(silent, 'promise')} stayed without one.`;
  return `${counted(teams.length, 'team')} filed ${counted(reports, 'report')}${where}. ${kept}`;
}
