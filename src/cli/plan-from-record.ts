import { resolve } from 'node:path';
import type { Command } from 'commander';
import { actualFromRecord } from '../actual/from-record.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { openWorkingClone, type WorkingClone } from '../adapters/git/open-working-clone.ts';
import { readPolicy } from '../config/read-policy.ts';
import { locateField } from '../desired/locate-field.ts';
import { known } from '../domain/observation.ts';
import type { HeldBack } from '../domain/plan.ts';
import { emptyRecord } from '../domain/record.ts';
import { releaseFileOf } from '../domain/release.ts';
import { checkPlan } from '../plan/check-plan.ts';
import { type NewRefusal, newRefusals } from '../plan/new-refusals.ts';
import { planCycle } from '../reconcile/cycle.ts';
import { planWithAnswers } from '../reconcile/plan-with-answers.ts';
import type { Planned } from '../reconcile/planned.ts';
import { readDesired } from '../reconcile/read-desired.ts';
import { refuseUnsound } from '../reconcile/refuse-unsound.ts';
import { type HostOptions, onHost } from './host-options.ts';
import type { Io } from './io.ts';
import { localSolving } from './local-solving.ts';

/** Which clone to plan from, and for which commit. */
export interface CloneOptions {
  readonly repository: string;
  readonly commit?: string;
  /** A branch to take as merged into it. */
  readonly merged?: string;
}

/** Options of commands that answer on a host, or from a clone. */
export interface RecordOptions extends HostOptions, CloneOptions {
  readonly fromRecord?: boolean;
}

/** Adds the options that let a command answer from a clone. */
export function withRecordOptions(command: Command): Command {
  return command
    .option('--from-record', 'from git alone: the record stands for what is published')
    .option('--repository <dir>', 'the clone, when the host is not asked', '.')
    .option('--commit <revision>', 'with --from-record: the commit of main (default HEAD)');
}

/** Observes and plans on the host, or in the clone when that is asked for; nothing is changed. */
export function planHere(io: Io, options: RecordOptions): Promise<Planned> {
  return options.fromRecord === true
    ? planFromRecord(io, options)
    : onHost(io, options, (host) => planCycle(host.deps));
}

/** A plan, the one for the commit that it comes from, and what is refused that this one does not ask for. */
export interface PlannedAgainst {
  readonly planned: Planned;
  /** Null where nothing had to be compared. */
  readonly before: Planned | null;
  readonly refused: readonly HeldBack[];
}

/** Plans for a commit, and for the one that it comes from. */
export async function planAgainst(io: Io, options: CloneOptions, base: string): Promise<PlannedAgainst> {
  const planned = await planFromRecord(io, options);
  if (planned.kind === 'refused') return { planned, before: null, refused: [] };
  // A branch is merged into the one, and not into the other.
  const { merged: _branch, ...alone } = options;
  const before = await planFromRecord(io, { ...alone, commit: base });
  const refused = newRefusals(planned, before.kind === 'planned' ? before : null);
  const clone = await openClone(io, options);
  try {
    return { planned, before, refused: await Promise.all(refused.map((each) => placed(clone, each))) };
  } finally {
    await clone.close();
  }
}

// An edit of what is fixed is shown where it was made, and not at the wish that it holds up.
async function placed({ history }: WorkingClone, { held, field }: NewRefusal): Promise<HeldBack> {
  if (field.length === 0) return held;
  const { commit } = await history.head();
  const file = releaseFileOf(held.release);
  return {
    ...held,
    at: (await locateField({ history, cache: new Map() }, commit, { file, field })) ?? held.at,
  };
}

/** Plans from a clone of the release repository alone: no host, no packages, no secrets. */
export async function planFromRecord(io: Io, options: CloneOptions): Promise<Planned> {
  const clone = await openClone(io, options);
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

function openClone(io: Io, { repository, commit, merged }: CloneOptions): Promise<WorkingClone> {
  return openWorkingClone({
    dir: resolve(io.cwd, repository),
    recordBranch: 'stagepost-record',
    ...(commit === undefined ? {} : { revision: commit }),
    ...(merged === undefined ? {} : { merged }),
  });
}
