import { Gauge, type Registry } from 'prom-client';
import { isSystemKey } from '../../domain/operating-system.ts';
import { desirableStates, type StateName } from '../../domain/release.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';
import { statusFor } from '../../report/views/status-for.ts';

const states: readonly StateName[] = ['Submitted', 'Deferred', 'Failed', ...desirableStates];
const verdicts: readonly Verdict['kind'][] = [
  'pass',
  'wait-until',
  'wait-for',
  'needs-approval',
  'blocked',
  'cannot-tell',
];

/** What is measured of releases: how many there are in each state, and what holds them. */
export function releaseGauges(registry: Registry): (snapshot: Snapshot) => void {
  const registers = [registry];
  const byState = new Gauge({
    name: 'stagepost_releases',
    help: 'Releases by state.',
    labelNames: ['state'],
    registers,
  });
  const held = new Gauge({
    name: 'stagepost_releases_held',
    help: 'Releases that do not get what they ask for, by the worst verdict.',
    labelNames: ['verdict'],
    registers,
  });
  const plain = {
    delayed: new Gauge({
      name: 'stagepost_releases_delayed',
      help: 'Releases that are in a state for longer than policy thinks they should.',
      registers,
    }),
    retrying: new Gauge({
      name: 'stagepost_releases_retrying',
      help: 'Releases with a failed step that is due again.',
      registers,
    }),
    damaged: new Gauge({
      name: 'stagepost_pool_damaged_releases',
      help: 'Releases whose files in the pool are not what was fetched.',
      registers,
    }),
    pending: new Gauge({
      name: 'stagepost_reconcile_pending_actions',
      help: 'Actions that the next run would take.',
      registers,
    }),
    unsettled: new Gauge({
      name: 'stagepost_reconcile_unsettled_releases',
      help: 'Releases with edits that are left for a later cycle.',
      registers,
    }),
    findings: new Gauge({
      name: 'stagepost_findings',
      help: 'Mistakes in files of main, each of which holds its release still.',
      registers,
    }),
    notMirrored: new Gauge({
      name: 'stagepost_not_mirrored',
      help: 'Tickets and commit statuses that could not be written in the last cycle.',
      registers,
    }),
  };
  return (snapshot) => {
    for (const state of states) byState.set({ state }, 0);
    for (const verdict of verdicts) held.set({ verdict }, 0);
    for (const { state, held: verdict } of statusFor('member', snapshot).releases) {
      byState.inc({ state });
      if (verdict !== null) held.inc({ verdict });
    }
    const { plan, actual, findings, notes } = snapshot;
    plain.delayed.set(plan.delays.length);
    plain.retrying.set([...actual.attempts.keys()].filter((key) => !isSystemKey(key)).length);
    plain.damaged.set(actual.poolDamage.size);
    plain.pending.set(plan.actions.length);
    plain.unsettled.set(plan.unsettled.length);
    plain.findings.set(findings.length);
    plain.notMirrored.set(notes.length);
  };
}
