import { resolve } from 'node:path';
import { actualFromRecord } from '../actual/from-record.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { openWorkingClone } from '../adapters/git/open-working-clone.ts';
import { readPolicy } from '../config/read-policy.ts';
import { known } from '../domain/observation.ts';
import { emptyRecord } from '../domain/record.ts';
import { checkPlan } from '../plan/check-plan.ts';
import { planWithAnswers } from '../reconcile/plan-with-answers.ts';
import type { Planned } from '../reconcile/planned.ts';
import { readDesired } from '../reconcile/read-desired.ts';
import { refuseUnsound } from '../reconcile/refuse-unsound.ts';
import type { Io } from './io.ts';
import { localSolving } from './local-solving.ts';

/** Which clone to plan from, and for which commit. */
export interface CloneOptions {
  readonly repository: string;
  readonly commit?: string;
  /** A branch to take as merged into it. */
  readonly merged?: string;
}

/** Plans from a clone of the release repository alone: no host, no packages, no secrets. */
export async function planFromRecord(io: Io, options: CloneOptions): Promise<Planned> {
  const clone = await openWorkingClone({
    dir: resolve(io.cwd, options.repository),
    recordBranch: 'stagepost-record',
    ...(options.commit === undefined ? {} : { revision: options.commit }),
    ...(options.merged === undefined ? {} : { merged: options.merged }),
  });
  try {
    const { history, signatures } = clone;
    const deps = { history, signatures, cache: new Map(), readPolicy };
    const { desired, findings, seen } = await readDesired(deps, known(await clone.records.read()));
    if (desired === null) return { kind: 'refused', findings };
    const record = seen.kind === 'known' ? seen.value : emptyRecord;
    const recorded = actualFromRecord(record, await clone.records.inventories());
    const now = systemClock.now();
    const { actual, plan } = await planWithAnswers(localSolving(), { desired, actual: recorded, now });
    refuseUnsound(checkPlan(plan, desired, actual));
    return { kind: 'planned', desired, actual, plan, findings };
  } finally {
    await clone.close();
  }
}
