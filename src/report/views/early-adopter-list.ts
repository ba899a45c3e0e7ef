import { dayOf } from '../../domain/day.ts';
import { type EarlyAdopterReport, type EarlyAdopterTeam, ngiOn } from '../../domain/early-adopter.ts';
import type { ReleaseId } from '../../domain/release.ts';
import type { Snapshot } from './snapshot.ts';

/** A team that tries releases, and what it said about those that main has. */
export interface EarlyAdopterItem {
  readonly team: string;
  readonly site: string;
  readonly stacks: readonly string[];
  /** Empty for every platform. */
  readonly platforms: readonly string[];
  /** The infrastructure that it belongs to today; null when it takes no part. */
  readonly ngi: string | null;
  /** In order of release. */
  readonly reports: readonly ReportItem[];
}

/** What a team said about one release. */
export interface ReportItem extends Pick<EarlyAdopterReport, 'state' | 'result' | 'date' | 'link'> {
  readonly release: ReleaseId;
}

/** Every registered team, in order of its key; how to reach people is left out (R104, R105). */
export function earlyAdopterList({ desired, at }: Snapshot): readonly EarlyAdopterItem[] {
  const today = dayOf(at);
  const said = reportsByTeam(desired);
  return [...desired.policy.earlyAdopters.values()]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((team: EarlyAdopterTeam) => ({
      team: team.key,
      site: team.site,
      stacks: team.stacks,
      platforms: team.platforms,
      ngi: ngiOn(team, today),
      reports: said.get(team.key) ?? [],
    }));
}

function reportsByTeam({ releases }: Snapshot['desired']): ReadonlyMap<string, readonly ReportItem[]> {
  const said = new Map<string, ReportItem[]>();
  for (const { release, reports } of releases)
    for (const { team, state, result, date, link } of reports.known) {
      const items = said.get(team) ?? [];
      items.push({ release: release.id, state, result, date, link });
      said.set(team, items);
    }
  return said;
}
