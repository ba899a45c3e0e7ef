import type { Instant } from '../../domain/instant.ts';
import type { DesirableState, ReleaseId, StateName } from '../../domain/release.ts';
import { type GateVerdict, type Verdict, worstOf } from '../../domain/verdict.ts';
import type { Snapshot } from './snapshot.ts';

/** What was asked about the next step of a release, and what the answers were. */
export interface VerdictItem {
  readonly release: ReleaseId;
  readonly state: StateName;
  /** Where it would go. */
  readonly to: DesirableState | null;
  /** Whether somebody asked for that already. */
  readonly asked: boolean;
  /** The worst of all: the one that counts. */
  readonly verdict: Verdict;
  /** Worst first. */
  readonly gates: readonly GateVerdict[];
  /** When the gates open as far as time is concerned; null where none waits for a moment. */
  readonly earliest: Instant | null;
}

/** Everything that is held back, and what would be said of the next move of the others; in order of release. */
export function verdictList({ plan, record }: Snapshot): readonly VerdictItem[] {
  const held = plan.heldBack.map(
    ({ release, state, desired, verdict, gates, earliest }): VerdictItem => ({
      ...{ release, state, to: desired, asked: true, verdict, gates, earliest },
    }),
  );
  const isHeld = new Set(held.map(({ release }) => release));
  const outlook = plan.outlook
    .filter(({ release }) => !isHeld.has(release))
    .map(
      ({ release, to, gates, earliest }): VerdictItem => ({
        ...{ release, to, asked: false, verdict: worstOf(gates), gates, earliest },
        state: record.releases.get(release)?.observed.state ?? 'Submitted',
      }),
    );
  return [...held, ...outlook].sort((a, b) => (a.release < b.release ? -1 : 1));
}
